#include "base/error.hpp"
#include "crs/gauss.hpp"
#include "crs/gcj02.hpp"
#include "crs/identify.hpp"
#include "crs/transform.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

using namespace std::string_literals;
using mulens::Error;
using mulens::ExitCode;
using mulens::crs::Shift;
using mulens::crs::Transform;
using mulens::geom::Point;

Point moved(const std::string& from, const std::string& to, Point p, Shift shift = Shift::none) {
    Transform(from, to, shift).apply(&p.x, 1);
    return p;
}

TEST(Transform, projection_vector_of_the_domain_page) {
    const Point p = moved("EPSG:4490", "EPSG:4528", {120.159, 30.267});
    EXPECT_NEAR(p.x, 40515300.094, 1e-3);
    EXPECT_NEAR(p.y, 3349722.302, 1e-3);
    const Point back = moved("EPSG:4528", "EPSG:4490", p);
    EXPECT_NEAR(back.x, 120.159, 1e-10);
    EXPECT_NEAR(back.y, 30.267, 1e-10);
}

TEST(Transform, equal_systems_are_the_identity) {
    EXPECT_TRUE(Transform("EPSG:4549", "EPSG:4549").identity());
    EXPECT_TRUE(Transform("epsg:4549", mulens::crs::wkt_of("EPSG:4549", true)).identity());
    EXPECT_TRUE(Transform("EPSG:32628", mulens::crs::wkt_of("EPSG:32628")).identity());
}

TEST(Transform, cgcs2000_and_wgs84_are_one_by_decision) {
    EXPECT_TRUE(Transform("EPSG:4326", "EPSG:4490").identity());
    EXPECT_TRUE(Transform("EPSG:4490", "OGC:CRS84").identity());
    EXPECT_NE(Transform("EPSG:4326", "EPSG:4490").note().find("by decision"), std::string::npos);
    const Point a = moved("EPSG:4326", "EPSG:4549", {120.5, 30.27});
    const Point b = moved("EPSG:4490", "EPSG:4549", {120.5, 30.27});
    EXPECT_EQ(a, b);
    const Point utm = moved("EPSG:4326", "EPSG:32651", {120.5, 30.27});
    const Point back = moved("EPSG:32651", "EPSG:4549", utm);
    EXPECT_NEAR(back.x, a.x, 1e-6);
    EXPECT_NEAR(back.y, a.y, 1e-6);
}

TEST(Transform, zone_number_is_an_exact_shift) {
    const Point p{40515300.09412345, 3349722.302};
    const Point q = moved("EPSG:4528", "EPSG:4549", p);
    EXPECT_EQ(q.x, p.x - 40000000.0);
    EXPECT_EQ(q.y, p.y);
    EXPECT_EQ(moved("EPSG:4549", "EPSG:4528", q), p);
    EXPECT_EQ(moved("EPSG:2364", "EPSG:2385", {40500000, 3.3e6}).x, 500000);
    EXPECT_FALSE(Transform("EPSG:4528", "EPSG:4549").identity());
}

TEST(Transform, neighbouring_zones_meet) {
    const Point lonlat{121.5, 30.3};
    const Point east = moved("EPSG:4490", "EPSG:4550", lonlat);
    const Point west = moved("EPSG:4550", "EPSG:4549", east);
    const Point direct = moved("EPSG:4490", "EPSG:4549", lonlat);
    EXPECT_NEAR(west.x, direct.x, 1e-6);
    EXPECT_NEAR(west.y, direct.y, 1e-6);
}

TEST(Transform, guessed_change_of_datum_is_refused) {
    for (const char* from : {"EPSG:2385", "EPSG:4610", "EPSG:2364"}) {
        try {
            Transform(from, "EPSG:4549");
            ADD_FAILURE() << from << " was accepted";
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ExitCode::crs);
            EXPECT_NE(std::string(e.what()).find("refused"), std::string::npos) << e.what();
        }
    }
}

TEST(Transform, beijing54_parameters_of_elsewhere_are_not_used_here) {
    // The registry knows Beijing 1954 parameters for sea and desert areas only.
    try {
        moved("EPSG:2437", "EPSG:4549", {520000, 3350000});
        ADD_FAILURE() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ExitCode::crs);
    }
}

TEST(Transform, a_file_s_own_seven_parameters_are_used) {
    const std::string own =
        "+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +a=6378140 +rf=298.257 "
        "+towgs84=100,0,0,0,0,0,0 +units=m +type=crs";
    const Point p = moved(own, "EPSG:4549", {520000, 3350000});
    EXPECT_GT(std::hypot(p.x - 520000, p.y - 3350000), 50);
    EXPECT_LT(std::hypot(p.x - 520000, p.y - 3350000), 150);
}

TEST(Transform, registered_changes_of_datum_work) {
    const Point p = moved("EPSG:4269", "EPSG:32619", {-71.1, 42.37});  // NAD83 → UTM 19N
    EXPECT_NEAR(p.x, 327000, 2000);
    EXPECT_NEAR(p.y, 4692500, 2000);
    const Point tw = moved("EPSG:3826", "EPSG:4326", {250000, 2700000});  // TWD97
    EXPECT_NEAR(tw.x, 121.0, 0.1);
    EXPECT_NEAR(tw.y, 24.4, 0.1);
    const Point working = moved("EPSG:3826", "EPSG:4549", {250000, 2700000});
    EXPECT_NEAR(working.x, 600000, 3000);
}

TEST(Transform, what_cannot_be_computed_is_nan) {
    std::array<double, 6> xy{520000, 3350000, NAN, 3350000, 1e30, -1e30};
    Transform("EPSG:4549", "EPSG:4490").apply(xy.data(), 3);
    EXPECT_NEAR(xy[0], 120.2, 0.1);
    for (int i = 2; i < 6; ++i) EXPECT_TRUE(std::isnan(xy[i])) << i;
    std::array<double, 4> shifted{NAN, 1, INFINITY, 1};
    Transform("EPSG:4528", "EPSG:4549").apply(shifted.data(), 2);
    for (const double v : shifted) EXPECT_TRUE(std::isnan(v));
}

TEST(Transform, nonsense_is_an_error_that_says_what_to_do) {
    for (const char* text : {"EPSG:999999", "hello", "LOCAL_CS[\"x\",UNIT[\"metre\",1]]", "EPSG:4978"}) {
        try {
            Transform(text, "EPSG:4549");
            ADD_FAILURE() << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ExitCode::crs);
            EXPECT_NE(std::string(e.what()).find("--source-crs"), std::string::npos) << e.what();
        }
    }
}

TEST(Gcj02, displacement_in_qiantang) {
    struct Case {
        Point at, by;
    };
    for (const Case& c : {Case{{120.30, 30.30}, {0.004493, -0.002406}}, Case{{120.50, 30.27}, {0.004332, -0.002450}},
                          Case{{120.70, 30.35}, {0.004241, -0.002481}}}) {
        const Point q = mulens::crs::gcj02_from_wgs84(c.at);
        EXPECT_NEAR(q.x - c.at.x, c.by.x, 1e-6);
        EXPECT_NEAR(q.y - c.at.y, c.by.y, 1e-6);
        const Point metres = moved("EPSG:4326", "EPSG:4549", q);
        const Point origin = moved("EPSG:4326", "EPSG:4549", c.at);
        EXPECT_NEAR(std::hypot(metres.x - origin.x, metres.y - origin.y), 500, 10);
    }
}

TEST(Gcj02, inverse_to_a_nanodegree_all_over_china) {
    for (double lon = 74; lon < 135; lon += 1.7)
        for (double lat = 18; lat < 53; lat += 1.3) {
            const Point p{lon, lat};
            const Point g = mulens::crs::wgs84_from_gcj02(mulens::crs::gcj02_from_wgs84(p));
            EXPECT_NEAR(g.x, lon, 1e-9);
            EXPECT_NEAR(g.y, lat, 1e-9);
            const Point b = mulens::crs::wgs84_from_bd09(mulens::crs::bd09_from_wgs84(p));
            EXPECT_NEAR(b.x, lon, 1e-9);
            EXPECT_NEAR(b.y, lat, 1e-9);
        }
}

TEST(Gcj02, abroad_nothing_moves) {
    const Point cambridge{-71.1, 42.4};
    EXPECT_EQ(mulens::crs::gcj02_from_wgs84(cambridge), cambridge);
    EXPECT_EQ(mulens::crs::wgs84_from_gcj02(cambridge), cambridge);
    EXPECT_EQ(mulens::crs::wgs84_from_bd09(cambridge), cambridge);
}

TEST(Gcj02, bd09_lies_further_out) {
    const Point g = mulens::crs::gcj02_from_wgs84({120.5, 30.27});
    const Point b = mulens::crs::bd09_from_gcj02(g);
    EXPECT_NEAR(b.x - g.x, 0.0065, 0.0005);
    EXPECT_NEAR(b.y - g.y, 0.006, 0.001);
}

TEST(Transform, takes_a_displacement_back) {
    const Point true_place{120.5, 30.27};
    const Point gcj = mulens::crs::gcj02_from_wgs84(true_place);
    const Point want = moved("EPSG:4490", "EPSG:4549", true_place);
    const Point got = moved("EPSG:4326", "EPSG:4549", gcj, Shift::gcj02);
    EXPECT_NEAR(got.x, want.x, 1e-3);
    EXPECT_NEAR(got.y, want.y, 1e-3);
    const Point bd = mulens::crs::bd09_from_wgs84(true_place);
    EXPECT_NEAR(moved("EPSG:4326", "EPSG:4326", bd, Shift::bd09).x, true_place.x, 1e-9);
    EXPECT_FALSE(Transform("EPSG:4326", "EPSG:4326", Shift::gcj02).identity());
    EXPECT_THROW(Transform("EPSG:4269", "EPSG:4549", Shift::gcj02), Error);
}

TEST(Transform, names_of_shifts) {
    using mulens::crs::shift_of;
    EXPECT_EQ(shift_of(""), Shift::none);
    EXPECT_EQ(shift_of("GCJ-02"), Shift::gcj02);
    EXPECT_EQ(shift_of("bd09"), Shift::bd09);
    EXPECT_THROW((void)shift_of("mars"), Error);
}

/// The table of zone numbers against the registry, every row of it.
TEST(Gauss, table_agrees_with_the_registry) {
    using mulens::crs::Datum;
    using mulens::crs::Gauss;
    const auto wants = [](const Gauss& g) {
        const std::string id = mulens::crs::id_of(g);
        ASSERT_FALSE(id.empty());
        EXPECT_EQ(mulens::crs::gauss_of(id), g);
        const std::string geographic = mulens::crs::geographic_of(id);
        EXPECT_EQ(geographic, g.datum == Datum::cgcs2000 ? "EPSG:4490"
                              : g.datum == Datum::xian80 ? "EPSG:4610"
                                                         : "EPSG:4214")
            << id;
        const Point p = moved(geographic, id, {double(g.central_meridian()), 30});
        EXPECT_NEAR(p.x, g.false_easting(), 1e-3) << id;
    };
    for (const Datum datum : {Datum::cgcs2000, Datum::xian80, Datum::beijing54})
        for (const bool prefix : {false, true}) {
            for (int zone = 25; zone <= 45; zone += 5) wants({datum, 3, zone, prefix});
            for (int zone = 13; zone <= 23; zone += 5) wants({datum, 6, zone, prefix});
        }
    EXPECT_EQ(mulens::crs::id_of({Datum::cgcs2000, 3, 46, true}), "");
    EXPECT_FALSE(mulens::crs::gauss_of("EPSG:4326"));
    EXPECT_FALSE(mulens::crs::gauss_of("EPSG:45490"));
}

}  // namespace
