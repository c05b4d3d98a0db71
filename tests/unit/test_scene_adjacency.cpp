// The window's neighbours of one plot and the planning rooms' neighbours of all plots rest on one definition.
#include "plan/adjacency.hpp"
#include "plan_grid.hpp"
#include "scene/pick.hpp"

#include <gtest/gtest.h>

using namespace mulens;

TEST(SceneNeighbours, AgreeWithThoseOfTheWholeLand) {
    std::mt19937_64 random(21);
    auto land = test::noisy_grid(14, 10, 60, 0.04, random);
    geom::add_rectangle(land, 40'520'010, 3'350'010, 40'520'030, 3'350'030);  // in the first plot
    geom::add_rectangle(land, 40'519'900, 3'350'000, 40'519'985, 3'350'300);  // across a road of 15 m
    Progress progress;
    plan::AdjacencyOptions options;
    options.border_m = 0.1;  // what the window takes for one border
    options.road_gap_m = 20;
    const auto all = plan::find_adjacency(land, options, progress);
    const geom::BoxIndex index(land.boxes());
    std::size_t pairs = 0;
    for (Row row = 0; row < land.size(); ++row) {
        const auto near = scene::neighbours_of(land, index, row, 20);
        ASSERT_EQ(near.size(), all.of(row).size()) << row;
        for (std::size_t i = 0; i < near.size(); ++i) {
            const auto& n = all.of(row)[i];
            EXPECT_EQ(near[i].row, n.row);
            EXPECT_NEAR(near[i].gap_m, n.gap_m, 1e-4);
            EXPECT_NEAR(near[i].shared_m, n.shared_m, 0.25) << row << " " << n.row;
            ++pairs;
        }
    }
    EXPECT_GT(pairs, 800U);
}
