// Which CRS is it? Names as files write them → "EPSG:n". Thread safe; identify() remembers its answers,
// the others ask PROJ's registry each time (below a millisecond): not for loops over rows.
#pragma once

#include "geom/box.hpp"

#include <string>

namespace mulens::crs {

/// "EPSG:4528", "epsg:4528", a URN, OGC:CRS84, WKT 1/2, an ESRI .prj → "EPSG:n" where the EPSG registry has a CRS with
/// the same parameters; "" where it has none or the text cannot be read. An EPSG number inside a WKT counts only where
/// the parameters agree with it. Compound CRS: the horizontal part.
[[nodiscard]] std::string identify(const std::string& wkt_or_id);

// The following take an id or any text that identify() reads; an unreadable one is false, "" or an empty box.
[[nodiscard]] bool is_geographic(const std::string& id);
[[nodiscard]] bool is_projected(const std::string& id);
/// Spherical Mercator of web maps (EPSG:3857 and its old numbers), also unnamed: areas in it are far too large.
[[nodiscard]] bool web_mercator(const std::string& id);
/// "EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E)".
[[nodiscard]] std::string describe(const std::string& id);
/// WKT (ESRI: the .prj dialect) of a CRS; "" where unknown.
[[nodiscard]] std::string wkt_of(const std::string& id, bool esri = false);
/// The geographic CRS under a projected one: "EPSG:4490" for "EPSG:4549".
[[nodiscard]] std::string geographic_of(const std::string& id);
/// Where the registry says that the CRS is used, longitude and latitude in degrees. Crossing 180° gives max_x > 180.
[[nodiscard]] geom::Box area_of_use(const std::string& id);
/// How many times too large an area is in this projected CRS at a place (1.34 for Web Mercator here); NaN if unknown.
[[nodiscard]] double areal_scale(const std::string& id, geom::Point lonlat);
/// A projected CRS in metres.
[[nodiscard]] bool metric_plane(const std::string& id);

}  // namespace mulens::crs
