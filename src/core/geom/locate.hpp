// Where things lie: a point against a feature, a feature against a feature.
//
// Guarantees: decisions rest on the exact orientation predicate only, so shared borders, T-junctions and vertices on
// edges are told apart without any tolerance. Shapes must be valid (closed simple rings). Thread safe; scratch memory
// is kept per thread.
#pragma once

#include "geom/shape.hpp"

#include <cstdint>

namespace mulens::geom {

enum class Place : std::uint8_t { outside, boundary, inside };

[[nodiscard]] Place locate(const Ring& ring, Point point);
[[nodiscard]] Place locate(const Shape& shape, Point point);
/// Convenience for a single question.
[[nodiscard]] Place locate(const Polygons& polygons, Row feature, Point point);

/// How feature a lies to feature b. `disjoint`: interiors share nothing, borders may touch. `inside`: all of a is in
/// b (borders may touch). `crossing`: parts of a are in b and parts are not, or the cheap tests cannot tell: measure.
enum class Relation : std::uint8_t { disjoint, inside, contains, equal, crossing };

/// True where an edge of one ring has that ring on one side and the other ring on the other side: interiors share
/// nothing. A cheap first question for neighbours along a straight border; false says nothing. Single rings only.
[[nodiscard]] bool separated_by_edge(const Shape& a, const Shape& b);
[[nodiscard]] Relation classify(const Shape& a, const Shape& b);
[[nodiscard]] Relation classify(const Polygons& a, Row feature_a, const Polygons& b, Row feature_b);

}  // namespace mulens::geom
