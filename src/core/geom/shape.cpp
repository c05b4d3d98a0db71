#include "geom/shape.hpp"

#include "geom/area.hpp"

#include <cmath>

namespace mulens::geom {
namespace {

constexpr std::size_t points_worth_a_grid = 48;

}  // namespace

Box box_of(RingView ring) {
    Box box;
    for (std::size_t i = 0; i < ring.size(); ++i) box.add(ring.x(i), ring.y(i));
    return box;
}

Box common_box(const Box& a, const Box& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x),
            std::min(a.max_y, b.max_y)};
}

bool Ring::counter_clockwise() const { return turn != 0 ? turn > 0 : signed_area_m2(points) > 0; }

void Ring::gather(const Box& query, std::vector<std::uint32_t>& out) const {
    if (grid != nullptr) {
        grid->gather(query, out);
        return;
    }
    // An edge stays away from the box where its own box does, or where all corners lie on one side of its line. The
    // slack is far above the rounding of these few operations and far below anything on a map.
    const double half_x = (query.max_x - query.min_x) / 2;
    const double half_y = (query.max_y - query.min_y) / 2;
    const double middle_x = query.min_x + half_x;
    const double middle_y = query.min_y + half_y;
    const double slack = 1e-14 * (std::abs(middle_x) + std::abs(middle_y) + half_x + half_y);
    const double* p = points.data();
    const std::uint32_t n = edges();
    for (std::uint32_t i = 0; i < n; ++i, p += 2) {
        const bool apart = (p[0] < query.min_x && p[2] < query.min_x) || (p[0] > query.max_x && p[2] > query.max_x) ||
                           (p[1] < query.min_y && p[3] < query.min_y) || (p[1] > query.max_y && p[3] > query.max_y);
        if (apart) continue;
        const double dx = p[2] - p[0];
        const double dy = p[3] - p[1];
        const double distance = dx * (middle_y - p[1]) - dy * (middle_x - p[0]);
        const double reach = std::abs(dx) * (half_y + slack) + std::abs(dy) * (half_x + slack);
        if (std::abs(distance) <= reach) out.push_back(i);
    }
}

Shape::Shape(const Polygons& polygons, Row feature, const Box& box) : box_(box) {
    if (polygons.single_ring(feature)) {
        one_ = {polygons.ring(polygons.first_ring(polygons.first_polygon(feature))), box, nullptr, 0};
        return;
    }
    for (std::uint64_t p = polygons.first_polygon(feature); p < polygons.end_polygon(feature); ++p) {
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r)
            many_.push_back({polygons.ring(r), box_of(polygons.ring(r)), nullptr, 0});
        ends_.push_back(many_.size());
    }
}

Shape Shape::prepared(const Polygons& polygons, Row feature) {
    Shape shape(polygons, feature);
    const auto add_grid = [&](Ring& ring) {
        ring.turn = signed_area_m2(ring.points) > 0 ? 1 : -1;
        if (ring.points.size() < points_worth_a_grid) return;
        shape.grids_.push_back(std::make_unique<RingGrid>(ring.points, ring.box));
        ring.grid = shape.grids_.back().get();
    };
    if (shape.one_.points.size() > 0) add_grid(shape.one_);
    for (Ring& ring : shape.many_) add_grid(ring);
    return shape;
}

}  // namespace mulens::geom
