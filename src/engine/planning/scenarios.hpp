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

/// The sites of a scenario: its groups first (G1, G2 …), then single plots that are candidates or on the must list.
/// Const afterwards and thread safe; holds nothing of the run.
class SiteFinder {
  public:
    /// Throws Error(usage) for a plot that is not there.
    SiteFinder(const pipeline::Run& run, const config::Scenario& scenario);
    /// Over the run's parcels, or the same parcels with other figures (a draw's).
    [[nodiscard]] std::vector<plan::Site> sites(const table::Table& parcels) const;

  private:
    std::string condition_;
    table::ColumnPtr supply_kind_;  ///< null without a supply ledger
    std::vector<plan::Site> groups_;
    std::vector<Row> grouped_, must_;  ///< ascending
};
[[nodiscard]] std::vector<plan::Site> sites_of(const pipeline::Run& run, const config::Scenario& scenario);

/// The scenario's decision table with its own numbers set.
[[nodiscard]] config::RenewalTable renewal_table(const config::Scenario& scenario);

/// Sites, options, choice, effect. Throws Error(usage) with the reason where nothing fits.
[[nodiscard]] plan::Solved solve_scenario(const pipeline::Run& run, const PlanData& data,
                                          const config::Scenario& scenario);

}  // namespace mulens::planning
