// Length and area of a path drawn on the map, in the plane of the working CRS. Points that are not finite are left out.
// Pure functions, thread safe.
#pragma once

#include "geom/box.hpp"

#include <span>

namespace mulens::scene {

struct PathMeasure {
    double length_m = 0;     ///< from the first to the last point
    double perimeter_m = 0;  ///< closed
    double area_m2 = 0;      ///< of the closed path; loops that cross are taken with their sign
    double area_mu = 0;
};
[[nodiscard]] PathMeasure measure_path(std::span<const geom::Point> path);

}  // namespace mulens::scene
