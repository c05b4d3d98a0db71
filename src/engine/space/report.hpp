// New space and industries as a report: tables headroom, headroom_plots (map), over_limit (map), industry_mix,
// chain_gaps (by division), chain_steps (by link); sentences and facts.
#pragma once

#include "geom/polygons.hpp"
#include "space/headroom.hpp"
#include "space/industry.hpp"
#include "table/report.hpp"

namespace mulens::space {

struct SpaceOptions {
    std::vector<Lead> leads;  ///< further than those of the facts; a platform named here loses its own
    double weak_lq = 0.5;
    config::ChainSteps chains;  ///< no steps: none
};

/// `rows`: the plots to look at.
[[nodiscard]] table::Report space_report(const plan::PlanInput& input, const geom::Polygons& geometry,
                                         std::span<const Row> rows, const config::DistrictFacts& facts,
                                         const SpaceOptions& options);

}  // namespace mulens::space
