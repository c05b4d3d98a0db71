// Vacant floor (闲置厂房): units of factory buildings by area, storey height, floor load and power. Floor, never land.
//
// A floor site is one unit with vacant area, or several of one building that reach the area together where no single
// one of it does: its suitable units (height and load as wished, known), largest first, until the area is reached.
// Distance and order as in find.hpp; the floor's own wishes weigh as area (area) and building (height, load, power).
// Guarantees: ties by fewer units, then first row. NaN = not known, which counts as missed.
#pragma once

#include "site/find.hpp"
#include "table/table.hpp"

namespace mulens::site {

struct FloorWish {
    double m2 = 0;
    double height_m = 0, load_kn_m2 = 0, power_kva = 0;  ///< 0: no wish
};

struct FloorSite {
    std::vector<Row> units;  ///< rows of the units table, ascending
    Row parcel = no_row;
    double vacant_m2 = 0, height_m = 0, load_kn_m2 = 0, power_kva = 0;  ///< lowest height and load, sum of power
    Site place;                                                         ///< the parcel against the wishes on place
    double distance = 0;
    std::vector<Missed> terms;
    [[nodiscard]] bool meets() const;
    [[nodiscard]] Words unmet() const;
};

struct FloorFound {
    std::vector<FloorSite> sites;
    std::size_t vacant_units = 0, meeting = 0, lost_units = 0;  ///< lost: their parcel is not there
    double vacant_m2 = 0;
    std::vector<Fare> fares;  ///< in the order of FloorSite::terms
};

/// `units`: columns of the role units; `parcel_of` a row of the land a unit, or no_row. `wish`: its near, platforms,
/// outside_renewal, outside_constraints and weights count; its other wishes are about land.
[[nodiscard]] FloorFound find_floor(const table::Table& units, const std::vector<Row>& parcel_of, const Land& land,
                                    const Wish& wish, const FloorWish& floor, const Limits& limits);
/// Throws Error(usage) for areas of 0 and figures below 0.
void check_floor(const FloorWish& floor);

}  // namespace mulens::site
