#include "base/date.hpp"
#include "crs/gcj02.hpp"
#include "crs/transform.hpp"
#include "gdal/read_files.hpp"
#include "read/shift.hpp"

#include <cmath>

namespace mulens::read {
namespace {

const std::string square = "POLYGON((520000 3340000,520000 3340100,520100 3340100,520100 3340000,520000 3340000))";

double area(const geom::Polygons& g, Row f) {
    double sum = 0;
    for (std::uint64_t r = g.first_ring(g.first_polygon(f)); r < g.first_ring(g.end_polygon(f)); ++r) {
        const auto ring = g.ring(r);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            sum += (ring.x(i) - ring.x(0)) * (ring.y(i + 1) - ring.y(0)) -
                   (ring.x(i + 1) - ring.x(0)) * (ring.y(i) - ring.y(0));
    }
    return std::fabs(sum) / 2;
}

TEST(ReadFormats, EachFormatGivesTheSameSquare) {
    const Folder folder;
    const std::vector<FieldOf> fields{{"宗地代码"}, {"证载面积"}, {"停产日期", OFTDate, 0}, {"年度", OFTInteger, 0}};
    const std::vector<Item> items{{square, {"00123", "15", "2023/02/28", "2024"}}, {"", {"x", "", "", ""}}};
    for (const auto& [driver, name] : std::vector<std::pair<std::string, std::string>>{{"GPKG", "p.gpkg"},
                                                                                       {"FlatGeobuf", "p.fgb"},
                                                                                       {"GeoJSON", "p.geojson"},
                                                                                       {"ESRI Shapefile", "p.shp"},
                                                                                       {"OpenFileGDB", "p.gdb"}}) {
        const std::string path = folder.at(name);
        // FlatGeobuf without an index keeps the order; GeoJSON is in degrees anyway.
        write_layer(path, driver, "EPSG:4549", wkbPolygon, fields, items,
                    driver == "FlatGeobuf" ? std::vector<std::string>{"SPATIAL_INDEX=NO"} : std::vector<std::string>{});
        Diagnostics diagnostics;
        auto s = spec("parcels", path);
        s.units["deed_area_m2"] = "亩";
        const auto layer = load({s}, diagnostics, 2, "EPSG:4549");
        // GDAL writes no feature without geometry into a FlatGeobuf.
        ASSERT_EQ(layer.rows(), driver == "FlatGeobuf" ? 1U : 2U) << driver;
        EXPECT_EQ(layer.table.text("parcel_id", 0), "00123") << driver;
        EXPECT_DOUBLE_EQ(layer.table.number("deed_area_m2", 0), 10000) << driver;
        EXPECT_EQ(to_iso(from_day_number(layer.table.number("stopped_since", 0))), "2023-02-28") << driver;
        EXPECT_DOUBLE_EQ(layer.table.number("year", 0), 2024) << driver;
        EXPECT_NEAR(area(layer.geometry, 0), 10000, 1e-3) << driver;
        EXPECT_NEAR(layer.geometry.box(0).min_x, 520000, 1e-3) << driver;
        if (layer.rows() < 2) continue;
        EXPECT_EQ(layer.table.text("parcel_id", 1), "X") << driver;
        EXPECT_FALSE(layer.geometry.has_geometry(1)) << driver;
    }
}

TEST(ReadFormats, CurvesCollectionsHeightsAndHoles) {
    const Folder folder;
    const auto path = folder.at("c.gpkg");
    write_layer(
        path, "GPKG", "EPSG:4549", wkbUnknown, {{"parcel_id"}},
        {{"CURVEPOLYGON(CIRCULARSTRING(520000 3340000,520010 3340010,520020 3340000,520010 3339990,520000 3340000))",
          {"A"}},
         {"GEOMETRYCOLLECTION(POINT(1 1)," + square + ")", {"B"}},
         {"POLYGON Z((520000 3340000 5,520000 3340100 5,520100 3340100 5,520000 3340000 5))", {"C"}},
         {"POLYGON((520000 3340000,520000 3340100,520100 3340100,520100 3340000,520000 3340000),"
          "(520010 3340010,520020 3340010,520020 3340020,520010 3340010))",
          {"D"}},
         {"LINESTRING(520000 3340000,520000 3340100)", {"E"}}});
    Diagnostics diagnostics;
    const auto layer = load({spec("parcels", path)}, diagnostics);
    ASSERT_EQ(layer.rows(), 5U);
    EXPECT_NEAR(area(layer.geometry, 0), 3.14159265 * 100, 0.5);
    EXPECT_NEAR(area(layer.geometry, 1), 10000, 1e-6);
    EXPECT_NEAR(area(layer.geometry, 2), 5000, 1e-6);
    EXPECT_EQ(layer.geometry.end_ring(layer.geometry.first_polygon(3)) -
                  layer.geometry.first_ring(layer.geometry.first_polygon(3)),
              2U);
    EXPECT_FALSE(layer.geometry.has_geometry(4));
    ASSERT_EQ(with_code(diagnostics, "geometry_unreadable").size(), 1U);
    EXPECT_EQ(with_code(diagnostics, "geometry_unreadable")[0].row, 4U);
}

TEST(ReadFormats, DxfClosedLinesAreAreas) {
    const Folder folder;
    write_layer(folder.at("d.dxf"), "DXF", "", wkbUnknown, {},
                {{"LINESTRING(520000 3340000,520000 3340100,520100 3340100,520100 3340000,520000 3340000)", {}},
                 {"LINESTRING(520000 3340000,520000 3340100)", {}}},
                {}, "entities");
    auto s = spec("constraints", folder.at("d.dxf"));
    s.crs = "EPSG:4549";
    Diagnostics diagnostics;
    const auto layer = load({s}, diagnostics);
    ASSERT_EQ(layer.rows(), 2U);
    EXPECT_NEAR(area(layer.geometry, 0), 10000, 1e-6);
}

TEST(ReadFormats, XlsxKeepsCodesAsText) {
    const Folder folder;
    const auto path = folder.at("e.xlsx");
    write_layer(path, "XLSX", "", wkbNone,
                {{"统一社会信用代码"},
                 {"企业名称"},
                 {"税收（元）", OFTReal, 0},
                 {"投产日期", OFTDate, 0},
                 {"企业编号", OFTReal, 0}},
                {{"", {"001234567890123456", "甲", "1234500.5", "2020/05/06", "12"}},
                 {"", {"913301", "乙", "", "", "3301140010010000001"}}});
    Diagnostics diagnostics;
    const auto layer = load({spec("enterprises", path)}, diagnostics);
    ASSERT_EQ(layer.rows(), 2U);
    EXPECT_EQ(layer.table.text("credit_code", 0), "001234567890123456");
    EXPECT_NEAR(layer.table.number("tax", 0), 123.45005, 1e-12);
    EXPECT_EQ(to_iso(from_day_number(layer.table.number("production_date", 0))), "2020-05-06");
    EXPECT_EQ(layer.table.text("ent_id", 0), "12");
    EXPECT_EQ(with_code(diagnostics, "key_rounded").size(), 1U) << layer.table.text("ent_id", 1);
    EXPECT_TRUE(std::isnan(layer.table.number("tax", 1)));
}

TEST(ReadFormats, WrongCpgIsAFindingAndTheBytesWin) {
    const Folder folder;
    std::vector<Item> items;
    for (int i = 0; i < 60; ++i)
        items.push_back({square, {fmt::format("P{}", i), "杭州钱塘智能制造有限公司", "江东新区产业平台"}});
    write_layer(folder.at("p.shp"), "ESRI Shapefile", "EPSG:4549", wkbPolygon, {{"宗地代码"}, {"权利人"}, {"归口平台"}},
                items, {"ENCODING=GBK"});
    folder.write("p.cpg", "UTF-8");
    Diagnostics diagnostics;
    auto s = spec("parcels", folder.at("p.shp"));
    auto layer = load({s}, diagnostics);
    EXPECT_EQ(with_code(diagnostics, "encoding_mismatch").size(), 1U);
    EXPECT_EQ(layer.table.text("owner", 59), "杭州钱塘智能制造有限公司");
    EXPECT_EQ(layer.table.text("platform", 0), "江东新区产业平台");
    // Without .cpg and without language byte: guessed, a note.
    std::filesystem::remove(folder.at("p.cpg"));
    std::fstream dbf(folder.at("p.dbf"), std::ios::in | std::ios::out | std::ios::binary);
    dbf.seekp(29);
    dbf.put('\0');
    dbf.close();
    Diagnostics second;
    layer = load({s}, second);
    EXPECT_EQ(with_code(second, "encoding_guessed").size(), 1U);
    EXPECT_EQ(second.count(Severity::warning), 0U);
    EXPECT_EQ(layer.table.text("owner", 59), "杭州钱塘智能制造有限公司");
}

TEST(ReadCrs, DeclaredCentralMeridianButZoneNumbersInTheData) {
    const Folder folder;
    const std::string zoned = "POLYGON((40520000 3340000,40520000 3340100,40520100 3340100,40520000 3340000))";
    write_layer(folder.at("p.shp"), "ESRI Shapefile", "EPSG:4549", wkbPolygon, {{"parcel_id"}}, {{zoned, {"P"}}});
    Diagnostics diagnostics;
    const auto layer = load({spec("parcels", folder.at("p.shp"))}, diagnostics, 1, "EPSG:4549");
    EXPECT_EQ(layer.sources[0].crs, "EPSG:4528");
    EXPECT_EQ(layer.geometry.box(0).min_x, 520000);
    EXPECT_EQ(with_code(diagnostics, "crs_guessed").size(), 1U);
    const auto probes = probe({spec("parcels", folder.at("p.shp"))});
    EXPECT_EQ(probes.at(0).crs, "EPSG:4528");
    EXPECT_EQ(probes.at(0).rows, 1U);
}

TEST(ReadCrs, SwappedAxesAreExchanged) {
    const Folder folder;
    write_layer(folder.at("p.shp"), "ESRI Shapefile", "EPSG:4549", wkbPolygon, {{"parcel_id"}},
                {{"POLYGON((3340000 520000,3340100 520000,3340100 520100,3340000 520000))", {"P"}}});
    Diagnostics diagnostics;
    const auto layer = load({spec("parcels", folder.at("p.shp"))}, diagnostics, 1, "EPSG:4549");
    EXPECT_EQ(layer.geometry.box(0).min_x, 520000);
    EXPECT_EQ(layer.geometry.box(0).min_y, 3340000);
}

TEST(ReadCrs, ShiftIsSuspectedAndConvertedOnlyOnRequest) {
    const Folder folder;
    crs::Transform to_degrees("EPSG:4549", "EPSG:4490");
    std::vector<Item> plane;
    std::vector<Item> degrees;
    std::vector<Item> shifted;
    for (int i = 0; i < 40; ++i) {
        std::string texts[3];
        for (int k = 0; k <= 4; ++k) {
            double p[2] = {540000 + 300.0 * i + (k == 1 || k == 2 ? 100 : 0), 3350000 + (k == 2 || k == 3 ? 100.0 : 0)};
            texts[0] += fmt::format("{}{} {}", k == 0 ? "" : ",", p[0], p[1]);
            to_degrees.apply(p, 1);
            texts[1] += fmt::format("{}{} {}", k == 0 ? "" : ",", p[0], p[1]);
            const auto g = crs::gcj02_from_wgs84({p[0], p[1]});
            texts[2] += fmt::format("{}{} {}", k == 0 ? "" : ",", g.x, g.y);
        }
        plane.push_back({"POLYGON((" + texts[0] + "))", {fmt::format("P{}", i)}});
        degrees.push_back({"POLYGON((" + texts[1] + "))", {fmt::format("P{}", i)}});
        shifted.push_back({"POLYGON((" + texts[2] + "))", {fmt::format("P{}", i)}});
    }
    write_layer(folder.at("a.shp"), "ESRI Shapefile", "EPSG:4549", wkbPolygon, {{"parcel_id"}}, plane);
    write_layer(folder.at("b.shp"), "ESRI Shapefile", "EPSG:4490", wkbPolygon, {{"parcel_id"}}, degrees);
    write_layer(folder.at("c.shp"), "ESRI Shapefile", "EPSG:4490", wkbPolygon, {{"parcel_id"}}, shifted);
    const auto findings = [&](std::vector<config::LayerSpec> specs, const geom::Polygons* reference) {
        Diagnostics diagnostics;
        const auto layer = load(specs, diagnostics, 1, "EPSG:4549");
        report_suspect_shifts(layer, reference, "EPSG:4549", diagnostics);
        return with_code(diagnostics, "crs_suspect_shift");
    };
    const auto a = spec("parcels", folder.at("a.shp"));
    auto c = spec("parcels", folder.at("c.shp"));
    EXPECT_TRUE(findings({a, spec("parcels", folder.at("b.shp"))}, nullptr).empty());
    const auto found = findings({a, c}, nullptr);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].file, "c.shp");
    EXPECT_NEAR(found[0].value, 500, 30);
    // Against borders: the plots alone, a frame that just holds them.
    geom::Polygons frame;
    geom::add_rectangle(frame, 539990, 3349990, 551900, 3350110);
    EXPECT_EQ(findings({c}, &frame).size(), 1U);
    EXPECT_TRUE(findings({spec("parcels", folder.at("b.shp"))}, &frame).empty());
    c.shift = "GCJ-02";
    EXPECT_TRUE(findings({a, c}, nullptr).empty());
    Diagnostics diagnostics;
    const auto back = load({c}, diagnostics, 1, "EPSG:4549");
    EXPECT_NEAR(back.geometry.box(0).min_x, 540000, 0.01);
    EXPECT_EQ(back.sources[0].shift, "GCJ-02");
}

}  // namespace
}  // namespace mulens::read
