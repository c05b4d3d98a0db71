// Of more buildings than are kept in memory those around the picture are read, and again where the picture leaves them.
#include "app/app.hpp"
#include "support/shared_sample.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace mulens::app {
namespace {

struct Buildings {
    std::vector<geom::Box> boxes;  ///< of those in memory
    geom::Box view;
    std::uint64_t version = 0;  ///< of their mesh; 0: none are drawn
};

/// What the picture has once its job is done.
Buildings looked_at(App& app, double x, double y, double m_per_px = 0.5) {
    app.run(fmt::format("camera {:.3f} {:.3f} {}", x, y, m_per_px));
    (void)app.frame();  // asks for them
    app.wait();
    const scene::Frame& frame = app.frame();
    Buildings out;
    out.view = frame.camera.box();
    if (!frame.buildings) return out;
    const scene::Mesh& mesh = *frame.buildings.data;
    std::map<std::uint32_t, geom::Box> boxes;
    for (const std::uint32_t v : mesh.indices)
        boxes[mesh.rows[v]].add(mesh.origin_x + static_cast<double>(mesh.xy[2 * v]),
                                mesh.origin_y + static_cast<double>(mesh.xy[2 * v + 1]));
    for (const auto& [row, box] : boxes) out.boxes.push_back(box);
    out.version = frame.buildings.version;
    return out;
}

/// The buildings of `all` that the picture shows; -1 where `some` lacks one of them.
int shown_of(const Buildings& all, const Buildings& some) {
    const auto near = [](double a, double b) { return std::abs(a - b) < 0.02; };  // floats from another origin
    int shown = 0;
    for (const auto& box : all.boxes) {
        if (!some.view.meets(box)) continue;
        ++shown;
        const bool there = std::any_of(some.boxes.begin(), some.boxes.end(), [&](const geom::Box& other) {
            return near(box.min_x, other.min_x) && near(box.min_y, other.min_y) && near(box.max_x, other.max_x) &&
                   near(box.max_y, other.max_y);
        });
        if (!there) return -1;
    }
    return shown;
}

std::unique_ptr<App> opened(std::uint64_t most_buildings) {
    AppOptions options;
    options.threads = 2;
    options.most_buildings = most_buildings;
    auto app = std::make_unique<App>(options);
    app->set_map_size(1000, 700, 1);
    app->run(command("open", test_support::sample_project()));
    app->wait();
    return app;
}

/// The middle of a plot with buildings.
std::pair<double, double> built_plot(const App& app, std::size_t number) {
    const auto* footprint = app.data()->table().find("footprint_m2");
    std::vector<Row> built;
    for (Row row = 0; row < app.data()->rows(); ++row)
        if (footprint->number(row) > 1000) built.push_back(row);
    const geom::Box box = app.data()->shapes().box(built.at(number % built.size()));
    return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

TEST(AppBuildings, ManyAreReadAroundThePicture) {
    const auto all = opened(1'000'000), few = opened(100);
    for (const std::size_t plot : {0U, 700U, 2900U}) {
        const auto [x, y] = built_plot(*all, plot);
        const Buildings whole = looked_at(*all, x, y), around = looked_at(*few, x, y);
        EXPECT_GT(shown_of(whole, around), 5) << plot;
        EXPECT_LT(around.boxes.size(), whole.boxes.size() / 4) << plot;
    }
}

TEST(AppBuildings, AreReadAgainOnlyWhereThePictureLeavesThem) {
    const auto app = opened(100);
    const auto [x, y] = built_plot(*app, 0);
    const Buildings first = looked_at(*app, x, y);
    EXPECT_EQ(looked_at(*app, x + 150, y - 100).version, first.version) << "a little aside they are there";
    EXPECT_EQ(looked_at(*app, x, y, 0.25).version, first.version) << "so are they nearer by";
    EXPECT_NE(looked_at(*app, x + 2000, y).version, first.version);
    const Buildings back = looked_at(*app, x, y);
    EXPECT_NE(back.version, first.version);
    EXPECT_EQ(back.boxes.size(), first.boxes.size());
    EXPECT_EQ(shown_of(first, back), shown_of(first, first));
    EXPECT_EQ(looked_at(*app, x, y, 50).version, 0U) << "from afar none are drawn";
}

}  // namespace
}  // namespace mulens::app
