// How two borders lie to each other, edge by edge: the distance between edges and the stretch along which they run side
// by side. One definition for the planning rooms and for the window, so that their neighbours are the same.
//
// Guarantees: distances in the unit of the coordinates; 0 where edges cross or touch. An edge without length, or with a
// coordinate that is not finite, is beside nothing. Thread safe, no allocation.
#pragma once

#include "geom/polygons.hpp"

#include <cmath>

namespace mulens::geom {

struct Edge {
    Point a, b;
};

/// Square of the distance of a point from the piece a–b.
[[nodiscard]] double distance2(Point p, Edge e);
/// Square of the distance between two edges; 0 where they share a point.
[[nodiscard]] double gap2(Edge e, Edge f);
/// The length of e along which f runs at most `within` away, measured across e.
[[nodiscard]] double beside(Edge e, Edge f, double within);

/// Calls fn(edge) for the edges of a feature between finite points that come near the box. Open rings are closed.
template <typename Fn>
void for_edges_near(const Polygons& polygons, Row feature, const Box& near, Fn&& fn) {
    const auto one = [&](Point a, Point b) {
        if (std::min(a.x, b.x) <= near.max_x && std::max(a.x, b.x) >= near.min_x && std::min(a.y, b.y) <= near.max_y &&
            std::max(a.y, b.y) >= near.min_y)
            fn(Edge{a, b});
    };
    for (std::uint64_t p = polygons.first_polygon(feature); p < polygons.end_polygon(feature); ++p)
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r) {
            const RingView ring = polygons.ring(r);
            Point start, before;
            bool any = false;
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Point point = ring.at(i);
                if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
                if (any)
                    one(before, point);
                else
                    start = point;
                any = true;
                before = point;
            }
            if (any && !(before == start)) one(before, start);
        }
}

[[nodiscard]] inline Box grown(const Box& box, double by) {
    return {box.min_x - by, box.min_y - by, box.max_x + by, box.max_y + by};
}
/// Even-odd; points on the border may fall either way. Broken rings never fail.
[[nodiscard]] bool covers_even_odd(const Polygons& polygons, Row feature, Point point);

}  // namespace mulens::geom
