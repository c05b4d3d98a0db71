// Nearest-rank quantiles. Private to the room.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace mulens::robust {

/// Where a quantile of `count` sorted values stands; count at least 1.
[[nodiscard]] inline std::size_t quantile_place(std::size_t count, double q) {
    const auto at = static_cast<std::size_t>(std::ceil(q * static_cast<double>(count) - 1e-9));
    return at == 0 ? 0 : at - 1;
}

/// The quantiles `shares` (ascending) of values, at least one; the values are put in another order.
template <typename T, std::size_t n>
[[nodiscard]] std::array<double, n> quantiles(std::vector<T>& values, const std::array<double, n>& shares) {
    std::array<double, n> out{};
    auto from = values.begin();
    for (std::size_t i = 0; i < n; ++i) {
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(quantile_place(values.size(), shares[i]));
        // What lies before the last place is smaller already.
        if (at >= from) std::nth_element(from, at, values.end());
        out[i] = static_cast<double>(*at);
        from = at + 1;
    }
    return out;
}

}  // namespace mulens::robust
