// A ring told with few of its own points. Deterministic, thread safe, no allocation but of the result.
#pragma once

#include "geom/box.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace mulens::scene {

/// Numbers (ascending) of at most `most` points of a ring (not closed) such that no other point lies farther than
/// `tolerance` from them, or `most` are taken: the farthest point comes first.
void few_points(std::span<const geom::Point> ring, double tolerance, std::size_t most, std::vector<std::uint32_t>& out);

}  // namespace mulens::scene
