#include "sample/planar.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::sample {

double length(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

Point direction(double radians) { return {std::cos(radians), std::sin(radians)}; }

double signed_area(const Ring& ring) {
    if (ring.size() < 3) return 0;
    const Point o = ring.front();
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        twice += (ring[i].x - o.x) * (ring[i + 1].y - o.y) - (ring[i + 1].x - o.x) * (ring[i].y - o.y);
    return twice / 2;
}

Point centroid(const Ring& ring) {
    const Point o = ring.front();
    double twice = 0, x = 0, y = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = ring[i].x - o.x, ay = ring[i].y - o.y, bx = ring[i + 1].x - o.x, by = ring[i + 1].y - o.y;
        const double cross = ax * by - bx * ay;
        twice += cross;
        x += cross * (ax + bx);
        y += cross * (ay + by);
    }
    if (twice == 0) return o;
    return {o.x + x / (3 * twice), o.y + y / (3 * twice)};
}

Box box_of(const Ring& ring) {
    Box box;
    for (const Point p : ring) box.add(p.x, p.y);
    return box;
}

bool contains(const Ring& ring, Point p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const Point a = ring[i], b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
}

Extent extent_along(const Ring& ring, Point d) {
    Extent e{1e300, -1e300};
    for (const Point p : ring) {
        const double t = p.x * d.x + p.y * d.y;
        e.low = std::min(e.low, t);
        e.high = std::max(e.high, t);
    }
    return e;
}

Point main_direction(const Ring& ring) {
    double longest = -1;
    Point d{1, 0};
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        const double l = length(a, b);
        if (l > longest) {
            longest = l;
            d = {(b.x - a.x) / l, (b.y - a.y) / l};
        }
    }
    return d;
}

Ring clip_left(const Ring& ring, const Line& line) {
    Ring out;
    out.reserve(ring.size() + 2);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        const double da = line.distance(a), db = line.distance(b);
        if (da >= 0) out.push_back(a);
        if ((da > 0 && db < 0) || (da < 0 && db > 0)) {
            // From the left end always: both sides of a split get the same point.
            const bool forward = da > 0;
            const Point p = forward ? a : b, q = forward ? b : a;
            const double dp = forward ? da : db, dq = forward ? db : da;
            const double t = dp / (dp - dq);
            out.push_back({p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t});
        }
    }
    if (out.size() < 3) out.clear();
    return out;
}

Ring inset(const Ring& ring, double distance) {
    Ring out = ring;
    for (std::size_t i = 0; i < ring.size() && !out.empty(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        const double l = length(a, b);
        if (l < 1e-6) continue;
        out = clip_left(out, Line{a, {(b.x - a.x) / l, (b.y - a.y) / l}}.shifted(distance));
    }
    if (!out.empty() && signed_area(out) <= 0) out.clear();
    return out;
}

Ring chamfered(const Ring& ring, double cut) {
    Ring out;
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i) {
        const Point before = ring[(i + n - 1) % n], at = ring[i], after = ring[(i + 1) % n];
        const double in = length(before, at), on = length(at, after);
        const double c = std::min({cut, in * 0.3, on * 0.3});
        const double turn = ((at.x - before.x) * (after.y - at.y) - (at.y - before.y) * (after.x - at.x)) / (in * on);
        if (c < 1.0 || turn < 0.25) {
            out.push_back(at);
            continue;
        }
        out.push_back({at.x + (before.x - at.x) * c / in, at.y + (before.y - at.y) * c / in});
        out.push_back({at.x + (after.x - at.x) * c / on, at.y + (after.y - at.y) * c / on});
    }
    return out;
}

namespace {

/// Puts the points where the line crosses the ring into it, at positions that do not depend on the walking direction.
struct Crossing {
    std::size_t edge = 0;
    Point at;
    double position = 0;
};

std::vector<Crossing> crossings(const Ring& ring, const Line& line) {
    std::vector<Crossing> out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        const double da = line.distance(a), db = line.distance(b);
        if ((da > 0) == (db > 0)) continue;
        const double t = da / (da - db);
        const Point p{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        out.push_back({i, p, line.position(p)});
    }
    std::sort(out.begin(), out.end(), [](const Crossing& a, const Crossing& b) { return a.position < b.position; });
    return out;
}

}  // namespace

std::pair<Ring, Ring> split(const Ring& ring, const Line& line) {
    const auto hits = crossings(ring, line);
    std::pair<Ring, Ring> out;
    if (hits.size() != 2) return out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        (line.distance(ring[i]) > 0 ? out.first : out.second).push_back(ring[i]);
        for (const Crossing& hit : hits) {
            if (hit.edge != i) continue;
            out.first.push_back(hit.at);
            out.second.push_back(hit.at);
        }
    }
    return out;
}

std::optional<JogSplit> jog_split(const Ring& ring, const Line& line, double step) {
    const Line upper = line.shifted(step / 2), lower = line.shifted(-step / 2);
    const auto a = crossings(ring, upper), b = crossings(ring, lower);
    if (a.size() != 2 || b.size() != 2) return std::nullopt;
    const Point start = a.front().at, end = b.back().at;
    const double middle = (line.position(start) + line.position(end)) / 2;
    if (middle - line.position(start) < 8 || line.position(end) - middle < 8) return std::nullopt;
    const auto on = [&](const Line& l) {
        const double t = middle - l.position(line.at);
        return Point{l.at.x + l.along.x * t, l.at.y + l.along.y * t};
    };
    const Point high = on(upper), low = on(lower);
    JogSplit out;
    // Left part: boundary from the end crossing round to the start crossing (counter-clockwise), then back by the jog.
    const std::size_t n = ring.size();
    out.left = {end};
    for (std::size_t i = (b.back().edge + 1) % n;; i = (i + 1) % n) {
        out.left.push_back(ring[i]);
        if (i == a.front().edge || out.left.size() > n + 1) break;
    }
    out.left.insert(out.left.end(), {start, high, low});
    out.right = {start};
    for (std::size_t i = (a.front().edge + 1) % n;; i = (i + 1) % n) {
        out.right.push_back(ring[i]);
        if (i == b.back().edge || out.right.size() > n + 1) break;
    }
    out.right.insert(out.right.end(), {end, low, high});
    out.left_core = clip_left(ring, line.shifted(std::abs(step) / 2));
    out.right_core = clip_left(ring, line.shifted(-std::abs(step) / 2).reversed());
    if (signed_area(out.left) < 100 || signed_area(out.right) < 100) return std::nullopt;
    if (std::abs(signed_area(out.left) + signed_area(out.right) - signed_area(ring)) > 1e-3) return std::nullopt;
    return out;
}

void insert_shared_vertices(std::vector<Ring>& rings) {
    std::vector<Box> boxes;
    for (const Ring& ring : rings) {
        Box box = box_of(ring);
        box.min_x -= 0.01, box.min_y -= 0.01, box.max_x += 0.01, box.max_y += 0.01;
        boxes.push_back(box);
    }
    const std::vector<Ring> before = rings;
    for (std::size_t r = 0; r < rings.size(); ++r) {
        Ring out;
        const Ring& ring = before[r];
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point a = ring[i], b = ring[(i + 1) % ring.size()];
            const double l = length(a, b);
            out.push_back(a);
            if (l < 1e-6) continue;
            const Line line{a, {(b.x - a.x) / l, (b.y - a.y) / l}};
            std::vector<std::pair<double, Point>> found;
            for (std::size_t o = 0; o < before.size(); ++o) {
                if (o == r || !boxes[o].meets(boxes[r])) continue;
                for (const Point p : before[o]) {
                    if (std::abs(line.distance(p)) > 1e-3) continue;
                    const double t = line.position(p);
                    if (t > 2e-3 && t < l - 2e-3) found.emplace_back(t, p);
                }
            }
            std::sort(found.begin(), found.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
            for (const auto& [t, p] : found)
                if (length(out.back(), p) > 2e-3) out.push_back(p);
        }
        rings[r] = std::move(out);
    }
}

Ring without_short_edges(const Ring& ring, double tolerance) {
    Ring out;
    for (const Point p : ring)
        if (out.empty() || length(out.back(), p) >= tolerance) out.push_back(p);
    while (out.size() > 1 && length(out.back(), out.front()) < tolerance) out.pop_back();
    return out;
}

Point rounded_mm(Point p) { return {std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000}; }

void round_mm(Ring& ring) {
    for (Point& p : ring) p = rounded_mm(p);
}

Ring rectangle(Point m, Point d, double a, double b) {
    const auto at = [&](double u, double v) { return Point{m.x + d.x * u - d.y * v, m.y + d.y * u + d.x * v}; };
    return {at(-a, -b), at(a, -b), at(a, b), at(-a, b)};
}

}  // namespace mulens::sample
