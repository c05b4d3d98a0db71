// The years of a project: a run for every year that has a layer of plots, and the lineage between them.
#pragma once

#include "pipeline/run.hpp"
#include "years/history.hpp"

#include <memory>
#include <optional>

namespace mulens::planning {

/// `run` is the project's own year, with the role parcels_before read; it must outlive the result and keep its place.
/// Every earlier year is run over its own plots with the same scheme, ledger of the year and today's buildings; links
/// to today's codes follow the lineage back. A year that the scheme cannot grade, or that no ledger has, stays without
/// grades or figures, and a sentence says so. Findings about the earlier layers go to `diagnostics`.
/// Throws Error(usage) where there is no layer of an earlier year.
[[nodiscard]] years::History history_of(const pipeline::Run& run, const years::LineageOptions& options,
                                        Diagnostics& diagnostics, Progress& progress);

/// What pipeline::RunOptions take to run an earlier year over its own plots (parcels, former_codes).
struct FormerPlots {
    std::shared_ptr<const table::Layer> land;
    pipeline::FormerCodes codes;
};
/// The plots of `year`, where the planning file of `run` has any; codes of today followed back to them. `run` as for
/// history_of(); nothing where there are none.
[[nodiscard]] std::optional<FormerPlots> former_plots(const pipeline::Run& run, int year,
                                                      const years::LineageOptions& options, Diagnostics& diagnostics,
                                                      Progress& progress);

}  // namespace mulens::planning
