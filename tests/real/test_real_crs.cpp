// The .prj files and boxes of other people's data.
#include "crs/identify.hpp"
#include "crs/sniff.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace {

using mulens::crs::choose_working;
using mulens::crs::identify;
using mulens::crs::sniff;
using mulens::geom::Box;

std::string prj(const std::string& name) {
    const char* data = std::getenv("MULENS_REAL_DATA");
    if (!data) return {};
    std::ifstream in(std::string(data) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Case {
    const char* file;
    const char* id;
};
class RealPrj : public testing::TestWithParam<Case> {};

TEST_P(RealPrj, is_identified) {
    const std::string text = prj(GetParam().file);
    if (text.empty()) GTEST_SKIP() << GetParam().file << " is absent or MULENS_REAL_DATA is not set";
    EXPECT_EQ(identify(text), GetParam().id) << text;
}
INSTANTIATE_TEST_SUITE_P(Files, RealPrj,
                         testing::Values(Case{"tenerife/cons.prj", "EPSG:32628"},
                                         Case{"qgis_swellendam/farms_33S.prj", "EPSG:32733"},
                                         Case{"no_licence_stated/tw_zoning_sample/derived_J0302_BIG5.prj", "EPSG:3826"},
                                         Case{"gdal_shp/prjwithutf8bom.prj", "EPSG:4269"},
                                         Case{"gdal_shp/cb_2022_us_county_20m_extract.prj", "EPSG:4269"},
                                         Case{"gdal_shp/CoHI_GCS12.prj", "EPSG:4269"}));

TEST(RealBoxes, as_the_files_have_them) {
    // Boxes read once with ogrinfo; no coordinates of single objects.
    EXPECT_EQ(sniff(Box{-71.161, 42.352, -71.063, 42.404}, "").crs, "EPSG:4326");
    EXPECT_EQ(choose_working("EPSG:4326", Box{-71.161, 42.352, -71.063, 42.404}).crs, "EPSG:32619");
    EXPECT_EQ(choose_working("EPSG:32628", Box{-16.6, 28.3, -16.5, 28.4}).crs, "EPSG:32628");
    EXPECT_TRUE(mulens::crs::web_mercator("EPSG:3857"));
}

}  // namespace
