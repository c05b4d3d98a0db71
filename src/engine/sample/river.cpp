#include "sample/river.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::sample {
namespace {

double catmull(double a, double b, double c, double d, double t) {
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}

}  // namespace

std::vector<CurvePoint> smooth_curve(const std::vector<CurvePoint>& through, double step, bool closed) {
    std::vector<CurvePoint> out;
    const auto n = static_cast<std::ptrdiff_t>(through.size());
    const auto at = [&](std::ptrdiff_t i) -> const CurvePoint& {
        return through[static_cast<std::size_t>(closed ? (i + n) % n : std::clamp<std::ptrdiff_t>(i, 0, n - 1))];
    };
    for (std::ptrdiff_t i = 0; i < (closed ? n : n - 1); ++i) {
        const CurvePoint &a = at(i - 1), &b = at(i), &c = at(i + 1), &d = at(i + 2);
        const int parts = std::max(1, static_cast<int>(length(b.at, c.at) / step));
        for (int k = 0; k < parts; ++k) {
            const double t = static_cast<double>(k) / parts;
            out.push_back({{catmull(a.at.x, b.at.x, c.at.x, d.at.x, t), catmull(a.at.y, b.at.y, c.at.y, d.at.y, t)},
                           catmull(a.extra, b.extra, c.extra, d.extra, t)});
        }
    }
    if (!closed) out.push_back(through.back());
    return out;
}

River::River(const std::vector<CurvePoint>& course) : course_(smooth_curve(course, 150, false)) {}

River::Nearest River::nearest(Point p) const {
    double best = 1e300;
    std::size_t at = 0;
    double where = 0;
    for (std::size_t i = 0; i + 1 < course_.size(); ++i) {
        const Point a = course_[i].at, b = course_[i + 1].at;
        const double dx = b.x - a.x, dy = b.y - a.y;
        const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        const double x = a.x + dx * t - p.x, y = a.y + dy * t - p.y;
        const double d = x * x + y * y;
        if (d < best) best = d, at = i, where = t;
    }
    const Point a = course_[at].at, b = course_[at + 1].at;
    const double l = length(a, b);
    const double width = course_[at].extra + (course_[at + 1].extra - course_[at].extra) * where;
    return {std::sqrt(best), width / 2,
            Line{{a.x + (b.x - a.x) * where, a.y + (b.y - a.y) * where}, {(b.x - a.x) / l, (b.y - a.y) / l}}};
}

double River::from_bank(Point p) const {
    const Nearest n = nearest(p);
    return n.distance - n.half_width;
}

Ring River::water() const {
    Ring right, left;
    for (std::size_t i = 0; i < course_.size(); ++i) {
        const Point a = course_[i == 0 ? 0 : i - 1].at, b = course_[std::min(i + 1, course_.size() - 1)].at;
        const double l = length(a, b);
        const Line line{course_[i].at, {(b.x - a.x) / l, (b.y - a.y) / l}};
        // A little unevenness: banks are no parallel lines.
        const double s = static_cast<double>(i);
        const double wobble = 30 * std::sin(s * 0.31) + 22 * std::sin(s * 0.113 + 1.3);
        left.push_back(line.shifted(course_[i].extra / 2 - 40 + wobble).at);
        right.push_back(line.shifted(-course_[i].extra / 2 + 40 + 25 * std::sin(s * 0.23 + 0.7)).at);
    }
    right.insert(right.end(), left.rbegin(), left.rend());
    if (signed_area(right) < 0) std::reverse(right.begin(), right.end());
    return right;
}

Ring River::keep_dry(Ring ring, double setback, double least_area) const {
    const Point middle = centroid(ring);
    double reach = 0;
    for (const Point p : ring) reach = std::max(reach, length(middle, p));
    const Nearest home = nearest(middle);
    if (home.distance > home.half_width + setback + reach) return ring;
    if (home.distance < 1) return {};
    const bool left = home.line.distance(middle) > 0;
    for (int round = 0; round < 6 && !ring.empty(); ++round) {
        double worst = 0;
        Nearest where;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point a = ring[i], b = ring[(i + 1) % ring.size()];
            for (int k = 0; k < 4; ++k) {
                const Point p{a.x + (b.x - a.x) * k / 4, a.y + (b.y - a.y) * k / 4};
                const Nearest n = nearest(p);
                // A point beyond the middle line counts as deep in the water.
                const bool other_side = (n.line.distance(p) > 0) != left && n.distance < n.half_width + reach;
                const double depth = n.half_width + setback - (other_side ? -n.distance : n.distance);
                if (depth > worst) worst = depth, where = n;
            }
        }
        if (worst <= 0) break;
        if (round == 5) return {};
        const Line bank = left ? where.line.shifted(where.half_width + setback + 1)
                               : where.line.shifted(-(where.half_width + setback + 1)).reversed();
        ring = clip_left(ring, bank);
    }
    if (ring.empty() || signed_area(ring) < least_area) return {};
    return without_short_edges(ring, 15);
}

Point Warp::apply(Point p) const {
    const double x = (p.x - centre_.x) / 1000, y = (p.y - centre_.y) / 1000;
    Point out{p.x + 130 * std::sin(0.93 * y + 0.31 * x) + 32 * std::sin(2.3 * y - 1.1 * x + 0.8),
              p.y + 120 * std::sin(0.81 * x - 0.42 * y + 1.7) + 30 * std::sin(2.1 * x + 1.4 * y + 2.1)};
    if (wide_) {
        out.x += 900 * std::sin(0.17 * y + 0.05 * x + 0.4);
        out.y += 800 * std::sin(0.15 * x - 0.06 * y + 1.1);
    }
    return out;
}

Ring Warp::apply(const Ring& ring) const {
    Ring out;
    out.reserve(ring.size());
    for (const Point p : ring) out.push_back(apply(p));
    return out;
}

}  // namespace mulens::sample
