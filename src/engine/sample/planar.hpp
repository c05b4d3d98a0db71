// Small plane geometry for laying out made-up land: open rings (last point ≠ first), counter-clockwise, metres.
// Convex rings are assumed where a function says so. Pure functions, thread safe.
#pragma once

#include "geom/box.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace mulens::sample {

using geom::Box;
using geom::Point;
using Ring = std::vector<Point>;

/// A line through `at` along the unit vector `along`; "left" is the side of positive distance.
struct Line {
    Point at;
    Point along;
    [[nodiscard]] double distance(Point p) const { return along.x * (p.y - at.y) - along.y * (p.x - at.x); }
    [[nodiscard]] double position(Point p) const { return along.x * (p.x - at.x) + along.y * (p.y - at.y); }
    [[nodiscard]] Line shifted(double left) const { return {{at.x - along.y * left, at.y + along.x * left}, along}; }
    [[nodiscard]] Line reversed() const { return {at, {-along.x, -along.y}}; }
};

[[nodiscard]] double length(Point a, Point b);
[[nodiscard]] Point direction(double radians);
[[nodiscard]] double signed_area(const Ring& ring);
[[nodiscard]] Point centroid(const Ring& ring);
[[nodiscard]] Box box_of(const Ring& ring);
[[nodiscard]] bool contains(const Ring& ring, Point p);
/// Extents of the ring along the line's direction and across it.
struct Extent {
    double low = 0, high = 0;
    [[nodiscard]] double size() const { return high - low; }
};
[[nodiscard]] Extent extent_along(const Ring& ring, Point direction);
/// Direction of the longest edge, as a unit vector.
[[nodiscard]] Point main_direction(const Ring& ring);

/// The part of the ring to the left of the line (exact for convex rings; may bridge for others).
[[nodiscard]] Ring clip_left(const Ring& ring, const Line& line);
/// The convex ring moved inward by `distance`; empty where nothing is left.
[[nodiscard]] Ring inset(const Ring& ring, double distance);
/// Every corner cut off at `cut` metres (less on short edges).
[[nodiscard]] Ring chamfered(const Ring& ring, double cut);
/// Splits a convex ring along the line into left and right part.
[[nodiscard]] std::pair<Ring, Ring> split(const Ring& ring, const Line& line);
/// Splits a convex ring by a line that jumps by `step` half way: two rings that are no longer convex, and the convex
/// core of each. Nothing where the ring is too small for it.
struct JogSplit {
    Ring left, right, left_core, right_core;
};
[[nodiscard]] std::optional<JogSplit> jog_split(const Ring& ring, const Line& line, double step);
/// Puts vertices of the other rings that lie on an edge (within 1 mm) into that edge, so that neighbours share borders
/// point for point.
void insert_shared_vertices(std::vector<Ring>& rings);
/// Removes points nearer than `tolerance` to the one before.
[[nodiscard]] Ring without_short_edges(const Ring& ring, double tolerance);
/// To whole millimetres.
[[nodiscard]] Point rounded_mm(Point p);
void round_mm(Ring& ring);
/// A rectangle by middle, direction of the first side, and half sides.
[[nodiscard]] Ring rectangle(Point middle, Point along, double half_along, double half_across);

}  // namespace mulens::sample
