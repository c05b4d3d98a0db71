// GCJ-02 (AMap, Tencent, DataV) and BD-09 (Baidu) against WGS 84 / CGCS2000. Degrees, longitude first.
//
// The published polynomials; there is no official definition. Forward functions are exact by those polynomials, inverse
// functions are iterated until the forward image is within 1e-9° (0.1 mm). Outside the polynomials' rectangle
// (72.004–137.8347°E, 0.8293–55.8271°N) GCJ-02 is the identity. NaN gives NaN. Pure functions, thread safe.
#pragma once

#include "geom/box.hpp"

namespace mulens::crs {

[[nodiscard]] bool gcj02_applies(geom::Point wgs84);
[[nodiscard]] geom::Point gcj02_from_wgs84(geom::Point lonlat);
[[nodiscard]] geom::Point wgs84_from_gcj02(geom::Point lonlat);
[[nodiscard]] geom::Point bd09_from_gcj02(geom::Point lonlat);
[[nodiscard]] geom::Point gcj02_from_bd09(geom::Point lonlat);
[[nodiscard]] geom::Point bd09_from_wgs84(geom::Point lonlat);
[[nodiscard]] geom::Point wgs84_from_bd09(geom::Point lonlat);

}  // namespace mulens::crs
