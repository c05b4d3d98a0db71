// Every format read back with GDAL: values bit for bit, geometry, types, names; the same bytes on a second writing.
#include "write/csv.hpp"
#include "write/ogr_file.hpp"
#include "write/shapefile_names.hpp"
#include "write/xlsx_table.hpp"
#include "write_fixture.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <map>
#include <memory>

namespace mulens::write {
namespace {

using fixture::TempFolder;

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;

Dataset open(const std::string& path) {
    GDALAllRegister();
    return Dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
}

OgrLayer layer_of(const ResultSet& r) {
    OgrLayer layer;
    layer.name = "parcels";
    layer.columns = output_columns(r.parcels, "parcels");
    layer.geometry = &r.geometry;
    layer.crs = r.crs;
    layer.date = r.as_of;
    layer.metadata = {{"评价办法", "示例"}};
    return layer;
}

std::vector<WrittenFile> write(const ResultSet& r, const TempFolder& folder, const std::string& stem, Format format,
                               std::vector<std::string>* warnings = nullptr) {
    Progress progress;
    std::vector<std::string> unused;
    return write_ogr(folder.path().string(), stem, format, layer_of(r), progress, warnings ? *warnings : unused);
}

void check_geometry(const OGRFeature& feature, const geom::Polygons& geometry, Row row) {
    const OGRGeometry* shape = feature.GetGeometryRef();
    ASSERT_EQ(shape != nullptr, geometry.has_geometry(row));
    if (shape == nullptr) return;
    double area = 0;
    for (auto p = geometry.first_polygon(row); p < geometry.end_polygon(row); ++p)
        for (auto r = geometry.first_ring(p); r < geometry.end_ring(p); ++r) {
            const auto ring = geometry.ring(r);
            double twice = 0;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                twice += (ring.x(i) - ring.x(0)) * (ring.y(i + 1) - ring.y(0)) -
                         (ring.x(i + 1) - ring.x(0)) * (ring.y(i) - ring.y(0));
            area += (r == geometry.first_ring(p) ? 1 : -1) * std::abs(twice) / 2;
        }
    EXPECT_NEAR(OGR_G_Area(OGRGeometry::ToHandle(const_cast<OGRGeometry*>(shape))), area, 1e-3);
    OGREnvelope box;
    shape->getEnvelope(&box);
    EXPECT_EQ(box.MinX, geometry.box(row).min_x);
    EXPECT_EQ(box.MaxY, geometry.box(row).max_y);
}

void check_values(OGRLayer& layer, const ResultSet& r) {
    const auto& t = r.parcels;
    std::map<std::string, Row> rows;
    for (Row i = 0; i < t.rows(); ++i) rows[std::string(t.text("parcel_id", i))] = i;
    ASSERT_EQ(layer.GetFeatureCount(), static_cast<GIntBig>(t.rows()));
    for (auto& feature : layer) {
        const Row row = rows.at(feature->GetFieldAsString("parcel_id"));
        check_geometry(*feature, r.geometry, row);
        for (const auto& name : t.names()) {
            const int at = feature->GetFieldIndex(name.c_str());
            ASSERT_GE(at, 0) << name;
            const auto& column = t.at(name);
            const bool set = feature->IsFieldSetAndNotNull(at);
            if (column.is_text()) {
                EXPECT_EQ(set ? feature->GetFieldAsString(at) : "", column.text(row)) << name;
                continue;
            }
            const double value = column.number(row);
            ASSERT_EQ(set, !std::isnan(value)) << name;
            if (!set) continue;
            if (column.kind() == table::Kind::date)
                EXPECT_EQ(std::string(feature->GetFieldAsString(at)).substr(0, 4), "2023");
            else
                EXPECT_EQ(feature->GetFieldAsDouble(at), value) << name;  // bit for bit
        }
    }
}

TEST(WriteFormats, GeoPackageHoldsEverything) {
    TempFolder folder;
    const auto r = fixture::results(60);
    const auto files = write(r, folder, "parcels", Format::gpkg);
    ASSERT_EQ(files.size(), 1U);
    EXPECT_FALSE(fixture::fs::exists(folder / "parcels.gpkg-wal"));
    EXPECT_FALSE(fixture::fs::exists(folder / "parcels.gpkg-journal"));
    const auto dataset = open(folder / "parcels.gpkg");
    ASSERT_TRUE(dataset);
    OGRLayer* layer = dataset->GetLayer(0);
    check_values(*layer, r);
    EXPECT_EQ(OGR_GT_Flatten(layer->GetGeomType()), wkbMultiPolygon);
    EXPECT_STREQ(layer->GetSpatialRef()->GetAuthorityCode(nullptr), "4549");
    EXPECT_STREQ(dataset->GetMetadataItem("评价办法"), "示例");
    const auto* definition = layer->GetLayerDefn();
    EXPECT_EQ(definition->GetFieldDefn(definition->GetFieldIndex("low_efficiency"))->GetSubType(), OFSTBoolean);
    EXPECT_EQ(definition->GetFieldDefn(definition->GetFieldIndex("enterprise_count"))->GetType(), OFTInteger64);
    EXPECT_EQ(definition->GetFieldDefn(definition->GetFieldIndex("stopped_since"))->GetType(), OFTDate);
    // Row order, and the first column is the catalogue's first.
    layer->ResetReading();
    std::unique_ptr<OGRFeature> first(layer->GetNextFeature());
    EXPECT_EQ(first->GetFID(), 1);
    EXPECT_EQ(first->GetFieldAsString(0), r.parcels.text("parcel_id", 0));
}

TEST(WriteFormats, FlatGeobufHoldsEverythingThatHasGeometry) {
    TempFolder folder;
    const auto r = fixture::results(60);
    auto whole = r;
    whole.geometry = {};
    for (Row f = 0; f < 60; ++f) whole.geometry.add_feature(r.geometry, f % 59);
    std::vector<std::string> warnings;
    write(whole, folder, "parcels", Format::fgb, &warnings);
    EXPECT_TRUE(warnings.empty());
    const auto dataset = open(folder / "parcels.fgb");
    ASSERT_TRUE(dataset);
    check_values(*dataset->GetLayer(0), whole);
    EXPECT_STREQ(dataset->GetLayer(0)->GetSpatialRef()->GetAuthorityCode(nullptr), "4549");
    write(r, folder, "one_less", Format::fgb, &warnings);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(open(folder / "one_less.fgb")->GetLayer(0)->GetFeatureCount(), 59);
}

TEST(WriteFormats, ShapefileHasShortNamesAMapAndWarnings) {
    TempFolder folder;
    auto r = fixture::results(30);
    std::string much;
    for (int i = 0; i < 100; ++i) much += "字";  // 300 bytes
    r.parcels.set("park", fixture::text(std::vector<std::string>(30, much)));
    std::vector<std::string> warnings;
    const auto files = write(r, folder, "parcels", Format::shp, &warnings);
    std::vector<std::string> names;
    for (const auto& file : files) names.push_back(file.name);
    EXPECT_EQ(names, (std::vector<std::string>{"parcels.cpg", "parcels.dbf", "parcels.prj", "parcels.shp",
                                               "parcels.shx", "parcels_fields.csv"}));
    EXPECT_EQ(fixture::bytes_of(folder / "parcels.cpg"), "UTF-8");
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_NE(warnings[0].find("park"), std::string::npos);
    const std::string map = fixture::bytes_of(folder / "parcels_fields.csv");
    EXPECT_NE(map.find("TAXPERMU,tax_per_mu,亩均税收,万元/亩,0\n"), std::string::npos) << map;
    const auto dataset = open(folder / "parcels.shp");
    ASSERT_TRUE(dataset);
    OGRLayer& layer = *dataset->GetLayer(0);
    Row row = 0;
    for (auto& feature : layer) {
        EXPECT_EQ(feature->GetFieldAsString("PARCEL_ID"), r.parcels.text("parcel_id", row));
        EXPECT_EQ(feature->GetFieldAsString("OWNER"), r.parcels.text("owner", row));
        const double tax = r.parcels.number("tax", row);
        ASSERT_EQ(feature->IsFieldSetAndNotNull(feature->GetFieldIndex("TAX")), !std::isnan(tax));
        if (!std::isnan(tax)) {
            EXPECT_NEAR(feature->GetFieldAsDouble("TAX"), tax, 1e-12 * tax);
        }
        const std::string park = feature->GetFieldAsString("PARK");
        EXPECT_EQ(park, much.substr(0, 252));  // whole characters
        check_geometry(*feature, r.geometry, row);
        ++row;
    }
    EXPECT_EQ(row, 30U);
}

TEST(WriteFormats, ShapefileNamesAreShortAndDifferent) {
    table::Table t;
    for (const char* name :
         {"tax_per_mu", "a_very_long_name_1", "a_very_long_name_2", "a_very_long_name_3", "中文", "面积"})
        t.set(name, fixture::number({1}));
    const auto names = shapefile_names(output_columns(t, "parcels"));
    EXPECT_EQ(names,
              (std::vector<std::string>{"TAXPERMU", "AVERYLONGN", "AVERYLON_1", "AVERYLON_2", "FIELD", "FIELD_1"}));
}

TEST(WriteFormats, CsvIsBitForBit) {
    TempFolder folder;
    const auto r = fixture::results(5000);
    Progress progress;
    for (const unsigned threads : {1U, 3U}) {
        CsvOptions options;
        options.threads = threads;
        write_csv(folder / fmt::format("{}.csv", threads), output_columns(r.parcels, "parcels"), options, progress);
    }
    const std::string text = fixture::bytes_of(folder / "1.csv");
    EXPECT_EQ(text, fixture::bytes_of(folder / "3.csv"));
    EXPECT_TRUE(text.starts_with("parcel_id,platform,street,scope,area_m2,"));
    EXPECT_EQ(text.find('\r'), std::string::npos);
    GDALAllRegister();
    const char* const allowed[] = {"CSV", nullptr};
    const Dataset dataset(GDALDataset::Open((folder / "1.csv").c_str(), GDAL_OF_VECTOR, allowed));
    ASSERT_TRUE(dataset);
    Row row = 0;
    for (auto& feature : *dataset->GetLayer(0)) {
        for (const char* name : {"parcel_id", "owner", "reasons_text", "platform"})
            EXPECT_EQ(feature->GetFieldAsString(name), r.parcels.text(name, row));
        const std::string tax = feature->GetFieldAsString("tax");
        EXPECT_EQ(tax.empty(), std::isnan(r.parcels.number("tax", row)));
        if (!tax.empty()) {
            EXPECT_EQ(std::stod(tax), r.parcels.number("tax", row));
        }
        ++row;
    }
    EXPECT_EQ(row, 5000U);
}

TEST(WriteFormats, CsvtKeepsTypesAndLeadingZeros) {
    TempFolder folder;
    const auto r = fixture::results(40);
    Progress progress;
    const auto columns = output_columns(r.parcels, "parcels");
    write_csv(folder / "p.csv", columns, {}, progress);
    write_csvt(folder / "p.csvt", columns);
    const auto dataset = open(folder / "p.csv");
    ASSERT_TRUE(dataset);
    Row row = 0;
    for (auto& feature : *dataset->GetLayer(0)) {
        EXPECT_EQ(feature->GetFieldAsString("parcel_id"), r.parcels.text("parcel_id", row));
        EXPECT_EQ(feature->GetFieldDefnRef(feature->GetFieldIndex("area_m2"))->GetType(), OFTReal);
        EXPECT_EQ(feature->GetFieldAsDouble("area_m2"), r.parcels.number("area_m2", row));
        const double low = r.parcels.number("low_efficiency", row);
        EXPECT_EQ(feature->IsFieldSetAndNotNull(feature->GetFieldIndex("low_efficiency")), !std::isnan(low));
        EXPECT_EQ(feature->GetFieldAsInteger("low_efficiency"), low == 1 ? 1 : 0);
        EXPECT_EQ(feature->GetFieldDefnRef(feature->GetFieldIndex("stopped_since"))->GetType(), OFTDate);
        ++row;
    }
    EXPECT_EQ(row, 40U);
}

TEST(WriteFormats, CsvQuotesAndMarks) {
    TempFolder folder;
    table::Table t;
    t.set("owner", fixture::text({"a,b", "c\"d", "e\nf", " g "}));
    t.set("low_efficiency", fixture::number({1, 0, table::none, 1}, table::Kind::boolean));
    Progress progress;
    CsvOptions options;
    options.bom = true;
    options.headers = Headers::zh;
    write_csv(folder / "x.csv", output_columns(t, "parcels"), options, progress);
    EXPECT_EQ(fixture::bytes_of(folder / "x.csv"),
              "\xEF\xBB\xBF"
              "土地使用权人(宗地主),疑似低效\n\"a,b\",true\n\"c\"\"d\",false\n\"e\nf\",\n g ,true\n");
}

TEST(WriteFormats, XlsxKeepsCodesAsTextAndSixteenDigits) {
    TempFolder folder;
    const auto r = fixture::results(40);
    Progress progress;
    (void)write_xlsx_table(folder / "p.xlsx",
                           {"示例", "parcels", output_columns(r.parcels, "parcels"), 40, nullptr, Headers::en, r.as_of},
                           progress);
    const auto dataset = open(folder / "p.xlsx");
    ASSERT_TRUE(dataset);
    OGRLayer& layer = *dataset->GetLayer(0);
    EXPECT_EQ(layer.GetLayerDefn()->GetFieldDefn(0)->GetType(), OFTString);
    Row row = 0;
    for (auto& feature : layer) {
        EXPECT_EQ(feature->GetFieldAsString("parcel_id"), r.parcels.text("parcel_id", row));
        EXPECT_EQ(feature->GetFieldAsString("owner"), r.parcels.text("owner", row));
        const double area = r.parcels.number("area_m2", row);
        EXPECT_NEAR(feature->GetFieldAsDouble("area_m2"), area, 1e-15 * area);
        ++row;
    }
    EXPECT_EQ(row, 40U);
}

}  // namespace
}  // namespace mulens::write
