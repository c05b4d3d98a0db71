// OGR geometry → one feature of the arena. Curves are linearised, Z and M dropped, collections searched for polygons,
// rings closed. Thread safe.
#pragma once

#include "geom/polygons.hpp"

#include <ogr_geometry.h>

#include <span>
#include <vector>

namespace mulens::read {

enum class Taken {
    polygons,    ///< at least one polygon
    empty,       ///< null or empty: an empty feature was added
    no_polygon,  ///< lines or points only: an empty feature was added
};

/// Adds exactly one feature. `closed_lines`: closed lines count as polygons (DXF).
Taken append_geometry(const OGRGeometry* geometry, geom::Polygons& out, bool closed_lines);

/// The same from WKB (ISO or EWKB, any dimension); plain polygons without OGR. Bad bytes: no_polygon.
Taken append_wkb(std::span<const unsigned char> wkb, geom::Polygons& out);

}  // namespace mulens::read
