// Column names as people write them, folded so that they can be compared.
#pragma once

#include <string>
#include <string_view>

namespace mulens::read {

/// Half-width, lower case (ASCII), without spaces and underscores.
[[nodiscard]] std::string folded_name(std::string_view name);

/// A folded name parted from a unit at its end: "评价税收(万元)" → {"评价税收", "万元"}, "tax_wan" → {"tax", "wan"}.
struct NameAndUnit {
    std::string name;
    std::string unit;
};
/// The bracket at the end, if there is one.
[[nodiscard]] NameAndUnit bracket_unit(std::string_view folded);
/// Characters of UTF-8 text that are not ASCII.
[[nodiscard]] std::size_t wide_characters(std::string_view text);

}  // namespace mulens::read
