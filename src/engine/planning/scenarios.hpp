// From a finished run to what the planning rooms take, and scenarios solved over it. Command line and window both come
// this way.
#pragma once

#include "pipeline/run.hpp"
#include "plan/reports.hpp"

#include <string>
#include <vector>

namespace mulens::planning {

/// Views into `run`, which must outlive it and keep its place.
struct PlanData {
    std::vector<rules::Link> links;
    plan::PlanInput input;
};
[[nodiscard]] PlanData plan_data(const pipeline::Run& run);

/// The parcels table with supply_kind from the supply ledger (several kinds of a plot ;-joined), where there is one.
[[nodiscard]] table::Table with_supply(const pipeline::Run& run);

/// Rows that the condition holds for (supply_kind may be named too); "" = suspected low-efficient or idle, in scope,
/// not excluded and not yet put right by decision. Throws Error(usage) as query::select.
[[nodiscard]] std::vector<Row> candidate_rows(const pipeline::Run& run, const std::string& condition);
[[nodiscard]] const char* default_candidates();

/// The sites of a scenario: its groups first (G1, G2 …), then groups that were assembled among the other candidates
/// (G001, G002 …; scenario.assembly), then single plots that are candidates or on the must list. Only plots of
/// assembled groups stand in two sites: the group and their own.
/// Const afterwards and thread safe; holds nothing of the run.
class SiteFinder {
  public:
    /// Throws Error(usage) for a plot that is not there. Groups are assembled here, over the run's candidates.
    SiteFinder(const pipeline::Run& run, const config::Scenario& scenario, Progress& progress);
    /// Over the run's parcels, or the same parcels with other figures (a draw's).
    [[nodiscard]] std::vector<plan::Site> sites(const table::Table& parcels) const;
    [[nodiscard]] std::size_t assembled() const { return assembled_; }

  private:
    void assemble(const pipeline::Run& run, const config::Scenario& scenario, Progress& progress);
    /// Candidates and must plots that are in no group of the scenario, ascending.
    [[nodiscard]] std::vector<Row> singles(const table::Table& parcels) const;

    std::string condition_;
    table::ColumnPtr supply_kind_;  ///< null without a supply ledger
    std::vector<plan::Site> groups_;
    std::size_t assembled_ = 0;        ///< of groups_, the last
    std::vector<Row> grouped_, must_;  ///< ascending; grouped: in a group of the scenario's own
};
[[nodiscard]] std::vector<plan::Site> sites_of(const pipeline::Run& run, const config::Scenario& scenario,
                                               Progress& progress);

/// The scenario's decision table with its own numbers set.
[[nodiscard]] config::RenewalTable renewal_table(const config::Scenario& scenario);

/// Throws Error(usage) for a scenario that plays a campaign again: nothing is chosen there (planning/replay.hpp).
void refuse_replay(const config::Scenario& scenario);

/// Sites, options, choice, effect. Budgets of years without one of the whole are summed. Throws Error(usage) with the
/// reason where nothing fits.
[[nodiscard]] plan::Solved solve_scenario(const pipeline::Run& run, const PlanData& data,
                                          const config::Scenario& scenario, Progress& progress);

}  // namespace mulens::planning
