// Grades between two consecutive years, and plots that are D again.
//
// Guarantees: a plot of the later year counts once (宗), under the grade of the earlier plot that most of its land
// comes from; its 亩 are divided by area share over all the plots it comes from, land that no earlier plot had is
// "new". Plots that are gone count with their own 亩. So 宗 and 亩 of the later year add up. Plots out of scope in both
// years are left out. Order: by state, A first. Deterministic.
#pragma once

#include "years/history.hpp"

namespace mulens::years {

struct FlowCell {
    std::string platform;  ///< "" = the whole district
    std::string before;    ///< A … D, ungraded, not_evaluated, out, new
    std::string after;     ///< A … D, ungraded, not_evaluated, out, gone
    std::uint64_t plots = 0;
    double mu = 0;
};
/// The district's cells first, then by platform in order of name.
[[nodiscard]] std::vector<FlowCell> grade_flow(const History& history, std::size_t step);

struct Again {
    Row plot = 0;             ///< of the last year
    int years = 2;            ///< years in a row, this one with them
    double share_before = 1;  ///< of its land: D in the year before
};
/// Plots of the last year that are D and at least half of whose land was D the year before.
[[nodiscard]] std::vector<Again> d_again(const History& history);

}  // namespace mulens::years
