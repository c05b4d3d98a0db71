// `mulens years` on the sample: planted splits, merges, redrawn borders, new codes and new plots come out exactly.
#include "support/shared_sample.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

namespace {

using nlohmann::json;
using namespace test_support;

json answer(std::vector<std::string> args) {
    args.insert(args.begin(), {"years", sample_project()});
    args.emplace_back("--json");
    const auto out = mulens(args);
    if (out.code != 0) throw std::runtime_error(out.err);
    return json::parse(out.out);
}

const json& years() {
    static const json value = answer({"--threads", "1"});
    return value;
}
std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}
json truth() { return json::parse(bytes_of(sample_folder() / "truth/plan.json")); }

TEST(PlanningYears, PlantedLineageIsRecoveredExactly) {
    using Key = std::array<std::string, 4>;
    const std::map<std::string, std::string> kinds{
        {"split", "split"}, {"merge", "merged"}, {"redraw", "redrawn"}, {"recode", "recoded"}, {"new", "new"}};
    const auto text = [](const json& v) { return v.is_null() ? std::string() : v.get<std::string>(); };
    std::map<Key, json> found;
    for (const auto& row : years()["tables"]["lineage"])
        found[{row["year_pair"], row["lineage_kind"], text(row["parcel_before"]), text(row["parcel_after"])}] = row;
    std::set<Key> planted;
    const json planting = truth();
    for (const auto& event : planting["lineage"]) {
        const int year = event["year"];
        const std::string pair = std::to_string(year - 1) + "–" + std::to_string(year), kind = kinds.at(event["kind"]);
        if (kind == "new") planted.insert({pair, kind, "", event["new"][0]});
        for (const auto& part : event["parts"]) {
            const Key key{pair, kind, part["old"], part["new"]};
            planted.insert(key);
            ASSERT_TRUE(found.contains(key)) << event;
            // other surveys of neighbours and files in other systems: centimetres along the border
            EXPECT_NEAR(found[key]["shared_m2"].get<double>(), part["area_m2"].get<double>(), 25) << event;
            EXPECT_NEAR(found[key]["share_of_before"].get<double>(), part["share_of_old"].get<double>(), 2e-3);
            EXPECT_NEAR(found[key]["share_of_after"].get<double>(), part["share_of_new"].get<double>(), 2e-3);
        }
    }
    for (const auto& key : planted) EXPECT_TRUE(found.contains(key)) << key[0] << key[1] << key[2] << key[3];
    // What else changed stands between the last two files: today's layer has planted faults (codes twice or blank,
    // shapes lost), and nothing but them.
    for (const auto& [key, row] : found) {
        if (planted.contains(key)) continue;
        EXPECT_EQ(key[0], "2023–2024") << row;
        EXPECT_TRUE(key[1] == "recoded" || key[1] == "new" || key[1] == "gone") << row;
    }
    EXPECT_LE(found.size() - planted.size(), 12U);
}

TEST(PlanningYears, SeriesAndEffectFollowThePlantedCampaign) {
    const json t = truth()["campaign_2022"];
    const std::set<std::string> parcels(t["parcels"].begin(), t["parcels"].end());
    EXPECT_EQ(years()["facts"]["renewal_plots"], std::to_string(parcels.size()));
    EXPECT_EQ(years()["facts"]["renewal_finished"], std::to_string(parcels.size()));
    // plots whose firm stayed: those that were neither bought nor reserved
    std::set<std::string> stayed;
    for (const auto& line : lines_of(bytes_of(sample_folder() / "stages.csv")))
        for (const char* mode : {"自主改造", "回租", "兼并重组"})
            if (line.find(mode) != std::string::npos && line.find(",2022,") != std::string::npos)
                stayed.insert(line.substr(0, line.find(',')));
    std::map<int, double> tax;
    double mu = 0;
    for (const auto& row : years()["tables"]["plot_series"]) {
        if (!stayed.contains(row["parcel_id"])) continue;
        if (!row["tax"].is_null()) tax[row["year"]] += row["tax"].get<double>();
        if (row["year"] == 2024) mu += row["area_basis_mu"].get<double>();
    }
    EXPECT_NEAR(mu, t["stayed"]["mu"].get<double>(), 0.02);
    for (const auto& [year, sum] : t["stayed"]["tax_wan"].items())
        EXPECT_NEAR(tax[std::stoi(year)], sum.get<double>(), 0.02) << year;
    const auto& whole = years()["tables"]["renewal_effect"][0];
    EXPECT_NEAR(whole["renewal_difference"].get<double>(),
                (whole["treated_after"].get<double>() - whole["treated_before"].get<double>()) -
                    (whole["alone_after"].get<double>() - whole["alone_before"].get<double>()),
                1e-12);
}

TEST(PlanningYears, FlowAddsUpToThePlotsOfTheYear) {
    std::map<std::string, std::array<double, 2>> flow;  // plots, 亩
    for (const auto& row : years()["tables"]["grade_flow"]) {
        if (row["platform"] != "全区" || row["grade_after"] == "gone" || row["grade_after"] == "out") continue;
        flow[row["year_pair"]][0] += row["plot_count"].get<double>();
        flow[row["year_pair"]][1] += row["flow_mu"].get<double>();
    }
    for (const auto& row : years()["tables"]["platform_series"]) {
        if (row["platform"] != "全区" || row["year"] == 2021) continue;
        const int year = row["year"];
        const auto& sums = flow.at(std::to_string(year - 1) + "–" + std::to_string(year));
        EXPECT_EQ(sums[0], row["plot_count"].get<double>());
        EXPECT_NEAR(sums[1], row["area_basis_mu"].get<double>(), 1e-3);
    }
    for (const auto& row : years()["tables"]["d_two_years"]) {
        EXPECT_GE(row["d_years"].get<int>(), 2);
        EXPECT_GE(row["d_share_before"].get<double>(), 0.5);
    }
    EXPECT_GT(years()["tables"]["d_two_years"].size(), 50U);
}

TEST(PlanningYears, SameBytesForAnyNumberOfThreads) { EXPECT_EQ(years().dump(), answer({"--threads", "4"}).dump()); }

TEST(PlanningYears, BadYearsAndMissingLayersGetOneSentence) {
    const auto bad = [](std::vector<std::string> args, const char* says) {
        args.insert(args.begin(), "years");
        const auto out = mulens(args);
        EXPECT_EQ(out.code, 2) << out.err;
        EXPECT_NE(out.err.find(says), std::string::npos) << out.err;
    };
    const std::string project = sample_project();
    bad({project, "--renewed", "2019"}, "no plot of that year");
    bad({project, "--renewed", "2022", "--after", "2021"}, "out of order");
    bad({project, "--before", "2020"}, "there are plots of 2021, 2022, 2023, 2024 only");
    bad({project, "--link-share", "0.99"}, "shares");
    const Scratch scratch;
    put_bytes(scratch.path() / "empty.toml", "");
    bad({project, "--planning", (scratch.path() / "empty.toml").string()}, "parcels_before");
}

}  // namespace
