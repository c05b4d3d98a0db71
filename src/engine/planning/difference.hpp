// Two runs and what moved their grades (room diff): from projects to sides. Command line and window both come this way.
#pragma once

#include "pipeline/run.hpp"
#include "table/report.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mulens::planning {

struct DifferenceOptions {
    unsigned threads = 1;
    bool hash = true;  ///< of both runs' inputs
    /// Judge an earlier year of the same project over its own plots where the planning layers (role parcels_before)
    /// have them; false: over today's.
    bool own_plots = true;
    /// Judge a side instead of its project's scheme (a trial that is not saved).
    std::shared_ptr<const config::Scheme> scheme_a, scheme_b;
};

struct Compared {
    table::Report report;
    pipeline::Run a, b;
    bool gates_passed = true;  ///< of both
};

/// Runs both projects and compares them. A is what was, B what is. Throws Error(usage) where either has no scheme, or
/// they have no plot and no firm in common. Findings of both go to `diagnostics`, those of both once.
[[nodiscard]] Compared compare_projects(config::Project a, config::Project b, const DifferenceOptions& options,
                                        Diagnostics& diagnostics, Progress& progress);

}  // namespace mulens::planning
