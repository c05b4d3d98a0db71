#include "scene/pick.hpp"

#include "geom/locate.hpp"
#include "scene/chunk_mesh.hpp"
#include "scene/rings.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace mulens::scene {
namespace {

using geom::Point;

constexpr double same_border_m = 0.1;  // surveys of two plots agree that well

struct Edge {
    Point a, b;
};

geom::Box grown(geom::Box box, double by) { return {box.min_x - by, box.min_y - by, box.max_x + by, box.max_y + by}; }

// Edges that come near the box.
std::vector<Edge> edges_near(const geom::Polygons& polygons, Row row, const geom::Box& box) {
    std::vector<Edge> edges;
    for_each_ring(polygons, row, [&](geom::RingView ring) {
        for_each_edge(ring, [&](Point a, Point b) {
            geom::Box own;
            own.add(a.x, a.y);
            own.add(b.x, b.y);
            if (own.meets(box)) edges.push_back({a, b});
        });
    });
    return edges;
}

double cross(Point a, Point b, Point c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

double gap_between(const Edge& e, const Edge& f) {
    if ((cross(e.a, e.b, f.a) > 0) != (cross(e.a, e.b, f.b) > 0) &&
        (cross(f.a, f.b, e.a) > 0) != (cross(f.a, f.b, e.b) > 0))
        return 0;
    return std::min(
        {distance_m(e.a, f.a, f.b), distance_m(e.b, f.a, f.b), distance_m(f.a, e.a, e.b), distance_m(f.b, e.a, e.b)});
}

// The stretch of e along which f runs beside it.
double shared_length(const Edge& e, const Edge& f) {
    const double length = std::hypot(e.b.x - e.a.x, e.b.y - e.a.y);
    if (!(length > 0)) return 0;
    const double ux = (e.b.x - e.a.x) / length;
    const double uy = (e.b.y - e.a.y) / length;
    const auto along = [&](Point p) { return (p.x - e.a.x) * ux + (p.y - e.a.y) * uy; };
    const auto off = [&](Point p) { return (p.y - e.a.y) * ux - (p.x - e.a.x) * uy; };
    double t0 = along(f.a);
    double t1 = along(f.b);
    double d0 = off(f.a);
    double d1 = off(f.b);
    if (t0 > t1) {
        std::swap(t0, t1);
        std::swap(d0, d1);
    }
    const double from = std::max(t0, 0.0);
    const double to = std::min(t1, length);
    if (!(to > from)) return 0;
    const double slope = (d1 - d0) / (t1 - t0);
    const bool beside =
        std::abs(d0 + (from - t0) * slope) <= same_border_m && std::abs(d0 + (to - t0) * slope) <= same_border_m;
    return beside ? to - from : 0;
}

}  // namespace

std::vector<Row> rows_at(const geom::Polygons& polygons, const geom::BoxIndex& index, Point point) {
    std::vector<Row> rows;
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) return rows;
    index.visit({point.x, point.y, point.x, point.y}, [&](Row row, const geom::Box&) {
        if (covers(polygons, row, point)) rows.push_back(row);
    });
    std::sort(rows.begin(), rows.end(), std::greater<>());
    return rows;
}

Row row_at(const geom::Polygons& polygons, const geom::BoxIndex& index, Point point, std::size_t n) {
    const auto rows = rows_at(polygons, index, point);
    return rows.empty() ? no_row : rows[n % rows.size()];
}

std::vector<Row> rows_in_box(const geom::Polygons& polygons, const geom::BoxIndex& index, const geom::Box& box) {
    std::vector<Row> rows;
    index.visit(box, [&](Row row, const geom::Box& own) {
        if (!box.contains(own)) {
            const Point p = inner_point(polygons, row).point;
            if (!box.contains(p.x, p.y)) return;
        }
        rows.push_back(row);
    });
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<Row> rows_in_lasso(const geom::Polygons& polygons, const geom::BoxIndex& index,
                               std::span<const Point> lasso) {
    geom::Polygons shape;
    for (const Point& p : lasso)
        if (std::isfinite(p.x) && std::isfinite(p.y)) shape.add_point(p.x, p.y);
    if (shape.point_count() < 3) return {};
    shape.add_point(shape.xy[0], shape.xy[1]);
    shape.end_ring();
    shape.end_polygon();
    shape.end_feature();
    const geom::Shape prepared = geom::Shape::prepared(shape, 0);
    std::vector<Row> rows;
    index.visit(prepared.box(), [&](Row row, const geom::Box&) {
        const Point p = inner_point(polygons, row).point;
        if (prepared.box().contains(p.x, p.y) && geom::locate(prepared, p) == geom::Place::inside) rows.push_back(row);
    });
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<Near> neighbours_of(const geom::Polygons& polygons, const geom::BoxIndex& index, Row row, double gap_m) {
    std::vector<Near> found;
    if (row >= polygons.size() || !(gap_m >= 0)) return found;
    const geom::Box box = finite_box(polygons, row);
    if (box.empty()) return found;
    const double reach = std::max(gap_m, same_border_m);
    index.visit(grown(box, reach), [&](Row other, const geom::Box& other_box) {
        if (other == row) return;
        const auto mine = edges_near(polygons, row, grown(other_box, reach));
        const auto theirs = edges_near(polygons, other, grown(box, reach));
        Near near{other, 0, std::numeric_limits<double>::infinity()};
        for (const Edge& e : mine)
            for (const Edge& f : theirs) {
                near.gap_m = std::min(near.gap_m, gap_between(e, f));
                near.shared_m += shared_length(e, f);
            }
        // One inside the other: borders may be far apart, yet they overlap.
        const Point inside = inner_point(polygons, row).point;
        const Point other_inside = inner_point(polygons, other).point;
        if (covers(polygons, other, inside) || covers(polygons, row, other_inside)) near.gap_m = 0;
        if (near.gap_m <= same_border_m && near.shared_m > 0) near.gap_m = 0;
        if (near.gap_m <= gap_m) found.push_back(near);
    });
    std::sort(found.begin(), found.end(), [](const Near& a, const Near& b) { return a.row < b.row; });
    return found;
}

}  // namespace mulens::scene
