#include "geom/simple.hpp"

#include "geom/orientation.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::geom {
namespace {

constexpr std::size_t most_edges = 256;  // above this GEOS's sweep beats comparing all pairs

// All turns to one side and one single run up and down along x: convex, so simple.
bool convex(RingView ring) {
    const std::size_t n = ring.size() - 1;
    int turn = 0;
    int changes = 0;
    double last_dx = 0;
    double first_dx = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const Point a = ring.at(i);
        const Point b = ring.at(i + 1);
        const Point c = ring.at(i + 2 > n ? 1 : i + 2);
        const int o = orientation(a, b, c);
        if (o == 0 || (turn != 0 && o != turn)) return false;
        turn = o;
        const double dx = b.x - a.x;
        if (dx == 0) continue;
        if (first_dx == 0) first_dx = dx;
        if (last_dx != 0 && (dx > 0) != (last_dx > 0)) ++changes;
        last_dx = dx;
    }
    if ((first_dx > 0) != (last_dx > 0)) ++changes;
    return turn != 0 && changes == 2;
}

bool edges_touch(Point a, Point b, Point c, Point d) {
    if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x) ||
        std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y))
        return false;
    return orientation(a, b, c) * orientation(a, b, d) <= 0 && orientation(c, d, a) * orientation(c, d, b) <= 0;
}

// Neighbouring edges a→b→c may share b only: not where c runs back along b→a.
bool folds_back(Point a, Point b, Point c) {
    return orientation(a, b, c) == 0 && (c.x - b.x) * (a.x - b.x) + (c.y - b.y) * (a.y - b.y) > 0;
}

}  // namespace

RingFault ring_fault(RingView ring) {
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (!std::isfinite(ring.x(i)) || !std::isfinite(ring.y(i))) return RingFault::not_finite;
    if (ring.size() < 3) return RingFault::too_short;
    if (ring.at(0) != ring.at(ring.size() - 1)) return RingFault::open;
    return ring.size() < 4 ? RingFault::too_short : RingFault::none;
}

bool certainly_simple(RingView ring) {
    if (ring_fault(ring) != RingFault::none) return false;
    const std::size_t n = ring.size() - 1;
    for (std::size_t i = 0; i < n; ++i)
        if (ring.at(i) == ring.at(i + 1)) return false;
    if (convex(ring)) return true;
    if (n > most_edges) return false;
    for (std::size_t i = 0; i < n; ++i) {
        const Point a = ring.at(i);
        const Point b = ring.at(i + 1);
        const Point after = ring.at(i + 2 > n ? 1 : i + 2);
        if (folds_back(a, b, after)) return false;
        for (std::size_t k = i + 2; k < n; ++k) {
            if (i == 0 && k == n - 1) continue;  // neighbours around the seam
            if (edges_touch(a, b, ring.at(k), ring.at(k + 1))) return false;
        }
    }
    return true;
}

bool certainly_valid(const Polygons& polygons, Row feature) {
    return polygons.single_ring(feature) &&
           certainly_simple(polygons.ring(polygons.first_ring(polygons.first_polygon(feature))));
}

}  // namespace mulens::geom
