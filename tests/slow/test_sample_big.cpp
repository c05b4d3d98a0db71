// The sample above scale 20: plain files, no transforms, one ledger year, blocks that fill the frame.
#include "sample/sample.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>

namespace {

namespace fs = std::filesystem;

TEST(SampleBig, PlainFilesAndTheWantedSize) {
    const fs::path folder = fs::temp_directory_path() / ("mulens_big_" + std::to_string(::getpid()));
    mulens::sample::SampleOptions options;
    options.out = folder.string();
    options.scale = 21;
    mulens::Progress quiet;
    mulens::sample::write_sample(options, quiet);
    EXPECT_FALSE(fs::exists(folder / "contracts.csv"));
    EXPECT_FALSE(fs::exists(folder / "enterprises_2024.xlsx"));
    EXPECT_TRUE(fs::exists(folder / "enterprises_2024.csv"));
    GDALAllRegister();
    GIntBig rows = 0;
    for (const auto& entry : fs::directory_iterator(folder / "parcels")) {
        if (entry.path().extension() != ".shp") continue;
        EXPECT_TRUE(fs::exists(fs::path(entry.path()).replace_extension(".cpg")));
        const std::unique_ptr<GDALDataset> data(GDALDataset::Open(entry.path().c_str(), GDAL_OF_VECTOR));
        ASSERT_TRUE(data) << entry.path();
        OGREnvelope box;
        ASSERT_EQ(data->GetLayer(0)->GetExtent(&box), OGRERR_NONE);
        EXPECT_FALSE(data->GetLayer(0)->GetSpatialRef()->IsGeographic());
        const double easting = std::fmod(box.MinX, 1e6);
        EXPECT_GT(easting, 480000);
        EXPECT_LT(std::fmod(box.MaxX, 1e6), 620000);
        rows += data->GetLayer(0)->GetFeatureCount();
        std::size_t bad = 0;
        for (int i = 0; i < 2000; ++i) {
            OGRFeatureUniquePtr feature(data->GetLayer(0)->GetNextFeature());
            if (!feature) break;
            const OGRGeometry* g = feature->GetGeometryRef();
            if (g == nullptr || !g->IsValid()) ++bad;
        }
        EXPECT_LE(bad, 6U) << entry.path();  // no more than what is planted
    }
    EXPECT_NEAR(static_cast<double>(rows), 105000, 6000);
    const std::unique_ptr<GDALDataset> buildings(GDALDataset::Open((folder / "buildings.shp").c_str(), GDAL_OF_VECTOR));
    ASSERT_TRUE(buildings);
    EXPECT_NEAR(static_cast<double>(buildings->GetLayer(0)->GetFeatureCount()) / static_cast<double>(rows), 4, 0.7);
    fs::remove_all(folder);
}

}  // namespace
