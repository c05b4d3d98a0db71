// The overlay operations the engine asks of GEOS.
//
// Guarantees: areas in m², never negative. A failure is an empty answer, never an exception: an operation that fails
// is tried once more on repaired input and then on a 1e-6 m grid, so nullopt means that no way led to an answer.
// Inputs must come from the same context. Deterministic for equal input.
#pragma once

#include "geos/geometry.hpp"

#include <optional>
#include <span>
#include <string>

namespace mulens::geos {

/// The grid of the last attempt.
inline constexpr double fallback_grid_m = 1e-6;

[[nodiscard]] std::optional<double> area(const Geometry& a);
[[nodiscard]] Geometry intersection(const Geometry& a, const Geometry& b);
[[nodiscard]] Geometry difference(const Geometry& a, const Geometry& b);
[[nodiscard]] std::optional<double> intersection_area(const Geometry& a, const Geometry& b);
[[nodiscard]] std::optional<double> difference_area(const Geometry& a, const Geometry& b);
/// Union of a collection's parts.
[[nodiscard]] Geometry union_of(const Geometry& collection);
[[nodiscard]] std::optional<double> union_area(const Geometry& collection);

/// Union of a collection's parts with gaps and slits up to `gap` closed (grown and shrunk again with square corners);
/// the plain union where that fails.
[[nodiscard]] Geometry closed_union(const Geometry& collection, double gap);

[[nodiscard]] bool is_valid(const Geometry& a);
/// "" where valid, else GEOS's reason with the place: "Self-intersection[1 1]".
[[nodiscard]] std::string is_valid_reason(const Geometry& a);
/// Structure method (rings keep their meaning), collapsed parts dropped.
[[nodiscard]] Geometry make_valid(const Geometry& a);

}  // namespace mulens::geos
