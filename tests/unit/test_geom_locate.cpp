#include "geom/clip.hpp"
#include "geom/locate.hpp"
#include "geom/orientation.hpp"
#include "geometry_helpers.hpp"

#include <gtest/gtest.h>

using namespace mulens;
using geom::Place;
using geom::Polygons;
using geom::Relation;
using geom::Shape;

namespace {

Relation by_geos(geos::Context& context, const Polygons& a, Row fa, const Polygons& b, Row fb) {
    const std::string m = test::relate(context, a, fa, b, fb);
    if (m[0] == 'F') return Relation::disjoint;
    if (m[2] == 'F' && m[6] == 'F') return Relation::equal;
    if (m[2] == 'F') return Relation::inside;
    return m[6] == 'F' ? Relation::contains : Relation::crossing;
}

Polygons ring_of(const test::Points& points) {
    Polygons p;
    test::add_polygon(p, points);
    return p;
}

}  // namespace

TEST(Orientation, ExactWhereTheFilterFails) {
    // A point one step off the diagonal, far from the origin: naive arithmetic calls it collinear.
    const double big = 40500000;
    const geom::Point a{big, 3350000};
    const geom::Point b{big + 300, 3350300};
    EXPECT_EQ(geom::orientation(a, b, {big + 100, 3350100}), 0);
    EXPECT_EQ(geom::orientation(a, b, {big + 100, std::nextafter(3350100.0, 1e9)}), 1);
    EXPECT_EQ(geom::orientation(a, b, {big + 100, std::nextafter(3350100.0, 0)}), -1);
    EXPECT_EQ(geom::orientation({12, 12}, {24, 24}, {0.5, 0.5}), 0);
    EXPECT_EQ(geom::orientation({12, 12}, {24, 24}, {0.5, std::nextafter(0.5, 1)}), 1);
}

TEST(Locate, InsideOutsideAndOnTheBoundary) {
    const Polygons p = ring_of({{0, 0}, {4, 0}, {4, 4}, {2, 2}, {0, 4}});
    EXPECT_EQ(geom::locate(p, 0, {1, 1}), Place::inside);
    EXPECT_EQ(geom::locate(p, 0, {2, 3}), Place::outside);
    EXPECT_EQ(geom::locate(p, 0, {2, 2}), Place::boundary);
    EXPECT_EQ(geom::locate(p, 0, {3, 3}), Place::boundary);
    EXPECT_EQ(geom::locate(p, 0, {2, 0}), Place::boundary);
    EXPECT_EQ(geom::locate(p, 0, {0, 4}), Place::boundary);
    EXPECT_EQ(geom::locate(p, 0, {5, 0}), Place::outside);
    EXPECT_EQ(geom::locate(p, 0, {-1, 4}), Place::outside);
}

TEST(Classify, WorkedCases) {
    const Polygons square = ring_of({{0, 0}, {4, 0}, {4, 4}, {0, 4}});
    const auto to_square = [&](const test::Points& points) { return geom::classify(ring_of(points), 0, square, 0); };
    EXPECT_EQ(to_square({{4, 0}, {8, 0}, {8, 4}, {4, 4}}), Relation::disjoint);  // shared edge
    EXPECT_EQ(to_square({{4, 1}, {8, 1}, {8, 6}, {4, 6}}), Relation::disjoint);  // part of an edge
    EXPECT_EQ(to_square({{4, 4}, {8, 4}, {8, 8}}), Relation::disjoint);          // a corner
    EXPECT_EQ(to_square({{1, 0}, {3, 0}, {2, 2}}), Relation::inside);            // along the border
    EXPECT_EQ(to_square({{0, 0}, {4, 0}, {4, 4}, {0, 4}}), Relation::equal);
    EXPECT_EQ(to_square({{0, 4}, {4, 4}, {4, 0}, {2, 0}, {0, 0}}), Relation::equal);  // other turn, one more vertex
    EXPECT_EQ(to_square({{-1, 0}, {5, 0}, {5, 4}, {-1, 4}}), Relation::contains);
    EXPECT_EQ(to_square({{2, 2}, {6, 2}, {6, 3}, {2, 3}}), Relation::crossing);
    EXPECT_EQ(to_square({{-2, 2}, {2, -2}, {6, 2}, {2, 6}}), Relation::contains);  // through the corners
    EXPECT_EQ(to_square({{-1, 2}, {2, -1}, {5, 2}, {2, 5}}), Relation::crossing);
}

TEST(Classify, AgreesWithGeosOnALattice) {
    geos::Context context;
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> place(0, 6);
    Polygons all;
    while (all.size() < 160)
        test::add_star(all, random, place(random), place(random), 1 + place(random), 3 + static_cast<int>(random() % 9),
                       1);
    int counts[5] = {};
    for (Row a = 0; a < all.size(); ++a) {
        for (Row b = 0; b < all.size(); ++b) {
            const Relation expected = by_geos(context, all, a, all, b);
            ASSERT_EQ(geom::classify(all, a, all, b), expected) << a << " to " << b;
            ++counts[static_cast<int>(expected)];
        }
    }
    for (const int count : counts) EXPECT_GT(count, 50);
}

TEST(Classify, LongBordersWithAGridAgreeWithGeos) {
    geos::Context context;
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> place(-60, 60);
    Polygons zones;
    while (zones.size() < 4) test::add_star(zones, random, 0, 0, 50, 240, 0);
    Polygons lattice;
    while (lattice.size() < 2) test::add_star(lattice, random, 0, 0, 50, 60, 0.25);
    zones.append(lattice);
    Polygons small;
    while (small.size() < 1500)
        test::add_star(small, random, place(random), place(random), 1 + static_cast<double>(random() % 12), 7,
                       small.size() % 2 == 0 ? 0.5 : 0);
    int inside = 0;
    for (Row z = 0; z < zones.size(); ++z) {
        const Shape zone = Shape::prepared(zones, z);
        for (Row s = 0; s < small.size(); ++s) {
            const Relation expected = by_geos(context, small, s, zones, z);
            ASSERT_EQ(geom::classify(Shape(small, s), zone), expected) << s << " to " << z;
            ASSERT_EQ(geom::classify(small, s, zones, z), expected);
            const geom::Point p{small.xy[2 * small.ring_offsets[s]], small.xy[2 * small.ring_offsets[s] + 1]};
            ASSERT_EQ(geom::locate(zone, p), geom::locate(zones, z, p));
            inside += expected == Relation::inside ? 1 : 0;
        }
    }
    EXPECT_GT(inside, 1000);
}

TEST(Clip, AreaAgreesWithGeosFarFromTheOrigin) {
    geos::Context context;
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> place(0, 400);
    const double east = 40500000;
    const double north = 3350000;
    Polygons all;
    while (all.size() < 250)
        test::add_star(all, random, east + place(random), north + place(random), 40 + place(random) / 4,
                       3 + static_cast<int>(random() % 20), 0);
    int measured = 0;
    for (Row a = 0; a < all.size(); ++a) {
        for (Row b = 0; b < a; ++b) {
            const auto area = geom::common_area_m2(Shape(all, a), Shape(all, b));
            ASSERT_TRUE(area.has_value());
            const double expected = test::geos_common_area(context, all, a, all, b);
            // GEOS rounds crossings to the coordinates' last digit (7e-9 m here): allow that along the borders.
            ASSERT_NEAR(*area, expected, 1e-9 * std::max(1.0, expected) + 2e-6) << a << " and " << b;
            measured += *area > 0 ? 1 : 0;
        }
    }
    EXPECT_GT(measured, 1000);
}

TEST(Clip, AreaAgreesWithGeosToNineDigitsNearTheOrigin) {
    geos::Context context;
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> place(0, 400);
    Polygons all;
    while (all.size() < 150) test::add_star(all, random, place(random), place(random), 40 + place(random) / 4, 12, 0);
    for (Row a = 0; a < all.size(); ++a) {
        for (Row b = 0; b < a; ++b) {
            const double expected = test::geos_common_area(context, all, a, all, b);
            ASSERT_NEAR(*geom::common_area_m2(Shape(all, a), Shape(all, b)), expected, 1e-9 * std::max(1.0, expected));
        }
    }
}

TEST(Clip, TouchingBordersGoToGeos) {
    const Polygons a = ring_of({{0, 0}, {4, 0}, {4, 4}, {0, 4}});
    const Polygons b = ring_of({{2, 0}, {6, 0}, {6, 4}, {2, 4}});
    EXPECT_FALSE(geom::common_area_m2(Shape(a, 0), Shape(b, 0)).has_value());
    const Polygons c = ring_of({{2, 1}, {6, 1}, {6, 3}, {2, 3}});
    EXPECT_DOUBLE_EQ(geom::common_area_m2(Shape(a, 0), Shape(c, 0)).value(), 4);
}

TEST(Clip, HolesAndSeveralPolygons) {
    geos::Context context;
    Polygons a;  // a frame and an island
    for (const auto& ring : {test::Points{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}},
                             test::Points{{2, 2}, {2, 8}, {8, 8}, {8, 2}, {2, 2}}}) {
        for (const auto& [x, y] : ring) a.add_point(x, y);
        a.end_ring();
    }
    a.end_polygon();
    for (const auto& [x, y] : test::Points{{12, 1}, {14, 1}, {14, 9}, {12, 9}, {12, 1}}) a.add_point(x, y);
    a.end_ring();
    a.end_polygon();
    a.end_feature();
    const Polygons b = ring_of({{1.5, 1.5}, {13, 3}, {13, 6}, {4, 9.5}});
    EXPECT_NEAR(geom::common_area_m2(Shape(a, 0), Shape(b, 0)).value(), test::geos_common_area(context, a, 0, b, 0),
                1e-9);
    EXPECT_EQ(geom::classify(ring_of({{3, 3}, {4, 3}, {4, 4}}), 0, a, 0), Relation::disjoint);  // in the hole
    EXPECT_EQ(geom::classify(ring_of({{12, 2}, {13, 2}, {13, 4}}), 0, a, 0), Relation::inside);
    EXPECT_EQ(geom::classify(ring_of({{0, 0}, {2, 0}, {2, 2}, {0, 2}}), 0, a, 0), Relation::inside);
    EXPECT_EQ(geom::locate(a, 0, {5, 5}), Place::outside);
    EXPECT_EQ(geom::locate(a, 0, {1, 5}), Place::inside);
}
