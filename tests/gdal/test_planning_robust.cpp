// `mulens robust` on the sample: same bytes at any thread count, and without error the run itself.
#include "support/shared_sample.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace {

using nlohmann::json;
using namespace test_support;

Outcome robust(std::vector<std::string> args) {
    args.insert(args.begin(), {"robust", sample_project(true)});
    return mulens(args);
}

TEST(PlanningRobust, SameBytesForAnyNumberOfThreads) {
    const auto one = robust({"--draws", "200", "--threads", "1", "--json"});
    ASSERT_EQ(one.code, 0) << one.err;
    EXPECT_EQ(one.out, robust({"--draws", "200", "--threads", "3", "--json"}).out);
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

TEST(PlanningRobust, BadInputGetsOneSentence) {
    const auto bad = [](std::vector<std::string> args, const char* says) {
        const auto out = robust(std::move(args));
        EXPECT_EQ(out.code, 2) << out.err;
        EXPECT_NE(out.err.find(says), std::string::npos) << out.err;
    };
    bad({"--draws", "0"}, "draws");
    bad({"--error", "2"}, "no share");
    bad({"--error", "0", "--concentration", "0"}, "nothing is drawn");
}

}  // namespace
