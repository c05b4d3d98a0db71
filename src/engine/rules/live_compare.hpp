// What differs between two schemes, for the caches of a live session. NaN (not given) equals NaN.
#pragma once

#include "config/scheme.hpp"

namespace mulens::rules {

/// Do both tests hit the same parcels by the same figures? (Codes matter to combinations, which are always redone.)
[[nodiscard]] bool same_test(const config::LowTest& a, const config::LowTest& b);
[[nodiscard]] bool same_tests(const config::Scheme& a, const config::Scheme& b);
/// Weights, caps, missing and negative rules, points on the scale, cut lines.
[[nodiscard]] bool same_scoring(const config::Scheme& a, const config::Scheme& b);
[[nodiscard]] bool same_scope(const config::Scheme& a, const config::Scheme& b);
/// Scope, and everything else that standings, classes and benchmarks come from.
[[nodiscard]] bool same_standing(const config::Scheme& a, const config::Scheme& b);
[[nodiscard]] bool same_tax(const config::Scheme& a, const config::Scheme& b);

}  // namespace mulens::rules
