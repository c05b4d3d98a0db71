#include "crs/transform.hpp"
#include "geom/ellipsoid.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace {

using mulens::geom::cgcs2000;
using mulens::geom::ellipsoid_area_m2;
using mulens::geom::Polygons;
using mulens::geom::RingView;

/// Another method: ∫ M(φ) N(φ) cos φ dφ dλ over the ring by Simpson's rule along each edge, constants from a and f.
double integrated_area(const std::vector<double>& lonlat) {
    const double f = 1 / 298.257222101;
    const double a = 6378137.0;
    const double e2 = f * (2 - f);
    const double radians = std::numbers::pi / 180;
    // Area of one radian of longitude from the equator to a latitude, closed form.
    const auto zone = [&](double lat) {
        const double e = std::sqrt(e2);
        const double s = std::sin(lat);
        return a * a * (1 - e2) / 2 * (s / (1 - e2 * s * s) + std::log((1 + e * s) / (1 - e * s)) / (2 * e));
    };
    double sum = 0;
    for (std::size_t i = 0; i + 3 < lonlat.size(); i += 2) {
        const int steps = 64;  // each edge straight in longitude and latitude
        const double from = zone(lonlat[1] * radians);
        for (int k = 0; k < steps; ++k) {
            const auto at = [&](double t) {
                return zone((lonlat[i + 1] + t * (lonlat[i + 3] - lonlat[i + 1])) * radians) - from;
            };
            const double t0 = k / double(steps);
            const double t1 = (k + 1) / double(steps);
            const double mean = (at(t0) + 4 * at((t0 + t1) / 2) + at(t1)) / 6;
            sum += mean * (lonlat[i + 2] - lonlat[i]) / steps * radians;
        }
    }
    return std::abs(sum);
}

std::vector<double> square_of_50_mu(double east, double north) {
    const double side = std::sqrt(50 * 10000.0 / 15);
    std::vector<double> xy{east, north, east + side, north, east + side, north + side, east, north + side, east, north};
    mulens::crs::Transform("EPSG:4549", "EPSG:4490").apply(xy.data(), 5);
    return xy;
}

TEST(Ellipsoid, constants_follow_from_a_and_f) {
    EXPECT_NEAR(cgcs2000().b_m, 6356752.314140356, 1e-8);
    EXPECT_NEAR(cgcs2000().A, 1.00336408983419, 1e-14);
    EXPECT_NEAR(cgcs2000().B, 1.12418938192711e-3, 1e-16);
    EXPECT_NEAR(cgcs2000().C, 1.69945947351885e-6, 1e-19);
    EXPECT_NEAR(cgcs2000().D, 2.71785784557743e-9, 1e-21);
    EXPECT_NEAR(cgcs2000().E, 4.35841900483425e-12, 1e-24);
}

struct Square {
    double east, north, area_m2, lon, lat;
};
class FiftyMu : public testing::TestWithParam<Square> {};

TEST_P(FiftyMu, area_to_one_square_centimetre) {
    const Square& c = GetParam();
    const std::vector<double> ring = square_of_50_mu(c.east, c.north);
    EXPECT_NEAR(ring[0], c.lon, 1e-9);
    EXPECT_NEAR(ring[1], c.lat, 1e-9);
    EXPECT_NEAR(ellipsoid_area_m2(RingView(ring.data(), 5)), c.area_m2, 1e-4);
    EXPECT_NEAR(integrated_area(ring), c.area_m2, 2e-3);
}
INSTANTIATE_TEST_SUITE_P(Domain, FiftyMu,
                         testing::Values(Square{533000, 3354000, 33332.433119, 120.343071283, 30.305234242},
                                         Square{548000, 3350000, 33331.432054, 120.498826004, 30.268651455},
                                         Square{566000, 3345000, 33329.742536, 120.685562891, 30.222705260}));

TEST(Ellipsoid, cells_of_a_hundredth_degree) {
    const auto cell = [](double lon, double lat) {
        const std::vector<double> r{lon, lat, lon + 0.01, lat, lon + 0.01, lat + 0.01, lon, lat + 0.01, lon, lat};
        return ellipsoid_area_m2(RingView(r.data(), 5));
    };
    EXPECT_NEAR(cell(120.30, 30.30), 1066337.762, 1e-3);
    EXPECT_NEAR(cell(120.50, 30.27), 1066657.420, 1e-3);
    EXPECT_NEAR(cell(120.70, 30.20), 1067402.152, 1e-3);
}

TEST(Ellipsoid, direction_and_first_point_do_not_matter) {
    const std::vector<double> r{120.3, 30.3, 120.31, 30.3, 120.315, 30.312, 120.3, 30.31, 120.3, 30.3};
    const std::vector<double> back{120.3, 30.3, 120.3, 30.31, 120.315, 30.312, 120.31, 30.3, 120.3, 30.3};
    const std::vector<double> turned{120.315, 30.312, 120.3, 30.31, 120.3, 30.3, 120.31, 30.3, 120.315, 30.312};
    const double area = ellipsoid_area_m2(RingView(r.data(), 5));
    EXPECT_NEAR(ellipsoid_area_m2(RingView(back.data(), 5)), area, 1e-6);
    EXPECT_NEAR(ellipsoid_area_m2(RingView(turned.data(), 5)), area, 1e-6);
}

TEST(Ellipsoid, holes_subtract_and_parts_add) {
    Polygons p;
    mulens::geom::add_rectangle(p, 120.3, 30.3, 120.31, 30.31);
    mulens::geom::add_rectangle(p, 120.302, 30.302, 120.304, 30.304);
    const double outer = ellipsoid_area_m2(p, 0);
    const double inner = ellipsoid_area_m2(p, 1);
    Polygons holed;
    for (const std::uint64_t r : {0, 1}) {
        holed.add_points({p.ring(r).data(), 2 * p.ring(r).size()});
        holed.end_ring();
    }
    holed.end_polygon();
    holed.add_points({p.ring(1).data(), 2 * p.ring(1).size()});
    holed.end_ring();
    holed.end_polygon();
    holed.end_feature();
    EXPECT_NEAR(ellipsoid_area_m2(holed, 0), outer - inner + inner, 1e-6);
    EXPECT_LT(inner, outer / 10);
    holed.polygon_offsets.pop_back();
    holed.feature_offsets.back() = 1;
    EXPECT_NEAR(ellipsoid_area_m2(holed, 0), outer - inner, 1e-6);
    p.add_empty();
    EXPECT_EQ(ellipsoid_area_m2(p, 2), 0.0);
}

TEST(Ellipsoid, not_a_number_is_not_hidden) {
    const std::vector<double> r{120.3, 30.3, NAN, 30.3, 120.31, 30.31, 120.3, 30.3};
    EXPECT_TRUE(std::isnan(ellipsoid_area_m2(RingView(r.data(), 4))));
}

}  // namespace
