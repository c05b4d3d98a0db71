// From a project to layers: which files count for the year, in which working CRS, and the small layers themselves.
// Buildings are not read here: they are streamed by the overlay stage.
#pragma once

#include "base/diagnostics.hpp"
#include "base/progress.hpp"
#include "config/project.hpp"
#include "config/scheme.hpp"
#include "pipeline/stopwatch.hpp"
#include "read/reader.hpp"
#include "table/layer.hpp"

#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mulens::pipeline {

/// What was decided before reading; every guess is a sentence in `assumptions`.
struct Settings {
    config::Project project;
    std::optional<config::Scheme> scheme;
    std::shared_ptr<const config::Scheme>
        trial;  ///< that `scheme` is, instead of the project's; other years take it too
    std::optional<config::Scheme> cut_from;
    std::optional<int> year;
    std::optional<Date> as_of;
    std::string working_crs;
    std::string crs_reason;
    unsigned threads = 1;
    bool hash = true;
    std::vector<std::string> also;                ///< roles of the planning file that are read too
    std::shared_ptr<const table::Layer> parcels;  ///< parcels that were read before, instead of the project's files
    bool compact = false;                         ///< columns are kept packed
    std::vector<std::string> assumptions;
};

struct Inputs {
    std::map<std::string, table::Layer> layers;  ///< by role; absent where the project has none. Not buildings.
    std::vector<config::LayerSpec> buildings;    ///< files to stream
    table::Layer last_year;                      ///< enterprises of the year before, where the scheme needs them
    std::future<std::map<std::string, table::Layer>> beside;  ///< see join_tables()
    bool joined = false;

    [[nodiscard]] const table::Layer* find(const std::string& role) const {
        const auto it = layers.find(role);
        return it == layers.end() || it->second.rows() == 0 ? nullptr : &it->second;
    }
};

/// Loads the scheme and finds the working CRS. Throws Error(usage, crs, unreadable).
[[nodiscard]] Settings settle(config::Project project, unsigned threads, bool hash);
/// Reads every layer but buildings and settles year and as_of (the project, else the newest in the data). Where the
/// year is given, enterprises and links may be read beside the land: only join_tables() puts them into `layers`.
[[nodiscard]] Inputs read_inputs(Settings& settings, Diagnostics& diagnostics, Progress& progress, Stopwatch& watch);

/// Parcels alone, as they stand in the files: for a first look while the run goes on. Throws as read_inputs.
[[nodiscard]] table::Layer read_parcels(const Settings& settings, Diagnostics& diagnostics, Progress& progress);

/// Waits for tables that are read beside and takes the enterprises of the year. Throws what reading them threw.
/// Nothing to do where it was called before.
void join_tables(const Settings& settings, Inputs& inputs);

/// The files of a role that count for `year`: those of that year, else of the newest before it, else without a year.
[[nodiscard]] std::vector<config::LayerSpec> specs_of(const config::Project& project, const std::string& role,
                                                      std::optional<int> year);
/// Rows whose `year` (or source_year) is `year` or blank, in order.
[[nodiscard]] table::Layer rows_of_year(table::Layer layer, int year);

}  // namespace mulens::pipeline
