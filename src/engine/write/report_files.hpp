// A planning report as files in one folder (all or nothing, with a manifest), as JSON, and as text for a terminal.
//
// Files: NAME.csv (+ .csvt) a table, NAME.geojson / NAME.gpkg a table with a map, COMMAND.xlsx with a sheet a table.
// The same report gives the same bytes for any number of threads.
#pragma once

#include "base/progress.hpp"
#include "config/columns.hpp"
#include "table/report.hpp"
#include "write/options.hpp"
#include "write/result_set.hpp"
#include "write/results.hpp"

#include <cstddef>
#include <string>

namespace mulens::write {

/// `about`: project, scheme, dates, inputs and findings of the run that the report came from. Throws as write_results.
WriteReport write_report(const table::Report& report, const ResultSet& about, const WriteOptions& options,
                         const std::string& out, bool overwrite, Progress& progress);

/// {"command", "facts", "assumptions", "tables": {name: [rows]}}, indented.
[[nodiscard]] std::string report_json(const table::Report& report);

/// A number or date of a report as people read it: separators, at most two decimals, % for shares. Not for NaN.
[[nodiscard]] std::string shown_number(const config::ColumnInfo& info, const table::Column& values, Row row);

/// The sentences, then the first rows of each table with `on_screen` columns.
[[nodiscard]] std::string report_text(const table::Report& report, std::size_t rows);

}  // namespace mulens::write
