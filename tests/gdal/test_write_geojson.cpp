// RFC 7946: winding, decimals, validity after rounding, null, bbox, ids, and the same bytes for any thread count.
#include "write/geojson.hpp"
#include "write_fixture.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <regex>

namespace mulens::write {
namespace {

using fixture::TempFolder;
using nlohmann::json;

GeoJsonReport write(const ResultSet& r, const std::string& path, unsigned threads = 1,
                    const std::vector<Row>* rows = nullptr) {
    Progress progress;
    return write_geojson(path,
                         {"parcels", output_columns(r.parcels, "parcels"), &r.geometry, r.crs,
                          r.parcels.share("parcel_id"), rows, Headers::en},
                         threads, progress);
}

double signed_area(const json& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += (ring[i][0].get<double>() - ring[0][0].get<double>()) *
                   (ring[i + 1][1].get<double>() - ring[0][1].get<double>()) -
               (ring[i + 1][0].get<double>() - ring[0][0].get<double>()) *
                   (ring[i][1].get<double>() - ring[0][1].get<double>());
    return sum / 2;
}

std::vector<json> polygons_of(const json& geometry) {
    if (geometry.is_null()) return {};
    if (geometry["type"] == "Polygon") return {geometry["coordinates"]};
    return geometry["coordinates"].get<std::vector<json>>();
}

void check_rfc(const std::string& text) {
    const json all = json::parse(text);
    EXPECT_EQ(all["type"], "FeatureCollection");
    EXPECT_FALSE(all.contains("crs"));
    EXPECT_EQ(text.find("NaN"), std::string::npos);
    EXPECT_FALSE(std::regex_search(text.substr(0, 20000), std::regex(R"(\[-?\d+\.\d{8,})")));
    double min_x = 999, min_y = 999, max_x = -999, max_y = -999;
    for (const auto& feature : all["features"]) {
        for (const auto& polygon : polygons_of(feature["geometry"])) {
            for (std::size_t r = 0; r < polygon.size(); ++r) {
                const auto& ring = polygon[r];
                ASSERT_GE(ring.size(), 4U);
                EXPECT_EQ(ring.front(), ring.back());
                EXPECT_EQ(signed_area(ring) > 0, r == 0);
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) EXPECT_NE(ring[i], ring[i + 1]);
                for (const auto& point : ring) {
                    min_x = std::min(min_x, point[0].get<double>()), max_x = std::max(max_x, point[0].get<double>());
                    min_y = std::min(min_y, point[1].get<double>()), max_y = std::max(max_y, point[1].get<double>());
                }
            }
        }
        if (feature["geometry"].is_null()) continue;
        std::unique_ptr<OGRGeometry> shape(OGRGeometryFactory::createFromGeoJson(feature["geometry"].dump().c_str()));
        ASSERT_TRUE(shape);
        EXPECT_TRUE(shape->IsValid()) << feature["id"];
    }
    if (min_x < 999) {
        EXPECT_EQ(all["bbox"], json::array({min_x, min_y, max_x, max_y}));
    }
}

TEST(WriteGeoJson, KeepsTheRulesOfRfc7946) {
    TempFolder folder;
    const auto r = fixture::results(50);
    const auto report = write(r, folder / "p.geojson");
    const std::string text = fixture::bytes_of(folder / "p.geojson");
    check_rfc(text);
    EXPECT_EQ(report.features, 50U);
    EXPECT_EQ(report.without, 1U);
    EXPECT_EQ(report.repaired, 0U);
    EXPECT_EQ(report.file.sha256, sha256_of(text));
    EXPECT_EQ(report.file.bytes, text.size());
}

TEST(WriteGeoJson, ValuesAreBitForBitAndBlanksAreNull) {
    TempFolder folder;
    const auto r = fixture::results(20);
    write(r, folder / "p.geojson");
    const json all = json::parse(fixture::bytes_of(folder / "p.geojson"));
    for (Row i = 0; i < 20; ++i) {
        const auto& feature = all["features"][i];
        EXPECT_EQ(feature["id"], r.parcels.text("parcel_id", i));
        const auto& p = feature["properties"];
        EXPECT_EQ(p["area_m2"].get<double>(), r.parcels.number("area_m2", i));
        const double tax = r.parcels.number("tax", i);
        EXPECT_EQ(p["tax"], std::isnan(tax) ? json() : json(tax));
        const double low = r.parcels.number("low_efficiency", i);
        EXPECT_EQ(p["low_efficiency"], std::isnan(low) ? json() : json(low != 0));
        const auto owner = r.parcels.text("owner", i);
        EXPECT_EQ(p["owner"], owner.empty() ? json() : json(owner));
        if (i == 0) {
            EXPECT_EQ(p["stopped_since"], "2023-02-28");
        }
    }
    EXPECT_TRUE(all["features"][19]["geometry"].is_null());
}

TEST(WriteGeoJson, CoordinatesAgreeWithProj) {
    TempFolder folder;
    const auto r = fixture::results(5);
    write(r, folder / "p.geojson");
    const json all = json::parse(fixture::bytes_of(folder / "p.geojson"));
    OGRSpatialReference from, to;
    from.SetFromUserInput("EPSG:4549");
    to.SetFromUserInput("EPSG:4490");  // CGCS2000 = WGS 84 by decision
    from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    std::unique_ptr<OGRCoordinateTransformation> transform(OGRCreateCoordinateTransformation(&from, &to));
    ASSERT_TRUE(transform);
    for (Row f = 0; f < 4; ++f) {
        double x = r.geometry.ring(r.geometry.first_ring(r.geometry.first_polygon(f))).x(0);
        double y = r.geometry.ring(r.geometry.first_ring(r.geometry.first_polygon(f))).y(0);
        ASSERT_TRUE(transform->Transform(1, &x, &y));
        bool found = false;
        for (const auto& polygon : polygons_of(all["features"][f]["geometry"]))
            for (const auto& point : polygon[0])
                found |= std::abs(point[0].get<double>() - x) < 0.6e-7 && std::abs(point[1].get<double>() - y) < 0.6e-7;
        EXPECT_TRUE(found) << f;
    }
}

TEST(WriteGeoJson, AnyThreadCountGivesTheSameBytes) {
    TempFolder folder;
    const auto r = fixture::results(20'000);
    write(r, folder / "1.geojson", 1);
    write(r, folder / "3.geojson", 3);
    EXPECT_EQ(fixture::bytes_of(folder / "1.geojson"), fixture::bytes_of(folder / "3.geojson"));
}

TEST(WriteGeoJson, ASelectionKeepsItsOrder) {
    TempFolder folder;
    const auto r = fixture::results(9);
    const std::vector<Row> rows{7, 2};
    write(r, folder / "p.geojson", 1, &rows);
    const json all = json::parse(fixture::bytes_of(folder / "p.geojson"));
    ASSERT_EQ(all["features"].size(), 2U);
    EXPECT_EQ(all["features"][0]["id"], r.parcels.text("parcel_id", 7));
    const std::vector<Row> nothing;
    write(r, folder / "none.geojson", 1, &nothing);
    EXPECT_TRUE(json::parse(fixture::bytes_of(folder / "none.geojson"))["features"].empty());
}

// Shapes that rounding to 1e-7° (about 1 cm) breaks, and shapes that were broken before.
TEST(WriteGeoJson, BrokenAndTinyShapesComeOutValidOrNull) {
    TempFolder folder;
    ResultSet r;
    r.crs = "EPSG:4549";
    const double x = 535000, y = 3350000;
    const std::vector<std::vector<double>> shapes{
        {x, y, x + 100, y + 100, x + 100, y, x, y + 100, x, y},                   // bow-tie
        {x, y, x + 0.001, y, x + 0.001, y + 0.001, x, y},                         // smaller than the grid
        {x, y, x + 100, y, x + 100, y + 50, x + 50, y + 0.002, x, y + 50, x, y},  // near touch
        {x, y, x + 50, y, x + 50, y + 80, x + 50, y, x + 100, y, x + 100, y + 50, x, y + 50, x, y},  // spike
        {x, y, x + 50, y, x + 50.001, y, x + 50.002, y + 0.001, x + 50, y + 50, x, y},  // repeated after rounding
        {x, y, x, y + 50, x + 50, y + 50, x + 50, y, x, y}};                            // clockwise
    std::vector<std::string> ids;
    for (const auto& shape : shapes) {
        r.geometry.add_points(shape);
        r.geometry.end_ring();
        r.geometry.end_polygon();
        r.geometry.end_feature();
        ids.push_back(fmt::format("P{}", ids.size()));
    }
    r.parcels.set("parcel_id", fixture::text(ids));
    const auto report = write(r, folder / "p.geojson");
    const std::string text = fixture::bytes_of(folder / "p.geojson");
    check_rfc(text);
    const json all = json::parse(text);
    EXPECT_EQ(all["features"][0]["geometry"]["type"], "MultiPolygon");
    EXPECT_TRUE(all["features"][1]["geometry"].is_null());
    EXPECT_EQ(report.without, 1U);
    EXPECT_GE(report.repaired, 1U);
}

TEST(WriteGeoJson, RandomStarsStayValid) {
    TempFolder folder;
    ResultSet r;
    r.crs = "EPSG:4549";
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<std::string> ids;
    for (int f = 0; f < 1500; ++f) {
        // A few centimetres wide: rounding moves every point by a large part of the shape.
        const double size = f % 3 == 0 ? 0.08 : 60;
        const double x = 535000 + 200 * unit(random), y = 3350000 + 200 * unit(random);
        const int n = 5 + static_cast<int>(unit(random) * 120);
        std::vector<double> xy;
        for (int i = 0; i < n; ++i) {
            const double angle = 6.283185307179586 * i / n, radius = size * (0.2 + unit(random));
            xy.push_back(x + radius * std::cos(angle));
            xy.push_back(y + radius * std::sin(angle));
        }
        xy.push_back(xy[0]);
        xy.push_back(xy[1]);
        r.geometry.add_points(xy);
        r.geometry.end_ring();
        r.geometry.end_polygon();
        r.geometry.end_feature();
        ids.push_back(fmt::format("P{}", f));
    }
    r.parcels.set("parcel_id", fixture::text(ids));
    const auto report = write(r, folder / "p.geojson", 2);
    check_rfc(fixture::bytes_of(folder / "p.geojson"));
    EXPECT_GT(report.repaired, 50U);
    EXPECT_LT(report.without, 20U);
}

TEST(WriteGeoJson, SimpleRingTestAgreesWithGeos) {
    std::mt19937 random(5);
    int simple = 0;
    for (int round = 0; round < 4000; ++round) {
        GridRing ring;
        const int n = 3 + static_cast<int>(random() % 5);
        for (int i = 0; i < n; ++i) ring.push_back({static_cast<int>(random() % 7), static_cast<int>(random() % 7)});
        ring.push_back(ring.front());
        if (!clean_ring(ring, true)) continue;
        const bool ours = ring_is_simple(ring);
        simple += ours;
        EXPECT_EQ(ours, is_valid({{ring}})) << round;
    }
    EXPECT_GT(simple, 500);
}

TEST(WriteGeoJson, DegreesHaveNoTrailingZeros) {
    const auto degrees = [](std::int64_t grid) {
        std::string out;
        append_degrees(out, grid);
        return out;
    };
    EXPECT_EQ(degrees(1203456789), "120.3456789");
    EXPECT_EQ(degrees(1200000000), "120");
    EXPECT_EQ(degrees(-5), "-0.0000005");
    EXPECT_EQ(degrees(0), "0");
    EXPECT_EQ(degrees(303000000), "30.3");
}

TEST(WriteGeoJson, TextIsEscapedAndWhole) {
    std::string out;
    append_json_string(out, "甲\"\\\n\x01\xFF乙");
    EXPECT_EQ(json::parse(out).get<std::string>(), "甲\"\\\n\x01\xEF\xBF\xBD乙");
}

}  // namespace
}  // namespace mulens::write
