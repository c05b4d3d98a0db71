// Small questions to polygons that may be broken: rings open, points not finite, borders crossing. Even-odd; a point on
// a border belongs to one side only, the same side as in the id picture. Thread safe, no allocation.
#pragma once

#include "geom/polygons.hpp"

#include <cmath>

namespace mulens::scene {

/// Calls fn(a, b) for each edge between finite points, the closing one included.
template <typename Fn>
void for_each_edge(geom::RingView ring, Fn&& fn) {
    geom::Point start;
    geom::Point before;
    bool any = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geom::Point p = ring.at(i);
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        if (any)
            fn(before, p);
        else
            start = p;
        any = true;
        before = p;
    }
    if (any && !(before == start)) fn(before, start);
}

/// Calls fn(ring) for each ring of a feature.
template <typename Fn>
void for_each_ring(const geom::Polygons& polygons, Row row, Fn&& fn) {
    for (std::uint64_t p = polygons.first_polygon(row); p < polygons.end_polygon(row); ++p)
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r) fn(polygons.ring(r));
}

[[nodiscard]] bool covers(const geom::Polygons& polygons, Row row, geom::Point point);
/// Distance of a point from the piece a–b.
[[nodiscard]] double distance_m(geom::Point p, geom::Point a, geom::Point b);

/// A point inside the feature, found fast: the middle of the widest stretch at half its height.
struct InnerPoint {
    geom::Point point;
    double room_m = 0;  ///< width of that stretch; 0: the feature has no area there (the point is its box's middle)
};
/// NaN without geometry.
[[nodiscard]] InnerPoint inner_point(const geom::Polygons& polygons, Row row);

}  // namespace mulens::scene
