// New space: how much floor the planned FAR still allows, plot by plot and platform by platform.
//
// headroom = (far_limit − far) × plane area, m². Where no FAR is planned it is unknown, not 0; where the floors of a
// building are not known the plot's FAR is unknown. Below 0 the plot is over its limit. |headroom| under 1 m² is none.
// Plots in scope only. Sums are exact (1e-9 m²). Deterministic, const inputs, thread safe.
#pragma once

#include "base/exact.hpp"
#include "table/table.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace mulens::space {

enum class Room : std::uint8_t { gain, none, over, no_limit, no_far, no_area };
/// gain, none, over, no_limit, no_far, no_area: as in the column `headroom_kind`.
[[nodiscard]] const char* name_of(Room room);

struct PlotRoom {
    Row plot = 0;
    Room room = Room::no_limit;
    double headroom_m2 = table::none;
};
/// `rows`: the plots to look at; those out of scope are left out. In the order of rows.
[[nodiscard]] std::vector<PlotRoom> headroom_of(const table::Table& parcels, std::span<const Row> rows);

struct PlatformRoom {
    std::string platform;  ///< 未归口 for none
    struct Part {
        std::uint64_t plots = 0;
        ExactSum mu, m2;  ///< land; headroom (negative for over)
    };
    Part known, gain, over, no_limit, no_far;  ///< known = gain + none + over
    ExactSum floor_m2, allowed_m2;             ///< of the known plots: 计容 floor now, allowed by the limit
};
/// The district first (全区), then platforms by headroom, largest first (ties by name).
[[nodiscard]] std::vector<PlatformRoom> sum_by_platform(const table::Table& parcels,
                                                        const std::vector<PlotRoom>& plots);

}  // namespace mulens::space
