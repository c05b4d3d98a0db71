// The whole folder: its files, the manifest, the same bytes twice, the public edition, the lists for people.
#include "base/error.hpp"
#include "base/text.hpp"
#include "write/export_layer.hpp"
#include "write/public_edition.hpp"
#include "write/results.hpp"
#include "write_fixture.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

namespace mulens::write {
namespace {

using fixture::bytes_of;
using fixture::TempFolder;
using nlohmann::json;
namespace fs = std::filesystem;

const std::vector<Format> every{Format::gpkg, Format::geojson, Format::csv, Format::xlsx, Format::shp, Format::fgb};

WriteReport write(const ResultSet& r, const std::string& out, WriteOptions options) {
    Progress progress;
    return write_results(r, options, out, true, progress);
}

std::set<std::string> names_in(const std::string& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

TEST(WriteResults, TheManifestListsExactlyTheFolder) {
    TempFolder temp;
    WriteOptions options;
    options.formats = every;
    options.program_version = "0.1.0";
    const auto report = write(fixture::results(), temp / "out", options);
    const json manifest = json::parse(bytes_of(temp / "out/manifest.json"));
    std::set<std::string> listed{"manifest.json"};
    for (const auto& file : manifest["files"]) {
        const std::string name = file["name"];
        listed.insert(name);
        const std::string bytes = bytes_of(temp / ("out/" + name));
        EXPECT_EQ(file["sha256"], sha256_of(bytes)) << name;
        EXPECT_EQ(file["bytes"], bytes.size()) << name;
    }
    EXPECT_EQ(names_in(temp / "out"), listed);
    for (const char* name :
         {"parcels.csv",  "parcels.gpkg",    "parcels.geojson",       "parcels.xlsx",      "parcels.shp",
          "parcels.fgb",  "renewal.geojson", "idle.geojson",          "enterprises.csv",   "idle.csv",
          "ledger.csv",   "platforms.csv",   "platforms_overlap.csv", "streets.csv",       "industries.csv",
          "balance.json", "diagnostics.csv", "低效用地清单.xlsx",     "疑似闲置清单.xlsx", "平台汇总.xlsx"})
        EXPECT_TRUE(listed.contains(name)) << name;
    EXPECT_EQ(manifest["as_of"], "2024-12-31");
    EXPECT_EQ(manifest["scheme"]["name"], "demo");
    EXPECT_EQ(manifest["cut_scores"][0]["score"], 76.4);
    EXPECT_EQ(manifest["decisions"][0]["person"], "张三");
    EXPECT_EQ(manifest["inputs"][0]["sha256"], std::string(64, 'b'));
    EXPECT_TRUE(manifest["written_at"].is_null());
    EXPECT_EQ(report.files.size() + 1, listed.size());
}

TEST(WriteResults, TheSameResultsGiveTheSameBytes) {
    TempFolder temp;
    WriteOptions options;
    options.formats = every;
    write(fixture::results(300), temp / "one", options);
    options.threads = 3;
    ::sleep(1);  // a clock that got into a file would show
    write(fixture::results(300), temp / "two", options);
    for (const auto& name : names_in(temp / "one"))
        EXPECT_EQ(bytes_of(temp / ("one/" + name)), bytes_of(temp / ("two/" + name))) << name;
}

TEST(WriteResults, NoneMeansTheSummarySet) {
    TempFolder temp;
    WriteOptions options;
    options.formats = {};
    write(fixture::results(), temp / "out", options);
    EXPECT_EQ(names_in(temp / "out"),
              (std::set<std::string>{"platforms.csv", "platforms_overlap.csv", "streets.csv", "industries.csv",
                                     "balance.json", "diagnostics.csv", "manifest.json"}));
    const std::string platforms = bytes_of(temp / "out/platforms.csv");
    EXPECT_NE(platforms.find("\n未归口,"), std::string::npos);
    EXPECT_NE(bytes_of(temp / "out/platforms_overlap.csv").find("不可相加"), std::string::npos);
    const json balance = json::parse(bytes_of(temp / "out/balance.json"));
    EXPECT_TRUE(balance["balances"][0]["entries"]["outside"].is_null());
}

TEST(WriteResults, AnEmptyResultSetIsWritten) {
    TempFolder temp;
    WriteOptions options;
    options.formats = every;
    ResultSet empty;
    empty.crs = "EPSG:4549";
    empty.parcels.set("parcel_id", fixture::text({}));
    EXPECT_NO_THROW(write(empty, temp / "out", options));
    EXPECT_TRUE(json::parse(bytes_of(temp / "out/renewal.geojson"))["features"].empty());
}

TEST(WriteResults, HighlightsHoldTheRightPlots) {
    TempFolder temp;
    const auto r = fixture::results(30);
    write(r, temp / "out", {});
    const json renewal = json::parse(bytes_of(temp / "out/renewal.geojson"));
    std::size_t expected = 0;
    for (Row i = 0; i < 30; ++i) expected += r.parcels.number("low_efficiency", i) == 1;
    EXPECT_EQ(renewal["features"].size(), expected);
    for (const auto& feature : renewal["features"]) {
        EXPECT_EQ(feature["properties"]["low_efficiency"], true);
        EXPECT_EQ(feature["properties"]["reasons"], "tax;far");
    }
    const json idle = json::parse(bytes_of(temp / "out/idle.geojson"));
    ASSERT_FALSE(idle["features"].empty());
    for (const auto& feature : idle["features"]) {
        EXPECT_EQ(feature["properties"]["idle_status"], "not_started_1y");
        EXPECT_EQ(feature["properties"]["as_of"], "2024-12-31");
        EXPECT_EQ(feature["properties"]["idle_fee"], 246.813579);
    }
    EXPECT_NE(bytes_of(temp / "out/idle.csv").find("as_of"), std::string::npos);
    EXPECT_NE(bytes_of(temp / "out/ledger.csv").find("无宗地"), std::string::npos);
}

TEST(WriteResults, ThePublicEditionHoldsNoRawFigure) {
    TempFolder temp;
    const auto r = fixture::results(40);
    WriteOptions options;
    options.edition = Edition::public_;
    options.formats = {Format::csv, Format::gpkg, Format::shp, Format::fgb, Format::xlsx};
    const auto report = write(r, temp / "out", options);
    EXPECT_FALSE(fs::exists(temp / "out/renewal.geojson"));
    EXPECT_TRUE(std::any_of(report.warnings.begin(), report.warnings.end(),
                            [](const auto& w) { return w.find("withheld") != std::string::npos; }));
    options.formats.push_back(Format::geojson);
    EXPECT_THROW(write(r, temp / "out", options), Error);
    options.yes_publish = true;
    write(r, temp / "out", options);

    std::vector<std::string> secrets{"示例一",  "示例二",    "123.456789", "987.654321", "246.813579",
                                     "3.14159", "87.654321", "张三",       "2222.25",    "有限公司"};
    for (const char* name : {"tax", "tax_per_mu", "shortfall"})
        for (Row i = 0; i < 40; ++i)
            if (const auto value = number_text(r.parcels.number(name, i)); value.size() > 6)
                secrets.push_back(value.substr(0, value.size() - 1));
    for (const auto& name : names_in(temp / "out")) {
        std::string bytes = bytes_of(temp / ("out/" + name));
        if (name.ends_with(".xlsx"))  // packed: look at what is in it
            bytes = [&] {
                std::string all;
                const std::string zip = "/vsizip/" + (temp / ("out/" + name));
                char** entries = VSIReadDirRecursive(zip.c_str());
                for (char** entry = entries; entry != nullptr && *entry != nullptr; ++entry) {
                    VSILFILE* file = VSIFOpenL((zip + "/" + *entry).c_str(), "rb");
                    if (file == nullptr) continue;
                    char buffer[4096];
                    while (const auto n = VSIFReadL(buffer, 1, sizeof buffer, file)) all.append(buffer, n);
                    VSIFCloseL(file);
                }
                CSLDestroy(entries);
                return all;
            }();
        for (const auto& secret : secrets) EXPECT_EQ(bytes.find(secret), std::string::npos) << name << ": " << secret;
    }
    EXPECT_NE(bytes_of(temp / "out/parcels.csv").find("10–20"), std::string::npos);
}

TEST(WriteResults, BandsAndMasks) {
    const std::vector<double> limits{3, 6, 40};
    EXPECT_EQ(band_of(2.9, limits), "<3");
    EXPECT_EQ(band_of(3, limits), "3–6");
    EXPECT_EQ(band_of(40, limits), "≥40");
    EXPECT_EQ(band_of(table::none, limits), "");
    EXPECT_EQ(masked("杭州某某公司;A"), "杭州＊＊＊;A＊＊＊");
    EXPECT_EQ(masked(""), "");
}

TEST(WriteResults, FewFirmsAreHiddenWithASecondRow) {
    const auto hidden = public_edition(fixture::results());
    EXPECT_TRUE(std::isnan(hidden.platforms.number("tax", 1)));  // 2 firms
    EXPECT_TRUE(std::isnan(hidden.platforms.number("tax", 2)));  // the next smallest: else total − others tells
    EXPECT_EQ(hidden.platforms.number("tax", 0), 1111.5);
    EXPECT_EQ(hidden.platforms.number("parcel_count", 1), 4);
}

TEST(WriteResults, FirmsAreCountedFromTheLedgerWhereTheTableDoesNotSay) {
    auto r = fixture::results(6);  // platforms by row: 医药港小镇, 江东智造园, "", again
    std::vector<std::string> firms, parcels;
    for (int i = 0; i < 5; ++i) {
        firms.push_back(fmt::format("F{}", i));
        parcels.emplace_back(r.parcels.text("parcel_id", i < 3 ? 0 : 1));
    }
    r.ledger = table::Table(0);
    r.ledger.set("ent_id", fixture::text(firms));
    r.ledger.set("parcel_id", fixture::text(parcels));
    r.platforms.drop("enterprise_count");
    const auto hidden = public_edition(r);
    EXPECT_TRUE(std::isnan(hidden.platforms.number("tax", 0)));  // 江东智造园: 2 firms
    EXPECT_TRUE(std::isnan(hidden.platforms.number("tax", 1)));  // 医药港小镇: 3, hidden with it
    EXPECT_EQ(hidden.platforms.number("tax", 2), 3333);          // no firm at all
    r.ledger = table::Table(0);
    EXPECT_TRUE(std::isnan(public_edition(r).platforms.number("tax", 2)));  // cannot tell: blank
}

/// All cells of a sheet, row by row, as text.
std::vector<std::vector<std::string>> cells(const std::string& path, const char* sheet) {
    GDALAllRegister();
    CPLSetConfigOption("OGR_XLSX_HEADERS", "DISABLE");
    std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
    CPLSetConfigOption("OGR_XLSX_HEADERS", nullptr);
    std::vector<std::vector<std::string>> rows;
    OGRLayer* layer = dataset ? dataset->GetLayerByName(sheet) : nullptr;
    if (layer == nullptr) return rows;
    for (auto& feature : *layer) {
        std::vector<std::string> row;
        for (int i = 0; i < feature->GetFieldCount(); ++i) row.emplace_back(feature->GetFieldAsString(i));
        rows.push_back(std::move(row));
    }
    return rows;
}

TEST(WriteResults, TheListOfLowEfficiencyReadsAsAListShould) {
    TempFolder temp;
    const auto r = fixture::results(30);
    write(r, temp / "out", {});
    const auto rows = cells(temp / "out/低效用地清单.xlsx", "疑似低效");
    ASSERT_GT(rows.size(), 6U);
    EXPECT_EQ(rows[0][0], "钱塘示例疑似低效工业用地清单");
    EXPECT_NE(rows[1][0].find("数据截止日:2024-12-31"), std::string::npos);
    EXPECT_NE(rows[2][0].find("需人工核实"), std::string::npos);
    EXPECT_EQ(rows[3][0], "序号");
    EXPECT_EQ(rows[3][1], "归口平台");
    EXPECT_EQ(rows[3][2], "宗地代码");
    EXPECT_NE(std::find(rows[3].begin(), rows[3].end(), "亩均税收(万元/亩)"), rows[3].end());
    EXPECT_EQ(rows[4][0], "1");
    EXPECT_TRUE(rows[4][2].starts_with("0330114"));
    const auto& total = rows.back();
    EXPECT_TRUE(total[1].starts_with("合计 ")) << total[1];
    const auto mu =
        static_cast<std::size_t>(std::find(rows[3].begin(), rows[3].end(), "计算用面积(亩)") - rows[3].begin());
    double sum = 0, subtotal = 0;
    for (Row i = 0; i < 30; ++i)
        if (r.parcels.number("low_efficiency", i) == 1) sum += r.parcels.number("area_basis_mu", i);
    for (const auto& row : rows)
        if (row[1].find("小计") != std::string::npos) subtotal += std::stod(row[mu]);
    EXPECT_NEAR(std::stod(total[mu]), sum, 1e-9 * sum);
    EXPECT_NEAR(subtotal, sum, 1e-9 * sum);
    const auto notes = cells(temp / "out/低效用地清单.xlsx", "说明");
    EXPECT_GT(notes.size(), 8U);
}

TEST(WriteResults, ThePlatformBookTotalsAreTheDistricts) {
    TempFolder temp;
    WriteOptions options;
    options.headers = Headers::both;
    write(fixture::results(), temp / "out", options);
    const auto rows = cells(temp / "out/平台汇总.xlsx", "平台汇总");
    ASSERT_GT(rows.size(), 6U);
    const auto& header = rows[3];
    const auto at = static_cast<std::size_t>(
        std::find(header.begin(), header.end(), "亩均税收(全部工业用地)(万元/亩)\ntax_per_mu_scope") - header.begin());
    ASSERT_LT(at, header.size());
    EXPECT_EQ(rows.back()[1], "合计");
    EXPECT_EQ(rows[rows.size() - 2][1], "未归口");
    EXPECT_NEAR(std::stod(rows.back()[at]), 6666.75 / 270.75, 1e-12);
    EXPECT_FALSE(cells(temp / "out/平台汇总.xlsx", "涉及平台(不可相加)").empty());
    EXPECT_FALSE(cells(temp / "out/疑似闲置清单.xlsx", "临近与逾期").empty());
    const auto states = cells(temp / "out/平台汇总.xlsx", "数据勾稽");
    ASSERT_EQ(states.size(), 4U);
    EXPECT_EQ(states[3][1], "参与评价不定等级(未公布等级线)");
}

TEST(WriteExport, ASelectionInEveryFormat) {
    TempFolder temp;
    const auto r = fixture::results(50);
    Progress progress;
    for (const char* ending : {"geojson", "gpkg", "csv", "xlsx", "shp", "fgb"}) {
        ExportOptions options;
        options.where = "亩均税收 < 20 AND far < 0.9";
        options.order_by = "tax_per_mu DESC";
        options.columns = {"parcel_id", "tax_per_mu", "归口平台"};
        const std::string out = temp / (std::string("x.") + ending);
        const auto report = export_layer(r, options, out, progress);
        std::size_t expected = 0;
        for (Row i = 0; i < 50; ++i)
            expected += r.parcels.number("tax_per_mu", i) < 20 && r.parcels.number("far", i) < 0.9;
        EXPECT_EQ(report.rows, expected);
        GDALAllRegister();
        std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(out.c_str(), GDAL_OF_VECTOR));
        ASSERT_TRUE(dataset) << ending;
        EXPECT_EQ(dataset->GetLayer(0)->GetFeatureCount(), static_cast<GIntBig>(expected)) << ending;
        EXPECT_EQ(dataset->GetLayer(0)->GetLayerDefn()->GetFieldCount(),
                  std::string(ending) == "geojson" ? 4 : 3)  // GDAL shows a feature's id as a field
            << ending;
        EXPECT_THROW(export_layer(r, options, out, progress), Error) << ending;
        options.overwrite = true;
        EXPECT_NO_THROW(export_layer(r, options, out, progress)) << ending;
    }
}

ExitCode code_of(const ExportOptions& options, const std::string& out) {
    try {
        Progress progress;
        export_layer(fixture::results(), options, out, progress);
    } catch (const Error& error) {
        return error.code();
    }
    return ExitCode::done;
}

TEST(WriteExport, WrongUseIsSaid) {
    TempFolder temp;
    const auto with = [](auto&& change) {
        ExportOptions options;
        change(options);
        return options;
    };
    EXPECT_EQ(code_of({}, temp / "a.doc"), ExitCode::usage);
    EXPECT_EQ(code_of({}, temp / "geojson"), ExitCode::usage);
    EXPECT_EQ(code_of(with([](auto& o) { o.layer = "parcel"; }), temp / "a.csv"), ExitCode::usage);
    EXPECT_EQ(code_of(with([](auto& o) { o.columns = {"tax_per_mou"}; }), temp / "a.csv"), ExitCode::usage);
    EXPECT_EQ(code_of(with([](auto& o) { o.where = "nothing = 1"; }), temp / "a.csv"), ExitCode::usage);
    EXPECT_EQ(code_of(with([](auto& o) { o.layer = "enterprises"; }), temp / "a.gpkg"), ExitCode::usage);
    EXPECT_EQ(code_of(with([](auto& o) { o.layer = "enterprises"; }), temp / "a.csv"), ExitCode::done);
    EXPECT_EQ(code_of(with([](auto& o) { o.format = Format::gpkg; }), temp / "a.bin"), ExitCode::usage);
    EXPECT_EQ(code_of(with([](auto& o) { o.edition = Edition::public_; }), temp / "b.geojson"), ExitCode::usage);
    // In the public edition a hidden figure cannot be asked for either.
    EXPECT_EQ(code_of(with([](auto& o) { o.edition = Edition::public_, o.where = "tax > 100"; }), temp / "b.csv"),
              ExitCode::usage);
    EXPECT_EQ(names_in(temp.path().string()), (std::set<std::string>{"a.csv"}));
}

TEST(WriteOptionsTest, FormatLists) {
    EXPECT_EQ(parse_formats("csv,gpkg,csv"), (std::vector<Format>{Format::gpkg, Format::csv}));
    EXPECT_TRUE(parse_formats("none").empty());
    EXPECT_THROW((void)parse_formats("gpkg,doc"), Error);
    EXPECT_THROW((void)parse_formats(""), Error);
    EXPECT_EQ(format_of("a/b.GeoJSON"), Format::geojson);
    EXPECT_FALSE(format_of("a.b/gpkg.").has_value());
}

}  // namespace
}  // namespace mulens::write
