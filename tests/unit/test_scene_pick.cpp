// Camera, picking and measuring.
#include "geom/area.hpp"
#include "geom/locate.hpp"
#include "geometry_helpers.hpp"
#include "scene/camera.hpp"
#include "scene/measure.hpp"
#include "scene/mesh.hpp"
#include "scene/pick.hpp"
#include "scene/rings.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

using namespace mulens;
using namespace mulens::scene;

namespace {

constexpr double east = 40'520'000;
constexpr double north = 3'350'000;

TEST(SceneCamera, RoundTripsAtALargeEasting) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 2000; ++i) {
        Camera camera{east + 50'000 * unit(random), north, std::pow(10, -2 + 4 * unit(random)), 1601, 999, 1};
        const double px = 1600 * unit(random), py = 1000 * unit(random);
        const geom::Point world = camera.to_world(px, py);
        const geom::Point back = camera.to_px(world.x, world.y);
        EXPECT_NEAR(back.x, px, 1e-3);
        EXPECT_NEAR(back.y, py, 1e-3);
        camera.zoom_about(px, py, 1.7);
        const geom::Point still = camera.to_px(world.x, world.y);
        EXPECT_NEAR(still.x, px, 1e-3);
        EXPECT_NEAR(still.y, py, 1e-3);
    }
}

TEST(SceneCamera, FitsBoxesAndPoints) {
    Camera camera{0, 0, 3, 1000, 500, 1};
    camera.fit({100, 100, 1100, 200}, 0.05);
    EXPECT_DOUBLE_EQ(camera.m_per_px, 1000.0 / 900);
    EXPECT_TRUE(camera.box().contains(geom::Box{100, 100, 1100, 200}));
    const Camera before = camera;
    camera.fit(geom::Box());
    EXPECT_EQ(camera, before);
    camera.fit({5, 6, 5, 6});
    EXPECT_EQ(camera.m_per_px, before.m_per_px);
    EXPECT_EQ(camera.x, 5);
    camera.zoom_about(3, 3, std::numeric_limits<double>::quiet_NaN());
    camera.zoom_about(3, 3, 0);
    camera.zoom_about(3, 3, 1e300);
    EXPECT_GT(camera.m_per_px, 0);
}

struct Layer {
    geom::Polygons polygons;
    geom::BoxIndex index;
    void done() { index = geom::BoxIndex(polygons.boxes()); }
};

Layer stars(unsigned seed) {
    Layer layer;
    std::mt19937_64 random(seed);
    for (int i = 0; i < 400; ++i)
        test::add_star(layer.polygons, random, east + i % 20 * 60.0, north + i / 20 * 60.0, 55, 9, 0);
    layer.done();
    return layer;
}

TEST(ScenePick, AgreesWithTheIdPicture) {
    const Layer layer = stars(4);
    const geom::Box box{east, north, east + 1200, north + 1200};
    const IdRaster raster = rasterise(layer.polygons, box, 240, 240, 1);
    std::size_t many = 0;
    for (int y = 0; y < 240; ++y)
        for (int x = 0; x < 240; ++x) {
            const geom::Point p{east + (x + 0.5) * 5, north + 1200 - (y + 0.5) * 5};
            const auto rows = rows_at(layer.polygons, layer.index, p);
            const std::uint32_t id = raster.ids[static_cast<std::size_t>(y * 240 + x)];
            ASSERT_EQ(rows.empty() ? 0 : rows[0] + 1, id);
            many += rows.size() > 1 ? 1 : 0;
            if (rows.size() > 1) {
                EXPECT_EQ(row_at(layer.polygons, layer.index, p, 1), rows[1]);
                EXPECT_EQ(row_at(layer.polygons, layer.index, p, rows.size()), rows[0]);
            }
        }
    EXPECT_GT(many, 100U);
    EXPECT_EQ(row_at(layer.polygons, layer.index, {0, 0}), no_row);
    EXPECT_EQ(row_at(layer.polygons, layer.index, {std::nan(""), 0}), no_row);
}

TEST(ScenePick, RectangleAndLassoGoByTheInnerPoint) {
    const Layer layer = stars(9);
    const geom::Box box{east + 110, north + 130, east + 700, north + 500};
    const auto in_box = rows_in_box(layer.polygons, layer.index, box);
    std::vector<Row> expected;
    for (Row row = 0; row < layer.polygons.size(); ++row) {
        const auto inner = inner_point(layer.polygons, row);
        EXPECT_EQ(geom::locate(layer.polygons, row, inner.point), geom::Place::inside) << row;
        if (box.contains(inner.point.x, inner.point.y)) expected.push_back(row);
    }
    EXPECT_EQ(in_box, expected);
    const std::vector<geom::Point> same{
        {box.min_x, box.min_y}, {box.max_x, box.min_y}, {box.max_x, box.max_y}, {box.min_x, box.max_y}};
    EXPECT_EQ(rows_in_lasso(layer.polygons, layer.index, same), expected);
    const std::vector<geom::Point> bow{
        {east, north}, {east + 900, north + 900}, {east + 900, north}, {east, north + 900}};
    EXPECT_FALSE(rows_in_lasso(layer.polygons, layer.index, bow).empty());
    EXPECT_TRUE(rows_in_lasso(layer.polygons, layer.index, std::span(bow).first(2)).empty());
    const std::vector<geom::Point> bad(5, {std::nan(""), 1});
    EXPECT_TRUE(rows_in_lasso(layer.polygons, layer.index, bad).empty());
    EXPECT_TRUE(rows_in_lasso({}, {}, bow).empty());
}

TEST(ScenePick, NeighboursShareBordersOrLieAcrossAGap) {
    Layer layer;
    auto& p = layer.polygons;
    geom::add_rectangle(p, east, north, east + 100, north + 100);              // 0
    geom::add_rectangle(p, east + 100, north, east + 200, north + 60);         // 1: shares 60 m
    geom::add_rectangle(p, east, north + 118, east + 100, north + 200);        // 2: across 18 m
    geom::add_rectangle(p, east + 100, north + 100, east + 150, north + 150);  // 3: touches at a corner
    geom::add_rectangle(p, east + 20, north + 20, east + 30, north + 30);      // 4: lies in 0
    geom::add_rectangle(p, east + 500, north, east + 600, north + 100);        // 5: far away
    p.add_empty();
    layer.done();
    const auto near = neighbours_of(p, layer.index, 0, 30);
    ASSERT_EQ(near.size(), 4U);
    EXPECT_EQ(near[0].row, 1U);
    EXPECT_NEAR(near[0].shared_m, 60, 0.2);
    EXPECT_EQ(near[0].gap_m, 0);
    EXPECT_EQ(near[1].row, 2U);
    EXPECT_NEAR(near[1].gap_m, 18, 1e-6);
    EXPECT_NEAR(near[1].shared_m, 0, 1e-9);
    EXPECT_EQ(near[2].row, 3U);
    EXPECT_NEAR(near[2].shared_m, 0, 0.25);
    EXPECT_EQ(near[3].row, 4U);
    EXPECT_EQ(near[3].gap_m, 0);
    EXPECT_EQ(neighbours_of(p, layer.index, 0, 1).size(), 3U);
    EXPECT_TRUE(neighbours_of(p, layer.index, 6, 30).empty());
    EXPECT_TRUE(neighbours_of(p, layer.index, 99, 30).empty());
    EXPECT_NEAR(neighbours_of(p, layer.index, 1, 1)[0].shared_m, 60, 0.2);
}

TEST(SceneMeasure, LengthAreaAndMu) {
    const double nan = std::nan("");
    const std::vector<geom::Point> path{
        {east, north}, {east + 100, north}, {nan, nan}, {east + 100, north + 200}, {east, north + 200}};
    const PathMeasure m = measure_path(path);
    EXPECT_DOUBLE_EQ(m.length_m, 400);
    EXPECT_DOUBLE_EQ(m.perimeter_m, 600);
    EXPECT_DOUBLE_EQ(m.area_m2, 20000);
    EXPECT_DOUBLE_EQ(m.area_mu, 30);
    EXPECT_EQ(measure_path({}).length_m, 0);
}

}  // namespace
