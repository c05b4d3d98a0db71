// Polygons as RFC 7946 wants them: WGS 84 longitude and latitude on the grid of 1e-7°, outer rings counter-clockwise,
// holes clockwise, no repeated points, valid after the rounding. Coordinates are integers (1e-7°), so what was checked
// is exactly what is printed. One object a thread.
#pragma once

#include "crs/transform.hpp"
#include "geom/polygons.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::write {

struct GridPoint {
    std::int64_t x = 0;  ///< longitude · 1e7
    std::int64_t y = 0;  ///< latitude · 1e7
    bool operator==(const GridPoint&) const = default;
};
using GridRing = std::vector<GridPoint>;    ///< closed: last = first
using GridPolygon = std::vector<GridRing>;  ///< outer ring first
using GridMultiPolygon = std::vector<GridPolygon>;

struct GridBox {
    std::int64_t min_x = INT64_MAX, min_y = INT64_MAX, max_x = INT64_MIN, max_y = INT64_MIN;
    void add(const GridPoint& p);
    void add(const GridBox& b);
    [[nodiscard]] bool empty() const { return min_x > max_x; }
};

enum class LonLatResult : std::uint8_t {
    whole,     ///< rounded as it was
    repaired,  ///< rounding made it invalid, or it was; made valid
    none,      ///< nothing is left (no geometry, smaller than the grid, not computable)
};

class LonLatMaker {
  public:
    /// `crs` of the geometry, "EPSG:4549". Throws Error(crs).
    explicit LonLatMaker(const std::string& crs);
    [[nodiscard]] LonLatResult make(const geom::Polygons& geometry, Row feature, GridMultiPolygon& out);

  private:
    crs::Transform transform_;
    std::vector<double> xy_;
};

/// Removes repeated points and spikes; turns the ring counter-clockwise (outer) or clockwise. False: nothing is left.
[[nodiscard]] bool clean_ring(GridRing& ring, bool outer);
/// No two segments of the closed ring meet but neighbours in their common point. Exact; O(n²), for short rings.
[[nodiscard]] bool ring_is_simple(const GridRing& ring);
/// Valid in the sense of simple features; rings must be clean.
[[nodiscard]] bool is_valid(const GridMultiPolygon& geometry);
/// Made valid on the grid, empty where nothing is left.
[[nodiscard]] GridMultiPolygon make_valid(const GridMultiPolygon& geometry);

}  // namespace mulens::write
