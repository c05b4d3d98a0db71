// The basemap: a made-up GeoTIFF read in parts, warped, and what is no raster.
#include "base/error.hpp"
#include "read/raster.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include <string>
#include <vector>

namespace {

using namespace mulens;

/// 100 × 80 pixels of 10 m at (500000, 3350000) in EPSG:4549; red grows eastwards, green southwards.
std::string make_tiff(bool with_crs) {
    GDALAllRegister();
    const std::string path = testing::TempDir() + (with_crs ? "/mulens_map.tif" : "/mulens_nowhere.tif");
    GDALDataset* out =
        GetGDALDriverManager()->GetDriverByName("GTiff")->Create(path.c_str(), 100, 80, 3, GDT_Byte, nullptr);
    double g[6] = {500000, 10, 0, 3350800, 0, -10};
    out->SetGeoTransform(g);
    if (with_crs) {
        OGRSpatialReference crs;
        crs.importFromEPSG(4549);
        out->SetSpatialRef(&crs);
    }
    std::vector<std::uint8_t> row(100);
    for (int band = 1; band <= 3; ++band)
        for (int y = 0; y < 80; ++y) {
            for (int x = 0; x < 100; ++x)
                row[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(band == 1 ? x : band == 2 ? y : 7);
            EXPECT_EQ(out->GetRasterBand(band)->RasterIO(GF_Write, 0, y, 100, 1, row.data(), 100, 1, GDT_Byte, 0, 0),
                      CE_None);
        }
    GDALClose(out);
    return path;
}

TEST(Raster, APartIsWhatLiesThere) {
    const std::string path = make_tiff(true);
    Progress progress;
    const auto part = read::read_raster(path, "EPSG:4549", {500200, 3350300, 500400, 3350500}, 500, 500, progress);
    ASSERT_EQ(part.width, 20);
    ASSERT_EQ(part.height, 20);
    EXPECT_NEAR(part.box.min_x, 500200, 1e-6);
    EXPECT_NEAR(part.box.max_y, 3350500, 1e-6);
    EXPECT_EQ(part.rgba[0], 20);
    EXPECT_EQ(part.rgba[1], 30);
    EXPECT_EQ(part.rgba[2], 7);
    EXPECT_EQ(part.rgba[3], 255);
    EXPECT_EQ(read::read_raster(path, "EPSG:4549", {0, 0, 10, 10}, 50, 50, progress).width, 0);
    const auto small = read::read_raster(path, "EPSG:4549", {500000, 3350000, 501000, 3350800}, 50, 50, progress);
    EXPECT_LE(small.width, 50);
}

TEST(Raster, WhatIsNoMapSaysSo) {
    Progress progress;
    EXPECT_THROW((void)read::read_raster(MULENS_SOURCE_DIR "/README.md", "EPSG:4549", {0, 0, 1, 1}, 9, 9, progress),
                 Error);
    EXPECT_THROW((void)read::read_raster(make_tiff(false), "EPSG:4549", {0, 0, 1, 1}, 9, 9, progress), Error);
}

}  // namespace
