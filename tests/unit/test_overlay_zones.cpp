#include "geometry_helpers.hpp"
#include "overlay/zones.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

using namespace mulens;
using geom::Polygons;

namespace {

table::Layer layer_of(const std::string& role, Polygons polygons) {
    table::Layer layer;
    layer.role = role;
    layer.sources.emplace_back();
    layer.sources[0].path = role + ".shp";
    layer.geometry = std::move(polygons);
    const Row rows = layer.geometry.size();
    layer.source.assign(rows, 0);
    std::vector<std::string> names;
    for (Row row = 0; row < rows; ++row) {
        layer.source_row.push_back(row);
        names.push_back(fmt::format("{}{}", role, row));
    }
    layer.table = table::Table(rows);
    layer.table.set(role == "parcels" ? "parcel_id" : "name",
                    table::Column::texts(names, table::TextStore::Mode::unique));
    return layer;
}

overlay::ZoneOverlay run(const table::Layer& parcels, table::Layer zones, Diagnostics& diagnostics,
                         unsigned threads = 1) {
    Progress progress;
    return overlay::overlay_zones(parcels, zones, threads, diagnostics, progress);
}

}  // namespace

TEST(OverlayZones, PlantedCoverageBalancesToTheSquareMetre) {
    Polygons parcels;
    geom::add_rectangle(parcels, 0, 0, 100, 100);        // 0: inside zone 0
    geom::add_rectangle(parcels, 150, 10, 250, 110);     // 1: half in 0, 60 m in 1 (10 m of them twice), none in 2
    geom::add_rectangle(parcels, 900, 900, 1000, 1000);  // 2: in nothing
    geom::add_rectangle(parcels, 400, 0, 500, 100);      // 3: in zone 1 and wholly in zone 2 as well
    geom::add_rectangle(parcels, 599.995, 210, 699.995, 310);  // 4: 0.5 m² in zone 1: a sliver
    parcels.add_empty();                                       // 5: no geometry
    Polygons zones;
    geom::add_rectangle(zones, -10, -10, 200, 300);
    geom::add_rectangle(zones, 190, -10, 600, 300);
    geom::add_rectangle(zones, 390, -10, 510, 110);
    const auto layer = layer_of("parcels", parcels);
    Diagnostics diagnostics;
    const auto result = run(layer, layer_of("platforms", zones), diagnostics);
    EXPECT_EQ(diagnostics.size(), 0U);
    EXPECT_DOUBLE_EQ(result.balance.in.value(), 50000);
    EXPECT_DOUBLE_EQ(result.balance.pairs.value(), 10000 + 5000 + 6000 + 20000);
    EXPECT_DOUBLE_EQ(result.balance.counted_twice.value(), 1000 + 10000);
    EXPECT_NEAR(result.balance.outside.value(), 10000 + 9999.55, 1e-6);
    EXPECT_NEAR(result.balance.sliver.value(), 0.45, 1e-6);
    EXPECT_NEAR(result.balance.lost_m2(), 0, 1e-6);
    ASSERT_EQ(result.of(1).size(), 2U);
    EXPECT_DOUBLE_EQ(result.of(1)[0].share, 0.5);
    EXPECT_DOUBLE_EQ(result.of(1)[1].area_m2, 6000);
    EXPECT_EQ(result.largest(1)->zone, 1U);
    EXPECT_TRUE(result.of(2).empty());
    EXPECT_TRUE(result.of(4).empty());
    EXPECT_TRUE(result.of(5).empty());
}

TEST(OverlayZones, InvalidZonesAreRepairedWithAFinding) {
    Polygons parcels;
    geom::add_rectangle(parcels, 0, 0, 10, 10);
    Polygons zones;
    test::add_polygon(zones, {{0, 0}, {10, 10}, {10, 0}, {0, 10}});
    Diagnostics diagnostics;
    const auto result = run(layer_of("parcels", parcels), layer_of("streets", zones), diagnostics);
    EXPECT_EQ(diagnostics.count("invalid_geometry"), 1U);
    EXPECT_NEAR(result.of(0)[0].share, 0.5, 1e-12);
    EXPECT_NEAR(result.balance.lost_m2(), 0, 1e-9);
}

TEST(OverlayZones, RandomCoveragesBalanceAndAgreeWithGeos) {
    geos::Context context;
    for (const double step : {0.0, 1.0}) {  // in general position, and on a lattice where borders touch
        std::mt19937_64 random(21);
        std::uniform_real_distribution<double> place(0, 200);
        Polygons parcels;
        Polygons zones;
        const double east = step > 0 ? 0 : 40500000;
        while (parcels.size() < 400)
            test::add_star(parcels, random, east + place(random), place(random), 3 + place(random) / 15, 9, step);
        while (zones.size() < 12)
            test::add_star(zones, random, east + place(random), place(random), 30 + place(random) / 3, 40,
                           step > 0 ? 0.25 : 0);
        const auto layer = layer_of("parcels", parcels);
        Diagnostics diagnostics;
        const auto one = run(layer, layer_of("platforms", zones), diagnostics);
        EXPECT_LT(one.balance.lost_share(), 1e-9);
        EXPECT_EQ(one.balance.failed, 0U);
        EXPECT_GT(one.balance.counted_twice.value(), 1000);
        for (Row p = 0; p < parcels.size(); ++p) {
            for (Row z = 0; z < zones.size(); ++z) {
                const double expected = test::geos_common_area(context, parcels, p, zones, z);
                double found = 0;
                for (const auto& m : one.of(p)) found += m.zone == z ? m.area_m2 : 0;
                const bool sliver = expected < 1 && found == 0;
                if (!sliver) {
                    ASSERT_NEAR(found, expected, 1e-9 * expected + 2e-6);
                }
            }
        }
        const auto four = run(layer, layer_of("platforms", zones), diagnostics, 4);
        EXPECT_EQ(one.memberships, four.memberships);
        EXPECT_EQ(one.balance.outside, four.balance.outside);
        EXPECT_EQ(one.balance.counted_twice, four.balance.counted_twice);
    }
}
