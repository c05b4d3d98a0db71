#include "write/results.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "write/csv.hpp"
#include "write/geojson.hpp"
#include "write/lists.hpp"
#include "write/ogr_file.hpp"
#include "write/output_folder.hpp"
#include "write/public_edition.hpp"
#include "write/run_records.hpp"
#include "write/xlsx_lists.hpp"
#include "write/xlsx_table.hpp"

#include <algorithm>
#include <filesystem>

namespace mulens::write {
namespace {

constexpr Row most_rows_beside = 100'000;
constexpr const char* does_not_sum = "按面积占比分摊;平台范围相互重叠,各行不可相加";

class ResultWriter {
  public:
    ResultWriter(const ResultSet& results, const WriteOptions& options, std::string folder, Progress& progress)
        : results_(results), options_(options), folder_(std::move(folder)), progress_(progress) {}

    void write() {
        progress_.stage("write", 0);
        summaries();
        if (!options_.formats.empty()) {
            // Workbooks take as long as all the rest. Of a province they would take the memory of all the rest too.
            ProgressLane lane(progress_);
            ResultWriter beside(results_, options_, folder_, lane);
            const bool small = results_.parcels.rows() < most_rows_beside;
            parallel_chunks(small ? std::min(2U, options_.threads) : 1, 2, 1,
                            [&](auto task, auto, auto, auto) { task == 0 ? files() : beside.workbooks(); });
            const WriteReport books = beside.take();
            report_.files.insert(report_.files.end(), books.files.begin(), books.files.end());
            report_.warnings.insert(report_.warnings.end(), books.warnings.begin(), books.warnings.end());
        }
        std::sort(report_.files.begin(), report_.files.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
        write_file(path(manifest_name), manifest_json(results_, options_, report_.files, report_.warnings));
    }

    [[nodiscard]] WriteReport take() { return std::move(report_); }

  private:
    [[nodiscard]] std::string path(const std::string& name) const {
        return (std::filesystem::path(folder_) / name).string();
    }
    void keep(WrittenFile file) { report_.files.push_back(std::move(file)); }

    void csv(const std::string& name, const table::Table& table, std::string_view table_name) {
        CsvOptions csv_options;
        csv_options.bom = options_.csv_bom;
        csv_options.threads = options_.threads;
        const auto columns = output_columns(table, table_name);
        keep(write_csv(path(name), columns, csv_options, progress_));
        // The summary set stays as it is agreed; its tables have no codes with leading zeros.
        if (table_name != "summary") keep(write_csvt(path(name + "t"), columns));
    }

    void summaries() {
        csv("platforms.csv", with_platform_names(results_.platforms), "summary");
        csv("platforms_overlap.csv", with_text(results_.platforms_overlap, "note", does_not_sum), "summary");
        csv("streets.csv", results_.streets, "summary");
        csv("industries.csv", results_.industries, "summary");
        keep(write_file(path("balance.json"), balance_json(results_)));
        keep(write_file(path("diagnostics.csv"), diagnostics_csv(results_.findings, options_.csv_bom)));
    }

    void files() {
        tables();
        for (const Format format : options_.formats)
            if (format != Format::xlsx) parcels(format);
        highlights();
    }
    /// All in one lane: libxlsxwriter's own lines are silenced for the whole process while a book is closed.
    void workbooks() {
        for (const Format format : options_.formats)
            if (format == Format::xlsx) parcels(format);
        lists();
    }

    void tables() {
        csv("enterprises.csv", results_.enterprises, "enterprises");
        csv("idle.csv", with_date(results_.idle, "as_of", results_.as_of), "idle");
        csv("ledger.csv", stacked(results_.ledger, results_.residuals), "ledger");
        keep(write_file(path("cross_checks.csv"), cross_checks_csv(results_, options_.csv_bom)));
        if (options_.members && options_.edition == Edition::full)
            keep(write_file(path("reconciliation.csv"), members_csv(results_, options_.csv_bom)));
    }

    void parcels(Format format) {
        progress_.check();
        const auto columns = output_columns(results_.parcels, "parcels");
        if (format == Format::csv) return csv("parcels.csv", results_.parcels, "parcels");
        if (format == Format::geojson) return geojson("parcels", results_.parcels, nullptr);
        if (format == Format::xlsx) {
            if (results_.parcels.rows() >= xlsx_rows_limit) {
                report_.warnings.push_back(
                    fmt::format("parcels.xlsx was left out: {} rows, a spreadsheet takes fewer than {}",
                                results_.parcels.rows(), xlsx_rows_limit));
                return;
            }
            XlsxTable table{results_.project,        "parcels", columns,
                            results_.parcels.rows(), nullptr,   options_.headers.value_or(Headers::en),
                            results_.as_of};
            return keep(write_xlsx_table(path("parcels.xlsx"), table, progress_));
        }
        OgrLayer layer;
        layer.name = "parcels";
        layer.columns = columns;
        layer.geometry = &results_.geometry;
        layer.crs = results_.crs;
        layer.date = results_.as_of;
        for (const auto& [key, value] : notes_of(results_)) layer.metadata.emplace_back(key, value);
        // A side file would have to serve several formats of one name; a GeoPackage holds its style itself.
        std::optional<StyleRequest> style;
        if (results_.parcels.has("grade"))
            style = StyleRequest{classes_of(results_.parcels, results_.cut_scores, "grade"), {}, false};
        layer.style = style ? &*style : nullptr;
        for (auto& file : write_ogr(folder_, "parcels", format, layer, progress_, report_.warnings))
            keep(std::move(file));
    }

    void geojson(const std::string& name, const table::Table& table, const std::vector<Row>* rows) {
        GeoJsonLayer layer;
        layer.name = name;
        layer.columns = output_columns(table, "parcels");
        layer.geometry = &results_.geometry;
        layer.crs = results_.crs;
        layer.id = table.share("parcel_id");
        layer.rows = rows;
        auto written = write_geojson(path(name + ".geojson"), layer, options_.threads, progress_);
        if (written.repaired > 0)
            report_.warnings.push_back(fmt::format("{}.geojson: {} shapes were made valid after rounding to 7 decimals",
                                                   name, written.repaired));
        if (written.without > 0)
            report_.warnings.push_back(fmt::format("{}.geojson: {} features have no geometry", name, written.without));
        keep(std::move(written.file));
    }

    void highlights() {
        if (options_.edition == Edition::public_ && !options_.yes_publish) {
            report_.warnings.emplace_back(
                "renewal.geojson and idle.geojson are withheld from the public edition; --yes-publish writes them");
            return;
        }
        const auto low = low_efficiency_rows_in_order();
        geojson("renewal", results_.parcels, &low);
        const auto idle = idle_parcel_rows(results_);
        geojson("idle", parcels_with_idle(results_), &idle);
    }

    /// Stable feature order: row order, not the order of the list for people.
    [[nodiscard]] std::vector<Row> low_efficiency_rows_in_order() const {
        auto rows = low_efficiency_rows(results_);
        std::sort(rows.begin(), rows.end());
        return rows;
    }

    void lists() {
        const Headers headers = options_.headers.value_or(Headers::zh);
        progress_.check();
        keep(write_low_efficiency_list(folder_, results_, headers));
        keep(write_idle_list(folder_, results_, headers));
        keep(write_platform_book(folder_, results_, headers));
    }

    const ResultSet& results_;
    const WriteOptions& options_;
    std::string folder_;
    Progress& progress_;
    WriteReport report_;
};

void check_shape(const ResultSet& results, const WriteOptions& options) {
    if (!options.formats.empty() && results.geometry.size() != results.parcels.rows())
        throw Error::make(ExitCode::failed, "{} parcels have {} geometries", results.parcels.rows(),
                          results.geometry.size());
}

}  // namespace

void check_options(const WriteOptions& options) {
    const bool geojson =
        std::find(options.formats.begin(), options.formats.end(), Format::geojson) != options.formats.end();
    if (options.edition == Edition::public_ && geojson && !options.yes_publish)
        throw Error(ExitCode::usage,
                    "the public edition does not write parcels as GeoJSON; add --yes-publish if the parcels may be "
                    "published, or leave geojson out of --formats");
}

WriteReport write_results(const ResultSet& results, const WriteOptions& options, const std::string& out, bool overwrite,
                          Progress& progress) {
    check_options(options);
    check_shape(results, options);
    OutputFolder folder(out, overwrite);
    std::optional<ResultSet> masked;
    if (options.edition == Edition::public_) masked = public_edition(results);
    ResultWriter writer(masked ? *masked : results, options, folder.staging(), progress);
    try {
        writer.write();
        progress.check();
        folder.commit();
    } catch (const Error& error) {
        throw folder.about_target(error);
    }
    WriteReport report = writer.take();
    report.folder = out;
    return report;
}

}  // namespace mulens::write
