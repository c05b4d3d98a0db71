#include "geometry_helpers.hpp"
#include "geos/ops.hpp"
#include "geos/repair.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <thread>

using namespace mulens;
using geom::Polygons;
using geos::Validity;

TEST(Geos, OverlayOfSquares) {
    geos::Context context;
    Polygons p;
    geom::add_rectangle(p, 0, 0, 4, 4);
    geom::add_rectangle(p, 2, 2, 6, 6);
    const auto a = geos::from_feature(context, p, 0);
    const auto b = geos::from_feature(context, p, 1);
    EXPECT_DOUBLE_EQ(geos::intersection_area(a, b).value(), 4);
    EXPECT_DOUBLE_EQ(geos::difference_area(a, b).value(), 12);
    std::vector<geos::Geometry> both;
    both.push_back(geos::from_feature(context, p, 0));
    both.push_back(geos::from_feature(context, p, 1));
    EXPECT_DOUBLE_EQ(geos::union_area(geos::collect(context, both)).value(), 28);
}

TEST(Geos, BowTieIsRepairedAndSaysWhy) {
    geos::Context context;
    Polygons p;
    test::add_polygon(p, {{0, 0}, {4, 4}, {4, 0}, {0, 4}});
    Polygons repaired;
    const auto verdict = geos::examine(context, p, 0, repaired);
    EXPECT_EQ(verdict.validity, Validity::repaired);
    EXPECT_NE(verdict.reason.find("Self-intersection"), std::string::npos);
    EXPECT_DOUBLE_EQ(verdict.after_m2, 8);
    EXPECT_DOUBLE_EQ(geom::feature_area_m2(repaired, 0), 8);
    EXPECT_TRUE(geos::is_valid(geos::from_feature(context, repaired, 0)));
}

TEST(Geos, WhatCannotBeRepairedIsBroken) {
    geos::Context context;
    Polygons p;
    test::add_polygon(p, {{0, 0}, {4, 0}, {8, 0}});  // no area
    test::add_polygon(p, {{0, 0}, {4, std::numeric_limits<double>::quiet_NaN()}, {8, 0}});
    p.add_point(0, 0);  // two points only
    p.add_point(1, 1);
    p.end_ring();
    p.end_polygon();
    p.end_feature();
    p.add_empty();
    Polygons repaired;
    EXPECT_EQ(geos::examine(context, p, 0, repaired).validity, Validity::broken);
    EXPECT_EQ(geos::examine(context, p, 1, repaired).validity, Validity::broken);
    EXPECT_EQ(geos::examine(context, p, 2, repaired).validity, Validity::broken);
    EXPECT_EQ(geos::examine(context, p, 3, repaired).validity, Validity::empty);
    EXPECT_EQ(repaired.size(), 0U);
}

TEST(Geos, OpenRingsAreClosedAndRepeatedPointsTidied) {
    geos::Context context;
    Polygons p;
    for (const auto& [x, y] : test::Points{{0, 0}, {4, 0}, {4, 4}, {0, 4}}) p.add_point(x, y);
    p.end_ring();
    p.end_polygon();
    p.end_feature();
    test::add_polygon(p, {{0, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}});
    Polygons repaired;
    const auto open = geos::examine(context, p, 0, repaired);
    EXPECT_EQ(open.validity, Validity::repaired);
    EXPECT_DOUBLE_EQ(open.after_m2, 16);
    EXPECT_EQ(geos::examine(context, p, 1, repaired).validity, Validity::tidied);
    EXPECT_EQ(repaired.ring(1).size(), 5U);
}

TEST(Geos, ContextsServeThreads) {
    geos::Contexts contexts(4);
    Polygons p;
    geom::add_rectangle(p, 0, 0, 4, 4);
    geom::add_rectangle(p, 2, 2, 6, 6);
    std::vector<double> areas(4);
    std::vector<std::thread> pool;
    for (unsigned w = 0; w < 4; ++w) {
        pool.emplace_back([&, w] {
            for (int i = 0; i < 200; ++i) areas[w] += test::geos_common_area(contexts[w], p, 0, p, 1);
        });
    }
    for (auto& thread : pool) thread.join();
    for (const double area : areas) EXPECT_DOUBLE_EQ(area, 800);
}
