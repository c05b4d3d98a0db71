// Last year's enterprises as a benchmark: their tax by the formula, their land as it is known, and a scheme that uses
// it.
#include "config/project.hpp"
#include "pipeline/last_year.hpp"
#include "pipeline/run.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace mulens {
namespace {

using table::Column;

Column texts(std::initializer_list<const char*> values) {
    table::TextStore store;
    for (const char* value : values) store.push(value);
    return Column::texts(std::move(store));
}

TEST(LastYear, LandComesFromThisYearByCodeThenByNumber) {
    table::Table now(3), before(4);
    now.set("credit_code", texts({"A", "B", ""}));
    now.set("ent_id", texts({"1", "2", "3"}));
    now.set("area_assessed_mu", Column::numbers({10, 20, 30}));
    before.set("credit_code", texts({"B", "gone", "", "A"}));
    before.set("ent_id", texts({"1", "9", "3", "2"}));
    before.set("tax_paid", Column::numbers({5, 6, 7, table::none}));
    const auto said = pipeline::complete_last_year(now, {}, 1, before);
    EXPECT_NE(said.find("3 of its 4 enterprises"), std::string::npos) << said;
    EXPECT_EQ(before.number("area_assessed_mu", 0), 20);
    EXPECT_TRUE(std::isnan(before.number("area_assessed_mu", 1)));
    EXPECT_EQ(before.number("area_assessed_mu", 2), 30);
    EXPECT_EQ(before.number("area_assessed_mu", 3), 10);
    EXPECT_EQ(before.number("tax", 1), 6);
    EXPECT_TRUE(std::isnan(before.number("tax", 3)));
}

TEST(LastYear, ItsOwnLandIsKept) {
    table::Table now(1), before(1);
    now.set("credit_code", texts({"A"}));
    now.set("area_assessed_mu", Column::numbers({10}));
    before.set("credit_code", texts({"A"}));
    before.set("area_assessed_mu", Column::numbers({12}));
    EXPECT_EQ(pipeline::complete_last_year(now, {}, 1, before), "");
    EXPECT_EQ(before.number("area_assessed_mu", 0), 12);
}

TEST(LastYear, ASchemeOfLastYearsMeansGradesTheSample) {
    Diagnostics diagnostics;
    Progress progress;
    pipeline::RunOptions options;
    options.threads = 2;
    options.hash = false;
    auto project = config::load_project(test_support::sample_project(true));
    project.scheme = "huaian-2024";
    const auto run = pipeline::run_project(project, options, diagnostics, progress);
    double tax = 0, mu = 0;  // of 规上 enterprises: twice their mean is the yardstick
    for (Row row = 0; row < run.last_year.rows(); ++row) {
        const double t = run.last_year.number("tax", row), m = run.last_year.number("area_assessed_mu", row);
        if (run.last_year.text("scale_class", row) != "规上" || std::isnan(t) || !(m > 0)) continue;
        tax += t;
        mu += m;
    }
    ASSERT_GT(mu, 0);
    ASSERT_EQ(run.settings.scheme->classes[0].indicators[0].metric, "tax_per_mu");
    EXPECT_NEAR(run.rules.firms.benchmarks[0].indicators[0][0].value, 2 * tax / mu, 1e-9 * tax / mu);
    Row graded = 0;
    for (const char grade : run.rules.firms.grade) graded += grade >= 'A' && grade <= 'D' ? 1 : 0;
    EXPECT_GT(graded, run.enterprises.rows() * 9 / 10);
}

}  // namespace
}  // namespace mulens
