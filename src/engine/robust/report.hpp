// Draws as a report: tables robust_plots (map) and robust_platforms; sentences and facts.
#pragma once

#include "geom/polygons.hpp"
#include "robust/draws.hpp"
#include "table/report.hpp"

namespace mulens::robust {

/// sure_d (≥ 95 % of draws D), likely_d (≥ 50 %), unsure (≥ 5 %), sure_not; "" for a plot without grades.
[[nodiscard]] const char* sureness_of(const PlotDraws& plot, std::uint32_t draws);

[[nodiscard]] table::Report robust_report(const Draws& draws, const table::Table& parcels,
                                          const geom::Polygons& geometry);

}  // namespace mulens::robust
