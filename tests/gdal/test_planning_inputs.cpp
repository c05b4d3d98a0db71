// The sample's planning files through the reader: every field is found under its canonical name and unit.
#include "pipeline/run.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace test_support;
namespace table = mulens::table;

TEST(PlanningInputs, EveryFieldOfTheSampleIsRead) {
    auto project = mulens::config::load_project(sample_project());
    EXPECT_EQ(mulens::config::add_planning_layers(project, ""), (sample_folder() / "qiantang.plan.toml").string());
    mulens::pipeline::RunOptions options;
    options.hash = false;
    options.for_viewing = true;
    options.also = {"supply", "parks", "units", "stages", "parcels_before"};
    mulens::Diagnostics diagnostics;
    mulens::Progress progress;
    const auto run = mulens::pipeline::run_project(std::move(project), options, diagnostics, progress);
    const std::map<std::string, std::vector<const char*>> expected{
        {"supply",
         {"parcel_id", "supply_kind", "price", "handover_date", "levelled", "pipelines_to_move", "utilities",
          "encumbrance", "planned_industry", "responsible", "note"}},
        {"parks", {"park_id", "name", "park_kind", "parcel_id", "operator", "responsible"}},
        {"units",
         {"unit_id", "parcel_id", "park_id", "building", "floor", "floor_area_m2", "vacant_area_m2", "storey_height_m",
          "load_kn_m2", "power_kva", "rent", "available_from", "responsible"}},
        {"stages", {"parcel_id", "stage", "date", "area_mu", "money", "mode", "office", "person", "year", "note"}},
        {"parcels_before",
         {"parcel_id", "land_use", "deed_area_m2", "platform", "street", "owner", "credit_code", "source_year"}},
    };
    for (const auto& [role, fields] : expected) {
        const auto at = run.layers.find(role);
        ASSERT_NE(at, run.layers.end()) << role;
        const auto& layer = at->second;
        ASSERT_GT(layer.rows(), 50U) << role;
        for (const char* name : fields) {
            const table::Column* column = layer.table.find(name);
            ASSERT_NE(column, nullptr) << role << "." << name;
            mulens::Row filled = 0;
            for (mulens::Row row = 0; row < layer.rows(); ++row)
                filled += column->is_text() ? !column->text(row).empty() : std::isfinite(column->number(row));
            EXPECT_GT(filled, layer.rows() / 50) << role << "." << name;
        }
    }
    // Several years lie in one layer, each row with its year and shape.
    const auto& before = run.layers.at("parcels_before");
    EXPECT_TRUE(before.spatial());
    std::map<int, int> years;
    for (mulens::Row row = 0; row < before.rows(); ++row)
        ++years[static_cast<int>(before.table.number("source_year", row))];
    ASSERT_EQ(years.size(), 3U);
    for (const auto& [year, plots] : years) EXPECT_NEAR(plots, 4900, 150) << year;
    // Money is 万元, areas m².
    const auto& units = run.layers.at("units").table;
    double largest = 0;
    for (mulens::Row row = 0; row < units.rows(); ++row)
        largest = std::max(largest, units.number("vacant_area_m2", row));
    EXPECT_GT(largest, 10000);
    for (const auto& finding : diagnostics.sorted()) {
        if (finding.severity == mulens::Severity::note) continue;  // 备注 is not used
        EXPECT_FALSE(expected.contains(finding.layer)) << finding.code << ": " << finding.message;
    }
}

}  // namespace
