// Is a ring certainly simple? A cheap yes saves a question to GEOS; "no" only means: ask.
//
// Guarantees: true means closed, at least 4 points, all finite, area not zero, no repeated vertex and no two edges that
// touch but for neighbours at their common vertex; GEOS calls such a ring valid. False says nothing. Exact, thread
// safe, no allocation.
#pragma once

#include "geom/polygons.hpp"

namespace mulens::geom {

[[nodiscard]] bool certainly_simple(RingView ring);
/// True for a feature of one polygon with one simple ring.
[[nodiscard]] bool certainly_valid(const Polygons& polygons, Row feature);

/// What keeps a ring from being asked about at all.
enum class RingFault { none, too_short, not_finite, open };
[[nodiscard]] RingFault ring_fault(RingView ring);

}  // namespace mulens::geom
