// Other people's invalid polygons and expected overlays (MULENS_REAL_DATA).
#include "base/diagnostics.hpp"
#include "geom/area.hpp"
#include "geom/clip.hpp"
#include "geom/locate.hpp"
#include "geos/ops.hpp"
#include "geos/repair.hpp"
#include "overlay/zones.hpp"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

using namespace mulens;
namespace fs = std::filesystem;

namespace {

fs::path data_folder() {
    const char* given = std::getenv("MULENS_REAL_DATA");
    return given != nullptr ? fs::path(given) : fs::path(MULENS_SOURCE_DIR) / "../shared/data";
}

void add_ring(geom::Polygons& out, const OGRLinearRing& ring) {
    for (int i = 0; i < ring.getNumPoints(); ++i) out.add_point(ring.getX(i), ring.getY(i));
    out.end_ring();
}

void add_parts(geom::Polygons& out, const OGRGeometry& geometry) {
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon) {
        const OGRPolygon& polygon = *geometry.toPolygon();
        if (polygon.getExteriorRing() == nullptr) return;
        add_ring(out, *polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRings(); ++i) add_ring(out, *polygon.getInteriorRing(i));
        out.end_polygon();
    } else if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
        for (const auto* part : *geometry.toGeometryCollection()) add_parts(out, *part);
    }
}

geom::Polygons read(const fs::path& file) {
    GDALAllRegister();
    geom::Polygons out;
    const std::unique_ptr<GDALDataset> data(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
    if (!data) return out;
    for (const auto& feature : *data->GetLayer(0)) {
        if (feature->GetGeometryRef() != nullptr) add_parts(out, *feature->GetGeometryRef());
        out.end_feature();
    }
    return out;
}

table::Layer layer_of(const std::string& role, geom::Polygons polygons) {
    table::Layer layer;
    layer.role = role;
    layer.sources.emplace_back();
    layer.geometry = std::move(polygons);
    layer.table = table::Table(layer.geometry.size());
    layer.source.assign(layer.geometry.size(), 0);
    layer.source_row.assign(layer.geometry.size(), 0);
    return layer;
}

double total_area(const geom::Polygons& polygons) {
    double sum = 0;
    for (Row row = 0; row < polygons.size(); ++row) sum += geom::feature_area_m2(polygons, row);
    return sum;
}

}  // namespace

TEST(OverlayReal, AllSeventyInvalidPolygonsAreRepaired) {
    const fs::path file = data_folder() / "geofileops/polygon-invalid.gpkg";
    if (!fs::exists(file)) GTEST_SKIP() << file << " is not here";
    const geom::Polygons polygons = read(file);
    ASSERT_EQ(polygons.size(), 70U);
    geos::Context context;
    geom::Polygons repaired;
    for (Row row = 0; row < polygons.size(); ++row) {
        const auto verdict = geos::examine(context, polygons, row, repaired);
        EXPECT_EQ(verdict.validity, geos::Validity::repaired) << row << " " << verdict.reason;
        EXPECT_FALSE(verdict.reason.empty());
    }
    for (Row row = 0; row < repaired.size(); ++row) {
        EXPECT_TRUE(geos::is_valid(geos::from_feature(context, repaired, row)));
        EXPECT_GT(geom::feature_area_m2(repaired, row), 0);
    }
}

TEST(OverlayReal, ParcelsAndZonesAgreeWithGeos) {
    const fs::path folder = data_folder() / "geofileops";
    if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not here";
    const geom::Polygons parcels = read(folder / "polygon-parcel.gpkg");
    const geom::Polygons zones = read(folder / "polygon-zone.gpkg");
    geos::Context context;
    int measured = 0;
    for (Row p = 0; p < parcels.size(); ++p) {
        const auto parcel = geos::from_feature(context, parcels, p);
        if (!geos::is_valid(parcel)) continue;
        for (Row z = 0; z < zones.size(); ++z) {
            const double expected = geos::intersection_area(parcel, geos::from_feature(context, zones, z)).value();
            const geom::Shape zone = geom::Shape::prepared(zones, z);
            const auto relation = geom::classify(geom::Shape(parcels, p), zone);
            const double area = geom::feature_area_m2(parcels, p);
            if (relation == geom::Relation::disjoint) {
                EXPECT_NEAR(expected, 0, 1e-6);
            } else if (relation == geom::Relation::inside) {
                EXPECT_NEAR(expected, area, 1e-9 * std::max(1.0, area));
                ++measured;
            } else if (const auto common = geom::common_area_m2(geom::Shape(parcels, p), zone)) {
                EXPECT_NEAR(*common, expected, 1e-9 * std::max(1.0, expected));
                ++measured;
            }
        }
    }
    EXPECT_GT(measured, 5);
}

TEST(OverlayReal, AgreesWithGeopandas) {
    const fs::path folder = data_folder() / "geopandas_overlay/overlay";
    if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not here";
    struct Case {
        const char *a, *b, *common, *difference;
    };
    for (const Case& c : {Case{"polys/df1", "polys/df2", "polys/df1_df2-intersection", "polys/df1_df2-difference"},
                          Case{"overlap/df1_overlap", "overlap/df2_overlap", "overlap/df1_df2_overlap-intersection",
                               "overlap/df1_df2_overlap-difference"}}) {
        const auto file = [&](const char* name) { return folder / (std::string(name) + ".geojson"); };
        const auto parcels = layer_of("parcels", read(file(c.a)));
        auto zones = layer_of("zones", read(file(c.b)));
        Diagnostics diagnostics;
        Progress progress;
        const auto result = overlay::overlay_zones(parcels, zones, 2, diagnostics, progress);
        const geom::Polygons common = read(file(c.common));
        ASSERT_GT(common.size(), 0U);
        EXPECT_EQ(result.memberships.size(), common.size()) << c.common;
        EXPECT_NEAR(result.balance.pairs.value(), total_area(common), 1e-9);
        EXPECT_NEAR(result.balance.outside.value(), total_area(read(file(c.difference))), 1e-9);
        EXPECT_NEAR(result.balance.lost_m2(), 0, 1e-8);  // every term of the sums is rounded to 1e-9
    }
}
