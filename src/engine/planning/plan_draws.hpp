// The plan of each draw, out of a run: what robust::Watch calls.
#pragma once

#include "planning/scenarios.hpp"
#include "robust/draws.hpp"
#include "robust/plan_draws.hpp"

#include <optional>

namespace mulens::planning {

/// A budget of 200,000 万元 and nothing else, as the plan form begins.
[[nodiscard]] config::Scenario usual_scenario();
/// Of so many plots: 50, or 10 of more than 300,000.
[[nodiscard]] std::uint32_t usual_plan_draws(Row plots);

class DrawPlans {
  public:
    /// `run` must outlive it. A scenario's years are not ordered; without a budget they are one. Throws Error(usage) as
    /// solve_scenario, for the run itself: what cannot be planned cannot be drawn.
    DrawPlans(const pipeline::Run& run, config::Scenario scenario, std::uint32_t draws, Progress& progress);
    /// For robust::draw; holds a pointer to this.
    [[nodiscard]] robust::Watch watch();
    [[nodiscard]] robust::PlanDraws take() { return std::move(out_); }

  private:
    [[nodiscard]] robust::PlanDraw solve(const table::Table& parcels, const table::Table* enterprises) const;

    const pipeline::Run& run_;
    PlanData data_;
    robust::PlanDraws out_;
    std::optional<SiteFinder> finder_;
};

}  // namespace mulens::planning
