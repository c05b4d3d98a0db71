// Who is in, out or ungraded (method §4.4), and vetoes. Dates are inclusive at both ends.
#pragma once

#include "config/scheme.hpp"
#include "table/table.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace mulens::rules {

/// Does the text hold one of the values? A cell may hold several, joined by ; 、 or /. "*" takes any text.
[[nodiscard]] bool holds_value(std::string_view cell, const std::vector<std::string>& values);

inline constexpr std::uint16_t no_rule = 0xFFFF;

/// Per row: index of the first exemption in force on `as_of`, or no_rule. Without `as_of` dates are not looked at.
[[nodiscard]] std::vector<std::uint16_t> exemptions_of(const config::Scheme& scheme, const table::Table& table,
                                                       std::optional<Date> as_of);
/// Per row: the best grade that vetoes leave ('A' = none).
[[nodiscard]] std::vector<char> veto_limits(const config::Scheme& scheme, const table::Table& table);
/// The worse of a grade and a veto's limit.
[[nodiscard]] inline char limited(char grade, char limit) {
    return grade >= 'A' && grade <= 'D' && limit > grade ? limit : grade;
}

}  // namespace mulens::rules
