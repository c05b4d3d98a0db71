#include "geom/border.hpp"

#include <algorithm>
#include <utility>

namespace mulens::geom {
namespace {

double cross(Point a, Point b, Point c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

}  // namespace

double distance2(Point p, Edge e) {
    const double dx = e.b.x - e.a.x;
    const double dy = e.b.y - e.a.y;
    const double length2 = dx * dx + dy * dy;
    double t = 0;
    if (length2 > 0) t = std::clamp(((p.x - e.a.x) * dx + (p.y - e.a.y) * dy) / length2, 0.0, 1.0);
    const double ox = p.x - (e.a.x + t * dx);
    const double oy = p.y - (e.a.y + t * dy);
    return ox * ox + oy * oy;
}

double gap2(Edge e, Edge f) {
    if ((cross(e.a, e.b, f.a) > 0) != (cross(e.a, e.b, f.b) > 0) &&
        (cross(f.a, f.b, e.a) > 0) != (cross(f.a, f.b, e.b) > 0))
        return 0;
    return std::min({distance2(e.a, f), distance2(e.b, f), distance2(f.a, e), distance2(f.b, e)});
}

double beside(Edge e, Edge f, double within) {
    const double length = std::sqrt((e.b.x - e.a.x) * (e.b.x - e.a.x) + (e.b.y - e.a.y) * (e.b.y - e.a.y));
    if (!(length > 0)) return 0;
    const double ux = (e.b.x - e.a.x) / length;
    const double uy = (e.b.y - e.a.y) / length;
    double t0 = (f.a.x - e.a.x) * ux + (f.a.y - e.a.y) * uy;
    double t1 = (f.b.x - e.a.x) * ux + (f.b.y - e.a.y) * uy;
    double d0 = (f.a.y - e.a.y) * ux - (f.a.x - e.a.x) * uy;
    double d1 = (f.b.y - e.a.y) * ux - (f.b.x - e.a.x) * uy;
    if (t0 > t1) {
        std::swap(t0, t1);
        std::swap(d0, d1);
    }
    double from = std::max(t0, 0.0);
    double to = std::min(t1, length);
    if (!(to > from)) return 0;
    // Only the stretch where f is near: |d0 + (t − t0) · slope| ≤ within.
    const double slope = (d1 - d0) / (t1 - t0);
    if (slope == 0) return std::abs(d0) <= within ? to - from : 0;
    const double low = t0 + ((slope > 0 ? -within : within) - d0) / slope;
    const double high = t0 + ((slope > 0 ? within : -within) - d0) / slope;
    from = std::max(from, low);
    to = std::min(to, high);
    return to > from ? to - from : 0;
}

bool covers_even_odd(const Polygons& polygons, Row feature, Point point) {
    bool inside = false;
    const Box line{-std::numeric_limits<double>::infinity(), point.y, std::numeric_limits<double>::infinity(), point.y};
    for_edges_near(polygons, feature, line, [&](Edge e) {
        if ((e.a.y > point.y) == (e.b.y > point.y)) return;
        if (point.x < e.a.x + (point.y - e.a.y) / (e.b.y - e.a.y) * (e.b.x - e.a.x)) inside = !inside;
    });
    return inside;
}

}  // namespace mulens::geom
