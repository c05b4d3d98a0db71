#include "base/error.hpp"
#include "base/text.hpp"
#include "check/parcels.hpp"
#include "config/findings.hpp"
#include "geometry_helpers.hpp"

#include <gtest/gtest.h>

#include <cmath>

using namespace mulens;
using table::Column;

namespace {

struct Plot {
    std::string id;
    test::Points points;
    std::uint16_t source = 0;
    std::string land_use = "0601";
    double deed = table::none;
    std::string owner = "甲";
    std::string unit = "";
};

test::Points square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

table::Layer layer_of(const std::vector<Plot>& plots, int sources = 2) {
    table::Layer layer;
    layer.role = "parcels";
    for (int s = 0; s < sources; ++s) {
        table::SourceInfo info;
        info.path = fmt::format("parcels/file{}.shp", s);
        layer.sources.push_back(info);
    }
    std::vector<std::string> ids, uses, owners, units;
    std::vector<double> deeds;
    std::vector<Row> next(static_cast<std::size_t>(sources), 0);
    for (const Plot& plot : plots) {
        ids.push_back(plot.id);
        uses.push_back(plot.land_use);
        owners.push_back(plot.owner);
        units.push_back(plot.unit);
        deeds.push_back(plot.deed);
        layer.source.push_back(plot.source);
        layer.source_row.push_back(next[plot.source]++);
        if (plot.points.empty())
            layer.geometry.add_empty();
        else
            test::add_polygon(layer.geometry, plot.points);
    }
    layer.table = table::Table(static_cast<Row>(plots.size()));
    layer.table.set("parcel_id", Column::texts(ids, table::TextStore::Mode::unique));
    layer.table.set("land_use", Column::texts(uses));
    layer.table.set("owner", Column::texts(owners));
    layer.table.set("estate_unit_no", Column::texts(units));
    layer.table.set("deed_area_m2", Column::numbers(deeds));
    return layer;
}

check::ParcelCheck run(table::Layer& layer, Diagnostics& diagnostics, const check::CheckOptions& options = {}) {
    Progress progress;
    return check::check_parcels(layer, options, diagnostics, progress);
}

}  // namespace

TEST(CheckParcels, CleanParcelsGiveNoFinding) {
    auto layer = layer_of({{"A", square(0, 0, 100)}, {"B", square(100, 0, 100), 1}});
    Diagnostics diagnostics;
    const auto result = run(layer, diagnostics);
    EXPECT_EQ(diagnostics.size(), 0U);
    EXPECT_TRUE(result.overlaps.empty());
    EXPECT_DOUBLE_EQ(layer.table.number("area_m2", 0), 10000);
    EXPECT_DOUBLE_EQ(layer.table.number("area_mu", 0), 15);
    EXPECT_EQ(layer.table.text("area_basis", 0), "plane");
    EXPECT_EQ(layer.table.text("geometry_status", 1), "ok");
}

TEST(CheckParcels, OnePlotInTwoFilesIsOneRowAndTheBlockFileWins) {
    auto layer = layer_of({{"A", square(1, 0, 100), 0, "0604", 9000, "乙"},  // district-wide file, first in order
                           {"A", square(0, 0, 100), 1, "0601", 10000, "甲"}});
    Diagnostics diagnostics;
    check::CheckOptions options;
    options.district_wide = {true, false};
    const auto result = run(layer, diagnostics, options);
    ASSERT_EQ(layer.rows(), 1U);
    EXPECT_EQ(layer.table.text("land_use", 0), "0601");
    EXPECT_EQ(result.kept, (std::vector<Row>{1}));
    EXPECT_EQ(result.new_row, (std::vector<Row>{0, 0}));
    EXPECT_EQ(diagnostics.count("attribute_differs"), 3U);
    EXPECT_EQ(diagnostics.size(), 3U);
    EXPECT_DOUBLE_EQ(layer.geometry.box(0).min_x, 0);
    EXPECT_EQ(layer.file_of(0), "parcels/file1.shp");
}

TEST(CheckParcels, NinetyPerCentOfTheSmallerDecides) {
    for (const double shift : {9.9, 10.1}) {
        auto layer = layer_of({{"A", square(0, 0, 100)}, {"A", square(shift, 0, 100), 1}});
        Diagnostics diagnostics;
        run(layer, diagnostics);
        EXPECT_EQ(layer.rows(), shift < 10 ? 1U : 2U);
        EXPECT_EQ(diagnostics.count("parcel_code_reused"), shift < 10 ? 0U : 1U);
        EXPECT_EQ(diagnostics.count("parcel_overlap"), shift < 10 ? 0U : 1U);
        if (shift > 10) {
            EXPECT_EQ(layer.table.text("parcel_id", 1), "A#2");
        }
    }
}

TEST(CheckParcels, CodesStayUniqueWhateverIsGiven) {
    auto layer = layer_of({{"A", square(0, 0, 10)},
                           {"A#2", square(20, 0, 10)},
                           {"A", square(40, 0, 10)},
                           {"A", square(60, 0, 10)},
                           {"", square(80, 0, 10)},
                           {"A", {}}});
    Diagnostics diagnostics;
    run(layer, diagnostics);
    ASSERT_EQ(layer.rows(), 6U);
    EXPECT_EQ(layer.table.text("parcel_id", 2), "A#3");
    EXPECT_EQ(layer.table.text("parcel_id", 3), "A#4");
    EXPECT_EQ(layer.table.text("parcel_id", 4), "file0#5");
    EXPECT_EQ(layer.table.text("parcel_id", 5), "A#5");
    EXPECT_EQ(layer.table.text("geometry_status", 5), "empty");
    EXPECT_EQ(diagnostics.count("missing_parcel_id"), 1U);
    EXPECT_EQ(diagnostics.count("parcel_code_reused"), 3U);
    EXPECT_EQ(diagnostics.count("empty_geometry"), 1U);
}

TEST(CheckParcels, IdenticalTwinsInOneFileAreOneRow) {
    auto layer = layer_of({{"A", square(0, 0, 10)}, {"A", square(0, 0, 10)}});
    Diagnostics diagnostics;
    EXPECT_EQ(run(layer, diagnostics).merged, 1U);
    EXPECT_EQ(layer.rows(), 1U);
    EXPECT_EQ(diagnostics.count("duplicate_geometry"), 1U);
    EXPECT_EQ(diagnostics.size(), 1U);
}

TEST(CheckParcels, RepairQuarantineAndTheirAreas) {
    auto layer = layer_of({{"bow", {{0, 0}, {4, 4}, {4, 0}, {0, 4}}},
                           {"flat", {{0, 0}, {4, 0}, {8, 0}}, 0, "0601", 700},
                           {"fine", square(50, 0, 10)}});
    Diagnostics diagnostics;
    const auto result = run(layer, diagnostics);
    EXPECT_EQ(result.repaired, 1U);
    EXPECT_EQ(result.quarantined, 1U);
    EXPECT_EQ(layer.table.text("geometry_status", 0), "repaired");
    EXPECT_DOUBLE_EQ(layer.table.number("area_m2", 0), 8);
    EXPECT_EQ(layer.table.text("geometry_status", 1), "quarantined");
    EXPECT_TRUE(std::isnan(layer.table.number("area_m2", 1)));
    EXPECT_EQ(layer.table.at("area_m2").status(1), table::Status::invalid_geometry);
    EXPECT_DOUBLE_EQ(layer.table.number("area_basis_m2", 1), 700);  // the deed needs no geometry
    EXPECT_FALSE(layer.geometry.has_geometry(1));
    EXPECT_DOUBLE_EQ(layer.table.number("area_m2", 2), 100);
    EXPECT_EQ(diagnostics.count("invalid_geometry"), 1U);
    EXPECT_EQ(diagnostics.count("quarantined_geometry"), 1U);
}

TEST(CheckParcels, AreaBasisAndDeedOverSeveralPolygons) {
    const std::vector<Plot> plots{{"A", square(0, 0, 10), 0, "0601", 400, "甲", "U1"},
                                  {"B", {{20, 0}, {50, 0}, {50, 10}, {20, 10}}, 0, "0601", 400, "甲", "U1"},
                                  {"C", square(60, 0, 10)},
                                  {"D", square(80, 0, 10), 0, "0601", 106}};
    Diagnostics diagnostics;
    auto layer = layer_of(plots);
    run(layer, diagnostics);
    EXPECT_DOUBLE_EQ(layer.table.number("area_basis_m2", 0), 100);  // 400 split 1:3
    EXPECT_DOUBLE_EQ(layer.table.number("area_basis_m2", 1), 300);
    EXPECT_EQ(layer.table.text("area_basis", 1), "deed");
    EXPECT_EQ(layer.table.text("area_basis", 2), "plane");
    EXPECT_DOUBLE_EQ(layer.table.number("area_basis_m2", 3), 106);
    EXPECT_EQ(diagnostics.count("deed_area_gap"), 1U);  // D only: 6 %
    auto deed = layer_of(plots);
    check::CheckOptions options;
    options.area_basis = config::AreaBasis::deed;
    Diagnostics second;
    run(deed, second, options);
    EXPECT_TRUE(std::isnan(deed.table.number("area_basis_m2", 2)));
    EXPECT_EQ(deed.table.text("area_basis", 2), "");
    auto ellipsoid = layer_of(plots);
    options.area_basis = config::AreaBasis::ellipsoid;
    options.ellipsoid_area = [](const table::Layer& l, Row row) { return geom::feature_area_m2(l.geometry, row) + 1; };
    run(ellipsoid, second, options);
    EXPECT_DOUBLE_EQ(ellipsoid.table.number("area_basis_m2", 2), 101);
    EXPECT_DOUBLE_EQ(ellipsoid.table.number("area_m2", 2), 100);
}

TEST(CheckParcels, OverlapsAndSliversToTheSquareMetre) {
    auto layer = layer_of({{"A", square(0, 0, 100)},
                           {"B", square(95, 0, 100)},      // 500 m² in common
                           {"C", square(0, 99.995, 100)},  // 0.5 m² with A and less with B: noise
                           {"D", {{500, 0}, {540, 0}, {540, 0.3}, {500, 0.3}}}});  // 12 m², thin
    Diagnostics diagnostics;
    const auto result = run(layer, diagnostics);
    ASSERT_EQ(result.overlaps.size(), 3U);
    EXPECT_EQ(result.overlaps[0], (check::Overlap{0, 1, 500}));
    EXPECT_NEAR(result.overlaps[1].area_m2, 0.5, 1e-9);
    EXPECT_EQ(diagnostics.count("parcel_overlap"), 1U);
    EXPECT_EQ(diagnostics.count("sliver_parcel"), 1U);
    for (const Finding& finding : diagnostics.sorted())
        if (finding.code == "parcel_overlap") {
            EXPECT_DOUBLE_EQ(finding.value, 500);
            EXPECT_EQ(finding.subject, "A");
            EXPECT_NE(finding.message.find("B"), std::string::npos);
        }
}

TEST(CheckParcels, BlankLandUseIsAFindingARowOrAFile) {
    auto layer = layer_of({{"A", square(0, 0, 10), 0, ""},
                           {"B", square(20, 0, 10), 0},
                           {"C", square(40, 0, 10), 1, ""},
                           {"D", square(60, 0, 10), 1, ""}});
    Diagnostics diagnostics;
    run(layer, diagnostics);
    const auto findings = diagnostics.sorted();
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].subject, "A");
    EXPECT_EQ(findings[1].row, no_row);
    EXPECT_DOUBLE_EQ(findings[1].value, 2);
}

TEST(CheckParcels, SameForAnyNumberOfThreads) {
    std::mt19937_64 random(4);
    std::vector<Plot> plots;
    std::uniform_real_distribution<double> place(0, 2000);
    for (int i = 0; i < 20000; ++i) {
        const double x = place(random);
        const double y = place(random);
        Plot plot{fmt::format("P{}", random() % 19000), square(x, y, 5 + static_cast<double>(random() % 10))};
        if (i % 50 == 0) plot.points = {{x, y}, {x + 4, y + 4}, {x + 4, y}, {x, y + 4}};
        plot.source = static_cast<std::uint16_t>(random() % 2);
        plots.push_back(plot);
    }
    const auto text = [&](unsigned threads) {
        auto layer = layer_of(plots);
        Diagnostics diagnostics;
        check::CheckOptions options;
        options.threads = threads;
        const auto result = run(layer, diagnostics, options);
        std::string all;
        for (const auto& o : result.overlaps) all += fmt::format("{} {} {}\n", o.a, o.b, number_text(o.area_m2));
        for (const Finding& f : diagnostics.sorted()) all += fmt::format("{} {} {}\n", f.code, f.subject, f.message);
        for (const double x : layer.geometry.xy) all += number_text(x);
        return all;
    };
    const std::string one = text(1);
    EXPECT_EQ(one, text(4));
    EXPECT_NE(one.find("parcel_overlap"), std::string::npos);
}

TEST(Findings, CatalogueHasEverySentence) {
    ASSERT_GT(config::finding_catalogue().size(), 30U);
    for (const auto& info : config::finding_catalogue()) {
        EXPECT_FALSE(info.zh.empty()) << info.code;
        EXPECT_FALSE(info.en.empty()) << info.code;
        EXPECT_FALSE(info.todo_zh.empty()) << info.code;
        EXPECT_FALSE(info.todo_en.empty()) << info.code;
    }
    EXPECT_EQ(config::finding_info("encoding_guessed").severity, Severity::note);
    EXPECT_THROW((void)config::finding_info("no_such_code"), Error);
}
