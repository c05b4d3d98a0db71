// The one way from a project to results; command line and viewer take it alike.
// read → check → overlay → ledger → metrics → rules → summaries.
#pragma once

#include "base/diagnostics.hpp"
#include "base/progress.hpp"
#include "ledger/ledger.hpp"
#include "pipeline/former_codes.hpp"
#include "pipeline/inputs.hpp"
#include "pipeline/land.hpp"
#include "pipeline/summaries.hpp"
#include "rules/engine.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mulens::pipeline {

struct RunOptions {
    unsigned threads = 1;
    bool hash = true;  ///< SHA-256 of the inputs
    bool summaries_only =
        false;  ///< leave out what only parcel and enterprise files need (ellipsoid areas, names, ledger rows)
    bool for_viewing = false;       ///< leave out what only files hold: sentences, ledger rows of most columns
    std::vector<std::string> also;  ///< planning roles to read into Run::layers (supply, units, stages …)
    std::string previous_idle;      ///< idle.csv of the list before, "" = none
    std::shared_ptr<const table::Layer> parcels;   ///< parcels of another year, read and checked, instead of the files
    std::shared_ptr<const config::Scheme> scheme;  ///< instead of the project's
    FormerCodes former_codes;                      ///< what links and ledgers name as it was in that year
    /// Called once the parcels are checked and measured: their shapes are not needed any more and may be taken.
    std::function<void(table::Layer&)> measured;
};

/// A quality gate (method §6.5): a failed one makes the exit code 3.
struct Gate {
    std::string name;
    double value = 0;
    double limit = 0;
    [[nodiscard]] bool passed() const { return value <= limit; }
};

struct Run {
    Settings settings;
    bool summaries_only = false;
    table::Layer parcels;         ///< all columns of all stages, geometry in the working CRS
    table::Layer enterprises;     ///< of the year; table with all columns
    table::Table last_year;       ///< enterprises of the year before, where the scheme takes means from it
    Land land;                    ///< memberships and balances
    ledger::LedgerResult ledger;  ///< its column tables are already merged
    rules::RulesResult rules;     ///< its tables are moved to parcels and enterprises
    Summaries summaries;
    std::vector<Gate> gates;
    rules::IdleChange idle_change;               ///< against previous_idle
    std::map<std::string, table::Layer> layers;  ///< the small layers as read
    std::vector<table::SourceInfo> sources;      ///< every input file, in the project's order of roles
    std::vector<std::string> assumptions;
    StageSeconds stage_seconds;  ///< for people and benchmarks, never in outputs

    std::shared_ptr<const geom::Polygons> shared_shapes;  ///< the parcels' shapes where others hold them too

    [[nodiscard]] bool gates_passed() const;
    [[nodiscard]] const geom::Polygons& shapes() const { return shared_shapes ? *shared_shapes : parcels.geometry; }
};

/// The shares of the ledger as the rules take them.
[[nodiscard]] std::vector<rules::Link> links_of(const ledger::LedgerResult& result);

/// Throws Error and Stopped. Findings of every stage go to `diagnostics`.
[[nodiscard]] Run run_project(config::Project project, const RunOptions& options, Diagnostics& diagnostics,
                              Progress& progress);

}  // namespace mulens::pipeline
