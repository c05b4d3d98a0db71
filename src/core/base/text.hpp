// Text helpers shared by the rooms: keys as people type them, numbers as offices write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mulens {

/// Spaces (also U+3000 and no-break) removed at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// A key ready to compare: trimmed, full-width ASCII folded to half-width, inner spaces removed, a-z upper-cased.
[[nodiscard]] std::string normalised_key(std::string_view text);
/// Full-width ASCII (U+FF01–FF5E, U+3000) folded to half-width; the rest untouched.
[[nodiscard]] std::string half_width(std::string_view text);
/// A number as offices write it: 1,234.5, full-width digits, 200% (→ 2), 1.5e3. Empty or words: nothing.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);
/// Shortest text that reads back as the same double; "" for NaN and infinities.
[[nodiscard]] std::string number_text(double value);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] bool valid_utf8(std::string_view text);
/// The 统一社会信用代码 check (GB 32100-2015): 18 characters with a right check character.
[[nodiscard]] bool valid_credit_code(std::string_view code);
/// The check character for the first 17 characters; '\0' where one of them is not allowed.
[[nodiscard]] char credit_code_check(std::string_view first17);

}  // namespace mulens
