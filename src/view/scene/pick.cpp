#include "scene/pick.hpp"

#include "geom/border.hpp"
#include "geom/locate.hpp"
#include "scene/chunk_mesh.hpp"
#include "scene/rings.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace mulens::scene {
namespace {

using geom::Point;

constexpr double same_border_m = 0.1;  // surveys of two plots agree that well

// The edge geometry is that of geom/border.hpp, which the planning rooms' neighbours rest on too (this floor may not
// use their room): window and plan agree on what shares a border.
std::vector<geom::Edge> edges_near(const geom::Polygons& polygons, Row row, const geom::Box& box) {
    std::vector<geom::Edge> edges;
    geom::for_edges_near(polygons, row, box, [&](geom::Edge e) { edges.push_back(e); });
    return edges;
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
    index.visit(geom::grown(box, reach), [&](Row other, const geom::Box& other_box) {
        if (other == row) return;
        const auto mine = edges_near(polygons, row, geom::grown(other_box, reach));
        const auto theirs = edges_near(polygons, other, geom::grown(box, reach));
        Near near{other, 0, std::numeric_limits<double>::infinity()};
        for (const geom::Edge& e : mine)
            for (const geom::Edge& f : theirs) {
                near.gap_m = std::min(near.gap_m, std::sqrt(geom::gap2(e, f)));
                near.shared_m += geom::beside(e, f, same_border_m);
            }
        // One inside the other: borders may be far apart, yet they overlap.
        const Point inside = inner_point(polygons, row).point;
        const Point other_inside = inner_point(polygons, other).point;
        if (covers(polygons, other, inside) || covers(polygons, row, other_inside)) near.gap_m = 0;
        if (near.shared_m > 0) near.gap_m = 0;
        if (near.gap_m <= gap_m) found.push_back(near);
    });
    std::sort(found.begin(), found.end(), [](const Near& a, const Near& b) { return a.row < b.row; });
    return found;
}

}  // namespace mulens::scene
