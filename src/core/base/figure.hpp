// Figures as people read them: separators, "–" for NaN, no "-0". Locale does not matter.
#pragma once

#include <string>

namespace mulens {

/// 1234567.891, 2 → "1,234,567.89". Zeros at the end stay unless `trim`.
[[nodiscard]] std::string figure(double value, int decimals = 2, bool trim = false);

}  // namespace mulens
