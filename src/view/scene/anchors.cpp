// Poles of inaccessibility by a quadtree that looks where the bound is best first, and anchors of zones.
#include "scene/chunk_mesh.hpp"
#include "scene/labels.hpp"
#include "scene/rings.hpp"

#include <algorithm>
#include <cmath>
#include <queue>

namespace mulens::scene {
namespace {

struct Edge {
    geom::Point a, b;
};

double signed_distance(const std::vector<Edge>& edges, geom::Point p) {
    bool inside = false;
    double nearest2 = std::numeric_limits<double>::infinity();
    for (const Edge& e : edges) {
        if ((e.a.y > p.y) != (e.b.y > p.y) && p.x < (e.b.x - e.a.x) * (p.y - e.a.y) / (e.b.y - e.a.y) + e.a.x)
            inside = !inside;
        const double dx = e.b.x - e.a.x;
        const double dy = e.b.y - e.a.y;
        const double l2 = dx * dx + dy * dy;
        const double t = l2 > 0 ? std::clamp(((p.x - e.a.x) * dx + (p.y - e.a.y) * dy) / l2, 0.0, 1.0) : 0;
        const double ex = p.x - e.a.x - t * dx;
        const double ey = p.y - e.a.y - t * dy;
        nearest2 = std::min(nearest2, ex * ex + ey * ey);
    }
    return (inside ? 1 : -1) * std::sqrt(nearest2);
}

struct Cell {
    geom::Point middle;
    double half = 0, distance = 0, best = 0;
    bool operator<(const Cell& o) const { return best < o.best; }
};

Pole pole_of_edges(const std::vector<Edge>& edges, const geom::Box& box, double precision_m) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (edges.empty() || box.empty()) return {{nan, nan}, 0};
    const auto cell_at = [&](geom::Point p, double half) {
        const double d = signed_distance(edges, p);
        return Cell{p, half, d, d + half * std::sqrt(2.0)};
    };
    const double w = box.max_x - box.min_x;
    const double h = box.max_y - box.min_y;
    Cell found = cell_at({(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, 0);
    const double side = std::max(std::min(w, h), std::max(w, h) / 16);
    if (!(side > 0)) return {found.middle, 0};
    std::priority_queue<Cell> queue;
    for (double x = box.min_x; x < box.max_x; x += side)
        for (double y = box.min_y; y < box.max_y; y += side)
            queue.push(cell_at({x + side / 2, y + side / 2}, side / 2));
    precision_m = std::max(precision_m, std::max(w, h) * 1e-4);
    for (int steps = 0; !queue.empty() && steps < 400; ++steps) {
        const Cell cell = queue.top();
        queue.pop();
        if (cell.distance > found.distance) found = cell;
        if (cell.best - found.distance <= precision_m) break;
        const double half = cell.half / 2;
        for (const double dx : {-half, half})
            for (const double dy : {-half, half}) queue.push(cell_at({cell.middle.x + dx, cell.middle.y + dy}, half));
    }
    return {found.middle, std::max(0.0, found.distance)};
}

// A ring cut to a box, side by side (the cut may run along the box twice: harmless for distances).
std::vector<geom::Point> cut_to(std::vector<geom::Point> ring, const geom::Box& box) {
    const auto cut = [&](auto inside, auto meet) {
        std::vector<geom::Point> out;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const geom::Point a = ring[i];
            const geom::Point b = ring[(i + 1) % ring.size()];
            if (inside(a)) out.push_back(a);
            if (inside(a) != inside(b)) out.push_back(meet(a, b));
        }
        ring = std::move(out);
    };
    const auto at_x = [](double x) {
        return [x](geom::Point a, geom::Point b) {
            return geom::Point{x, a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x))};
        };
    };
    const auto at_y = [](double y) {
        return [y](geom::Point a, geom::Point b) {
            return geom::Point{a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)), y};
        };
    };
    cut([&](geom::Point p) { return p.x >= box.min_x; }, at_x(box.min_x));
    cut([&](geom::Point p) { return p.x <= box.max_x; }, at_x(box.max_x));
    cut([&](geom::Point p) { return p.y >= box.min_y; }, at_y(box.min_y));
    cut([&](geom::Point p) { return p.y <= box.max_y; }, at_y(box.max_y));
    return ring;
}

void add_edges(const std::vector<geom::Point>& ring, std::vector<Edge>& edges, geom::Box& box) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        edges.push_back({ring[i], ring[(i + 1) % ring.size()]});
        box.add(ring[i].x, ring[i].y);
    }
}

Pole visible_pole(const geom::Polygons& polygons, Row row, const geom::Box& view, double precision_m) {
    std::vector<Edge> edges;
    geom::Box box;
    for_each_ring(polygons, row, [&](geom::RingView ring) {
        std::vector<geom::Point> points;
        for (std::size_t i = 0; i < ring.size(); ++i)
            if (std::isfinite(ring.x(i)) && std::isfinite(ring.y(i))) points.push_back(ring.at(i));
        if (points.size() > 1 && points.front() == points.back()) points.pop_back();
        add_edges(view.empty() ? points : cut_to(std::move(points), view), edges, box);
    });
    return pole_of_edges(edges, box, precision_m);
}

}  // namespace

Pole pole_of(const geom::Polygons& polygons, Row row, double precision_m) {
    return visible_pole(polygons, row, geom::Box(), precision_m);
}

ZoneAnchors::ZoneAnchors(const geom::Polygons& polygons) : polygons_(polygons) {
    for (Row row = 0; row < polygons.size(); ++row) {
        boxes_.push_back(finite_box(polygons, row));
        const geom::Box& b = boxes_.back();
        poles_.push_back(pole_of(polygons, row, b.empty() ? 1 : std::max(b.max_x - b.min_x, b.max_y - b.min_y) / 200));
    }
}

geom::Point ZoneAnchors::at(Row row, const Camera& camera) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const geom::Box view = camera.box();
    if (row >= boxes_.size() || !boxes_[row].meets(view)) return {nan, nan};
    const double w = view.max_x - view.min_x;
    const double h = view.max_y - view.min_y;
    // Well inside: room for the words around it.
    const geom::Point whole = poles_[row].point;
    const geom::Box middle{view.min_x + w * 0.1, view.min_y + h * 0.08, view.max_x - w * 0.1, view.max_y - h * 0.08};
    // A zone that is wholly in view keeps its place even at the edge: it may be too small to be met by the steps below.
    if (middle.contains(whole.x, whole.y) || view.contains(boxes_[row])) return whole;
    // The view in steps of a quarter of its size, a little smaller than the picture.
    const double x = std::round(camera.x / (w / 4)) * (w / 4);
    const double y = std::round(camera.y / (h / 4)) * (h / 4);
    const geom::Box stepped{x - w * 0.3, y - h * 0.3, x + w * 0.3, y + h * 0.3};
    auto& [box, point] = visible_[row];
    if (!(box == stepped)) {
        box = stepped;
        const Pole pole = visible_pole(polygons_, row, stepped, w / 200);
        point = pole.radius_m > 0 ? pole.point : geom::Point{nan, nan};
    }
    return point;
}

}  // namespace mulens::scene
