#include "geometry_helpers.hpp"
#include "overlay/columns.hpp"

#include <gtest/gtest.h>

#include <cmath>

using namespace mulens;
using table::Column;

namespace {

table::Layer layer(const std::string& role, const std::vector<std::string>& paths,
                   const std::vector<std::uint16_t>& source) {
    table::Layer out;
    out.role = role;
    for (const auto& path : paths) {
        out.sources.emplace_back();
        out.sources.back().path = path;
    }
    out.source = source;
    for (Row row = 0; row < source.size(); ++row) out.source_row.push_back(row);
    out.table = table::Table(static_cast<Row>(source.size()));
    return out;
}

table::Layer platforms() {
    auto out = layer("platforms", {"platforms.shp"}, {0, 0, 0});
    geom::add_rectangle(out.geometry, 0, 0, 100, 100);
    geom::add_rectangle(out.geometry, 100, 0, 200, 100);
    geom::add_rectangle(out.geometry, -50, -50, 500, 500);
    out.table.set("plat_id", Column::texts(std::vector<std::string>{"P1", "P2", "P9"}));
    out.table.set("name", Column::texts(std::vector<std::string>{"医药港", "大创小镇", "科学城"}));
    out.table.set("alias", Column::texts(std::vector<std::string>{"", "大创、创新小镇", ""}));
    out.table.set("platform_kind", Column::texts(std::vector<std::string>{"块状", "块状", "覆盖全域"}));
    return out;
}

}  // namespace

TEST(PlatformColumns, RulesOfDeclarationAndShare) {
    auto parcels = layer("parcels", {"a/无名.shp", "a/创新小镇.shp"}, {0, 0, 0, 0, 1, 0, 0});
    geom::add_rectangle(parcels.geometry, 90, 10, 130, 20);     // 0: 25 % in 医药港, 75 % in 大创小镇
    geom::add_rectangle(parcels.geometry, 90, 30, 130, 40);     // 1: declares 医药港 by id
    geom::add_rectangle(parcels.geometry, 300, 10, 310, 20);    // 2: only the district-wide one
    geom::add_rectangle(parcels.geometry, 800, 800, 810, 810);  // 3: nothing
    geom::add_rectangle(parcels.geometry, 10, 10, 20, 20);      // 4: the file's stem is an alias
    geom::add_rectangle(parcels.geometry, 10, 40, 20, 50);      // 5: declares an unknown one
    parcels.geometry.add_empty();                               // 6
    parcels.table.set("parcel_id", Column::texts(std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6"}));
    parcels.table.set("platform", Column::texts(std::vector<std::string>{"", " p1", "", "", "", "火星", "大创"}));
    auto zones = platforms();
    const overlay::PlatformCatalogue catalogue(zones);
    Diagnostics diagnostics;
    Progress progress;
    const auto overlay = overlay::overlay_zones(parcels, zones, 1, diagnostics, progress);
    overlay::add_platform_columns(parcels, catalogue, &overlay, diagnostics);
    const auto name = [&](Row row) { return std::string(parcels.table.text("platform", row)); };
    EXPECT_EQ(name(0), "大创小镇");
    EXPECT_EQ(parcels.table.text("platforms", 0), "医药港:0.2500;大创小镇:0.7500;科学城:1.0000");
    EXPECT_DOUBLE_EQ(parcels.table.number("platform_share", 0), 0.75);
    EXPECT_EQ(name(1), "医药港");
    EXPECT_DOUBLE_EQ(parcels.table.number("platform_share", 1), 0.25);
    EXPECT_EQ(name(2), "科学城");
    EXPECT_EQ(name(3), "");
    EXPECT_TRUE(std::isnan(parcels.table.number("platform_share", 3)));
    EXPECT_EQ(name(4), "大创小镇");
    EXPECT_DOUBLE_EQ(parcels.table.number("platform_share", 4), 0);
    EXPECT_EQ(name(5), "火星");
    EXPECT_EQ(name(6), "大创小镇");
    EXPECT_EQ(diagnostics.count("platform_share_low"), 2U);  // 1 and 4
    EXPECT_EQ(diagnostics.count("unknown_platform"), 1U);
    EXPECT_EQ(diagnostics.size(), 3U);
}

TEST(PlatformColumns, DistrictWideSources) {
    auto parcels = layer("parcels", {"科学城.shp", "x.shp", "y.shp"}, {0, 1, 2});
    parcels.table.set("source_platform", Column::texts(std::vector<std::string>{"", "P9", ""}));
    EXPECT_EQ(overlay::district_wide_sources(parcels, overlay::PlatformCatalogue(platforms())),
              (std::vector<bool>{true, true, false}));
}

TEST(ZoneColumns, NamesAndLimits) {
    auto parcels = layer("parcels", {"p.shp"}, {0, 0});
    geom::add_rectangle(parcels.geometry, 90, 0, 130, 10);
    geom::add_rectangle(parcels.geometry, 900, 0, 930, 10);
    parcels.table.set("street", Column::texts(std::vector<std::string>{"旧", "旧"}));
    parcels.table.set("far_limit", Column::numbers({1, 2}));
    auto zones = platforms();
    zones.table.set("far_max", Column::numbers({1.5, 2.5, table::none}));
    Diagnostics diagnostics;
    Progress progress;
    const auto overlay = overlay::overlay_zones(parcels, zones, 1, diagnostics, progress);
    overlay::add_constraint_column(parcels, zones, overlay);
    overlay::add_street_column(parcels, zones, overlay);
    overlay::add_regulatory_columns(parcels, zones, overlay);
    EXPECT_EQ(parcels.table.text("constraints", 0), "医药港;大创小镇;科学城");
    EXPECT_EQ(parcels.table.text("constraints", 1), "");
    EXPECT_EQ(parcels.table.text("street", 0), "科学城");
    EXPECT_EQ(parcels.table.text("street", 1), "旧");
    EXPECT_DOUBLE_EQ(parcels.table.number("far_limit", 0), 1);
    EXPECT_DOUBLE_EQ(parcels.table.number("far_limit", 1), 2);
}

TEST(BuildingColumns, RatiosAndBlanks) {
    auto parcels = layer("parcels", {"p.shp"}, {0, 0, 0});
    geom::add_rectangle(parcels.geometry, 0, 0, 10, 10);
    geom::add_rectangle(parcels.geometry, 20, 0, 30, 10);
    parcels.geometry.add_empty();
    parcels.table.set("area_m2", Column::numbers({100, 100, table::none}));
    overlay::BuildingResult result;
    result.count = {2, 1, 0};
    result.footprint_m2 = {50, 20, 0};
    result.gfa_m2 = {150, table::none, 0};
    result.far_area_m2 = {150, table::none, 0};
    result.overlap_m2 = {0, 0, 0};
    overlay::add_building_columns(parcels, result);
    EXPECT_DOUBLE_EQ(parcels.table.number("far", 0), 1.5);
    EXPECT_DOUBLE_EQ(parcels.table.number("building_density", 1), 0.2);
    EXPECT_EQ(parcels.table.at("far").status(1), table::Status::no_data);
    EXPECT_EQ(parcels.table.at("far").status(2), table::Status::invalid_geometry);
    EXPECT_TRUE(std::isnan(parcels.table.number("footprint_m2", 2)));
}
