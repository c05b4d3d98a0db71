// Parcels × any polygon layer (platforms, streets, constraints, renewal areas, regulatory units).
//
// Guarantees: memberships in (parcel, zone) order; slivers (< 1 m² and < 0.1 % of the smaller) are left out of them
// and stand in the balance. Invalid zones are repaired first, with a finding. Parcels without geometry have no
// membership. Same bytes for any number of threads.
#pragma once

#include "base/diagnostics.hpp"
#include "base/progress.hpp"
#include "geom/index.hpp"
#include "overlay/balance.hpp"
#include "table/layer.hpp"

#include <span>
#include <vector>

namespace mulens::overlay {

struct Membership {
    Row parcel = 0;
    Row zone = 0;
    double area_m2 = 0;
    double share = 0;  ///< of the parcel's plane area
    bool operator==(const Membership&) const = default;
};

struct ZoneOverlay {
    std::vector<Membership> memberships;
    std::vector<std::uint64_t> first;  ///< memberships of parcel p: [first[p], first[p + 1]); empty: released
    Balance balance;

    [[nodiscard]] std::span<const Membership> of(Row parcel) const {
        return {memberships.data() + first[parcel], static_cast<std::size_t>(first[parcel + 1] - first[parcel])};
    }
    /// The membership with the largest share (ties: the first zone); nullptr where there is none.
    [[nodiscard]] const Membership* largest(Row parcel) const;
};

/// `zones` is repaired in place. Throws Stopped.
[[nodiscard]] ZoneOverlay overlay_zones(const table::Layer& parcels, table::Layer& zones, unsigned threads,
                                        Diagnostics& diagnostics, Progress& progress);

}  // namespace mulens::overlay
