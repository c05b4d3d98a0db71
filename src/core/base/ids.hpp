// Row numbers. A row is the same number everywhere: table row, overlay result, export order.
#pragma once

#include <cstdint>
#include <limits>

namespace mulens {

using Row = std::uint32_t;
inline constexpr Row no_row = std::numeric_limits<Row>::max();

}  // namespace mulens
