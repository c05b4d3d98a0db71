// Neighbours of the sample's parcels against the borders it was laid out with.
#include "pipeline/run.hpp"
#include "plan/adjacency.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace mulens {
namespace {

TEST(PlanningAdjacency, SharedBordersAreAsLong) {
    Diagnostics diagnostics;
    Progress progress;
    pipeline::RunOptions options;
    options.hash = false;
    options.for_viewing = true;
    const auto run =
        pipeline::run_project(config::load_project(test_support::sample_project()), options, diagnostics, progress);
    const auto near = plan::find_adjacency(run.parcels.geometry, {}, progress);
    std::map<std::string, Row> rows;
    for (Row row = 0; row < run.parcels.rows(); ++row)
        rows[std::string(run.parcels.table.text("parcel_id", row))] = row;
    std::size_t seen = 0;
    const auto told = nlohmann::json::parse(test_support::bytes_of(test_support::sample_folder() / "truth/plan.json"));
    for (const auto& pair : told["neighbours"]) {
        const auto* n = near.find(rows.at(pair["a"]), rows.at(pair["b"]));
        ASSERT_NE(n, nullptr) << pair;
        // Corners add up to the tolerance at each end.
        EXPECT_NEAR(n->shared_m, pair["border_m"].get<double>(), 2.5) << pair;
        EXPECT_EQ(n->gap_m, 0);
        ++seen;
    }
    EXPECT_GT(seen, 200U);
}

}  // namespace
}  // namespace mulens
