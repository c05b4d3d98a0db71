// Changes to an arena in place: features left out, features given a new geometry. One spare copy is never made.
#pragma once

#include "geom/polygons.hpp"

#include <utility>
#include <vector>

namespace mulens::geom {

/// Keeps the features of `kept` (ascending rows) and gives those named in `changed` (pairs of old row and feature of
/// `replacements`, ascending by old row) their new geometry. Rows are numbered anew in the order of `kept`.
void keep_and_replace(Polygons& polygons, const std::vector<Row>& kept, const std::vector<std::pair<Row, Row>>& changed,
                      const Polygons& replacements);

}  // namespace mulens::geom
