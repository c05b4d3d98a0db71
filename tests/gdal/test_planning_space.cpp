// `mulens space` on the sample: sums agree with the plots, shares add up, same bytes at any thread count.
#include "support/shared_sample.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace {

using nlohmann::json;
using namespace test_support;

json answer(std::vector<std::string> args) {
    args.insert(args.begin(), {"space", sample_project()});
    args.emplace_back("--json");
    const auto out = mulens(args);
    if (out.code != 0) throw std::runtime_error(out.err);
    return json::parse(out.out);
}

TEST(PlanningSpace, PlatformsSumTheirPlotsAndSharesAddUp) {
    const json one = answer({"--threads", "1"});
    EXPECT_EQ(one.dump(), answer({"--threads", "4"}).dump());
    const auto& tables = one["tables"];
    std::map<std::string, double> gain;
    for (const auto& row : tables["headroom_plots"]) {
        if (row["headroom_kind"] != "gain") continue;
        const double m2 = (row["far_limit"].get<double>() - row["far"].get<double>()) * row["area_m2"].get<double>();
        EXPECT_NEAR(m2, row["headroom_m2"].get<double>(), 1e-6 * m2);
        gain[row["platform"]] += m2;
        gain["全区"] += m2;
    }
    for (const auto& row : tables["headroom"])
        if (gain.contains(row["platform"])) {
            EXPECT_NEAR(row["headroom_m2"].get<double>(), gain[row["platform"]], 1e-3);
        }
    EXPECT_GT(tables["over_limit"].size(), 0U);
    for (const auto& row : tables["over_limit"]) EXPECT_LT(row["headroom_m2"].get<double>(), 0);
    std::map<std::string, double> share;
    double district = 0, platforms = 0;
    for (const auto& row : tables["industry_mix"]) {
        if (!row["output_share"].is_null()) share[row["platform"]] += row["output_share"].get<double>();
        (row["platform"] == "全区" ? district : platforms) += row["output"].get<double>();
    }
    for (const auto& [platform, sum] : share) EXPECT_NEAR(sum, 1, 1e-9) << platform;
    EXPECT_NEAR(district, platforms, 1e-4);
    EXPECT_GE(tables["chain_gaps"].size(), 17U);
    // A link that the district lacks is lacking in every platform; a link that a platform has, the district has.
    std::map<std::string, double> district_firms;
    for (const auto& row : tables["chain_steps"])
        if (row["platform"] == "全区")
            district_firms[row["lead_chain"].get<std::string>() + row["chain_step"].get<std::string>()] =
                row["firm_count"];
    EXPECT_EQ(district_firms.size(), 35U);
    for (const auto& row : tables["chain_steps"]) {
        const double firms =
            district_firms[row["lead_chain"].get<std::string>() + row["chain_step"].get<std::string>()];
        EXPECT_EQ(row["district_firms"].get<double>(), firms) << row;
        EXPECT_LE(row["firm_count"].get<double>(), firms) << row;
        EXPECT_EQ(row["chain_state"] == "missing", row["firm_count"].get<double>() == 0) << row;
    }
}

TEST(PlanningSpace, BadInputGetsOneSentence) {
    const auto bad = [](const std::string& option, const std::string& value, const char* says) {
        const auto out = mulens({"space", sample_project(true), option, value});
        EXPECT_EQ(out.code, 2) << out.err;
        EXPECT_NE(out.err.find(says), std::string::npos) << out.err;
    };
    bad("--lead", "江海之城", "PLATFORM=ID");
    bad("--lead", "江海之城=龙", "no such lead industry");
    bad("--weak", "0", "above 0");
    EXPECT_EQ(mulens({"space", sample_project(true), "--chains", "/no/such.toml"}).code, 4);
    bad("--where", "far > 1000", "no plot in scope");
}

}  // namespace
