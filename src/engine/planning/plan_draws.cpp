#include "planning/plan_draws.hpp"

#include "base/error.hpp"

namespace mulens::planning {

config::Scenario usual_scenario() {
    config::Scenario out;
    out.name = "默认方案";
    out.budget = 200'000;
    return out;
}

std::uint32_t usual_plan_draws(Row plots) { return plots > 300'000 ? 10 : 50; }

DrawPlans::DrawPlans(const pipeline::Run& run, config::Scenario scenario, std::uint32_t draws, Progress& progress)
    : run_(run), data_(plan_data(run)) {
    refuse_replay(scenario);
    config::sum_years(scenario);
    scenario.year_budgets.clear();
    out_.table = renewal_table(scenario);
    finder_.emplace(run, scenario, progress);
    out_.scenario = std::move(scenario);
    out_.now = solve(run.parcels.table, data_.input.enterprises);
    out_.draws.resize(draws);
}

robust::PlanDraw DrawPlans::solve(const table::Table& parcels, const table::Table* enterprises) const {
    plan::PlanInput input = data_.input;
    input.parcels = &parcels;
    input.enterprises = enterprises;
    auto sites = finder_->sites(parcels);
    if (sites.empty()) throw Error::make(ExitCode::usage, "Scenario {}: no plot is a candidate", out_.scenario.name);
    const auto options = plan::evaluate_options(input, std::move(sites), out_.table);
    const auto portfolio =
        plan::choose_portfolio(options, out_.table, out_.scenario, plan::district_of(parcels), plan::Effort::quick);
    return robust::plan_draw_of(options, portfolio);
}

robust::Watch DrawPlans::watch() {
    return {static_cast<std::uint32_t>(out_.draws.size()),
            [this](std::uint32_t draw, const table::Table& moved, const table::Table& firms,
                   const rules::LiveResult& result) {
                const auto parcels = robust::parcels_of_draw(moved, result);
                try {
                    out_.draws[draw] = solve(parcels, firms.rows() > 0 ? &firms : nullptr);
                } catch (const Error& error) {
                    // The run itself could be planned: in this draw nothing satisfies the limits.
                    if (error.code() != ExitCode::usage) throw;
                }
            }};
}

}  // namespace mulens::planning
