// Triangles of polygons. Corners are numbers of points; all triangles turn counter-clockwise.
//
// Guarantees: triangles of one polygon share no interior and their areas add up to the polygon's (outer ring − holes;
// even-odd where rings cross). Points that are not finite are left out. Deterministic. A Triangulator belongs to one
// thread.
#pragma once

#include "geom/polygons.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace mulens::scene {

/// One polygon's points and triangles; reused from polygon to polygon.
struct Triangles {
    std::vector<geom::Point> points;
    std::size_t outer_points = 0;  ///< the first ones are the outer ring, in its order, not closed
    std::vector<std::uint32_t> corners;

    void clear();
};

/// Cuts ears off a ring (not closed). Right for simple rings; false where it found no ear: the ring crosses itself.
/// Appends numbers of `ring`. Quadratic: for short rings.
bool clip_ears(std::span<const geom::Point> ring, std::vector<std::uint32_t>& corners);

class Triangulator {
  public:
    Triangulator();
    ~Triangulator();
    Triangulator(const Triangulator&) = delete;
    Triangulator& operator=(const Triangulator&) = delete;

    /// Polygon number `polygon` of the arena. No triangles where it has no area.
    void run(const geom::Polygons& polygons, std::uint64_t polygon, Triangles& out);

  private:
    class Glu;
    std::unique_ptr<Glu> glu_;  // made when first needed: most layers never do
};

}  // namespace mulens::scene
