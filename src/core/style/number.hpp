// Numbers as people read them on screens, in legends and on sheets. Pure functions, thread safe.
#pragma once

#include <string>

namespace mulens::style {

/// "1,204", "8.42", "–" for NaN, never scientific. decimals < 0: as many as the value needs, two at most.
[[nodiscard]] std::string format_number(double value, int decimals = -1);
/// The nearest of 1, 2, 5 × a power of ten (by ratio), with the sign of the value; 0 stays 0.
[[nodiscard]] double nice_number(double value);
/// The smallest such number that is not below the value (value > 0).
[[nodiscard]] double nice_ceiling(double value);

}  // namespace mulens::style
