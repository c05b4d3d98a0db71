// Made-up names and numbers with the right form.
#pragma once

#include <cstdint>
#include <string>

namespace mulens::sample {

/// 统一社会信用代码 with right check characters (GB 11714 inside, GB 32100 at the end); different for different
/// numbers.
[[nodiscard]] std::string credit_code(std::uint64_t number);
[[nodiscard]] std::string firm_id(std::uint64_t number);
/// A company's name; `word` says what it makes.
[[nodiscard]] std::string firm_name(std::uint64_t number, const std::string& word);

}  // namespace mulens::sample
