// Meshes and id pictures against areas and point-in-polygon.
#include "geom/area.hpp"
#include "geom/locate.hpp"
#include "geometry_helpers.hpp"
#include "scene/chunk_mesh.hpp"
#include "scene/mesh.hpp"
#include "scene/rings.hpp"
#include "scene/simplify.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

using namespace mulens;
using namespace mulens::scene;

namespace {

constexpr double east = 40'520'000;
constexpr double north = 3'350'000;

geom::Polygons stars(int count, unsigned seed, double step = 0) {
    geom::Polygons out;
    std::mt19937_64 random(seed);
    const int side = static_cast<int>(std::ceil(std::sqrt(count)));
    for (int i = 0; i < count; ++i) {
        const int corners = 3 + static_cast<int>(random() % (i % 50 == 0 ? 200 : 18));
        if (!test::add_star(out, random, east + i % side * 90.0, north + i / side * 90.0, 60, corners, step))
            out.add_empty();
    }
    return out;
}

void add_ring(geom::Polygons& out, const test::Points& points) {
    for (const auto& [x, y] : points) out.add_point(east + x, north + y);
    out.add_point(east + points[0].first, north + points[0].second);
    out.end_ring();
}

std::map<Row, double> areas(const Mesh& mesh, const std::vector<std::uint32_t>& corners) {
    std::map<Row, double> sums;
    for (std::size_t i = 0; i < corners.size(); i += 3) {
        const auto at = [&](std::size_t k) {
            return geom::Point{static_cast<double>(mesh.xy[2 * corners[i + k]]),
                               static_cast<double>(mesh.xy[2 * corners[i + k] + 1])};
        };
        const auto a = at(0), b = at(1), c = at(2);
        EXPECT_EQ(mesh.rows[corners[i]], mesh.rows[corners[i + 1]]);
        EXPECT_EQ(mesh.rows[corners[i]], mesh.rows[corners[i + 2]]);
        sums[mesh.rows[corners[i]] - 1] += std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
    }
    return sums;
}

Mesh mesh_of(const geom::Polygons& polygons, unsigned threads = 2, std::uint32_t per_chunk = 100) {
    Progress progress;
    return build_mesh(polygons, {threads, true, true, per_chunk}, progress);
}

TEST(SceneMesh, TrianglesAddUpToTheArea) {
    auto polygons = stars(600, 7);
    add_ring(polygons, {{0, 0}, {50, 0}, {50, 50}, {0, 50}});
    add_ring(polygons, {{10, 10}, {20, 10}, {20, 20}, {10, 20}});
    add_ring(polygons, {{30, 30}, {30, 40}, {40, 40}, {40, 30}});
    polygons.end_polygon();
    add_ring(polygons, {{100, 0}, {110, 0}, {100, 10}});
    polygons.end_polygon();
    polygons.end_feature();
    const Mesh mesh = mesh_of(polygons);
    const auto sums = areas(mesh, mesh.indices);
    for (Row row = 0; row < polygons.size(); ++row) {
        const double area = geom::feature_area_m2(polygons, row);
        ASSERT_EQ(sums.contains(row), area > 0) << row;
        if (area > 0) {
            EXPECT_NEAR(sums.at(row), area, 0.01 * std::sqrt(area)) << row;
        }
    }
    EXPECT_NEAR(sums.at(600), 2500 - 200 + 50, 0.1);
    // Coarse triangles stay near: no parcel is lost, and together they cover about the same.
    const auto coarse = areas(mesh, mesh.coarse);
    double fine_sum = 0, coarse_sum = 0;
    for (const auto& [row, area] : sums) {
        ASSERT_TRUE(coarse.contains(row));
        fine_sum += area;
        coarse_sum += coarse.at(row);
    }
    EXPECT_NEAR(coarse_sum / fine_sum, 1, 0.15);
    EXPECT_LT(mesh.coarse.size(), mesh.indices.size() * 6 / 10);
}

TEST(SceneMesh, ChunksHoldAllFeaturesAndTheirVertices) {
    const auto polygons = stars(1000, 3);
    const Mesh mesh = mesh_of(polygons);
    std::uint64_t next = 0, next_coarse = 0, features = 0;
    for (const auto& chunk : mesh.chunks) {
        EXPECT_EQ(chunk.first, next);
        EXPECT_EQ(chunk.coarse_first, next_coarse);
        next += chunk.count;
        next_coarse += chunk.coarse_count;
        features += chunk.features;
        EXPECT_GT(chunk.typical_m, 10);
        EXPECT_TRUE(mesh.box.contains(chunk.box));
        std::uint32_t last = 0;
        for (std::uint64_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
            const std::uint32_t v = mesh.indices[i];
            const geom::Box b = chunk.box;
            EXPECT_GE(mesh.origin_x + static_cast<double>(mesh.xy[2 * v]), b.min_x - 0.01);
            EXPECT_LE(mesh.origin_y + static_cast<double>(mesh.xy[2 * v + 1]), b.max_y + 0.01);
            EXPECT_GE(mesh.rows[v], last);  // later rows on top
            last = mesh.rows[v];
        }
    }
    EXPECT_EQ(next, mesh.indices.size());
    EXPECT_EQ(next_coarse, mesh.coarse.size());
    Row with_geometry = 0;
    for (Row row = 0; row < polygons.size(); ++row) with_geometry += polygons.has_geometry(row) ? 1 : 0;
    EXPECT_EQ(features, with_geometry);
}

TEST(SceneMesh, SameBytesForAnyNumberOfThreads) {
    const auto polygons = stars(3000, 11);
    const Mesh one = mesh_of(polygons, 1);
    for (const unsigned threads : {2U, 5U}) {
        const Mesh many = mesh_of(polygons, threads);
        EXPECT_EQ(one.xy, many.xy);
        EXPECT_EQ(one.rows, many.rows);
        EXPECT_EQ(one.indices, many.indices);
        EXPECT_EQ(one.coarse, many.coarse);
    }
}

TEST(SceneMesh, OverviewComesForLargeLayersOnly) {
    geom::Polygons polygons;
    for (int i = 0; i < 110'000; ++i)
        geom::add_rectangle(polygons, east + i % 400 * 50, north + i / 400 * 50, east + i % 400 * 50 + 48,
                            north + i / 400 * 50 + 48);
    const Mesh mesh = mesh_of(polygons, 2, 4096);
    ASSERT_GT(mesh.overview.width, 0);
    const double px = (mesh.overview.box.max_x - mesh.overview.box.min_x) / mesh.overview.width;
    EXPECT_NEAR(48 / px, 2.25, 0.1);
    std::vector<bool> seen(polygons.size());
    for (const std::uint32_t id : mesh.overview.ids)
        if (id > 0) seen[id - 1] = true;
    EXPECT_GT(std::count(seen.begin(), seen.end(), true), 109'990);
    EXPECT_EQ(mesh_of(stars(500, 1)).overview.width, 0);
}

TEST(SceneMesh, StopsWhenAsked) {
    Progress progress;
    progress.request_stop();
    EXPECT_THROW((void)build_mesh(stars(100, 1), {2, true, true, 10}, progress), Stopped);
}

TEST(SceneRaster, EveryPixelIsPointInPolygon) {
    auto polygons = stars(120, 5);  // stars of radius 60 each 90 m overlap
    add_ring(polygons, {{0, 0}, {400, 0}, {400, 400}, {0, 400}});
    add_ring(polygons, {{50, 50}, {350, 50}, {350, 350}, {50, 350}});
    polygons.end_polygon();
    polygons.end_feature();
    const geom::Box box{east - 80, north - 80, east + 1000, north + 900};
    const IdRaster one = rasterise(polygons, box, 307, 283, 1);
    EXPECT_EQ(one.ids, rasterise(polygons, box, 307, 283, 3).ids);
    int filled = 0;
    for (int y = 0; y < one.height; ++y)
        for (int x = 0; x < one.width; ++x) {
            const geom::Point p{box.min_x + (x + 0.5) * (box.max_x - box.min_x) / one.width,
                                box.max_y - (y + 0.5) * (box.max_y - box.min_y) / one.height};
            std::uint32_t expected = 0;
            for (Row row = 0; row < polygons.size(); ++row)
                if (geom::locate(polygons, row, p) == geom::Place::inside) expected = row + 1;
            ASSERT_EQ(one.ids[static_cast<std::size_t>(y * one.width + x)], expected) << x << "," << y;
            filled += expected > 0 ? 1 : 0;
        }
    EXPECT_GT(filled, 10'000);
}

TEST(SceneRaster, PartOfALayerIsTheSameAsThatPartOfThePicture) {
    const auto polygons = stars(400, 8);
    const IdRaster all = rasterise(polygons, {east, north, east + 1600, north + 1600}, 800, 800, 2);
    const IdRaster part = rasterise(polygons, {east + 400, north + 600, east + 800, north + 1000}, 200, 200, 2);
    ASSERT_EQ(part.ids.size(), 200U * 200);
    for (std::size_t y = 0; y < 200; ++y)
        for (std::size_t x = 0; x < 200; ++x)
            ASSERT_EQ(part.ids[y * 200 + x], all.ids[(y + 300) * 800 + x + 200]) << x << "," << y;
}

TEST(SceneRaster, NeighboursLeaveNoGapAndPixelCentresOnBordersBelongToOne) {
    geom::Polygons polygons;  // borders run through pixel centres
    for (int i = 0; i < 100; ++i)
        geom::add_rectangle(polygons, east + i % 10 * 10, north + i / 10 * 10, east + i % 10 * 10 + 10,
                            north + i / 10 * 10 + 10);
    const IdRaster raster = rasterise(polygons, {east - 0.5, north - 0.5, east + 100.5, north + 100.5}, 101, 101, 2);
    std::map<std::uint32_t, int> count;
    for (const std::uint32_t id : raster.ids) ++count[id];
    for (Row row = 0; row < 100; ++row) EXPECT_EQ(count[row + 1], 100) << row;
    for (Row row = 0; row < 100; ++row)
        EXPECT_TRUE(covers(polygons, row, {east + row % 10 * 10, north + row / 10 * 10}));
}

TEST(SceneMesh, BrokenShapesNeverFail) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double inf = std::numeric_limits<double>::infinity();
    const std::vector<test::Points> rings{{{0, 0}},
                                          {{0, 0}, {1, 1}},
                                          {{0, 0}, {1, 1}, {2, 2}},
                                          {{0, 0}, {0, 0}, {0, 0}, {0, 0}},
                                          {{nan, nan}, {nan, nan}, {nan, nan}, {nan, nan}},
                                          {{0, 0}, {inf, 0}, {5, 5}, {0, 5}},
                                          {{0, 0}, {10, 10}, {10, 0}, {0, 10}},
                                          {{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}, {5, 5}},
                                          {{0, 0}, {10, 0}, {20, 0}, {10, 0}, {10, 10}},
                                          {{0, 0}, {10, 0}, {10, nan}, {10, 10}, {0, 10}}};
    geom::Polygons all;
    for (const auto& ring : rings) {
        geom::Polygons one;
        add_ring(one, ring);
        one.end_polygon();
        one.end_feature();
        const Mesh mesh = mesh_of(one);
        for (const std::uint32_t i : mesh.indices) ASSERT_LT(i, mesh.rows.size());
        for (const float v : mesh.xy) EXPECT_TRUE(std::isfinite(v));
        (void)rasterise(one, {east - 1, north - 1, east + 20, north + 20}, 50, 50, 2);
        all.add_feature(one, 0);
    }
    all.add_empty();
    const Mesh mesh = mesh_of(all);
    const auto sums = areas(mesh, mesh.indices);
    EXPECT_NEAR(sums.at(6), 50, 0.01);  // a bow tie: its two halves
    EXPECT_NEAR(sums.at(7), 50, 0.01);  // touches itself
    EXPECT_NEAR(sums.at(9), 100, 0.01);
    EXPECT_TRUE(mesh_of(geom::Polygons()).chunks.empty());
    EXPECT_TRUE(rasterise(all, geom::Box(), 10, 10, 1).ids.empty());
    EXPECT_TRUE(rasterise(all, {0, 0, 1, 1}, 0, 10, 1).ids.empty());
}

TEST(SceneSimplify, KeepsTheFarthestPoints) {
    const std::vector<geom::Point> ring{{0, 0}, {5, 0.1}, {10, 0}, {10, 10}, {5, 10.1}, {0, 10}, {-0.1, 5}};
    std::vector<std::uint32_t> taken;
    few_points(ring, 0.5, 6, taken);
    EXPECT_EQ(taken, (std::vector<std::uint32_t>{0, 2, 3, 5}));
    few_points(ring, 0, 6, taken);
    EXPECT_EQ(taken.size(), 6U);
    EXPECT_TRUE(std::is_sorted(taken.begin(), taken.end()));
}

}  // namespace
