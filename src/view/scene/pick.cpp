#include "scene/pick.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mulens::scene {
namespace {

using geom::Box;
using geom::Point;
using geom::Polygons;

constexpr double touching_m = 0.5;  // borders of one line drawn twice lie this close

template <typename Fn>
void each_edge(const Polygons& shapes, Row row, Fn&& fn) {
    for (auto p = shapes.first_polygon(row); p < shapes.end_polygon(row); ++p)
        for (auto r = shapes.first_ring(p); r < shapes.end_ring(p); ++r) {
            const double* xy = shapes.xy.data() + 2 * shapes.ring_offsets[r];
            const auto points = shapes.ring_offsets[r + 1] - shapes.ring_offsets[r];
            for (std::uint64_t i = 0; i + 1 < points; ++i)
                fn(Point{xy[2 * i], xy[2 * i + 1]}, Point{xy[2 * i + 2], xy[2 * i + 3]});
        }
}

bool covers(const Polygons& shapes, Row row, Point p) {
    bool inside = false;
    each_edge(shapes, row, [&](Point a, Point b) {
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    });
    return inside;
}

double to_segment(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

struct Segment {
    Point a, b;
    Box box;
};

std::vector<Segment> segments_of(const Polygons& shapes, Row row, const Box& within) {
    std::vector<Segment> out;
    each_edge(shapes, row, [&](Point a, Point b) {
        Segment s{a, b, {}};
        s.box.add(a.x, a.y);
        s.box.add(b.x, b.y);
        if (s.box.meets(within)) out.push_back(s);
    });
    return out;
}

Box grown(Box box, double by) { return {box.min_x - by, box.min_y - by, box.max_x + by, box.max_y + by}; }

bool crosses(const Segment& s, const Segment& t) {
    const auto side = [](Point a, Point b, Point p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x); };
    const double a = side(s.a, s.b, t.a), b = side(s.a, s.b, t.b);
    const double c = side(t.a, t.b, s.a), d = side(t.a, t.b, s.b);
    return ((a > 0) != (b > 0)) && ((c > 0) != (d > 0));
}

/// Length of the border of `from` that runs within half a metre of `to`, sampled every metre; and the gap.
Near measure(const std::vector<Segment>& from, const std::vector<Segment>& to) {
    Near out;
    out.gap_m = std::numeric_limits<double>::infinity();
    for (const auto& s : from) {
        for (const auto& t : to) {
            if (crosses(s, t)) out.gap_m = 0;
            out.gap_m = std::min({out.gap_m, to_segment(s.a, t.a, t.b), to_segment(s.b, t.a, t.b),
                                  to_segment(t.a, s.a, s.b), to_segment(t.b, s.a, s.b)});
        }
        const double length = std::hypot(s.b.x - s.a.x, s.b.y - s.a.y);
        const int steps = std::clamp(static_cast<int>(std::ceil(length)), 1, 2000);
        for (int i = 0; i < steps; ++i) {
            const double t = (i + 0.5) / steps;
            const Point p{s.a.x + t * (s.b.x - s.a.x), s.a.y + t * (s.b.y - s.a.y)};
            for (const auto& other : to)
                if (to_segment(p, other.a, other.b) <= touching_m) {
                    out.shared_m += length / steps;
                    break;
                }
        }
    }
    if (out.gap_m <= touching_m) out.gap_m = 0;
    if (out.shared_m < 1) out.shared_m = 0;
    return out;
}

}  // namespace

std::vector<Row> rows_at(const Polygons& shapes, const geom::BoxIndex& index, Point point) {
    std::vector<Row> out;
    index.visit({point.x, point.y, point.x, point.y}, [&](Row row, const Box&) {
        if (covers(shapes, row, point)) out.push_back(row);
    });
    std::sort(out.begin(), out.end(), std::greater<>());
    return out;
}

Point inner_point(const Polygons& shapes, Row row) {
    const Box box = shapes.box(row);
    Point best{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    double widest = 0;
    std::vector<double> cuts;
    for (const double share : {0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9}) {
        const double y = box.min_y + share * (box.max_y - box.min_y);
        cuts.clear();
        each_edge(shapes, row, [&](Point a, Point b) {
            if ((a.y > y) != (b.y > y)) cuts.push_back((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
        });
        std::sort(cuts.begin(), cuts.end());
        for (std::size_t i = 0; i + 1 < cuts.size(); i += 2)
            if (cuts[i + 1] - cuts[i] > widest * 1.25) {
                widest = cuts[i + 1] - cuts[i];
                best = {(cuts[i] + cuts[i + 1]) / 2, y};
            }
    }
    return best;
}

std::vector<Row> rows_in_box(const Polygons& shapes, const geom::BoxIndex& index, const Box& box) {
    std::vector<Row> out;
    if (box.empty()) return out;
    index.visit(box, [&](Row row, const Box& of) {
        if (box.contains(of)) {
            out.push_back(row);
            return;
        }
        const Point p = inner_point(shapes, row);
        if (box.contains(p.x, p.y)) out.push_back(row);
    });
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Row> rows_in_lasso(const Polygons& shapes, const geom::BoxIndex& index, const std::vector<Point>& line) {
    std::vector<Row> out;
    Box box;
    for (const auto& p : line) box.add(p.x, p.y);
    if (line.size() < 3 || box.empty()) return out;
    index.visit(box, [&](Row row, const Box&) {
        const Point p = inner_point(shapes, row);
        bool inside = false;
        for (std::size_t i = 0, j = line.size() - 1; i < line.size(); j = i++)
            if ((line[i].y > p.y) != (line[j].y > p.y) &&
                p.x < (line[j].x - line[i].x) * (p.y - line[i].y) / (line[j].y - line[i].y) + line[i].x)
                inside = !inside;
        if (inside) out.push_back(row);
    });
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Near> neighbours_of(const Polygons& shapes, const geom::BoxIndex& index, Row row, double gap_m) {
    std::vector<Near> out;
    const Box box = shapes.box(row);
    if (box.empty()) return out;
    const double reach = std::max(gap_m, touching_m);
    std::vector<Row> candidates;
    index.visit(grown(box, reach), [&](Row other, const Box&) {
        if (other != row) candidates.push_back(other);
    });
    std::sort(candidates.begin(), candidates.end());
    for (const Row other : candidates) {
        const Box of = shapes.box(other);
        const auto mine = segments_of(shapes, row, grown(of, reach));
        const auto theirs = segments_of(shapes, other, grown(box, reach));
        if (mine.empty() || theirs.empty()) continue;
        Near near = measure(mine, theirs);
        near.row = other;
        if (near.gap_m <= gap_m) out.push_back(near);
    }
    return out;
}

}  // namespace mulens::scene
