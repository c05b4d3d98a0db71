// The plain reader against OGR, feature by feature, and against itself with other threads and as a stream.
#include "gdal/read_files.hpp"
#include "read/gdal_env.hpp"
#include "read/ogr_geometry.hpp"
#include "read/source.hpp"

#include <cmath>
#include <random>

namespace mulens::read {
namespace {

std::string ring(double x, double y, double r, int n, bool clockwise) {
    std::string text = "(";
    for (int i = 0; i <= n; ++i) {
        const double a = (clockwise ? -2 : 2) * 3.14159265358979 * (i % n) / n;
        text += fmt::format("{}{} {}", i == 0 ? "" : ",", x + r * std::cos(a), y + r * std::sin(a));
    }
    return text + ")";
}

/// Squares, holes, many parts, islands in holes, nulls.
std::vector<Item> items(int count, unsigned seed) {
    std::mt19937 rng(seed);
    std::vector<Item> out;
    for (int i = 0; i < count; ++i) {
        const double x = 40'520'000 + 100.0 * (i % 100);
        const double y = 3'340'000 + 100.0 * (i / 100);
        const int n = 3 + static_cast<int>(rng() % 20);
        std::string wkt;
        switch (rng() % 7) {
            case 0:
                wkt = "POLYGON(" + ring(x, y, 40, n, true) + "," + ring(x, y, 10, n, false) + ")";
                break;
            case 1:
                wkt = "MULTIPOLYGON((" + ring(x, y, 20, n, true) + "),(" + ring(x + 50, y, 20, n, true) + "))";
                break;
            case 2:
                wkt = "MULTIPOLYGON((" + ring(x, y, 40, n, true) + "," + ring(x, y, 30, n, false) + "),(" +
                      ring(x, y, 5, n, true) + "))";
                break;
            case 3:
                break;  // null
            default:
                wkt = "POLYGON(" + ring(x, y, 40, n, rng() % 2 == 0) + ")";
        }
        out.push_back(
            {wkt, {fmt::format("{:06}", i), i % 5 == 0 ? "" : "0601", fmt::format("{}.25", i), "临江高科园"}});
    }
    return out;
}

const std::vector<FieldOf> fields{{"parcel_id"}, {"DLBM", OFTString, 8}, {"ZDMJ", OFTReal, 14, 2}, {"SSPT"}};

void expect_like_ogr(const std::string& path, const table::Layer& layer) {
    const GdalMessages quiet;
    GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
    ASSERT_TRUE(dataset);
    geom::Polygons theirs;
    std::vector<Row> rows;
    for (const auto& feature : *dataset->GetLayer(0)) {
        append_geometry(feature->GetGeometryRef(), theirs, false);
        rows.push_back(static_cast<Row>(feature->GetFID()));
    }
    EXPECT_EQ(layer.source_row, rows);
    EXPECT_EQ(layer.geometry.xy, theirs.xy);
    EXPECT_EQ(layer.geometry.ring_offsets, theirs.ring_offsets);
    EXPECT_EQ(layer.geometry.polygon_offsets, theirs.polygon_offsets);
    EXPECT_EQ(layer.geometry.feature_offsets, theirs.feature_offsets);
}

TEST(ReadShapefile, LikeOgrWithRingsHolesPartsAndNulls) {
    const Folder folder;
    const auto path = folder.at("p.shp");
    write_layer(path, "ESRI Shapefile", "EPSG:4528", wkbPolygon, fields, items(3000, 5), {"ENCODING=GBK"});
    ASSERT_NE(open_plain_shapefile(spec("parcels", path)), nullptr);
    Diagnostics diagnostics;
    const auto layer = load({spec("parcels", path)}, diagnostics);
    expect_like_ogr(path, layer);
    EXPECT_EQ(layer.table.text("parcel_id", 7), "000007");
    EXPECT_EQ(layer.table.text("platform", 7), "临江高科园");
    EXPECT_DOUBLE_EQ(layer.table.number("deed_area_m2", 7), 7.25);
    EXPECT_EQ(layer.table.text("land_use", 5), "");
    EXPECT_EQ(layer.sources[0].crs, "EPSG:4528");
    EXPECT_EQ(layer.sources[0].encoding, "GBK");
    EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
}

/// Rings turned round or cut open, a record of another type: OGR's answer is ours.
TEST(ReadShapefile, OddRecordsAreLikeOgr) {
    const Folder folder;
    const auto path = folder.at("p.shp");
    write_layer(path, "ESRI Shapefile", "EPSG:4528", wkbPolygon, fields, items(400, 6));
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    std::mt19937 rng(3);
    for (std::size_t at = 100; at + 60 < bytes.size();) {
        const auto b = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
        const std::size_t length = 2 * ((b(4) << 24U) | (b(5) << 16U) | (b(6) << 8U) | b(7));
        if (length > 48 && rng() % 4 == 0) bytes[at + 8 + 44 + 4 * b(44) + 3] ^= 0x11;  // a first x: ring not closed
        at += 8 + length;
    }
    file.seekp(0);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    Diagnostics diagnostics;
    const auto layer = load({spec("parcels", path)}, diagnostics);
    expect_like_ogr(path, layer);
}

TEST(ReadShapefile, DeletedRecordsDoNotCome) {
    const Folder folder;
    const auto path = folder.at("p.shp");
    write_layer(path, "ESRI Shapefile", "EPSG:4528", wkbPolygon, fields, items(50, 7));
    {
        const char* const keep[] = {"AUTO_REPACK=NO", nullptr};
        GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, keep));
        ASSERT_EQ(dataset->GetLayer(0)->DeleteFeature(10), OGRERR_NONE);
    }
    Diagnostics diagnostics;
    const auto layer = load({spec("parcels", path)}, diagnostics);
    ASSERT_EQ(layer.rows(), 49U);
    EXPECT_EQ(layer.source_row[10], 11U);
    EXPECT_EQ(layer.table.text("parcel_id", 10), "000011");
    expect_like_ogr(path, layer);
}

TEST(ReadShapefile, ThreadsAndStreamGiveTheSame) {
    const Folder folder;
    const auto a = folder.at("a.shp");
    const auto b = folder.at("b.gpkg");
    write_layer(a, "ESRI Shapefile", "EPSG:4528", wkbPolygon, fields, items(40'000, 8));
    write_layer(b, "GPKG", "EPSG:4549", wkbMultiPolygon, {{"parcel_id"}, {"ZDMJ", OFTReal, 0, 0}},
                {{"MULTIPOLYGON(((520000 3340000,520100 3340000,520100 3340100,520000 3340000)))", {"B1", "3"}},
                 {"", {"B2", ""}}});
    const std::vector<config::LayerSpec> specs{spec("parcels", a), spec("parcels", b)};
    Diagnostics diagnostics;
    const auto one = load(specs, diagnostics, 1, "EPSG:4549");
    const auto three = load(specs, diagnostics, 3, "EPSG:4549");
    EXPECT_EQ(one.geometry.xy, three.geometry.xy);
    EXPECT_EQ(one.source_row, three.source_row);
    FeatureStream stream(specs, {"EPSG:4549", 2, true, {"parcel_id", "deed_area_m2"}}, diagnostics);
    ASSERT_EQ(stream.rows(), one.rows());
    table::Layer chunk;
    geom::Polygons all;
    Row row = 0;
    for (Row first = 0; first < stream.rows(); first += 7001) {
        stream.read(first, std::min<Row>(7001, stream.rows() - first), row % 2, chunk);
        EXPECT_FALSE(chunk.table.has("land_use"));
        all.append(chunk.geometry);
        for (Row r = 0; r < chunk.rows(); ++r, ++row) {
            ASSERT_EQ(chunk.table.text("parcel_id", r), one.table.text("parcel_id", row));
            ASSERT_EQ(chunk.table.text("parcel_id", r), three.table.text("parcel_id", row));
            const double x = chunk.table.number("deed_area_m2", r);
            const double y = one.table.number("deed_area_m2", row);
            ASSERT_TRUE(x == y || (std::isnan(x) && std::isnan(y)));
        }
    }
    EXPECT_EQ(all.xy, one.geometry.xy);
    EXPECT_EQ(all.feature_offsets, one.geometry.feature_offsets);
    const auto sources = stream.sources();
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(sources[0].sha256, one.sources[0].sha256);
    EXPECT_EQ(sources[1].rows, 2U);
}

}  // namespace
}  // namespace mulens::read
