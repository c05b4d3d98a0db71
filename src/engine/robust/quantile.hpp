// Nearest-rank quantiles. Private to the room.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace mulens::robust {

/// Of sorted values, at least one.
template <typename T>
[[nodiscard]] double quantile(const std::vector<T>& sorted, double q) {
    const auto at = static_cast<std::size_t>(std::ceil(q * static_cast<double>(sorted.size()) - 1e-9));
    return static_cast<double>(sorted[at == 0 ? 0 : at - 1]);
}

}  // namespace mulens::robust
