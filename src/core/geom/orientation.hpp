// The one predicate all exact geometry rests on: on which side of the line a→b lies c? Exact for all finite doubles
// short of under- and overflow: a floating-point filter answers nearly always, expansions answer the rest.
#pragma once

#include "geom/box.hpp"

#include <cmath>

namespace mulens::geom {

/// The slow, exact answer.
[[nodiscard]] int orientation_exact(Point a, Point b, Point c);

/// +1: c is left of a→b (counter-clockwise turn), −1: right, 0: exactly on the line.
[[nodiscard]] inline int orientation(Point a, Point b, Point c) {
    const double left = (a.x - c.x) * (b.y - c.y);
    const double right = (a.y - c.y) * (b.x - c.x);
    const double det = left - right;
    // Shewchuk's bound (3 + 16 ε) ε on the error of det.
    const double bound = 3.3306690738754716e-16 * (std::abs(left) + std::abs(right));
    if (det > bound) return 1;
    if (-det > bound) return -1;
    if (c == a || c == b) return 0;
    return orientation_exact(a, b, c);
}

}  // namespace mulens::geom
