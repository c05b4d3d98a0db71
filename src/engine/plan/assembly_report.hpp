// The answer of `mulens assemble` as a report: tables groups (with the outline of each group), group_plots, key_plots.
#pragma once

#include "plan/assembly_case.hpp"
#include "table/report.hpp"

namespace mulens::plan {

/// `options` as solved. Outlines close gaps up to `border_m` between plots; a group across a road has several parts.
[[nodiscard]] table::Report assembly_report(const AssemblyLand& land, const AssemblyCase& problem,
                                            const AssemblyRules& rules, const AssemblyOptions& options, double border_m,
                                            const Assembly& found);

/// One outline a set of rows, in order; an empty feature where GEOS has no answer.
[[nodiscard]] geom::Polygons outlines(const geom::Polygons& geometry, const std::vector<std::vector<Row>>& sets,
                                      double gap_m);

}  // namespace mulens::plan
