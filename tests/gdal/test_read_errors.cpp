// Bad input: one clear sentence with the file and what to do, and the documented exit code.
#include "gdal/read_files.hpp"

namespace mulens::read {
namespace {

const std::string square =
    "POLYGON((40520000 3340000,40520100 3340000,40520100 3340100,40520000 3340100,40520000 3340000))";

std::string parcels(const Folder& folder, const std::string& name = "p.shp", const std::string& crs = "EPSG:4528",
                    int rows = 3) {
    std::vector<Item> items;
    for (int i = 0; i < rows; ++i) items.push_back({square, {fmt::format("P{}", i)}});
    write_layer(folder.at(name), "ESRI Shapefile", crs, wkbPolygon, {{"parcel_id"}}, items);
    return folder.at(name);
}

void expect_error(const std::string& text, const std::string& code, const std::vector<std::string>& parts) {
    EXPECT_TRUE(text.starts_with(code + ": ")) << text;
    for (const auto& part : parts) EXPECT_NE(text.find(part), std::string::npos) << text;
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
}

void cut(const std::string& path, std::uintmax_t bytes) { std::filesystem::resize_file(path, bytes); }

TEST(ReadErrors, MissingParts) {
    const Folder folder;
    expect_error(error_of(spec("parcels", folder.at("none.shp"))), "4", {"none.shp", "no such file"});
    const auto path = parcels(folder);
    std::filesystem::rename(folder.at("p.dbf"), folder.at("kept"));
    expect_error(error_of(spec("parcels", path)), "4", {"p.shp", ".dbf is missing"});
    std::filesystem::rename(folder.at("kept"), folder.at("p.dbf"));
    std::filesystem::remove(folder.at("p.shx"));
    expect_error(error_of(spec("parcels", path)), "4", {"p.shp", ".shx is missing"});
}

TEST(ReadErrors, TruncatedFiles) {
    const Folder folder;
    const auto path = parcels(folder);
    cut(path, 300);
    expect_error(error_of(spec("parcels", path)), "4", {"p.shp", "cut off", "300"});
    cut(path, 50);
    expect_error(error_of(spec("parcels", path)), "4", {"p.shp", "cut off"});
    const auto q = parcels(folder, "q.shp");
    cut(folder.at("q.dbf"), std::filesystem::file_size(folder.at("q.dbf")) - 70);
    expect_error(error_of(spec("parcels", q)), "4", {"q.shp", ".dbf", "cut off"});
    expect_error(error_of(spec("enterprises", folder.write("x.xlsx", "not a workbook"))), "4",
                 {"x.xlsx", "cannot be read"});
    expect_error(error_of(spec("enterprises", folder.write("empty.csv", ""))), "4", {"empty.csv", "0 bytes"});
    expect_error(error_of(spec("enterprises", folder.write("open.csv", "ent_id,name\nE1,\"never closed\n"))), "4",
                 {"open.csv", "never closed"});
    expect_error(error_of(spec("enterprises", folder.write("u16.csv", std::string("\xFF\xFE"
                                                                                  "e\0",
                                                                                  4)))),
                 "4", {"UTF-16"});
    expect_error(error_of(spec("parcels", folder.write("x.gpkg", "SQLite format 3"))), "4", {"x.gpkg"});
    expect_error(
        error_of(spec("parcels", folder.write("x.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"ty"))),
        "4", {"x.geojson"});
}

TEST(ReadErrors, EmptyLayers) {
    const Folder folder;
    expect_error(error_of(spec("parcels", parcels(folder, "p.shp", "EPSG:4528", 0))), "4", {"p.shp", "no features"});
    expect_error(error_of(spec("enterprises", folder.write("e.csv", "ent_id,tax\n"))), "4", {"e.csv", "no rows"});
    Diagnostics diagnostics;
    const auto decisions = load({spec("decisions", folder.write("d.csv", "key,decision_kind\n"))}, diagnostics);
    EXPECT_EQ(decisions.rows(), 0U);
    EXPECT_EQ(with_code(diagnostics, "empty_layer").size(), 1U);
}

TEST(ReadErrors, Crs) {
    const Folder folder;
    // Plane coordinates without zone number fit every zone; here far from Hangzhou.
    write_layer(folder.at("n.shp"), "ESRI Shapefile", "", wkbPolygon, {{"parcel_id"}},
                {{"POLYGON((420000 4340000,420100 4340000,420100 4340100,420000 4340000))", {"P1"}}});
    expect_error(error_of(spec("parcels", folder.at("n.shp"))), "5", {"n.shp", "--source-crs n.shp=EPSG:n"});
    write_layer(folder.at("d.shp"), "ESRI Shapefile", "", wkbPolygon, {{"parcel_id"}},
                {{"POLYGON((-71 42,-70.9 42,-70.9 42.1,-71 42))", {"P1"}}});
    expect_error(error_of(spec("parcels", folder.at("d.shp"))), "5", {"d.shp", "--source-crs d.shp=EPSG:n"});
    auto s = spec("parcels", parcels(folder));
    s.crs = "EPSG:999999";
    expect_error(error_of(s), "5", {"EPSG:999999"});
}

TEST(ReadErrors, WrongGeometryAndLayers) {
    const Folder folder;
    write_layer(folder.at("l.shp"), "ESRI Shapefile", "EPSG:4528", wkbLineString, {{"parcel_id"}},
                {{"LINESTRING(40520000 3340000,40520100 3340000)", {"P1"}}});
    expect_error(error_of(spec("parcels", folder.at("l.shp"))), "4", {"l.shp", "must be polygons"});
    folder.write("pt.geojson",
                 R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"parcel_id":"P1"},)"
                 R"("geometry":{"type":"Point","coordinates":[120.5,30.3]}}]})");
    expect_error(error_of(spec("parcels", folder.at("pt.geojson"))), "4", {"pt.geojson", "polygon"});
    const auto two = folder.at("two.gpkg");
    write_layer(two, "GPKG", "EPSG:4528", wkbPolygon, {{"parcel_id"}}, {{square, {"A"}}}, {}, "one");
    write_layer(two, "GPKG", "EPSG:4528", wkbPolygon, {{"parcel_id"}}, {{square, {"B"}}}, {}, "other");
    expect_error(error_of(spec("parcels", two)), "2", {"one, other", "FILE#layer"});
    expect_error(error_of(spec("parcels", two + "#third")), "2", {"\"third\"", "one, other"});
    Diagnostics diagnostics;
    EXPECT_EQ(load({spec("parcels", two + "#other")}, diagnostics).table.text("parcel_id", 0), "B");
    expect_error(error_of(spec("parcels", folder.write("t.csv", "parcel_id,name\nP1,x\n"))), "4",
                 {"t.csv", "no geometry"});
}

}  // namespace
}  // namespace mulens::read
