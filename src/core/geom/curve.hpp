// Order along a Hilbert curve: things near each other on it are near each other on the ground.
// Pure functions, thread safe.
#pragma once

#include "geom/box.hpp"

#include <cstdint>
#include <vector>

namespace mulens::geom {

class Curve {
  public:
    explicit Curve(const Box& extent);
    /// Of the middle of the box, on a grid of 65536 × 65536 over the extent. The box must be finite.
    [[nodiscard]] std::uint32_t position(const Box& box) const;

  private:
    double x_, y_, scale_x_, scale_y_;
};

/// Keys hold the position in their high half; keys of one position keep their order.
void sort_by_curve(std::vector<std::uint64_t>& keys);

}  // namespace mulens::geom
