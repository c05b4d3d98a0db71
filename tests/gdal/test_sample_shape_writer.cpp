// The sample's own shapefile writer against GDAL's reader.
#include "sample/shape_writer.hpp"
#include "sample_fixture.hpp"

#include <gtest/gtest.h>

namespace {

using namespace mulens::sample;
namespace fs = std::filesystem;
using sample_test::open_vector;

class ShapeWriterTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("mulens_shape_" + std::to_string(::getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    fs::path folder_;
};

const Ring square{{500000, 3350000}, {500100, 3350000}, {500100, 3350050}, {500000, 3350050}};

TEST_F(ShapeWriterTest, GdalReadsWhatWasWritten) {
    ShapeWriter out(folder_ / "a", {{"宗地代码", 'C', 19, 0}, {"证载面积", 'N', 12, 2}, {"权利人", 'C', 9, 0}},
                    {"GBK", "", 0, "EPSG:4549"});
    out.text("330114001001GB00001");
    out.number(123456, 2);
    out.text("杭州澄舟科技有限公司");  // 9 bytes hold four characters
    out.polygon(square);
    out.text("330114001001GB00002");
    out.blank();
    out.text("");
    out.null_shape();
    out.close();
    EXPECT_FALSE(fs::exists(folder_ / "a.cpg"));
    EXPECT_EQ(sample_test::bytes_of(folder_ / "a.dbf")[29], '\0');

    const auto data = open_vector(folder_ / "a.shp", "CP936");
    ASSERT_TRUE(data);
    OGRLayer* layer = data->GetLayer(0);
    EXPECT_EQ(layer->GetFeatureCount(), 2);
    EXPECT_STREQ(layer->GetLayerDefn()->GetFieldDefn(0)->GetNameRef(), "宗地代码");
    OGRFeatureUniquePtr first(layer->GetNextFeature());
    EXPECT_STREQ(first->GetFieldAsString(0), "330114001001GB00001");
    EXPECT_DOUBLE_EQ(first->GetFieldAsDouble(1), 1234.56);
    EXPECT_STREQ(first->GetFieldAsString(2), "杭州澄舟");
    EXPECT_DOUBLE_EQ(first->GetGeometryRef()->toPolygon()->get_Area(), 5000);
    EXPECT_TRUE(first->GetGeometryRef()->toPolygon()->getExteriorRing()->isClockwise());
    OGRFeatureUniquePtr second(layer->GetNextFeature());
    EXPECT_FALSE(second->IsFieldSetAndNotNull(1));
    EXPECT_EQ(second->GetGeometryRef(), nullptr);
}

TEST_F(ShapeWriterTest, SplitsIntoNumberedParts) {
    ShapeWriter out(folder_ / "big", {{"N", 'N', 6, 0}}, {}, 1000);
    for (int i = 0; i < 20; ++i) {
        out.number(i, 0);
        out.polygon(square);
    }
    out.close();
    EXPECT_GT(out.parts(), 1U);
    EXPECT_EQ(out.rows(), 20U);
    std::int64_t rows = 0;
    for (std::uint64_t part = 1; part <= out.parts(); ++part) {
        const auto path = folder_ / ("big_00" + std::to_string(part) + ".shp");
        ASSERT_TRUE(fs::exists(path)) << path;
        const auto data = open_vector(path);
        ASSERT_TRUE(data);
        rows += data->GetLayer(0)->GetFeatureCount();
        EXPECT_LE(fs::file_size(path), 1000U);
    }
    EXPECT_EQ(rows, 20);
    EXPECT_FALSE(fs::exists(folder_ / "big.shp"));
}

}  // namespace
