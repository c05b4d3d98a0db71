// Which parcels lie where the user points. The index must be that of the polygons' boxes. Rows come ascending unless
// said otherwise. Broken rings never fail: they are taken even-odd. Thread safe.
#pragma once

#include "geom/index.hpp"
#include "geom/polygons.hpp"

#include <span>
#include <vector>

namespace mulens::scene {

/// All parcels at a point, topmost (the later row) first. A point on a common border belongs to one of them only, the
/// one whose id the picture shows.
[[nodiscard]] std::vector<Row> rows_at(const geom::Polygons& polygons, const geom::BoxIndex& index, geom::Point point);
/// The n-th of them, going round: repeated clicks cycle through overlapping parcels. no_row where there are none.
[[nodiscard]] Row row_at(const geom::Polygons& polygons, const geom::BoxIndex& index, geom::Point point,
                         std::size_t n = 0);

/// A parcel is in when its inner point (rings.hpp: the middle of its widest stretch at half height) is inside: a
/// neighbour that the rectangle or lasso only brushes stays out.
[[nodiscard]] std::vector<Row> rows_in_box(const geom::Polygons& polygons, const geom::BoxIndex& index,
                                           const geom::Box& box);
/// `lasso` need not be closed; where it crosses itself even-odd counts. Fewer than 3 points: none.
[[nodiscard]] std::vector<Row> rows_in_lasso(const geom::Polygons& polygons, const geom::BoxIndex& index,
                                             std::span<const geom::Point> lasso);

struct Near {
    Row row = no_row;
    double shared_m = 0;  ///< length of common border (within 0.1 m of each other)
    double gap_m = 0;     ///< 0 where they touch or overlap
};
/// Parcels whose border is at most `gap_m` from this one's.
[[nodiscard]] std::vector<Near> neighbours_of(const geom::Polygons& polygons, const geom::BoxIndex& index, Row row,
                                              double gap_m);

}  // namespace mulens::scene
