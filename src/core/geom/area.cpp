#include "geom/area.hpp"

#include <cmath>

namespace mulens::geom {

double signed_area_m2(RingView ring) {
    if (ring.size() < 3) return 0;
    const double x0 = ring.x(0);
    const double y0 = ring.y(0);
    double twice = 0;
    double px = 0;
    double py = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const double x = ring.x(i) - x0;
        const double y = ring.y(i) - y0;
        twice += px * y - py * x;
        px = x;
        py = y;
    }
    return twice / 2;  // an unclosed ring closes through the first vertex, where both terms are 0
}

double plane_area_m2(RingView ring) { return std::abs(signed_area_m2(ring)); }

double feature_area_m2(const Polygons& polygons, Row feature) {
    double area = 0;
    for (std::uint64_t p = polygons.first_polygon(feature); p < polygons.end_polygon(feature); ++p) {
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r) {
            const double ring = plane_area_m2(polygons.ring(r));
            area += r == polygons.first_ring(p) ? ring : -ring;
        }
    }
    return area;
}

double feature_perimeter_m(const Polygons& polygons, Row feature) {
    double length = 0;
    for (std::uint64_t p = polygons.first_polygon(feature); p < polygons.end_polygon(feature); ++p) {
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r) {
            const RingView ring = polygons.ring(r);
            for (std::size_t i = 1; i < ring.size(); ++i)
                length += std::hypot(ring.x(i) - ring.x(i - 1), ring.y(i) - ring.y(i - 1));
        }
    }
    return length;
}

}  // namespace mulens::geom
