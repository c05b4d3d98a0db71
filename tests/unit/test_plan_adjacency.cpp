// Neighbours of all parcels: hand-worked borders, GEOS's distances on random shapes, the same bytes for any threads.
#include "base/error.hpp"
#include "geometry_helpers.hpp"
#include "plan/adjacency.hpp"
#include "plan_grid.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

using namespace mulens;
using namespace mulens::plan;

namespace {

constexpr double east = 40'520'000;
constexpr double north = 3'350'000;

void add_box(geom::Polygons& out, double x0, double y0, double x1, double y1) {
    geom::add_rectangle(out, east + x0, north + y0, east + x1, north + y1);
}

Adjacency neighbours(const geom::Polygons& land, double border = 0.5, double road = 0, unsigned threads = 1) {
    Progress progress;
    AdjacencyOptions options;
    options.border_m = border;
    options.road_gap_m = road;
    options.threads = threads;
    return find_adjacency(land, options, progress);
}

TEST(PlanAdjacency, BordersGapsAndRoads) {
    geom::Polygons land;
    add_box(land, 0, 0, 100, 100);       // 0
    add_box(land, 100.03, 0, 200, 60);   // 1: 3 cm off, 60 m of border
    add_box(land, 99.98, 60, 200, 100);  // 2: 2 cm over, T-junction at 60
    add_box(land, 0, 112, 100, 200);     // 3: across a road of 12 m
    add_box(land, 200, 100, 300, 200);   // 4: meets 2 in a corner
    add_box(land, 30, 30, 50, 50);       // 5: lies in 0
    land.add_empty();                    // 6
    const auto near = neighbours(land, 0.5, 15);
    ASSERT_EQ(near.rows(), 7U);
    const auto* one = near.find(0, 1);
    ASSERT_NE(one, nullptr);
    EXPECT_NEAR(one->shared_m, 60.0, 0.6);
    EXPECT_EQ(one->gap_m, 0);
    EXPECT_NEAR(near.find(0, 2)->shared_m, 40, 0.6);
    EXPECT_NEAR(near.find(1, 2)->shared_m, 100, 0.6);
    const auto* road = near.find(0, 3);
    ASSERT_NE(road, nullptr);
    EXPECT_EQ(road->shared_m, 0);
    EXPECT_NEAR(road->gap_m, 12, 1e-6);
    EXPECT_GE(road->facing_m, 100 - 1e-3);
    const auto* corner = near.find(2, 4);
    ASSERT_NE(corner, nullptr);
    EXPECT_LT(corner->shared_m, 1.5);
    EXPECT_FALSE(contiguous(*corner, {}));
    const auto* inside = near.find(0, 5);
    ASSERT_NE(inside, nullptr);
    EXPECT_EQ(inside->gap_m, 0);
    EXPECT_TRUE(near.of(6).empty());
    EXPECT_TRUE(contiguous(*one, {}));
    EXPECT_FALSE(contiguous(*road, {}));
    EXPECT_TRUE(contiguous(*road, {3, 15}));
    EXPECT_FALSE(contiguous(*road, {3, 11}));
    // Without a road gap the plot across is no neighbour at all.
    EXPECT_EQ(neighbours(land).find(0, 3), nullptr);
}

TEST(PlanAdjacency, AHoleIsNoInside) {
    geom::Polygons land;
    // A ring of land around a court of 60 × 60, and a plot in the middle of the court, 20 m from its walls.
    for (const auto& [lo, hi] : {std::pair{0.0, 100.0}, std::pair{20.0, 80.0}}) {
        land.add_point(lo, lo);
        land.add_point(hi, lo);
        land.add_point(hi, hi);
        land.add_point(lo, hi);
        land.add_point(lo, lo);
        land.end_ring();
    }
    land.end_polygon();
    land.end_feature();
    geom::add_rectangle(land, 40, 40, 60, 60);
    EXPECT_EQ(neighbours(land, 0.5, 19).find(0, 1), nullptr);
    const auto near = neighbours(land, 0.5, 20);
    ASSERT_NE(near.find(0, 1), nullptr);
    EXPECT_NEAR(near.find(0, 1)->gap_m, 20, 1e-6);
    EXPECT_NEAR(border_distance_m(land, 0, land, 1), 20, 1e-9);
}

TEST(PlanAdjacency, BrokenCoordinatesHaveNoNeighbours) {
    geom::Polygons land;
    add_box(land, 0, 0, 10, 10);
    for (int i = 0; i < 4; ++i) land.add_point(std::nan(""), 1);
    land.end_ring();
    land.end_polygon();
    land.end_feature();
    add_box(land, 10, 0, 20, 10);
    const auto near = neighbours(land);
    EXPECT_TRUE(near.of(1).empty());
    ASSERT_EQ(near.of(0).size(), 1U);
    EXPECT_NEAR(near.of(0)[0].shared_m, 10, 1.1);
    EXPECT_TRUE(std::isnan(border_distance_m(land, 0, land, 1)));
    EXPECT_THROW((void)neighbours(land, -1), Error);
    EXPECT_THROW((void)neighbours(land, 0.5, std::nan("")), Error);
}

TEST(PlanAdjacency, GapsAreThoseOfGeos) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> unit(0, 1);
    geos::Context context;
    for (int round = 0; round < 20; ++round) {
        geom::Polygons land;
        while (land.size() < 25)
            test::add_star(land, random, 1000 + 300 * unit(random), 2000 + 300 * unit(random), 40 + 40 * unit(random),
                           9, round % 2 == 0 ? 5 : 0);
        const double reach = 30;
        const auto near = neighbours(land, 0, reach);
        for (Row a = 0; a < land.size(); ++a)
            for (Row b = 0; b < land.size(); ++b) {
                if (a == b) continue;
                double distance = 0;
                const auto ga = geos::from_feature(context, land, a);
                const auto gb = geos::from_feature(context, land, b);
                GEOSDistance_r(context.handle(), ga.get(), gb.get(), &distance);
                const auto* found = near.find(a, b);
                EXPECT_NEAR(border_distance_m(land, a, land, b), distance, 1e-6);
                if (distance <= reach - 1e-6) {
                    ASSERT_NE(found, nullptr) << a << " " << b << " " << distance;
                    EXPECT_NEAR(found->gap_m, distance, 1e-4);
                }
                if (distance > reach + 1e-6) {
                    EXPECT_EQ(found, nullptr);
                }
            }
    }
}

TEST(PlanAdjacency, NoisyGridsKeepTheirBorders) {
    std::mt19937_64 random(3);
    const auto land = test::noisy_grid(12, 9, 80, 0.1, random);
    const auto near = neighbours(land);
    for (int y = 0; y < 9; ++y)
        for (int x = 0; x < 12; ++x) {
            const auto row = static_cast<Row>(y * 12 + x);
            std::size_t sides = 0;
            for (const auto& n : near.of(row)) {
                const bool side = n.row == row + 1 || row == n.row + 1 || n.row == row + 12 || row == n.row + 12;
                if (!side) {
                    EXPECT_FALSE(contiguous(n, {})) << row << " " << n.row;
                    continue;
                }
                ++sides;
                EXPECT_NEAR(n.shared_m, 80, 1.5);
                EXPECT_EQ(n.gap_m, 0);
            }
            EXPECT_EQ(sides, static_cast<std::size_t>((x > 0) + (x < 11) + (y > 0) + (y < 8)));
        }
}

TEST(PlanAdjacency, SymmetricSortedAndTheSameForAnyThreads) {
    std::mt19937_64 random(11);
    const auto land = test::noisy_grid(90, 60, 40, 0.2, random);
    const auto one = neighbours(land, 0.5, 45);
    const auto four = neighbours(land, 0.5, 45, 4);
    EXPECT_EQ(one.first, four.first);
    ASSERT_EQ(one.neighbours.size(), four.neighbours.size());
    EXPECT_EQ(std::memcmp(one.neighbours.data(), four.neighbours.data(), one.neighbours.size() * sizeof(Neighbour)), 0);
    for (Row row = 0; row < one.rows(); ++row) {
        Row before = no_row;
        for (const auto& n : one.of(row)) {
            EXPECT_NE(n.row, row);
            EXPECT_TRUE(before == no_row || before < n.row);
            before = n.row;
            const auto* back = one.find(n.row, row);
            ASSERT_NE(back, nullptr);
            EXPECT_EQ(back->shared_m, n.shared_m);
            EXPECT_EQ(back->gap_m, n.gap_m);
            EXPECT_GE(n.facing_m, n.shared_m);
        }
    }
}

}  // namespace
