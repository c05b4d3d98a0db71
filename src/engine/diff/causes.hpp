// Why a grade moved: six grades along a chain of five exchanges, told apart into five causes that add up to the move.
//
// The chain starts at A's own result and ends at B's. Each step puts one more thing as it is in B:
//   data     the figures of the firms and what is recorded of firm and plot (size class, exemption, veto, land use,
//            decisions, the as-of date)
//   area     basis area and floor areas of the plots, with the land and money that divide by them
//   link     which firms stand on which plots, and how a plot is divided among them
//   scheme   tax formula, scope, weights, caps, thresholds, vetoes, exemptions: judged by B's scheme
//   quota    benchmarks and cut lines as the firms of B set them
// Up to `link` a unit is measured by the benchmarks and cut lines of A, at `scheme` by those that B's scheme gives over
// A's firms. So the first four are the unit's own and the rules' doing; `quota` is what is left: the line moved because
// the others moved. The own figures come first because an office can check them, the rules next, the others last.
//
// Guarantees: contributions are integers (grades; 1e-9 points) and sum to the move exactly. Thread safe.
#pragma once

#include "rules/score_figures.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace mulens::diff {

enum class Cause : std::uint8_t { data, area, link, scheme, quota };
inline constexpr std::size_t cause_count = 5;
[[nodiscard]] const char* name_of(Cause cause);
[[nodiscard]] const char* zh_of(Cause cause);

/// Grades as in rules: A–D, 'u' ungraded, 'n' not evaluated, ' ' out of scope; '-' where the unit is not there.
[[nodiscard]] constexpr bool is_graded(char grade) { return grade >= 'A' && grade <= 'D'; }
[[nodiscard]] const char* state_of(char grade);  ///< A … D, ungraded, not_evaluated, out, ""

/// After none, one … five exchanges.
struct Steps {
    std::array<char, cause_count + 1> grade{'-', '-', '-', '-', '-', '-'};
    std::array<std::int64_t, cause_count + 1> score{rules::no_key, rules::no_key, rules::no_key,
                                                    rules::no_key, rules::no_key, rules::no_key};  ///< 1e-9 points
};

/// same: one grade at both ends and at every step. cancelled: one grade at both ends, but causes that cancel out.
/// moved: A–D at both ends, not the same. entered: graded in B only. left: graded in A only. ungraded: in neither.
enum class Change : std::uint8_t { same, cancelled, moved, entered, left, ungraded };
[[nodiscard]] const char* name_of(Change change);

struct Split {
    Change change = Change::ungraded;
    /// Grades up (+) or down (−) by cause; a step without a grade adds nothing, the next one with a grade the whole.
    std::array<int, cause_count> grades{};
    std::array<std::int64_t, cause_count> points{};  ///< the same for the score, where both ends have one
    bool scored = false;
    /// moved: the largest contribution in the direction of the move; cancelled: the largest; entered and left:
    /// the last step that changed whether there is a grade. The earlier step at a tie. Else without meaning.
    Cause main = Cause::data;

    [[nodiscard]] int move() const;  ///< Σ grades
};
[[nodiscard]] Split split(const Steps& steps);

}  // namespace mulens::diff
