// The balance every overlay must show (method §2.7):
//     in + counted_twice = pairs + outside + sliver + lost
//
// Guarantees: each term but `lost` is measured on its own: `pairs` and `sliver` by clipping, `outside` and
// `counted_twice` by a GEOS operation (or exactly known where classification says so); `lost` is what then remains and
// should be 0 but for rounding. Sums are exact integers inside, so any order gives the same bytes. m².
#pragma once

#include "base/exact.hpp"

#include <cmath>
#include <cstdint>
#include <string>

namespace mulens::overlay {

struct Balance {
    std::string name;          ///< "parcels × platforms"
    ExactSum in;               ///< area of the features that are held against the others
    ExactSum pairs;            ///< Σ area of the memberships
    ExactSum outside;          ///< part of `in` that meets nothing
    ExactSum counted_twice;    ///< area beyond the first, where the others overlap each other
    ExactSum sliver;           ///< dropped memberships (< 1 m² and < 0.1 % of the smaller)
    std::uint64_t failed = 0;  ///< features for which an operation gave no answer

    [[nodiscard]] double lost_m2() const {
        return in.value() + counted_twice.value() - pairs.value() - outside.value() - sliver.value();
    }
    /// |lost| ÷ in; 0 where nothing came in.
    [[nodiscard]] double lost_share() const { return in.zero() ? 0 : std::abs(lost_m2()) / in.value(); }
    void add(const Balance& other) {
        in.add(other.in);
        pairs.add(other.pairs);
        outside.add(other.outside);
        counted_twice.add(other.counted_twice);
        sliver.add(other.sliver);
        failed += other.failed;
    }
};

}  // namespace mulens::overlay
