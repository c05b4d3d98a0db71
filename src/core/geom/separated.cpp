#include "geom/locate.hpp"

#include <cmath>

namespace mulens::geom {
namespace {

constexpr int unsure = 2;

/// Side of c by plain doubles: 0 only where c is an end of the edge, `unsure` where rounding could lie.
inline int quick_side(double ax, double ay, double bx, double by, double cx, double cy) {
    const double left = (bx - ax) * (cy - ay);
    const double right = (by - ay) * (cx - ax);
    const double det = left - right;
    // Shewchuk's bound for the sign of a 2×2 determinant of differences.
    const double bound = 3.3306690738754716e-16 * (std::abs(left) + std::abs(right));
    if (det > bound) return 1;
    if (det < -bound) return -1;
    return (cx == ax && cy == ay) || (cx == bx && cy == by) ? 0 : unsure;
}

/// Is ring b beyond one of the edges that ring a lies wholly behind?
bool behind_an_edge(const RingView& a, const RingView& b) {
    const std::size_t na = a.size() - 1;
    const std::size_t nb = b.size() - 1;
    for (std::size_t e = 0; e < na; ++e) {
        const double ax = a.x(e), ay = a.y(e), bx = a.x(e + 1), by = a.y(e + 1);
        const auto all_on = [&](const RingView& ring, std::size_t n, int& side) {
            for (std::size_t i = 0; i < n; ++i) {
                const int s = quick_side(ax, ay, bx, by, ring.x(i), ring.y(i));
                if (s == 0) continue;
                if (s == unsure || (side != 0 && s != side)) return false;
                side = s;
            }
            return side != 0;
        };
        int side_b = 0;
        if (!all_on(b, nb, side_b)) continue;
        int side_a = -side_b;
        if (all_on(a, na, side_a)) return true;
    }
    return false;
}

}  // namespace

bool separated_by_edge(const Shape& a, const Shape& b) {
    if (a.parts() != 1 || b.parts() != 1 || a.part(0).size() != 1 || b.part(0).size() != 1) return false;
    const RingView& ring_a = a.part(0)[0].points;
    const RingView& ring_b = b.part(0)[0].points;
    constexpr std::size_t many = 64;
    if (ring_a.size() > many || ring_b.size() > many) return false;
    return behind_an_edge(ring_a, ring_b) || behind_an_edge(ring_b, ring_a);
}

}  // namespace mulens::geom
