// The parts of buildings on one parcel. Internal to the room.
#pragma once

#include "geom/box.hpp"
#include "geom/polygons.hpp"
#include "geos/context.hpp"
#include "table/layer.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace mulens::overlay {

/// What a building's record says, in the terms the sums need.
struct Measures {
    double floors = std::numeric_limits<double>::quiet_NaN();      ///< NaN: not known
    double far_floors = std::numeric_limits<double>::quiet_NaN();  ///< high storeys twice, underground 0
    bool underground = false;
};

/// One building on one parcel.
struct Part {
    Row parcel = 0;
    Row building = 0;  ///< feature of the arena at hand
    double area_m2 = 0;
    bool whole = false;        ///< all of the building is on the parcel
    bool first_parcel = true;  ///< the first parcel of this building: its findings are told once
};

/// An overlap or a duplicate among the parts of one parcel, to become a finding once it is known to stand.
struct Clash {
    Row building = 0;  ///< the later one
    Row other = 0;
    double area_m2 = 0;
    bool duplicate = false;
};

/// The sums over the parts of one parcel.
struct PartSums {
    std::uint32_t count = 0;
    double footprint_m2 = 0;
    double gfa_m2 = 0;  ///< NaN: floors of one are not known
    double far_area_m2 = 0;
    double overlap_m2 = 0;
    bool failed = false;
};

struct PartLimits {
    double overlap_m2 = 1;
    double overlap_share = 0.001;
};

/// Sums of the parts of one parcel in their order. Overlapping parts are united by GEOS. Clashes are appended.
[[nodiscard]] PartSums sum_parts(geos::Context& context, const geom::Polygons& parcels, const geom::Polygons& buildings,
                                 std::span<const geom::Box> boxes, std::span<const Measures> measures,
                                 std::span<const Part> parts, const PartLimits& limits, std::vector<Clash>& clashes);

[[nodiscard]] Measures measures_of(double floors, double storey_height_m, double height_m, double underground,
                                   double storey_m, double high_storey_m);
[[nodiscard]] bool same_outline(const geom::Polygons& polygons, Row a, Row b);

}  // namespace mulens::overlay
