#include "geom/area.hpp"
#include "geom/edit.hpp"
#include "geom/index.hpp"
#include "geom/simple.hpp"
#include "geom/units.hpp"
#include "geometry_helpers.hpp"

#include <gtest/gtest.h>

using namespace mulens;
using geom::Box;
using geom::Polygons;

TEST(Area, KeepsItsDigitsFarFromTheOrigin) {
    Polygons p;
    test::add_polygon(
        p, {{40500000, 3350000}, {40500182.574, 3350000}, {40500182.574, 3350182.574}, {40500000, 3350182.574}});
    EXPECT_NEAR(geom::feature_area_m2(p, 0), 182.574 * 182.574, 1e-5);
    EXPECT_NEAR(geom::mu_from_m2(68507.52), 102.76128, 1e-9);
}

TEST(Area, HolesAreTakenOffWhateverTheTurn) {
    Polygons p;
    for (const auto& ring : {test::Points{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}},
                             test::Points{{1, 1}, {3, 1}, {3, 3}, {1, 3}, {1, 1}}}) {
        for (const auto& [x, y] : ring) p.add_point(x, y);
        p.end_ring();
    }
    p.end_polygon();
    p.end_feature();
    p.add_empty();
    EXPECT_DOUBLE_EQ(geom::feature_area_m2(p, 0), 96);
    EXPECT_DOUBLE_EQ(geom::feature_area_m2(p, 1), 0);
    EXPECT_DOUBLE_EQ(geom::feature_perimeter_m(p, 0), 48);
}

TEST(Index, FindsWhatALinearScanFinds) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> place(0, 1000);
    for (const std::size_t n : {0UL, 1UL, 15UL, 17UL, 300UL, 20000UL}) {
        std::vector<Box> boxes(n);
        for (std::size_t i = 0; i < n; ++i) {
            if (i % 97 == 5) continue;  // an empty box
            const double x = place(random);
            const double y = place(random);
            boxes[i].add(x, y);
            boxes[i].add(x + place(random) / 100, y + place(random) / 100);
        }
        const geom::BoxIndex one(boxes, 1);
        const geom::BoxIndex four(boxes, 4);
        for (int q = 0; q < 60; ++q) {
            Box query;
            const double x = place(random);
            const double y = place(random);
            query.add(x, y);
            query.add(x + place(random) / 10, y + place(random) / 10);
            std::vector<Row> found;
            std::vector<Row> again;
            one.visit(query, [&](Row row, const Box& box) {
                EXPECT_EQ(box, boxes[row]);
                found.push_back(row);
            });
            four.visit(query, [&](Row row, const Box&) { again.push_back(row); });
            EXPECT_EQ(found, again);  // same order, too
            std::sort(found.begin(), found.end());
            std::vector<Row> expected;
            for (Row i = 0; i < n; ++i)
                if (!boxes[i].empty() && boxes[i].meets(query)) expected.push_back(i);
            ASSERT_EQ(found, expected);
        }
    }
}

TEST(Simple, KnowsTheUsualFaults) {
    const auto simple = [](const test::Points& points) {
        Polygons p;
        test::add_polygon(p, points);
        return geom::certainly_valid(p, 0);
    };
    EXPECT_TRUE(simple({{0, 0}, {4, 0}, {4, 4}, {0, 4}}));
    EXPECT_TRUE(simple({{0, 0}, {4, 0}, {4, 4}, {2, 1}, {0, 4}}));
    EXPECT_TRUE(simple({{0, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}}));   // a vertex on a straight edge
    EXPECT_FALSE(simple({{0, 0}, {4, 4}, {4, 0}, {0, 4}}));          // bow-tie
    EXPECT_FALSE(simple({{0, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}}));  // repeated point
    EXPECT_FALSE(simple({{0, 0}, {4, 0}, {2, 0}, {2, 2}}));          // folds back
    EXPECT_FALSE(simple({{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}}));  // touches itself
    EXPECT_FALSE(simple({{0, 0}, {4, 0}, {8, 0}}));                  // no area
    EXPECT_FALSE(simple({{0, 0}, {4, std::nan("")}, {8, 0}}));
    // A pentagram turns to one side everywhere and is not convex.
    EXPECT_FALSE(simple({{0, 3}, {2, -3}, {-3, 1}, {3, 1}, {-2, -3}}));
}

TEST(Simple, YesMeansValidForGeos) {
    geos::Context context;
    std::mt19937_64 random(2);
    int yes = 0;
    int no = 0;
    for (int i = 0; i < 4000; ++i) {
        test::Points points;
        const int corners = 3 + static_cast<int>(random() % 5);
        for (int k = 0; k < corners; ++k)
            points.emplace_back(static_cast<double>(random() % 6), static_cast<double>(random() % 6));
        Polygons p;
        test::add_polygon(p, points);
        const bool valid = geos::is_valid(geos::from_feature(context, p, 0));
        const bool simple = geom::certainly_valid(p, 0);
        if (simple) {
            EXPECT_TRUE(valid);
        }
        // Without repeated points the cheap test misses nothing that is valid.
        bool repeated = false;
        for (std::size_t k = 0; k < points.size(); ++k) repeated |= points[k] == points[(k + 1) % points.size()];
        if (valid && !repeated) {
            EXPECT_TRUE(simple);
        }
        ++(simple ? yes : no);
    }
    EXPECT_GT(yes, 500);
    EXPECT_GT(no, 500);
}

TEST(Edit, KeepsAndReplacesInPlace) {
    std::mt19937_64 random(9);
    for (int round = 0; round < 50; ++round) {
        Polygons all;
        while (all.size() < 40) {
            if (random() % 10 == 0)
                all.add_empty();
            else
                test::add_star(all, random, 0, 0, 10, 3 + static_cast<int>(random() % 9), 0);
        }
        Polygons replacements;
        std::vector<Row> kept;
        std::vector<std::pair<Row, Row>> changed;
        Polygons expected;
        for (Row f = 0; f < all.size(); ++f) {
            if (random() % 4 == 0) continue;
            kept.push_back(f);
            if (random() % 4 == 0 &&
                test::add_star(replacements, random, 5, 5, 3, 3 + static_cast<int>(random() % 20), 0)) {
                changed.emplace_back(f, replacements.size() - 1);
                expected.add_feature(replacements, replacements.size() - 1);
            } else {
                expected.add_feature(all, f);
            }
        }
        geom::keep_and_replace(all, kept, changed, replacements);
        EXPECT_EQ(all.xy, expected.xy);
        EXPECT_EQ(all.ring_offsets, expected.ring_offsets);
        EXPECT_EQ(all.polygon_offsets, expected.polygon_offsets);
        EXPECT_EQ(all.feature_offsets, expected.feature_offsets);
    }
}
