// Ellipsoid area (椭球面积) as the land survey computes it: the signed sum of the trapezoids under each edge, on the
// CGCS2000 ellipsoid (国土调查办发〔2008〕32号). Input: longitude and latitude in degrees; output: m², never negative.
// Edges are those of the formula (mean longitude of the edge), not geodesics. NaN coordinates give NaN. Thread safe.
#pragma once

#include "geom/polygons.hpp"

namespace mulens::geom {

/// CGCS2000: a and 1/f are the definition, the rest follows.
struct Ellipsoid {
    double a_m;
    double b_m;
    double e2;             ///< first eccentricity squared
    double A, B, C, D, E;  ///< coefficients of the trapezoid formula
};
[[nodiscard]] const Ellipsoid& cgcs2000();

/// Area of one closed ring, whichever way it turns.
[[nodiscard]] double ellipsoid_area_m2(RingView lonlat_degrees);
/// Area of one feature: outer rings less holes. 0 where it has no geometry.
[[nodiscard]] double ellipsoid_area_m2(const Polygons& lonlat_degrees, Row feature);

}  // namespace mulens::geom
