// Draws as a report: tables robust_plots (map) and robust_platforms; with plans robust_plan (map) and
// robust_plan_sums; sentences and facts.
#pragma once

#include "geom/polygons.hpp"
#include "robust/draws.hpp"
#include "robust/plan_draws.hpp"
#include "table/report.hpp"

namespace mulens::robust {

/// sure_d (≥ 95 % of draws D), likely_d (≥ 50 %), unsure (≥ 5 %), sure_not; "" for a plot without grades.
[[nodiscard]] const char* sureness_of(const PlotDraws& plot, std::uint32_t draws);

/// sure_in (in the plan in ≥ 95 % of its draws), likely_in (≥ 50 %), unsure (≥ 5 %), sure_out.
[[nodiscard]] const char* plan_sureness_of(double share);

/// `plans`: null where no plan was drawn.
[[nodiscard]] table::Report robust_report(const Draws& draws, const PlanDraws* plans, const table::Table& parcels,
                                          const geom::Polygons& geometry);

/// The part about plans, added to `out`; called by robust_report.
void add_plan_draws(table::Report& out, const PlanDraws& plans, std::uint32_t all_draws, const table::Table& parcels,
                    const geom::Polygons& geometry);

}  // namespace mulens::robust
