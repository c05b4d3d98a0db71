// Plane areas in the unit of the coordinates (m² in a projected CRS).
//
// The shoelace sum runs relative to the first vertex, so an easting of 40 500 000 costs no digits. Rings may turn
// either way. Const, no allocation, thread safe. NaN coordinates give NaN.
#pragma once

#include "geom/polygons.hpp"

namespace mulens::geom {

/// Positive where the ring turns counter-clockwise.
[[nodiscard]] double signed_area_m2(RingView ring);
[[nodiscard]] double plane_area_m2(RingView ring);
/// Σ over polygons of outer ring − holes; 0 without geometry.
[[nodiscard]] double feature_area_m2(const Polygons& polygons, Row feature);
/// Length of all rings of the feature.
[[nodiscard]] double feature_perimeter_m(const Polygons& polygons, Row feature);

}  // namespace mulens::geom
