// `mulens assemble` and `mulens find` on the sample: the planted answers of truth/plan.json, exactly.
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace {

using namespace test_support;
using nlohmann::json;
using Words = std::vector<std::string>;

json truth() { return json::parse(bytes_of(sample_folder() / "truth/plan.json")); }

json ask(const char* command, Words words) {
    words.insert(words.begin(), {command, sample_project()});
    words.emplace_back("--json");
    const Outcome o = mulens(words);
    EXPECT_EQ(o.code, 0) << o.err;
    return o.code == 0 ? json::parse(o.out) : json();
}

std::set<std::string> words_of(const json& text) {
    std::set<std::string> out;
    if (!text.is_string()) return out;
    std::string word;
    for (const char c : text.get<std::string>() + ";")
        if (c == ';') {
            if (!word.empty()) out.insert(word);
            word.clear();
        } else {
            word += c;
        }
    return out;
}

std::set<std::string> set_of(const json& list) { return {list.begin(), list.end()}; }

TEST(PlanningLand, GroupsAndTheKeyPlotAreThePlantedOnes) {
    const json told = truth()["assembly"];
    const json found = ask("assemble", {"--candidates", "supply_kind = '意向收储'", "--constrained", "warn"});
    std::map<std::string, std::set<std::string>> groups;
    for (const auto& plot : found["tables"]["group_plots"])
        groups[plot["group_id"]].insert(plot["parcel_id"].get<std::string>());
    std::map<std::set<std::string>, double> mu;
    for (const auto& group : found["tables"]["groups"]) mu[groups[group["group_id"]]] = group["area_basis_mu"];
    ASSERT_EQ(mu.size(), told["groups"].size());
    for (const auto& group : told["groups"]) {
        const auto it = mu.find(set_of(group["parcels"]));
        ASSERT_NE(it, mu.end()) << group;
        EXPECT_NEAR(it->second, group["mu"].get<double>(), 0.01);
    }
    if (!told.contains("key_plot")) return;
    const json key = found["tables"]["key_plots"][0];
    EXPECT_EQ(key["parcel_id"], told["key_plot"]["parcel_id"]);
    EXPECT_EQ(key["owner"], told["key_plot"]["owner"]);
    EXPECT_NEAR(key["key_total_mu"].get<double>(), told["key_plot"]["joined_mu"].get<double>(), 0.01);
    std::set<std::string> joined;
    for (const auto& side : told["key_plot"]["joins"])
        for (const auto& id : side) joined.insert(id.get<std::string>());
    EXPECT_EQ(words_of(key["joined_parcels"]), joined);
}

TEST(PlanningLand, EveryWishFindsWhatWasPlanted) {
    const json told = truth();
    ASSERT_GE(told["find"].size(), 3U);
    for (const auto& wish : told["find"]) {
        const auto number = [](const json& value) { return std::to_string(value.get<double>()); };
        const json found = ask("find", {"--min-mu", number(wish["min_mu"]), "--near",
                                        wish["near"].get<std::string>() + ":" + number(wish["within_m"]), "--supply",
                                        wish["supply_kind"], "--tolerance", "0"});
        const json& sites = found["tables"]["sites"];
        ASSERT_EQ(sites.size(), 1U) << wish["what"];
        EXPECT_EQ(words_of(sites[0]["parcel_ids"]), set_of(wish["parcels"])) << wish["what"];
        EXPECT_NEAR(sites[0]["area_basis_mu"].get<double>(), wish["mu"].get<double>(), 0.01);
        EXPECT_NEAR(sites[0]["near_m"].get<double>(), wish["nearest_m"].get<double>(), 0.6);
        EXPECT_EQ(sites[0]["supply_kind"], wish["supply_kind"]);
        EXPECT_TRUE(sites[0]["meets_all"].get<bool>());
    }
}

TEST(PlanningLand, TheVacantFloorIsFound) {
    const json told = truth()["floor"];
    const json found = ask("find", {"--floor", std::to_string(told["building_m2"].get<double>()) + ":" +
                                                   std::to_string(told["storey_height_m"].get<double>())});
    EXPECT_FALSE(found["tables"].contains("sites")) << "floor is not land";
    const json first = found["tables"]["floor_units"][0];
    EXPECT_EQ(first["unit_ids"], told["unit_id"]);
    EXPECT_EQ(first["parcel_id"], told["parcel_id"]);
    EXPECT_NEAR(first["vacant_area_m2"].get<double>(), told["vacant_m2"].get<double>(), 0.01);
    std::size_t alone = 0;
    for (const auto& row : found["tables"]["floor_units"])
        alone += row["meets_all"].get<bool>() && row["unit_count"] == 1 ? 1 : 0;
    EXPECT_EQ(alone, 1U);
}

TEST(PlanningLand, NearMissesAreNamedAndUnknownSupplyComesLast) {
    const json wish = truth()["find"][0];
    const json found = ask("find", {"--min-mu", "97", "--near", wish["near"].get<std::string>() + ":800",
                                    "--far-headroom", "1", "--building", "10000:8", "--outside-renewal"});
    bool unknown = false;
    std::size_t named = 0;
    for (const auto& site : found["tables"]["sites"]) {
        const bool no_row = words_of(site["supply_kind"]).contains("权属意向未知");
        EXPECT_TRUE(no_row || !unknown) << "a plot with a supply row after one without";
        unknown = no_row;
        EXPECT_EQ(site["meets_all"].get<bool>(), site["unmet"].is_null());
        if (!site["unmet"].is_null()) ++named;
        if (site["far_headroom"].is_null()) {
            EXPECT_TRUE(words_of(site["unmet"]).contains("规划或现状容积率未知"));
        } else if (site["far_headroom"].get<double>() < 1 - 1e-6) {
            EXPECT_NE(site["unmet"].get<std::string>().find("容积率余量差"), std::string::npos);
        }
        for (const auto& plot : found["tables"]["site_plots"])
            if (plot["site_id"] == site["site_id"] && plot["supply_kind"] == "权属意向未知") {
                EXPECT_TRUE(no_row);
            }
    }
    EXPECT_GT(named, 3U);
}

TEST(PlanningLand, WhatNothingSatisfiesIsNamedWithTheBestThereIs) {
    const auto line = [](Words words) { return ask("find", std::move(words))["lines"].dump(); };
    const std::string land = line({"--min-mu", "99999999"});
    EXPECT_NE(land.find("没有一处能满足的要求:面积不少于99,999,999.00亩 (最大单宗"), std::string::npos) << land;
    // The largest unit there is, by the table itself.
    const json floor = ask("find", {"--floor", "99999999", "--tolerance", "1"});
    double most = 0;
    for (const auto& row : floor["tables"]["floor_units"]) most = std::max(most, row["vacant_area_m2"].get<double>());
    std::string said = floor["lines"].dump();
    std::erase(said, ',');
    EXPECT_NE(said.find("合计最多" + std::to_string(std::lround(most)) + "平方米"), std::string::npos) << said;
    const std::string none = ask("assemble", {"--min-mu", "999999"})["lines"].dump();
    EXPECT_NE(none.find("没有一片候选地块达到 999,999.00 亩,最大的一片"), std::string::npos) << none;
    EXPECT_NE(line({"--where", "far < 0"}).find("没有一宗地块可选"), std::string::npos);
    EXPECT_EQ(line({"--min-mu", "97"}).find("没有一处"), std::string::npos);
}

TEST(PlanningLand, SameBytesForOneAndFourThreads) {
    const Scratch folder;
    const auto write = [&](Words words, const std::string& threads) {
        const fs::path out = folder / (words[0] + threads);
        words.insert(words.begin() + 1, sample_project());
        for (const std::string& word : {std::string("--out"), out.string(), std::string("--threads"), threads})
            words.push_back(word);
        const Outcome o = mulens(words);
        EXPECT_EQ(o.code, 0) << o.err;
        return out;
    };
    for (const Words& words : {Words{"assemble", "--max-mu", "150", "--max-owners", "4", "--across-road", "30"},
                               Words{"find", "--min-mu", "97", "--near", "330114006005GB32403:3000"}}) {
        const auto one = write(words, "1");
        const auto four = write(words, "4");
        std::size_t files = 0;
        for (const auto& file : fs::directory_iterator(one)) {
            const auto name = file.path().filename();
            if (name == "manifest.json") continue;
            EXPECT_EQ(bytes_of(file.path()), bytes_of(four / name)) << name;
            ++files;
        }
        EXPECT_GE(files, 8U);
    }
}

TEST(PlanningLand, BadInputIsOneSentence) {
    const auto refused = [](Words words, const std::string& says) {
        const std::string command = words[0];
        words.insert(words.begin() + 1, sample_project());
        const Outcome o = mulens(words);
        EXPECT_EQ(o.code, 2) << command << o.out;
        EXPECT_TRUE(o.err.starts_with("mulens: ")) << o.err;
        EXPECT_EQ(std::count(o.err.begin(), o.err.end(), '\n'), 1) << o.err;
        EXPECT_NE(o.err.find(says), std::string::npos) << o.err;
    };
    refused({"assemble", "--min-mu", "90", "--max-mu", "50"}, "--max-mu 50 is less than --min-mu 90");
    refused({"assemble", "--min-mu", "0"}, "--min-mu");
    refused({"assemble", "--candidates", "far > 1000"}, "nothing to assemble");
    refused({"assemble", "--candidates", "fra > 1"}, "fra");
    refused({"assemble", "--weight", "beauty=3"}, "there is no beauty");
    refused({"assemble", "--weight", "land=0,owners=0,compact=0,low=0,tax=0"}, "weight");
    refused({"find", "--min-mu", "90", "--max-mu", "50"}, "no site can be both");
    refused({"find", "--near", "330114999999GB99999:800"}, "there is no such parcel");
    refused({"find", "--near", "330114006005GB32403"}, "PARCEL:METRES");
    refused({"find", "--supply", "赠送"}, "可出让");
    refused({"find", "--platform", "不存在"}, "known: ");
    refused({"find", "--far-headroom", "nan"}, "0 or more");
    refused({"find", "--industry", "航母"}, "known: ");
    refused({"assemble", "--tax-reference", "nan"}, "--tax-reference must be a number");
    refused({"find", "--far-headroom", "200"}, "written as 1.5");
    refused({"find", "--entry", "far=200"}, "1.5 or 150%");
    refused({"find", "--status", "empty"}, "not one of");
    refused({"find", "--floor", "0"}, "more than 0");
    refused({"find", "--entry", "beauty=3"}, "there is no beauty");
    refused({"find"}, "say what is looked for");
}

TEST(PlanningLand, OutlinesCoverTheirPlots) {
    const Scratch folder;
    const fs::path out = folder / "assemble";
    ASSERT_EQ(mulens({"assemble", sample_project(), "--out", out.string(), "--formats", "geojson,csv"}).code, 0);
    const json groups = json::parse(bytes_of(out / "groups.geojson"));
    const json plots = json::parse(bytes_of(out / "group_plots.geojson"));
    ASSERT_GT(groups["features"].size(), 50U);
    EXPECT_GT(plots["features"].size(), groups["features"].size());
    for (const auto& group : groups["features"]) EXPECT_FALSE(group["geometry"].is_null());
}

}  // namespace
