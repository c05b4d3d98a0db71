// What lies where: parcels under a point, in a rectangle, in a lasso, beside another. World metres. Exact on polygons,
// fast through the box index. Const and thread safe.
#pragma once

#include "geom/index.hpp"
#include "geom/polygons.hpp"

#include <vector>

namespace mulens::scene {

/// Features that cover the point (borders count as covered), the topmost (highest row) first.
[[nodiscard]] std::vector<Row> rows_at(const geom::Polygons& shapes, const geom::BoxIndex& index, geom::Point point);
/// A point inside the feature, near the middle of its widest part; NaN where it has no area.
[[nodiscard]] geom::Point inner_point(const geom::Polygons& shapes, Row row);
/// Features whose inner point lies in the box; ascending.
[[nodiscard]] std::vector<Row> rows_in_box(const geom::Polygons& shapes, const geom::BoxIndex& index,
                                           const geom::Box& box);
/// Features whose inner point lies inside the line drawn (closed by itself, even-odd where it crosses itself).
[[nodiscard]] std::vector<Row> rows_in_lasso(const geom::Polygons& shapes, const geom::BoxIndex& index,
                                             const std::vector<geom::Point>& line);

struct Near {
    Row row = no_row;
    double shared_m = 0;  ///< length of its border within half a metre of the other's
    double gap_m = 0;     ///< boundary to boundary, 0 where they touch or overlap
};
/// Other features at most `gap_m` from the feature; ascending rows.
[[nodiscard]] std::vector<Near> neighbours_of(const geom::Polygons& shapes, const geom::BoxIndex& index, Row row,
                                              double gap_m);

}  // namespace mulens::scene
