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

/// What the viewer leaves out or packs must not show in a value that it keeps.
TEST(LiveRun, TheViewersRunHasTheSameValues) {
    const auto whole = run_sample(false, false);
    Diagnostics diagnostics;
    Progress progress;
    pipeline::RunOptions options;
    options.threads = 2;
    options.hash = false;
    options.for_viewing = true;
    Row measured = 0;
    options.measured = [&](table::Layer& parcels) {
        measured = parcels.geometry.size();
        parcels.geometry = {};
    };
    const auto seen = pipeline::run_project(config::load_project(test_support::sample_project(false)), options,
                                            diagnostics, progress);
    EXPECT_EQ(measured, whole.parcels.geometry.size());
    EXPECT_EQ(seen.parcels.geometry.size(), 0U);
    const auto expect_same = [](const table::Table& all, const table::Table& some) {
        ASSERT_EQ(all.rows(), some.rows());
        for (const auto& name : some.names()) {
            if (name == "reasons_text") continue;  // sentences are made where they are shown
            const auto& a = all.at(name);
            const auto& b = some.at(name);
            ASSERT_EQ(a.kind(), b.kind()) << name;
            for (Row row = 0; row < all.rows(); ++row) {
                ASSERT_EQ(a.status(row), b.status(row)) << name << " row " << row;
                if (a.is_text())
                    ASSERT_EQ(a.text(row), b.text(row)) << name << " row " << row;
                else
                    ASSERT_TRUE(a.number(row) == b.number(row) ||
                                (std::isnan(a.number(row)) && std::isnan(b.number(row))))
                        << name << " row " << row;
            }
        }
    };
    expect_same(whole.parcels.table, seen.parcels.table);
    expect_same(whole.enterprises.table, seen.enterprises.table);
    EXPECT_EQ(whole.parcels.table.names(), seen.parcels.table.names());
    rules::LiveSession plain(pipeline::live_input(whole, 2)), packed(pipeline::live_input(seen, 2));
    auto trial = std::make_shared<config::Scheme>(*whole.settings.scheme);
    trial->low_tests.front().value += 1;
    for (auto& indicator : trial->classes.front().indicators) indicator.weight *= 1.1;
    const auto a = plain.evaluate(trial), b = packed.evaluate(trial);
    EXPECT_EQ(a->low, b->low);
    EXPECT_EQ(a->grades->grade, b->grades->grade);
    EXPECT_EQ(a->grades->firm_grade, b->grades->firm_grade);
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
