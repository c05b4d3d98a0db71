// What options and portfolios look like as reports: tables with maps, sentences, facts.
#pragma once

#include "geom/polygons.hpp"
#include "plan/effect.hpp"
#include "table/report.hpp"

#include <span>
#include <string>
#include <vector>

namespace mulens::plan {

/// The plots of each site as one (multi)polygon a site, in site order.
[[nodiscard]] geom::Polygons shapes_of(const geom::Polygons& parcels, std::span<const Site> sites);

/// Tables site_decisions (a row a site, with map) and site_options (a row a site and offered option).
[[nodiscard]] table::Report options_report(const Options& options, const config::RenewalTable& table,
                                           const geom::Polygons& parcels);

/// One solved scenario with what it was solved over.
struct Solved {
    config::Scenario scenario;
    config::RenewalTable table;
    Options options;
    Portfolio portfolio;
    Effects effects;
    std::size_t assembled = 0;  ///< of the sites, groups that mulens assemble found
};

/// Tables plan_sites and plan_plots (with maps), plan_platforms, plan_years where phased; with several scenarios the
/// first is reported in full, and comparison and plan_difference (against the first, with map) come first.
[[nodiscard]] table::Report plan_report(std::span<const Solved> scenarios, const table::Table& parcels,
                                        const geom::Polygons& geometry);

}  // namespace mulens::plan
