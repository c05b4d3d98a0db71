// What the search needs to know about plots beyond the parcels table: where their middle is, which floor of theirs is
// high enough, what the supply ledger says.
#pragma once

#include "geom/polygons.hpp"
#include "table/layer.hpp"

#include <string>
#include <vector>

namespace mulens::site {

/// Middle by area, holes taken off; NaN without area.
[[nodiscard]] geom::Point centroid(const geom::Polygons& polygons, Row row);

/// Row of the parcels by code (spaces, width and case do not count); no_row where there is none.
class ParcelCodes {
  public:
    explicit ParcelCodes(const table::Table& parcels);
    [[nodiscard]] Row find(std::string_view code) const;

  private:
    std::vector<std::pair<std::string, Row>> sorted_;
};
/// By row of `table`: the parcel its parcel_id names.
[[nodiscard]] std::vector<Row> parcels_named(const table::Table& table, const ParcelCodes& codes);

/// By parcel: floor area (m²) with storeys of `height_m` or more. From buildings whose middle lies in the plot
/// (footprint × floors; floors missing = height ÷ 3.6 m; storey height missing = height ÷ floors) and from units, the
/// larger of the two. NaN where neither says how high the storeys are; 0 where nothing is built. Either table may be
/// null.
[[nodiscard]] std::vector<double> high_floor_m2(const table::Table& parcels, const geom::Polygons& geometry,
                                                const table::Layer* buildings, const table::Table* units,
                                                const std::vector<Row>& unit_parcel, double height_m);

}  // namespace mulens::site
