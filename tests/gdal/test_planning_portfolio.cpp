// `mulens options` and `mulens plan` as users run them on the sample.
#include "support/folders.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

namespace {

using namespace test_support;
using Json = nlohmann::json;

Json asked(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, sample_project());
    arguments.emplace_back("--json");
    const auto outcome = mulens(arguments);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return Json::parse(outcome.out);
}

Outcome failed(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, sample_project());
    return mulens(arguments);
}

double sum(const Json& rows, const char* column) {
    double out = 0;
    for (const auto& row : rows) out += row[column].is_number() ? row[column].get<double>() : 0;
    return out;
}

TEST(PlanCommand, KeepsItsLimitsAndSaysHowFarFromTheBest) {
    const Json report = asked({"plan", "--budget", "200000", "--max-mu", "10000", "--years", "80000,70000,50000"});
    const auto& sites = report["tables"]["plan_sites"];
    EXPECT_GT(sites.size(), 50U);
    EXPECT_LE(sum(sites, "public_cost"), 200'000.0 + 1e-3);
    EXPECT_LE(sum(sites, "area_basis_mu"), 10'000.0 + 1e-6);
    EXPECT_LE(std::stod(report["facts"]["gap"].get<std::string>()), 0.001);
    EXPECT_GE(std::stod(report["facts"]["bound"].get<std::string>()),
              std::stod(report["facts"]["value"].get<std::string>()));
    // The years hold every site once, and the money of each year's end.
    double given = 0, spent = 0;
    for (const auto& year : report["tables"]["plan_years"]) {
        given += year["year_budget"].get<double>();
        spent += year["year_cost"].get<double>();
        EXPECT_LE(spent, given * (1 + 1e-6));
    }
    EXPECT_NEAR(spent, sum(sites, "public_cost"), 1e-3);
    // The last row is the district; its gain is the two parts, and the platforms' plots are all plots.
    const auto& platforms = report["tables"]["plan_platforms"];
    const auto& all = platforms.back();
    EXPECT_EQ(all["platform"], "全区");
    EXPECT_NEAR(all["per_mu_after"].get<double>() - all["per_mu_before"].get<double>(),
                all["gain_by_land"].get<double>() + all["gain_by_tax"].get<double>(), 1e-9);
    EXPECT_NEAR(sum(platforms, "plot_count") - all["plot_count"].get<double>(), all["plot_count"].get<double>(), 1e-9);
    EXPECT_EQ(report["tables"]["plan_plots"].size(), all["plot_count"].get<std::size_t>());
}

TEST(PlanCommand, SameBytesForOneThreadAndFour) {
    const Scratch folder;
    for (const char* threads : {"1", "4"})
        need(mulens({"plan", sample_project(), "--budget", "100000", "--objective", "per_mu", "--formats",
                     "csv,geojson,gpkg,xlsx", "--threads", threads, "--quiet", "--out", (folder / threads).string()}),
             "plan");
    const auto one = files_in(folder / "1"), four = files_in(folder / "4");
    ASSERT_EQ(one.size(), four.size());
    EXPECT_GE(one.size(), 10U);
    for (const auto& [name, bytes] : one) EXPECT_EQ(bytes, four.at(name)) << name;
}

TEST(PlanCommand, ScenariosAreComparedWithTheFirst) {
    const Scratch folder;
    put_bytes(folder / "a.toml", "name = \"甲\"\n[limits]\nbudget = 50000\n");
    put_bytes(folder / "b.toml", "name = \"乙\"\nobjective = \"floor\"\n[limits]\nbudget = 50000\nmax_mu = 3000\n");
    const Json report = asked({"plan", "--scenario", (folder / "a.toml").string(), (folder / "b.toml").string()});
    const auto& comparison = report["tables"]["comparison"];
    ASSERT_EQ(comparison.size(), 2U);
    EXPECT_EQ(comparison[0]["scenario"], "甲");
    EXPECT_GE(comparison[0]["tax_gain"].get<double>(), comparison[1]["tax_gain"].get<double>());
    EXPECT_LE(comparison[1]["plan_mu"].get<double>(), 3000.0 + 1e-6);
    // Every plot of either is in both with one option, or in the difference.
    std::map<std::string, std::map<std::string, std::string>> options;
    for (const auto& plot : report["tables"]["plan_plots"])
        options[plot["parcel_id"]][plot["scenario"].get<std::string>()] = plot["option"];
    std::set<std::string> differ;
    for (const auto& row : report["tables"]["plan_difference"]) differ.insert(row["parcel_id"].get<std::string>());
    for (const auto& [id, by] : options) {
        const bool same = by.size() == 2 && by.begin()->second == by.rbegin()->second;
        EXPECT_EQ(differ.contains(id), !same) << id;
    }
}

TEST(PlanCommand, AssembledGroupsAreTakenWholeOrNotAtAll) {
    const Json alone = asked({"plan", "--budget", "100000"});
    const Json report = asked({"plan", "--budget", "100000", "--assemble"});
    const Json groups = asked({"assemble"});
    std::map<std::string, std::set<std::string>> plots_of;
    for (const auto& row : groups["tables"]["group_plots"])
        plots_of[row["group_id"].get<std::string>()].insert(row["parcel_id"].get<std::string>());
    EXPECT_EQ(report["facts"]["assembled"], std::to_string(plots_of.size()));
    std::map<std::string, std::set<std::string>> chosen;
    std::set<std::string> seen;
    for (const auto& row : report["tables"]["plan_plots"]) {
        EXPECT_TRUE(seen.insert(row["parcel_id"].get<std::string>()).second) << row;
        chosen[row["site_id"].get<std::string>()].insert(row["parcel_id"].get<std::string>());
    }
    std::size_t whole = 0;
    for (const auto& [site, plots] : chosen) {
        if (!plots_of.contains(site)) continue;
        ++whole;
        EXPECT_EQ(plots, plots_of[site]) << site;
    }
    EXPECT_GT(whole, 3U);
    // More to choose from is never worse.
    EXPECT_GE(std::stod(report["facts"]["bound"].get<std::string>()),
              std::stod(alone["facts"]["value"].get<std::string>()) - 1e-6);
}

TEST(PlanCommand, TheCampaignOf2022ReplaysAsPlanted) {
    const Json truth = Json::parse(bytes_of(sample_folder() / "truth" / "plan.json"))["campaign_2022"];
    const Json report = asked({"plan", "--replay", "2022"});
    const auto& plots = report["tables"]["replay_plots"];
    ASSERT_EQ(plots.size(), truth["plots"].get<std::size_t>());
    std::set<std::string> ids;
    for (const auto& plot : plots) ids.insert(plot["parcel_id"].get<std::string>());
    for (const auto& id : truth["parcels"]) EXPECT_TRUE(ids.contains(id.get<std::string>())) << id;
    for (const auto& mode : report["tables"]["replay_modes"]) {
        if (mode["mode"] == "合计") {
            EXPECT_NEAR(mode["spent"].get<double>(), truth["money_wan"].get<double>(), 0.01);
            EXPECT_NEAR(mode["plan_mu"].get<double>(), truth["mu"].get<double>(), 0.5);  // planted with two decimals
            continue;
        }
        const auto& planted = truth["modes"][mode["mode"].get<std::string>()];
        EXPECT_EQ(mode["plot_count"].get<double>(), planted["plots"].get<double>()) << mode["mode"];
        EXPECT_NEAR(mode["spent"].get<double>(), planted["money_wan"].get<double>(), 0.01) << mode["mode"];
    }
    // The published 22 % is no target and no result of ours.
    EXPECT_EQ(report.dump().find("22%"), std::string::npos);
    EXPECT_EQ(report.dump().find("22 %"), std::string::npos);
}

TEST(PlanCommand, AScenarioFileReplaysToo) {
    const Scratch folder;
    const std::string file = (folder / "replay.toml").string();
    put_bytes(file, "name = \"回放\"\n[choice]\nreplay = 2022\n");
    const Json by_file = asked({"plan", "--scenario", file}), by_option = asked({"plan", "--replay", "2022"});
    EXPECT_EQ(by_file["tables"], by_option["tables"]);
    EXPECT_EQ(by_file["lines"], by_option["lines"]);
    // The file's own numbers count.
    put_bytes(file, "[choice]\nreplay = 2022\n[set]\n\"reserve.land_price_per_mu\" = 1\n");
    const Json cheaper = asked({"plan", "--scenario", file});
    const auto cost = [](const Json& report) {
        return report["tables"]["replay_modes"].back()["public_cost"].get<double>();
    };
    EXPECT_LT(cost(cheaper), cost(by_file));
}

TEST(PlanCommand, YearsWithoutABudgetAreSummed) {
    const Json summed = asked({"plan", "--years", "60000,40000"});
    const Json named = asked({"plan", "--years", "60000,40000", "--budget", "100000"});
    EXPECT_EQ(summed["tables"], named["tables"]);
    EXPECT_EQ(summed["facts"]["budget"], "100000");
    EXPECT_NE(summed["lines"].dump().find("取各年预算之和 100,000 万元"), std::string::npos) << summed["lines"];
    EXPECT_NE(summed["assumptions"].dump().find("取各年预算之和 100,000 万元"), std::string::npos)
        << summed["assumptions"];
    EXPECT_EQ(named["assumptions"].dump().find("取各年预算之和"), std::string::npos);
    double spent = 0;
    for (const auto& row : summed["tables"]["plan_years"]) spent += row["year_cost"].get<double>();
    EXPECT_LE(spent, 100000.0 + 1e-6);
    EXPECT_GT(spent, 99000.0);
}

TEST(PlanCommand, LimitsReadAsPercentAreSaid) {
    const Scratch folder;
    const std::string limits = (folder / "kg.csv").string();
    const auto space = [&](const std::string& third) {
        std::string text = "WKT,地块编码,容积率上限\n";
        for (const std::string& limit : {std::string("200"), std::string("150"), third}) {
            const std::string x = std::to_string(500000 + text.size()), y = std::to_string(500020 + text.size());
            text += "\"POLYGON((" + x + " 3350000," + y + " 3350000," + y + " 3350080," + x + " 3350000))\",R," +
                    limit + "\n";
        }
        put_bytes(limits, text);
        const auto parcels = (sample_folder(true) / "parcels" / "2_杭州大创小镇.shp").string();
        const auto outcome = mulens({"space", "--parcels", parcels, "--regulatory", limits, "--source-crs",
                                     "kg.csv=EPSG:4549", "--year", "2024", "--lang", "en", "--rows", "0"});
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return outcome.out;
    };
    EXPECT_NE(space("80").find("kg.csv: far_max names no unit and its numbers are large, read as percent"),
              std::string::npos);
    const std::string odd = space("5000");
    EXPECT_NE(odd.find("read as percent"), std::string::npos) << odd;
    EXPECT_NE(odd.find("has 1 numbers that are no floor area ratio"), std::string::npos) << odd;
}

TEST(PlanCommand, BadInputGetsTheReasonInOneSentence) {
    const auto says = [](const Outcome& outcome, const std::string& words) {
        EXPECT_EQ(outcome.code, 2) << outcome.err;
        EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    };
    says(failed({"plan", "--budget", "0"}), "the budget is 0");
    says(failed({"plan", "--candidates", "far < 0"}), "no plot is a candidate");
    says(failed({"plan", "--min-mu", "10", "--max-mu", "5"}), "is above the most");
    says(failed({"plan", "--must", "x", "--never", "x"}), "must list and on the never list");
    says(failed({"plan", "--must", "no-such-plot"}), "there is no parcel no-such-plot");
    says(failed({"plan", "--budget", "5", "--must", "330114001001GB00100", "--options", "reserve"}),
         "the must list alone costs at least");
    const Scratch scratch;
    const std::string file = (scratch / "s.toml").string();
    put_bytes(file, "[limits]\nbudget = 5\n[choice]\nreplay = 2022\n");
    says(failed({"plan", "--scenario", file}), "leave out either replay or the budget");
    put_bytes(file, "[choice]\nreplay = 2022\n");
    says(failed({"plan", "--scenario", file, "--never", "x"}), "leave out either replay or the never list");
    says(failed({"plan", "--scenario", file, file}), "asked for alone");
    says(failed({"robust", "--scenario", file}), "asked for alone");
    says(failed({"plan", "--replay", "2022", "--max-mu", "5"}), "leave out either replay or the limits of land");
    says(failed({"plan", "--replay", "2022", "--year", "2021"}), "later than 2021");
    says(failed({"plan", "--budget", "-1"}), "the budget is -1");
    says(failed({"plan", "--budget", "nan"}), "the budget is nan");
    says(failed({"plan", "--budget", "inf"}), "the budget is inf");
    says(failed({"plan", "--min-mu", "-3"}), "0 or more");
    says(failed({"plan", "--years", "5", "--first-year", "25"}), "the first year is 25");
    says(failed({"plan", "--set", "reserve.price=3"}), "did you mean");
    says(failed({"plan", "--replay", "1999"}), "no plot of 1999");
    says(failed({"options", "--plots", "no-such-plot"}), "there is no parcel");
    says(failed({"plan", "--min-mu", "999999999"}), "all candidates together hold");
    says(failed({"plan", "--min-floor", "99999999"}), "with all candidates at most 2");
    says(failed({"plan", "--min-floor", "99999999"}), "99,999,999 m² are asked for");
    says(failed({"plan", "--min-mu", "20000", "--max-plots", "20"}), "within the other limits at most");
    says(failed({"plan", "--max-plots", "1", "--must", "330114001001GB00100,330114003007GB46605"}),
         "the must list names 2 plots, the limit is 1");
    says(failed({"plan", "--options", "keep"}), "name another option");
    says(failed({"plan", "--group", ","}), "a group names a plot without a code");
    says(failed({"options", "--group", "330114003007GB46605,330114003007GB46605"}), "once only");
    says(failed({"plan", "--options", "bogus"}), "there is no option bogus");
    says(failed({"plan", "--years", "1,2", "--budget", "100"}), "less than the budget");
    says(failed({"plan", "--years", "0,0"}), "all 0");
    says(failed({"plan", "--group", "330114001001GB00100,nope"}), "there is no parcel nope");
    says(failed({"plan", "--assemble", "--group-min-mu", "0"}), "is none");
    says(failed({"plan", "--assemble", "--group-min-mu", "50", "--group-max-mu", "10"}), "is above the most");
    says(failed({"options", "--candidates", "far < 0"}), "no plot is a candidate");
    // What cannot be read, a folder too, has a code of its own.
    const std::string folder = fs::temp_directory_path().string();
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"plan", "--scenario", "/no/such.toml"},
                                                                       {"plan", "--scenario", folder},
                                                                       {"robust", "--scenario", folder},
                                                                       {"options", "--table", folder},
                                                                       {"space", "--chains", folder},
                                                                       {"projects", "--nodes", folder}}) {
        const auto outcome = failed(arguments);
        EXPECT_EQ(outcome.code, 4) << outcome.err;
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    }
}

TEST(OptionsCommand, OnePlotShowsEveryOfferedOption) {
    const Json report = asked({"options", "--plots", "330114001001GB00100", "--table", "wuxi-qianqiao"});
    ASSERT_EQ(report["tables"]["site_decisions"].size(), 1U);
    const auto& options = report["tables"]["site_options"];
    EXPECT_GE(options.size(), 2U);
    int recommended = 0;
    for (const auto& option : options) {
        recommended += option["recommended"].get<bool>() ? 1 : 0;
        EXPECT_NEAR(option["net_cost"].get<double>(),
                    option["public_cost"].get<double>() - option["public_income"].get<double>(), 1e-9);
    }
    EXPECT_EQ(recommended, 1);
    EXPECT_FALSE(report["assumptions"].empty());
}

}  // namespace
