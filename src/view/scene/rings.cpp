#include "scene/rings.hpp"

#include "scene/chunk_mesh.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace mulens::scene {
namespace {

// Where the edge meets the line through y, computed from its lower end; false where it does not.
bool crossing_x(geom::Point a, geom::Point b, double y, double& x) {
    if ((a.y > y) == (b.y > y)) return false;
    if (a.y > b.y) std::swap(a, b);
    x = a.x == b.x ? a.x : a.x + (y - a.y) * ((b.x - a.x) / (b.y - a.y));
    return true;
}

}  // namespace

bool covers(const geom::Polygons& polygons, Row row, geom::Point point) {
    for (std::uint64_t p = polygons.first_polygon(row); p < polygons.end_polygon(row); ++p) {
        bool inside = false;
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r)
            for_each_edge(polygons.ring(r), [&](geom::Point a, geom::Point b) {
                double x = 0;
                if (crossing_x(a, b, point.y, x) && x <= point.x) inside = !inside;
            });
        if (inside) return true;
    }
    return false;
}

double distance_m(geom::Point p, geom::Point a, geom::Point b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

InnerPoint inner_point(const geom::Polygons& polygons, Row row) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const geom::Box box = finite_box(polygons, row);
    if (box.empty()) return {{nan, nan}, 0};
    InnerPoint best{{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, 0};
    const double y = best.point.y;
    static thread_local std::vector<double> at;
    for (std::uint64_t p = polygons.first_polygon(row); p < polygons.end_polygon(row); ++p) {
        at.clear();
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r)
            for_each_edge(polygons.ring(r), [&](geom::Point a, geom::Point b) {
                double x = 0;
                if (crossing_x(a, b, y, x)) at.push_back(x);
            });
        std::sort(at.begin(), at.end());
        for (std::size_t i = 0; i + 1 < at.size(); i += 2)
            if (at[i + 1] - at[i] > best.room_m) best = {{(at[i] + at[i + 1]) / 2, y}, at[i + 1] - at[i]};
    }
    return best;
}

}  // namespace mulens::scene
