// The river and the gentle bend of every straight line: what makes drawn blocks look like a place.
#pragma once

#include "config/facts.hpp"
#include "sample/planar.hpp"

#include <vector>

namespace mulens::sample {

/// A smooth curve through the points (Catmull–Rom), a point about every `step` metres; `extra` is carried along.
struct CurvePoint {
    Point at;
    double extra = 0;
};
[[nodiscard]] std::vector<CurvePoint> smooth_curve(const std::vector<CurvePoint>& through, double step, bool closed);

class River {
  public:
    River() = default;
    /// `course`: middle line with width as `extra`.
    explicit River(const std::vector<CurvePoint>& course);

    struct Nearest {
        double distance = 0;  ///< to the middle line
        double half_width = 0;
        Line line;  ///< the course there
    };
    [[nodiscard]] Nearest nearest(Point p) const;
    /// Distance to the nearer bank, negative in the water.
    [[nodiscard]] double from_bank(Point p) const;
    /// The water as a ring, counter-clockwise.
    [[nodiscard]] Ring water() const;
    /// What is left of a convex ring `setback` metres from the banks; empty where too little is.
    [[nodiscard]] Ring keep_dry(Ring ring, double setback, double least_area) const;

  private:
    std::vector<CurvePoint> course_;
};

/// Bends straight lines gently (some tens of metres over kilometres). Smooth and one-to-one.
class Warp {
  public:
    Warp() = default;
    Warp(Point centre, bool wide) : centre_(centre), wide_(wide) {}
    [[nodiscard]] Point apply(Point p) const;
    [[nodiscard]] Ring apply(const Ring& ring) const;

  private:
    Point centre_;
    bool wide_ = false;
};

}  // namespace mulens::sample
