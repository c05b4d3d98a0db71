#include "crs/gcj02.hpp"
#include "crs/suspect.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace {

using mulens::crs::Shift;
using mulens::crs::suspect_shift;
using mulens::crs::Suspicion;
using mulens::geom::Point;

/// Corners scattered over the district; a share of them moved by up to a metre, as two surveys differ.
std::vector<Point> district(unsigned seed, std::size_t count) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> lon(120.3, 120.7);
    std::uniform_real_distribution<double> lat(30.2, 30.4);
    std::vector<Point> points;
    for (std::size_t i = 0; i < count; ++i) points.push_back({lon(random), lat(random)});
    return points;
}

std::vector<double> flat(const std::vector<Point>& points, Shift shift = Shift::none) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> metre(-1e-5, 1e-5);
    std::vector<double> xy;
    for (const Point& p : points) {
        const Point q = shift == Shift::gcj02  ? mulens::crs::gcj02_from_wgs84(p)
                        : shift == Shift::bd09 ? mulens::crs::bd09_from_wgs84(p)
                                               : p;
        xy.push_back(q.x + metre(random));
        xy.push_back(q.y + metre(random));
    }
    return xy;
}

TEST(Suspect, a_displaced_layer) {
    const std::vector<Point> all = district(1, 3000);
    const std::vector<Point> part(all.begin(), all.begin() + 500);
    for (const Shift shift : {Shift::gcj02, Shift::bd09}) {
        const Suspicion s = suspect_shift(flat(part, shift), flat(all));
        EXPECT_EQ(s.shift, shift);
        EXPECT_GT(s.restored, 450u);
        EXPECT_NEAR(s.displacement_m, shift == Shift::gcj02 ? 500 : 1100, 300);
        EXPECT_NE(s.reason.find("shift = "), std::string::npos);
    }
}

TEST(Suspect, layers_that_fit_or_have_nothing_in_common) {
    const std::vector<Point> all = district(1, 3000);
    EXPECT_EQ(suspect_shift(flat(all), flat(all)).shift, Shift::none);
    EXPECT_EQ(suspect_shift(flat(all, Shift::gcj02), flat(all, Shift::gcj02)).shift, Shift::none);
    EXPECT_EQ(suspect_shift(flat(district(2, 3000)), flat(all)).shift, Shift::none);
    EXPECT_EQ(suspect_shift(flat(district(2, 5), Shift::gcj02), flat(district(2, 5))).shift, Shift::none) << "too few";
    EXPECT_EQ(suspect_shift({}, flat(all)).shift, Shift::none);
    EXPECT_EQ(suspect_shift(flat(all), {}).shift, Shift::none);
}

TEST(Suspect, only_some_plots_are_shared) {
    const std::vector<Point> all = district(1, 3000);
    std::vector<Point> mixed(all.begin(), all.begin() + 100);
    for (const Point& p : district(9, 900)) mixed.push_back(p);
    EXPECT_EQ(suspect_shift(flat(mixed, Shift::gcj02), flat(all)).shift, Shift::gcj02);
}

TEST(Suspect, abroad_nothing_is_suspected) {
    std::vector<double> cambridge;
    for (int i = 0; i < 100; ++i) {
        cambridge.push_back(-71.1 + i * 1e-3);
        cambridge.push_back(42.37);
    }
    EXPECT_EQ(suspect_shift(cambridge, cambridge).tried, 0u);
}

}  // namespace
