#include "write/export_layer.hpp"

#include "base/error.hpp"
#include "query/filter.hpp"
#include "write/csv.hpp"
#include "write/geojson.hpp"
#include "write/lists.hpp"
#include "write/ogr_file.hpp"
#include "write/output_folder.hpp"
#include "write/public_edition.hpp"
#include "write/xlsx_table.hpp"

#include <algorithm>
#include <filesystem>

namespace mulens::write {
namespace {

struct Source {
    table::Table table;
    const char* name;  ///< for the column catalogue
    bool spatial = false;
    std::vector<Row> rows;
};

std::vector<Row> all_rows(const table::Table& table) { return query::select(table, {}); }

Source source_of(const ResultSet& results, const std::string& layer) {
    const auto plain = [](const table::Table& table, const char* name) {
        return Source{table, name, false, all_rows(table)};
    };
    if (layer == "parcels") return {results.parcels, "parcels", true, all_rows(results.parcels)};
    if (layer == "renewal") {
        auto rows = low_efficiency_rows(results);
        std::sort(rows.begin(), rows.end());
        return {results.parcels, "parcels", true, std::move(rows)};
    }
    if (layer == "idle_parcels") return {parcels_with_idle(results), "parcels", true, idle_parcel_rows(results)};
    if (layer == "enterprises") return plain(results.enterprises, "enterprises");
    if (layer == "idle") return plain(with_date(results.idle, "as_of", results.as_of), "idle");
    if (layer == "ledger") return plain(stacked(results.ledger, results.residuals), "ledger");
    if (layer == "platforms") return plain(results.platforms, "summary");
    if (layer == "streets") return plain(results.streets, "summary");
    if (layer == "industries") return plain(results.industries, "summary");
    throw Error::make(ExitCode::usage, "there is no layer {}; there are {}", layer, fmt::join(export_layers(), ", "));
}

query::Aliases aliases_of(const table::Table& table, std::string_view table_name) {
    query::Aliases aliases;
    for (const auto& name : table.names()) {
        const auto info = config::column_catalogue().describe(table_name, name);
        if (info.zh == name) continue;
        aliases.emplace_back(info.zh, name);
        aliases.emplace_back(config::header_zh(info), name);
    }
    return aliases;
}

Format format_for(const ExportOptions& options, const std::string& out) {
    if (options.format) return *options.format;
    const bool has_ending = std::filesystem::path(out).has_extension();
    if (const auto format = has_ending ? format_of(out) : std::nullopt) return *format;
    throw Error::make(ExitCode::usage,
                      "{} does not say its format; end it in .geojson, .gpkg, .csv, .xlsx, .shp or .fgb, "
                      "or give --format",
                      out);
}

}  // namespace

const std::vector<std::string>& export_layers() {
    static const std::vector<std::string> layers{"parcels", "renewal",   "idle_parcels", "enterprises", "idle",
                                                 "ledger",  "platforms", "streets",      "industries"};
    return layers;
}

ExportReport export_rows(const table::Table& table, std::string_view table_name, const geom::Polygons* geometry,
                         const std::string& crs, std::optional<Date> date, const std::vector<Row>& rows,
                         const ExportOptions& options, const std::string& out, Progress& progress,
                         const StyleRequest* style) {
    const Format format = format_for(options, out);
    const bool spatial = format != Format::csv && format != Format::xlsx;
    if (spatial && geometry == nullptr)
        throw Error::make(ExitCode::usage, "the layer {} has no geometry; choose .csv or .xlsx", options.layer);
    // GDAL names the files of these formats by their ending, so the name must carry it.
    if (spatial && format != Format::geojson && format_of(std::filesystem::path(out).extension().string()) != format)
        throw Error::make(ExitCode::usage, "{} must end in .{}", out, extension(format));
    if (style != nullptr && !spatial)
        throw Error::make(ExitCode::usage, "--style needs a format with geometry: .gpkg, .geojson, .shp or .fgb");
    const auto columns = output_columns(table, table_name, options.columns);
    const Headers headers = options.headers.value_or(Headers::en);
    ExportReport report;
    report.rows = rows.size();
    OutputFile file(out, options.overwrite);
    const std::string stem = std::filesystem::path(out).stem().string();
    try {
        if (format == Format::csv) {
            write_csv(file.path(), columns, {options.csv_bom, headers, options.threads}, progress, &rows);
        } else if (format == Format::xlsx) {
            (void)write_xlsx_table(file.path(), {stem, options.layer, columns, 0, &rows, headers, date}, progress);
        } else if (format == Format::geojson) {
            const GeoJsonLayer layer{stem, columns, geometry, crs, table.share("parcel_id"), &rows, headers};
            const auto written = write_geojson(file.path(), layer, options.threads, progress);
            if (written.repaired > 0)
                report.warnings.push_back(
                    fmt::format("{} shapes were made valid after rounding to 7 decimals", written.repaired));
            if (written.without > 0)
                report.warnings.push_back(fmt::format("{} features have no geometry", written.without));
            if (style != nullptr) {
                std::vector<std::string> names;
                for (const auto& column : columns) names.push_back(field_name(column.info, headers));
                (void)write_style_files(file.staging(), stem, *style, columns, names);
            }
        } else {
            OgrLayer layer;
            layer.name = stem;
            layer.columns = columns;
            layer.geometry = geometry;
            layer.crs = crs;
            layer.rows = &rows;
            layer.date = date;
            layer.headers = headers;
            layer.style = style;
            (void)write_ogr(file.staging(), stem, format, layer, progress, report.warnings);
        }
        for (const auto& entry : std::filesystem::directory_iterator(file.staging()))
            report.files.push_back(entry.path().filename().string());
        std::sort(report.files.begin(), report.files.end());
        progress.check();
        file.commit();
    } catch (const Error& error) {
        throw file.about_target(error);
    }
    return report;
}

ExportReport export_layer(const ResultSet& results, const ExportOptions& options, const std::string& out,
                          Progress& progress) {
    const bool masked = options.edition == Edition::public_;
    if (masked && !options.yes_publish && format_for(options, out) == Format::geojson)
        throw Error(ExitCode::usage,
                    "the public edition does not write parcels as GeoJSON; add --yes-publish if they may "
                    "be published");
    // The filter sees what the file will hold: in the public edition nobody can ask for a hidden figure.
    std::optional<ResultSet> reduced;
    if (masked) reduced = public_edition(results);
    Source source = source_of(masked ? *reduced : results, options.layer);
    const auto aliases = aliases_of(source.table, source.name);
    auto rows = query::select(source.table, options.where, options.order_by, aliases, &progress);
    if (source.rows.size() != source.table.rows()) {
        std::vector<bool> wanted(source.table.rows(), false);
        for (const Row row : source.rows) wanted[row] = true;
        std::erase_if(rows, [&](Row row) { return !wanted[row]; });
    }
    std::optional<StyleRequest> style;
    if (!options.style.empty()) {
        if (!source.spatial)
            throw Error::make(ExitCode::usage, "--style: the layer {} has no geometry to colour", options.layer);
        style = StyleRequest{classes_of(masked ? reduced->parcels : results.parcels,
                                        masked ? reduced->cut_scores : results.cut_scores, options.style),
                             options.style_options};
    }
    return export_rows(source.table, source.name, source.spatial ? &results.geometry : nullptr, results.crs,
                       results.as_of, rows, options, out, progress, style ? &*style : nullptr);
}

}  // namespace mulens::write
