// Calendar dates as day numbers (days since 1970-01-01), so that a date column is a number column.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mulens {

using Date = std::chrono::sys_days;

/// Reads 2024-12-31, 2024/12/31, 2024.12.31, 20241231, 2024年12月31日 (single digits allowed where separated).
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_iso(Date date);
/// The same day `years` later; 29 February becomes 28 February in a common year.
[[nodiscard]] Date add_years(Date date, int years);
[[nodiscard]] Date make_date(int year, unsigned month, unsigned day);
[[nodiscard]] inline double day_number(Date date) { return static_cast<double>(date.time_since_epoch().count()); }
[[nodiscard]] inline Date from_day_number(double days) { return Date{std::chrono::days{static_cast<int>(days)}}; }
[[nodiscard]] int year_of(Date date);

}  // namespace mulens
