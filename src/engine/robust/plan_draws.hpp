// How sure it is that a plot is in the plan: the portfolio solved anew in each draw, counted plot by plot.
//
// A draw of a plan: the figures, grades and low-efficiency of that draw (draws.hpp) stand in the parcels table, so
// candidates, paths, offered options, targets and gains are all made anew; costs move only where a condition on money
// or grades changes. Limits and lists stay. A draw in which nothing can satisfy the limits counts as one without a
// plan.
#pragma once

#include "plan/reports.hpp"
#include "rules/live.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mulens::robust {

/// One draw's answer; `now` of PlanDraws is the run itself, solved the same way.
struct PlanDraw {
    bool solved = false;
    std::vector<std::pair<Row, std::uint32_t>> plots;  ///< chosen, with their option; by row
    plan::Totals totals;
    double gap = 0;  ///< proven, relative
    std::size_t candidates = 0;
};
[[nodiscard]] PlanDraw plan_draw_of(const plan::Options& options, const plan::Portfolio& portfolio);

struct PlanDraws {
    config::Scenario scenario;
    config::RenewalTable table;
    PlanDraw now;
    std::vector<PlanDraw> draws;
    [[nodiscard]] std::size_t solved() const;
};

/// The parcels of one draw: its figures, with grade, score, low_efficiency and reasons as that draw judged them.
/// `moved` and `result` as Watch::look gets them.
[[nodiscard]] table::Table parcels_of_draw(const table::Table& moved, const rules::LiveResult& result);

}  // namespace mulens::robust
