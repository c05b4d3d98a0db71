// Other people's data: each file loads, or gives one clear Error.
#include "gdal/read_files.hpp"
#include "read/gdal_env.hpp"
#include "read/ogr_geometry.hpp"
#include "read/shp_file.hpp"

#include <cstdlib>
#include <set>

namespace mulens::read {
namespace {

namespace fs = std::filesystem;

class ReadReal : public ::testing::Test {
  protected:
    void SetUp() override {
        const char* folder = std::getenv("MULENS_REAL_DATA");
        if (folder == nullptr || !fs::is_directory(folder)) GTEST_SKIP() << "MULENS_REAL_DATA names no folder";
        root_ = folder;
        start_gdal();  // each test may run in a process of its own
    }
    [[nodiscard]] std::string at(const std::string& name) const { return root_ + "/" + name; }
    std::string root_;
};

TEST_F(ReadReal, OddShapefilesLoadOrGiveOneError) {
    int loaded = 0;
    for (const auto& entry : fs::directory_iterator(at("gdal_shp"))) {
        const std::string end = entry.path().extension();
        if (end != ".shp" && end != ".dbf") continue;
        auto s = spec(end == ".shp" ? "buildings" : "decisions", entry.path());
        s.crs = end == ".shp" ? "EPSG:4326" : "";
        const std::string error = error_of(s);
        loaded += error.empty() ? 1 : 0;
        if (!error.empty()) {
            EXPECT_NE(error.find(entry.path().filename().string()), std::string::npos) << error;
            EXPECT_TRUE(error.starts_with("4: ") || error.starts_with("2: ")) << error;
            EXPECT_EQ(error.find('\n'), std::string::npos) << error;
        }
    }
    EXPECT_GE(loaded, 9);
}

/// What the plain reader takes is what OGR reads, also for the files without .dbf.
TEST_F(ReadReal, PlainRecordsAreLikeOgr) {
    int plain = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root_)) {
        if (entry.path().extension() != ".shp") continue;
        const std::string path = entry.path();
        const auto shx = side_file(path, "shx");
        if (shx.empty()) continue;
        const auto shapes = ShapeFile::open(path, shx);
        if (!shapes) continue;
        const GdalMessages quiet;
        GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
        if (!dataset) continue;
        ShapeFile::Scratch scratch;
        for (Row row = 0; row < shapes->rows(); ++row) {
            shapes->load(row, 1, scratch);
            geom::Polygons ours;
            if (!shapes->append(0, scratch, ours)) continue;
            const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetFeature(row));
            if (!feature) continue;
            geom::Polygons theirs;
            append_geometry(feature->GetGeometryRef(), theirs, false);
            ASSERT_EQ(ours.xy, theirs.xy) << path << " " << row;
            ASSERT_EQ(ours.ring_offsets, theirs.ring_offsets) << path << " " << row;
            ASSERT_EQ(ours.polygon_offsets, theirs.polygon_offsets) << path << " " << row;
            ++plain;
        }
    }
    EXPECT_GT(plain, 100);
}

TEST_F(ReadReal, ZoningInFourEncodingsIsTheSame) {
    std::vector<table::Layer> layers;
    for (const char* name : {"UTF-8", "GBK", "BIG5", "GBK_nocpg"}) {
        auto s =
            spec("regulatory", at(std::string("no_licence_stated/tw_zoning_sample/derived_J0302_") + name + ".shp"));
        s.fields = {{"planned_use", "使用分"}, {"far_max", "容積率"}, {"density_max", "建蔽率"}};
        Diagnostics diagnostics;
        layers.push_back(load({s}, diagnostics));
        EXPECT_EQ(layers.back().rows(), 142U);
        EXPECT_EQ(layers.back().sources[0].crs, "EPSG:3826");
        EXPECT_EQ(with_code(diagnostics, "encoding_mismatch").size(), 0U) << name;
        EXPECT_EQ(with_code(diagnostics, "text_undecodable").size(), 0U) << name;
    }
    std::set<std::string> uses;
    for (Row row = 0; row < 142; ++row) {
        uses.emplace(layers[0].table.text("planned_use", row));
        for (std::size_t k = 1; k < layers.size(); ++k) {
            EXPECT_EQ(layers[k].table.text("planned_use", row), layers[0].table.text("planned_use", row)) << k;
            const double a = layers[0].table.number("far_max", row);
            const double b = layers[k].table.number("far_max", row);
            EXPECT_TRUE(a == b || (a != a && b != b));
        }
    }
    EXPECT_GT(uses.size(), 5U);
}

TEST_F(ReadReal, AnhuiCountiesInGbk) {
    auto s = spec("streets", at("no_licence_stated/gbk_shp/chinese_encoding.shp"));
    s.fields["name"] = "NAME99";
    Diagnostics diagnostics;
    const auto layer = load({s}, diagnostics);
    EXPECT_EQ(layer.rows(), 78U);
    EXPECT_EQ(layer.sources[0].encoding, "GBK");
    EXPECT_EQ(layer.sources[0].crs, "EPSG:4490");
    for (Row row = 0; row < layer.rows(); ++row) EXPECT_NE(layer.table.text("name", row), "");
}

TEST_F(ReadReal, CambridgeParcelsNeedACrsAndJoinTheRoll) {
    auto s = spec("parcels", at("cambridge_fy14/ASSESSING_ParcelsFY2014.topojson"));
    s.fields["parcel_id"] = "ML";
    const std::string error = error_of(s);
    EXPECT_TRUE(error.starts_with("5: ")) << error;
    EXPECT_NE(error.find("--source-crs ASSESSING_ParcelsFY2014.topojson=EPSG:n"), std::string::npos) << error;
    s.crs = "EPSG:4326";
    Diagnostics diagnostics;
    const auto layer = load({s}, diagnostics, 2, "EPSG:32619");
    EXPECT_EQ(layer.rows(), 13116U);
    EXPECT_GT(layer.geometry.box(0).min_y, 4.6e6);
    auto roll = spec("enterprises", at("cambridge_fy14/TaxFY14.csv"));
    roll.fields = {{"parcel_id", "ML"}, {"tax", "TotalAppraisedParcelValue"}};
    const auto firms = load({roll}, diagnostics);
    EXPECT_EQ(firms.rows(), 27528U);
    EXPECT_EQ(firms.table.text("parcel_id", 0), "7-18");
    EXPECT_DOUBLE_EQ(firms.table.number("tax", 0), 1010700);
}

TEST_F(ReadReal, CurvesEmptyAndTwoLayers) {
    Diagnostics diagnostics;
    for (const auto& [name, rows] :
         std::vector<std::pair<std::string, Row>>{{"curvepolygon.gpkg", 0}, {"polygon-parcel.gpkg", 0}}) {
        const auto layer = load({spec("constraints", at("geofileops/" + name))}, diagnostics);
        EXPECT_GT(layer.rows(), rows) << name;
        EXPECT_GT(layer.geometry.point_count(), 0U) << name;
    }
    const std::string error = error_of(spec("constraints", at("geofileops/polygon-twolayers.gpkg")));
    EXPECT_TRUE(error.starts_with("2: ")) << error;
    EXPECT_NE(error.find("FILE#layer"), std::string::npos) << error;
}

TEST_F(ReadReal, WebMercatorIsWarnedAbout) {
    Diagnostics diagnostics;
    for (const auto& entry : fs::directory_iterator(at("momepy")))
        if (entry.path().extension() == ".gpkg") {
            auto s = spec("buildings", entry.path().string() + "#buildings");
            (void)load({s}, diagnostics);
            EXPECT_EQ(with_code(diagnostics, "crs_web_mercator").size(), 1U);
        }
}

}  // namespace
}  // namespace mulens::read
