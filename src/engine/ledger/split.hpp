// Exact division of a whole number by weights (largest remainder) without allocation in the common cases.
#pragma once

#include "base/exact.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace mulens::ledger {

/// Reused between calls; one a thread.
struct SplitScratch {
    std::vector<Int128> remainder;
    std::vector<std::uint32_t> order;
};

/// Splits `total` in proportion to `weights` (≥ 0); the parts sum to `total` exactly. Equal remainders: the part for
/// which before(i, j) holds comes first. All weights zero: all parts zero.
template <typename Before>
void split_exact(std::int64_t total, std::span<const std::int64_t> weights, std::span<std::int64_t> parts,
                 SplitScratch& scratch, Before&& before) {
    const std::size_t n = weights.size();
    Int128 sum = 0;
    for (const auto weight : weights) sum += weight;
    if (sum <= 0) {
        std::fill(parts.begin(), parts.end(), 0);
        return;
    }
    if (n == 1) {
        parts[0] = total;
        return;
    }
    const bool negative = total < 0;
    const Int128 amount = negative ? -static_cast<Int128>(total) : static_cast<Int128>(total);
    scratch.remainder.resize(n);
    Int128 given = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const Int128 product = amount * weights[i];  // both below 2^63
        const Int128 part = product / sum;
        scratch.remainder[i] = product - part * sum;
        parts[i] = static_cast<std::int64_t>(part);
        given += part;
    }
    const auto rest = static_cast<std::size_t>(amount - given);
    if (rest > 0) {
        scratch.order.resize(n);
        for (std::uint32_t i = 0; i < n; ++i) scratch.order[i] = i;
        const auto larger = [&](std::uint32_t a, std::uint32_t b) {
            if (scratch.remainder[a] != scratch.remainder[b]) return scratch.remainder[a] > scratch.remainder[b];
            if (before(a, b)) return true;
            return !before(b, a) && a < b;
        };
        std::sort(scratch.order.begin(), scratch.order.end(), larger);
        for (std::size_t i = 0; i < rest; ++i) ++parts[scratch.order[i]];
    }
    if (negative)
        for (auto& part : parts) part = -part;
}

/// Weights as whole numbers of 60 bits in the same proportion. Negative and NaN become zero.
inline void whole_weights(std::span<const double> weights, std::span<std::int64_t> out) {
    double largest = 0;
    for (const double weight : weights)
        if (weight > largest && std::isfinite(weight)) largest = weight;
    const int exponent = largest > 0 ? 59 - std::ilogb(largest) : 0;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = weights[i] > 0 && std::isfinite(weights[i])
                     ? static_cast<std::int64_t>(std::ldexp(weights[i], exponent))
                     : 0;
}

}  // namespace mulens::ledger
