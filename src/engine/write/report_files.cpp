#include "write/report_files.hpp"

#include "write/csv.hpp"
#include "write/geojson.hpp"
#include "write/ogr_file.hpp"
#include "write/output_columns.hpp"
#include "write/output_folder.hpp"
#include "write/run_records.hpp"
#include "write/xlsx_list_sheet.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace mulens::write {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> sentences(const std::vector<Words>& words, Lang lang) {
    std::vector<std::string> out;
    for (const auto& one : words) out.push_back(one.in(lang));
    return out;
}

class ReportWriter {
  public:
    ReportWriter(const table::Report& report, const ResultSet& about, const WriteOptions& options, std::string folder,
                 Progress& progress)
        : report_(report), about_(about), options_(options), folder_(std::move(folder)), progress_(progress) {}

    WriteReport write() {
        progress_.stage("write", 0);
        for (const auto& table : report_.tables)
            for (const Format format : options_.formats) {
                progress_.check();
                one(table, format);
            }
        if (has(Format::xlsx)) workbook();
        keep(write_file(path("diagnostics.csv"), diagnostics_csv(about_.findings, options_.csv_bom)));
        std::sort(out_.files.begin(), out_.files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        write_file(path(manifest_name), manifest());
        return std::move(out_);
    }

  private:
    [[nodiscard]] bool has(Format format) const {
        return std::find(options_.formats.begin(), options_.formats.end(), format) != options_.formats.end();
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (std::filesystem::path(folder_) / name).string();
    }
    [[nodiscard]] const std::string& in(const Words& words) const { return words.in(report_.lang); }
    [[nodiscard]] std::vector<std::string> all_in(const std::vector<Words>& words) const {
        return sentences(words, report_.lang);
    }
    void keep(WrittenFile file) { out_.files.push_back(std::move(file)); }

    void one(const table::ReportTable& part, Format format) {
        const auto columns = output_columns(part.table, part.name);
        if (format == Format::csv) {
            keep(write_csv(path(part.name + ".csv"), columns, {options_.csv_bom, Headers::en, options_.threads},
                           progress_));
            keep(write_csvt(path(part.name + ".csvt"), columns));
        }
        if (format == Format::xlsx || format == Format::csv || part.geometry == nullptr) return;
        if (format == Format::geojson) {
            GeoJsonLayer layer;
            layer.name = part.name;
            layer.columns = columns;
            layer.geometry = part.geometry.get();
            layer.crs = about_.crs;
            if (!part.id.empty()) layer.id = part.table.share(part.id);
            keep(write_geojson(path(part.name + ".geojson"), layer, options_.threads, progress_).file);
            return;
        }
        OgrLayer layer;
        layer.name = part.name;
        layer.columns = columns;
        layer.geometry = part.geometry.get();
        layer.crs = about_.crs;
        layer.date = about_.as_of;
        for (auto& file : write_ogr(folder_, part.name, format, layer, progress_, out_.warnings)) keep(std::move(file));
    }

    void workbook() {
        const std::string file = path(report_.command + ".xlsx");
        XlsxBook book(file, about_.project + " " + in(report_.title), about_.as_of, false);
        for (const auto& part : report_.tables) {
            ListSheet sheet;
            sheet.sheet = in(part.title);
            sheet.title = about_.project + " " + in(part.title);
            sheet.notes = all_in(report_.lines);
            sheet.columns = output_columns(part.table, part.name);
            sheet.groups.emplace_back();
            for (Row row = 0; row < part.table.rows(); ++row) sheet.groups.back().rows.push_back(row);
            sheet.subtotals = false;
            sheet.total = false;
            sheet.headers = options_.headers.value_or(report_.lang == Lang::zh ? Headers::zh : Headers::en);
            write_list_sheet(book, sheet);
        }
        std::vector<std::pair<std::string, std::string>> notes{{std::string(in({"项目", "Project"})), about_.project}};
        if (about_.as_of) notes.emplace_back(in({"数据截止日", "As of"}), to_iso(*about_.as_of));
        if (!about_.scheme.title.empty()) notes.emplace_back(in({"评价办法", "Scheme"}), about_.scheme.title);
        notes.insert(notes.end(), report_.facts.begin(), report_.facts.end());
        for (const auto& sentence : report_.assumptions) notes.emplace_back(in({"假设", "Assumed"}), in(sentence));
        write_notes_sheet(book, in({"说明", "Notes"}), in(report_.title), notes);
        book.close();
        keep(describe_file(file));
    }

    [[nodiscard]] std::string manifest() const {
        Json out = Json::parse(manifest_json(about_, options_, out_.files, out_.warnings));
        Json facts = Json::object();
        for (const auto& [key, value] : report_.facts) facts[key] = value;
        out["command"] = report_.command;
        out["report"] = {
            {"facts", facts}, {"assumptions", all_in(report_.assumptions)}, {"lines", all_in(report_.lines)}};
        return out.dump(2) + "\n";
    }

    const table::Report& report_;
    const ResultSet& about_;
    const WriteOptions& options_;
    std::string folder_;
    Progress& progress_;
    WriteReport out_;
};

Json cell(const table::Column& column, Row row) {
    if (column.is_text()) return column.text(row).empty() ? Json() : Json(whole_utf8(column.text(row)));
    const double value = column.number(row);
    if (!std::isfinite(value)) return {};
    if (column.kind() == table::Kind::boolean) return value != 0;
    if (column.kind() == table::Kind::date) {
        std::string text;
        append_date(text, value);
        return text;
    }
    return value == 0 ? 0.0 : value;
}

}  // namespace

WriteReport write_report(const table::Report& report, const ResultSet& about, const WriteOptions& options,
                         const std::string& out, bool overwrite, Progress& progress) {
    OutputFolder folder(out, overwrite);
    WriteReport written;
    try {
        written = ReportWriter(report, about, options, folder.staging(), progress).write();
        progress.check();
        folder.commit();
    } catch (const Error& error) {
        throw folder.about_target(error);
    }
    written.folder = out;
    return written;
}

std::string report_json(const table::Report& report) {
    Json out;
    out["command"] = report.command;
    Json facts = Json::object();
    for (const auto& [key, value] : report.facts) facts[key] = whole_utf8(value);
    out["facts"] = facts;
    out["lines"] = sentences(report.lines, report.lang);
    out["assumptions"] = sentences(report.assumptions, report.lang);
    Json tables = Json::object();
    for (const auto& part : report.tables) {
        Json rows = Json::array();
        const auto columns = output_columns(part.table, part.name);
        for (Row row = 0; row < part.table.rows(); ++row) {
            Json line = Json::object();
            for (const auto& column : columns) line[column.info.name] = cell(*column.column, row);
            rows.push_back(std::move(line));
        }
        tables[part.name] = std::move(rows);
    }
    out["tables"] = std::move(tables);
    return out.dump(2) + "\n";
}

}  // namespace mulens::write
