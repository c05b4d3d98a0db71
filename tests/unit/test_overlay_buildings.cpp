#include "base/parallel.hpp"
#include "geometry_helpers.hpp"
#include "overlay/buildings.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

using namespace mulens;
using geom::Polygons;
using overlay::BuildingResult;
using table::none;

namespace {

struct Building {
    test::Points outline;
    double floors = 1;
    double storey = none;
    double height = none;
    double underground = none;
};

test::Points box(double x, double y, double w, double h) { return {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}; }

table::Layer chunk_of(const std::vector<Building>& all, Row first, Row count) {
    table::Layer layer;
    layer.role = "buildings";
    layer.sources.emplace_back();
    layer.sources[0].path = "buildings.shp";
    std::vector<double> floors, storey, height, underground;
    std::vector<std::string> ids;
    for (Row i = first; i < first + count; ++i) {
        test::add_polygon(layer.geometry, all[i].outline);
        floors.push_back(all[i].floors);
        storey.push_back(all[i].storey);
        height.push_back(all[i].height);
        underground.push_back(all[i].underground);
        ids.push_back(fmt::format("B{}", i));
        layer.source.push_back(0);
        layer.source_row.push_back(i);
    }
    layer.table = table::Table(count);
    layer.table.set("building_id", table::Column::texts(ids, table::TextStore::Mode::unique));
    layer.table.set("floors", table::Column::numbers(floors));
    layer.table.set("storey_height_m", table::Column::numbers(storey));
    layer.table.set("height_m", table::Column::numbers(height));
    layer.table.set("underground", table::Column::numbers(underground, table::Kind::boolean));
    return layer;
}

BuildingResult run(const Polygons& parcels, const std::vector<Building>& buildings, Diagnostics& diagnostics,
                   Row chunk = 1000, unsigned threads = 1, std::vector<bool> overlaps = {}) {
    const geom::BoxIndex index(parcels.boxes());
    overlay::BuildingOptions options;
    options.threads = threads;
    options.parcel_overlaps = std::move(overlaps);
    overlay::BuildingOverlay work(parcels, index, options, diagnostics);
    parallel_chunks(threads, buildings.size(), chunk,
                    [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned worker) {
                        auto layer = chunk_of(buildings, static_cast<Row>(first), static_cast<Row>(last - first));
                        work.add(static_cast<Row>(first), layer, worker);
                    });
    Progress progress;
    return work.finish(
        [&](Row first, Row count, unsigned, table::Layer& out) { out = chunk_of(buildings, first, count); }, progress);
}

Polygons one_parcel() {
    Polygons parcels;
    geom::add_rectangle(parcels, 0, 0, 100, 100);
    return parcels;
}

}  // namespace

TEST(OverlayBuildings, WorkedParcel) {
    const std::vector<Building> buildings{
        {box(10, 10, 20, 10), 3},                 // 200 m², GFA 600
        {box(90, 40, 20, 10), 2},                 // half outside: 100 m², GFA 200
        {box(40, 10, 20, 10), 1, 9},              // one storey of 9 m: counts twice in far_area
        {box(10, 60, 10, 10), none, none, 7.2},   // 7.2 ÷ 3.6 = 2 floors
        {box(60, 60, 10, 10), 1, none, none, 1},  // underground: GFA only
        {box(200, 0, 10, 10), 5},                 // outside
    };
    Diagnostics diagnostics;
    const auto result = run(one_parcel(), buildings, diagnostics);
    EXPECT_EQ(result.count[0], 5U);
    EXPECT_DOUBLE_EQ(result.footprint_m2[0], 200 + 100 + 200 + 100);
    EXPECT_DOUBLE_EQ(result.gfa_m2[0], 600 + 200 + 200 + 200 + 100);
    EXPECT_DOUBLE_EQ(result.far_area_m2[0], 600 + 200 + 400 + 200);
    EXPECT_DOUBLE_EQ(result.overlap_m2[0], 0);
    EXPECT_DOUBLE_EQ(result.balance.in.value(), 900);
    EXPECT_DOUBLE_EQ(result.balance.pairs.value(), 700);
    EXPECT_DOUBLE_EQ(result.balance.outside.value(), 200);
    EXPECT_DOUBLE_EQ(result.balance.lost_m2(), 0);
    EXPECT_EQ(result.outside_buildings, 1U);
    const auto findings = diagnostics.sorted();
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, "building_outside");
    EXPECT_DOUBLE_EQ(findings[0].value, 200);
}

TEST(OverlayBuildings, OverlapsDuplicatesAndMissingFloors) {
    const std::vector<Building> buildings{
        {box(10, 10, 20, 10), 2},
        {box(20, 10, 20, 10), 3},     // 100 m² in common with the first
        {box(10, 10, 20, 10), 2},     // the first again
        {box(90, 50, 20, 10), none},  // no floors, no height
    };
    for (const Row chunk : {1000U, 2U, 1U}) {  // also when they come in different chunks
        Diagnostics diagnostics;
        const auto result = run(one_parcel(), buildings, diagnostics, chunk);
        EXPECT_EQ(result.count[0], 3U);
        EXPECT_DOUBLE_EQ(result.footprint_m2[0], 300 + 100);
        EXPECT_DOUBLE_EQ(result.overlap_m2[0], 100);
        EXPECT_TRUE(std::isnan(result.gfa_m2[0]));
        EXPECT_TRUE(std::isnan(result.far_area_m2[0]));
        EXPECT_EQ(diagnostics.count("building_overlap"), 1U);
        EXPECT_EQ(diagnostics.count("duplicate_building"), 1U);
        EXPECT_EQ(diagnostics.count("floors_missing"), 1U);
        EXPECT_EQ(diagnostics.size(), 4U);  // and what is outside
        for (const Finding& finding : diagnostics.sorted()) {
            if (finding.code == "building_overlap") {
                EXPECT_EQ(finding.subject, "B1");
                EXPECT_DOUBLE_EQ(finding.value, 100);
            }
            if (finding.code == "duplicate_building") {
                EXPECT_EQ(finding.subject, "B2");
            }
        }
    }
}

TEST(OverlayBuildings, TouchingWallsAreNoOverlap) {
    Diagnostics diagnostics;
    const auto result = run(one_parcel(), {{box(10, 10, 20, 10), 1}, {box(30, 10, 20, 10), 1}, {box(10, 20, 40, 5), 1}},
                            diagnostics, 1);
    EXPECT_DOUBLE_EQ(result.footprint_m2[0], 600);
    EXPECT_EQ(diagnostics.size(), 0U);
}

TEST(OverlayBuildings, OverlappingParcelsAreCountedTwice) {
    Polygons parcels;
    geom::add_rectangle(parcels, 0, 0, 100, 100);
    geom::add_rectangle(parcels, 90, 0, 200, 100);
    Diagnostics diagnostics;
    const auto result =
        run(parcels, {{box(80, 10, 30, 10), 1}, {box(91, 50, 5, 5), 1}, {box(95, 80, 10, 30), 1}}, diagnostics);
    EXPECT_DOUBLE_EQ(result.balance.in.value(), 300 + 25 + 300);
    EXPECT_DOUBLE_EQ(result.balance.counted_twice.value(), 100 + 25 + 100);
    EXPECT_DOUBLE_EQ(result.balance.outside.value(), 100);
    EXPECT_NEAR(result.balance.lost_m2(), 0, 1e-9);
    EXPECT_DOUBLE_EQ(result.footprint_m2[0], 200 + 25 + 100);
    EXPECT_DOUBLE_EQ(result.footprint_m2[1], 200 + 25 + 200);
    // Told which parcels overlap, nothing changes.
    const auto told = run(parcels, {{box(80, 10, 30, 10), 1}, {box(91, 50, 5, 5), 1}, {box(95, 80, 10, 30), 1}},
                          diagnostics, 1000, 1, {true, true});
    EXPECT_EQ(told.footprint_m2, result.footprint_m2);
}

TEST(OverlayBuildings, InvalidBuildingsAreRepairedOrLeftOut) {
    Diagnostics diagnostics;
    const auto result =
        run(one_parcel(), {{{{0, 0}, {4, 4}, {4, 0}, {0, 4}}, 1}, {{{20, 20}, {30, 20}, {40, 20}}, 1}}, diagnostics);
    EXPECT_DOUBLE_EQ(result.footprint_m2[0], 8);
    EXPECT_EQ(result.count[0], 1U);
    EXPECT_EQ(diagnostics.count("invalid_building"), 2U);
}

TEST(OverlayBuildings, RandomLayersAgreeWithGeosForAnyChunksAndThreads) {
    geos::Context context;
    std::mt19937_64 random(33);
    std::uniform_real_distribution<double> place(0, 300);
    Polygons parcels;
    for (int i = 0; i < 6; ++i)
        for (int k = 0; k < 6; ++k) geom::add_rectangle(parcels, i * 50, k * 50, i * 50 + 50, k * 50 + 45);
    while (parcels.size() < 40) test::add_star(parcels, random, place(random), place(random), 30, 9, 0);
    std::vector<Building> buildings;
    while (buildings.size() < 500) {
        Polygons one;
        if (!test::add_star(one, random, place(random), place(random), 2 + place(random) / 25, 6,
                            random() % 3 == 0 ? 1 : 0))
            continue;
        Building b;
        for (std::size_t i = 0; i + 1 < one.point_count(); ++i)
            b.outline.emplace_back(one.xy[2 * i], one.xy[2 * i + 1]);
        b.floors = 1 + static_cast<double>(random() % 5);
        buildings.push_back(b);
        if (random() % 20 == 0) buildings.push_back(b);  // twice
    }
    Diagnostics diagnostics;
    const auto result = run(parcels, buildings, diagnostics);
    EXPECT_LT(result.balance.lost_share(), 1e-9);
    EXPECT_GT(result.balance.counted_twice.value(), 100);
    const auto whole = chunk_of(buildings, 0, static_cast<Row>(buildings.size()));
    for (Row p = 0; p < parcels.size(); ++p) {
        std::vector<geos::Geometry> parts;
        double gfa = 0;
        for (Row b = 0; b < whole.geometry.size(); ++b) {
            if (b > 0 && buildings[b].outline == buildings[b - 1].outline) continue;
            auto part = geos::intersection(geos::from_feature(context, whole.geometry, b),
                                           geos::from_feature(context, parcels, p));
            gfa += geos::area(part).value() * buildings[b].floors;
            parts.push_back(std::move(part));
        }
        ASSERT_NEAR(result.footprint_m2[p], geos::union_area(geos::collect(context, parts)).value(), 1e-6) << p;
        ASSERT_NEAR(result.gfa_m2[p], gfa, 1e-6) << p;
    }
    for (const Row chunk : {7U, 64U}) {
        Diagnostics one_findings;
        Diagnostics four_findings;
        const auto one = run(parcels, buildings, one_findings, chunk, 1);
        const auto four = run(parcels, buildings, four_findings, chunk, 4);
        EXPECT_EQ(one.footprint_m2, four.footprint_m2);
        EXPECT_EQ(one.gfa_m2, four.gfa_m2);
        EXPECT_EQ(one.count, four.count);
        EXPECT_EQ(one.count, result.count);
        EXPECT_EQ(one.balance.outside, four.balance.outside);
        const auto a = one_findings.sorted();
        const auto b = four_findings.sorted();
        ASSERT_EQ(a.size(), b.size());
        EXPECT_EQ(a.size(), diagnostics.size());
        for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].message, b[i].message);
        for (Row p = 0; p < parcels.size(); ++p)
            EXPECT_NEAR(one.footprint_m2[p], result.footprint_m2[p], 1e-9 * result.footprint_m2[p]);
    }
}
