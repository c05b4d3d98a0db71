// Figures of the window (base/figure.hpp) with their units and usual decimals.
#pragma once

#include "base/figure.hpp"

#include <cmath>
#include <cstdint>
#include <string>

namespace mulens::ui {

[[nodiscard]] std::string count(std::uint64_t value);
/// 亩: no decimals from 1,000 on, else up to two.
[[nodiscard]] std::string mu(double value);
/// 万元/亩 and the like: one decimal from 10 on, else two.
[[nodiscard]] std::string rate(double value);
[[nodiscard]] std::string percent(double share, int decimals = 1);
/// 万元, or 亿元 from 10,000 万元 on; `unit` is set.
[[nodiscard]] std::string money(double wan, std::string& unit);
/// Seconds left in words of the window's language: "剩 3 秒", "2 min left"; "" where unknown (< 0).
[[nodiscard]] std::string time_left(double seconds);
/// "330114…0417": long codes keep their head and tail.
[[nodiscard]] std::string short_code(const std::string& code);
/// "12,104 宗 13,204 亩".
[[nodiscard]] std::string plots_and_mu(std::uint64_t plots, double mu_value);

}  // namespace mulens::ui
