// `mulens export`: a layer, or a selection of it, into one file. Written beside, synced, renamed: never half a file.
#pragma once

#include "base/progress.hpp"
#include "write/options.hpp"
#include "write/result_set.hpp"
#include "write/style_files.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::write {

struct ExportOptions {
    std::string layer = "parcels";     ///< parcels, enterprises, ledger, idle, platforms, streets, industries, renewal
    std::string where;                 ///< SQLite condition, "" = all rows
    std::string order_by;              ///< "" = row order
    std::vector<std::string> columns;  ///< "" = all, in catalogue order; canonical or Chinese names
    std::optional<Format> format;      ///< unset: by the file's ending
    std::optional<Headers> headers;
    Edition edition = Edition::full;
    bool yes_publish = false;
    bool csv_bom = false;
    bool overwrite = false;
    unsigned threads = 1;
    /// Column shown by the style that is written with the layer: NAME.qml, NAME.sld, and layer_styles in a GeoPackage.
    /// "" = no style. Classes are taken from all parcels, whatever the selection.
    std::string style;
    style::StyleOptions style_options;
};

struct ExportReport {
    std::uint64_t rows = 0;
    std::vector<std::string> files;
    std::vector<std::string> warnings;
};

/// `renewal` and `idle_parcels` are the parcels that are suspected low-efficient and idle. Formats with geometry need a
/// layer of parcels. Throws Error(usage) for an unknown layer, column, filter or ending, Error(unwritable).
ExportReport export_layer(const ResultSet& results, const ExportOptions& options, const std::string& out,
                          Progress& progress);

/// The layers that can be exported, in the order of the help text.
[[nodiscard]] const std::vector<std::string>& export_layers();

/// The rows of `table` as one file; `geometry` may be null for csv and xlsx. Used by export_layer and by tests.
ExportReport export_rows(const table::Table& table, std::string_view table_name, const geom::Polygons* geometry,
                         const std::string& crs, std::optional<Date> date, const std::vector<Row>& rows,
                         const ExportOptions& options, const std::string& out, Progress& progress,
                         const StyleRequest* style = nullptr);

}  // namespace mulens::write
