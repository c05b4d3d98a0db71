#include "base/exact.hpp"

#include <algorithm>
#include <numeric>

namespace mulens {

std::vector<std::int64_t> split_largest_remainder(std::int64_t total, const std::vector<double>& weights) {
    std::vector<std::int64_t> parts(weights.size(), 0);
    const double largest = weights.empty() ? 0.0 : *std::max_element(weights.begin(), weights.end());
    if (!(largest > 0.0)) return parts;
    // Weights become integers of 60 bits, so that shares and remainders are exact.
    std::vector<std::int64_t> w(weights.size());
    const int exponent = 60 - std::ilogb(largest) - 1;
    Int128 sum = 0;
    for (std::size_t i = 0; i < w.size(); ++i) {
        w[i] = static_cast<std::int64_t>(std::ldexp(weights[i], exponent));
        sum += w[i];
    }
    const bool negative = total < 0;
    const Int128 amount = negative ? -static_cast<Int128>(total) : static_cast<Int128>(total);
    std::vector<Int128> remainder(w.size());
    Int128 given = 0;
    for (std::size_t i = 0; i < w.size(); ++i) {
        // amount < 2^63 and w < 2^60: the product stays below 2^123.
        const Int128 product = amount * w[i];
        parts[i] = static_cast<std::int64_t>(product / sum);
        remainder[i] = product % sum;
        given += parts[i];
    }
    std::vector<std::size_t> order(w.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
    auto rest = static_cast<std::size_t>(amount - given);
    for (std::size_t i = 0; i < rest; ++i) ++parts[order[i]];
    if (negative)
        for (auto& part : parts) part = -part;
    return parts;
}

}  // namespace mulens
