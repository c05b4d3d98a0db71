// `mulens robust` on the sample: same bytes at any thread count, and without error the run itself.
#include "support/folders.hpp"
#include "support/shared_sample.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <map>

namespace {

using nlohmann::json;
using namespace test_support;

Outcome robust(std::vector<std::string> args) {
    args.insert(args.begin(), {"robust", sample_project(true)});
    return mulens(args);
}

TEST(PlanningRobust, SameBytesForAnyNumberOfThreads) {
    const auto one = robust({"--draws", "200", "--plan-draws", "40", "--threads", "1", "--json"});
    ASSERT_EQ(one.code, 0) << one.err;
    EXPECT_EQ(one.out, robust({"--draws", "200", "--plan-draws", "40", "--threads", "4", "--json"}).out);
    const json answer = json::parse(one.out);
    ASSERT_GT(answer["tables"]["robust_plots"].size(), 100U);
    for (const auto& row : answer["tables"]["robust_plots"]) {
        const double sum = row["a_share"].get<double>() + row["b_share"].get<double>() + row["c_share"].get<double>() +
                           row["d_share"].get<double>();
        EXPECT_LE(sum, 1 + 1e-12);
        if (!row["rank"].is_null()) {
            EXPECT_LE(row["rank_low"].get<double>(), row["rank_high"].get<double>());
        }
    }
}

TEST(PlanningRobust, WithoutErrorEveryPlotKeepsItsGradeAndVerdict) {
    const auto out = robust({"--draws", "2", "--concentration", "0", "--error", "1e-15", "--json"});
    ASSERT_EQ(out.code, 0) << out.err;
    const json answer = json::parse(out.out);
    std::size_t graded = 0;
    for (const auto& row : answer["tables"]["robust_plots"]) {
        EXPECT_EQ(row["low_share"].get<double>(), row["low_efficiency"].get<bool>() ? 1 : 0) << row;
        if (row["grade_mode"].is_null()) continue;
        ++graded;
        EXPECT_EQ(row["grade_mode"], row["grade"]) << row;
        EXPECT_EQ(row["grade_share"].get<double>(), 1) << row;
        if (!row["rank"].is_null()) {
            EXPECT_EQ(row["rank"], row["rank_mid"]);
        }
    }
    EXPECT_GT(graded, 100U);
}

TEST(PlanningRobust, WithoutErrorThePlanIsTheRunsOwn) {
    const auto out = robust({"--draws", "3", "--plan-draws", "2", "--concentration", "0", "--error", "1e-15",
                             "--budget", "50000", "--json"});
    ASSERT_EQ(out.code, 0) << out.err;
    const json answer = json::parse(out.out);
    const auto& plots = answer["tables"]["robust_plan"];
    ASSERT_GT(plots.size(), 20U);
    for (const auto& row : plots) {
        EXPECT_TRUE(row["in_plan"].get<bool>()) << row;
        EXPECT_EQ(row["plan_share"].get<double>(), 1) << row;
        EXPECT_EQ(row["option"], row["plan_option"]) << row;
    }
    const auto& sums = answer["tables"]["robust_plan_sums"];
    ASSERT_EQ(sums.size(), 4U);
    for (const auto& row : sums) EXPECT_NEAR(row["tax_gain"].get<double>(), sums[0]["tax_gain"].get<double>(), 1e-6);
    // What mulens plan answers lies within the gap that is stated.
    const auto exact = mulens({"plan", sample_project(true), "--budget", "50000", "--json"});
    ASSERT_EQ(exact.code, 0) << exact.err;
    const auto facts = json::parse(exact.out)["facts"];
    const double best = std::stod(facts["value"].get<std::string>());
    const double gap = std::stod(answer["facts"]["plan_gap"].get<std::string>());
    EXPECT_LT(gap, 1e-3);
    EXPECT_LE(sums[0]["tax_gain"].get<double>(), std::stod(facts["bound"].get<std::string>()) + 1e-6);
    EXPECT_GE(sums[0]["tax_gain"].get<double>(), best * (1 - gap) - 1e-6);
}

TEST(PlanningRobust, AScenarioIsDrawnAsItStands) {
    const Scratch folder;
    put_bytes(folder / "s.toml",
              "name = \"丙\"\n[limits]\nbudget = 20000\nmax_mu = 900\n"
              "[choice]\ncandidates = \"grade = 'D'\"\n[years]\nbudgets = [10000, 10000]\n");
    const auto out =
        robust({"--draws", "30", "--plan-draws", "5", "--scenario", (folder / "s.toml").string(), "--json"});
    ASSERT_EQ(out.code, 0) << out.err;
    const json answer = json::parse(out.out);
    // Candidates are anew in each draw: a plot in its plan is D in at least as many draws.
    std::map<std::string, double> d_share;
    for (const auto& row : answer["tables"]["robust_plots"]) d_share[row["parcel_id"]] = row["d_share"];
    for (const auto& row : answer["tables"]["robust_plan"])
        EXPECT_LE(row["plan_share"].get<double>() * 5, d_share[row["parcel_id"]] * 30 + 1e-9) << row;
    for (const auto& row : answer["tables"]["robust_plan_sums"]) {
        EXPECT_LE(row["public_cost"].get<double>(), 20'000 + 1e-6);
        EXPECT_LE(row["plan_mu"].get<double>(), 900 + 1e-6);
    }
}

TEST(PlanningRobust, BadInputGetsOneSentence) {
    const auto bad = [](std::vector<std::string> args, const char* says) {
        const auto out = robust(std::move(args));
        EXPECT_EQ(out.code, 2) << out.err;
        EXPECT_NE(out.err.find(says), std::string::npos) << out.err;
    };
    bad({"--draws", "0"}, "draws");
    bad({"--draws", "3", "--plan-draws", "4"}, "more than the 3 draws");
    bad({"--budget", "0"}, "the budget is 0");
    bad({"--budget", "100", "--objective", "wealth"}, "no objective");
    bad({"--error", "2"}, "no share");
    bad({"--error", "0", "--concentration", "0"}, "nothing is drawn");
}

}  // namespace
