// A live session made from a run: its counts are the summary tables' and its grades the parcels table's.
#include "base/error.hpp"
#include "config/project.hpp"
#include "pipeline/live.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace mulens {
namespace {

pipeline::Run run_sample(bool summaries_only, bool small = true) {
    Diagnostics diagnostics;
    Progress progress;
    pipeline::RunOptions options;
    options.threads = 2;
    options.hash = false;
    options.summaries_only = summaries_only;
    return pipeline::run_project(config::load_project(test_support::sample_project(small)), options, diagnostics,
                                 progress);
}

void expect_row(const table::Table& t, Row row, const rules::LiveSums& s) {
    const auto number = [&](const char* name) { return t.number(name, row); };
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    EXPECT_EQ(number("parcel_count"), static_cast<double>(s.parcels));
    EXPECT_EQ(number("scope_parcels"), static_cast<double>(s.in_scope));
    EXPECT_EQ(number("assessed_parcels"), static_cast<double>(s.assessed));
    EXPECT_EQ(number("area_basis_mu"), s.area_mu);
    EXPECT_EQ(number("scope_mu"), s.scope_mu);
    EXPECT_EQ(number("assessed_mu"), s.assessed_mu);
    EXPECT_EQ(number("assessed_large_mu"), s.assessed_large_mu);
    EXPECT_TRUE(same(number("tax"), s.tax));
    EXPECT_TRUE(same(number("output"), s.output));
    EXPECT_TRUE(same(number("tax_per_mu_large"), s.tax_per_mu.large));
    EXPECT_TRUE(same(number("tax_per_mu_assessed"), s.tax_per_mu.assessed));
    EXPECT_TRUE(same(number("tax_per_mu_scope"), s.tax_per_mu.scope));
    EXPECT_TRUE(same(number("output_per_mu_large"), s.output_per_mu.large));
    EXPECT_EQ(number("low_efficiency_parcels"), static_cast<double>(s.low));
    EXPECT_EQ(number("low_efficiency_mu"), s.low_mu);
    EXPECT_EQ(number("idle_parcels"), static_cast<double>(s.idle));
    EXPECT_EQ(number("idle_mu"), s.idle_mu);
    const char* names[] = {"grade_a", "grade_b", "grade_c", "grade_d", "ungraded", "not_evaluated"};
    for (std::size_t g = 0; g < 6; ++g) EXPECT_EQ(number(names[g]), static_cast<double>(s.grades[g])) << names[g];
}

TEST(LiveRun, CountsAreTheSummaries) {
    const auto run = run_sample(false, false);
    rules::LiveSession session(pipeline::live_input(run, 2));
    const auto& saved = *session.saved();
    ASSERT_EQ(saved.counts.platforms.size(), run.summaries.platforms.rows());
    for (Row row = 0; row < run.summaries.platforms.rows(); ++row) {
        EXPECT_EQ(saved.counts.platforms[row].name, run.summaries.platforms.text("platform", row));
        expect_row(run.summaries.platforms, row, saved.counts.platforms[row]);
    }
    expect_row(run.summaries.district_row, 0, saved.counts.district);
    EXPECT_GT(saved.counts.district.low, 0U);
    EXPECT_GT(saved.counts.district.idle, 0U);
    EXPECT_GT(saved.counts.district.tax_per_mu.large, 0);
    for (Row row = 0; row < run.parcels.rows(); ++row) {
        ASSERT_EQ(saved.low[row], run.parcels.table.number("low_efficiency", row));
        ASSERT_EQ(session.reason(saved, row), run.parcels.table.text("grade_reason", row));
        ASSERT_EQ(rules::grade_column({saved.grades->grade[row]}).text(0), run.parcels.table.text("grade", row));
    }
}

TEST(LiveRun, SummaryRunsAndRunsWithoutASchemeAreRefused) {
    EXPECT_THROW((void)pipeline::live_input(run_sample(true), 1), Error);
    auto run = run_sample(false);
    run.settings.scheme.reset();
    EXPECT_THROW((void)pipeline::live_input(run, 1), Error);
}

}  // namespace
}  // namespace mulens
