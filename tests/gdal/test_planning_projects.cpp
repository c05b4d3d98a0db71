// `mulens projects` on the sample: the planted answers of truth/plan.json, exactly.
#include "support/csv.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

namespace {

using namespace test_support;
using nlohmann::json;

json truth() { return json::parse(bytes_of(sample_folder() / "truth/plan.json")); }

const json& answer() {
    static const json parsed = [] {
        const Outcome o = mulens({"projects", sample_project(), "--json"});
        if (o.code != 0) throw std::runtime_error(o.err);
        return json::parse(o.out);
    }();
    return parsed;
}

TEST(PlanningProjects, EveryNodeIsAsLateAsPlanted) {
    std::map<std::pair<std::string, std::string>, std::pair<int, bool>> found;
    std::map<std::string, int> done;
    for (const auto& n : answer()["tables"]["project_nodes"]) {
        const bool open = n["actual_date"].is_null();
        if (!open) ++done[n["project_id"]];
        if (!n["days_late"].is_null() && n["days_late"].get<double>() > 0)
            found[{n["project_id"], n["node"]}] = {n["days_late"].get<int>(), open};
    }
    std::map<std::pair<std::string, std::string>, std::pair<int, bool>> planted;
    std::map<std::string, std::string> light;  // 1 to 30 days yellow, from 31 red
    const json told = truth()["projects"];
    for (const auto& p : told["projects"]) {
        const bool finished = p["done"] == p["nodes"];
        int worst = 0;
        for (const auto& n : p["late"]) {
            planted[{p["project_id"], n["node"]}] = {n["days_late"].get<int>(), n["open"].get<bool>()};
            if (n["open"].get<bool>()) worst = std::max(worst, n["days_late"].get<int>());
        }
        light[p["project_id"]] = finished ? "completed" : worst > 30 ? "red" : worst > 0 ? "yellow" : "green";
        EXPECT_EQ(done[p["project_id"]], p["done"].get<int>()) << p["project_id"];
    }
    EXPECT_EQ(found, planted);
    ASSERT_EQ(answer()["tables"]["projects"].size(), light.size());
    for (const auto& p : answer()["tables"]["projects"])
        EXPECT_EQ(p["light"], light[p["project_id"]]) << p["project_id"];
}

TEST(PlanningProjects, StagesAreThePlantedOnes) {
    const json told = truth();
    std::map<std::string, json> running;
    int closed = 0;
    double mu = 0, money = 0;
    for (const auto& p : answer()["tables"]["renewal_stages"]) {
        if (p["task_year"] == "2024") {
            running[p["parcel_id"]] = p;
            continue;
        }
        ++closed;
        EXPECT_EQ(p["stage"], "销号");
        mu += p["stage_mu"].get<double>();
        money += p["stage_money"].get<double>();
    }
    EXPECT_EQ(closed, told["campaign_2022"]["plots"].get<int>());
    EXPECT_NEAR(mu, told["campaign_2022"]["mu"].get<double>(), 0.005);
    EXPECT_NEAR(money, told["campaign_2022"]["money_wan"].get<double>(), 0.005);
    ASSERT_EQ(running.size(), told["batch_2024"].size());
    for (const auto& p : told["batch_2024"]) {
        const json& now = running[p["parcel_id"]];
        EXPECT_EQ(now["stage"], p["stage"]) << p["parcel_id"];
        EXPECT_EQ(now["stage_since"], p["since"]);
        EXPECT_EQ(now["mode"], p["mode"]);
        EXPECT_NEAR(now["stage_mu"].get<double>(), p["mu"].get<double>(), 1e-9);
        if (p["stage"] != "销号") {
            EXPECT_EQ(now["stage_days"].get<int>(), p["days"].get<int>());
        }
    }
    // The sample's stock of suspected low-efficient plots is larger than what its campaign treated.
    const Csv parcels(sample_results() / "parcels.csv");
    int low = 0;
    for (std::size_t row = 0; row < parcels.size(); ++row)
        if (parcels.text(row, "low_efficiency") == "true") ++low;
    EXPECT_GT(low, closed);
}

TEST(PlanningProjects, SumsAgreeWithTheList) {
    const json& tables = answer()["tables"];
    std::map<std::string, int> light;
    for (const auto& p : tables["projects"]) ++light[p["light"]];
    std::map<std::string, std::map<std::string, double>> sums;
    for (const auto& row : tables["project_summary"])
        for (const char* key : {"projects", "red", "yellow", "green", "completed", "unplanned", "plot_count"})
            sums[row["summary_by"]][key] += row[key].get<double>();
    for (const char* by : {"all", "platform", "responsible"}) {
        EXPECT_EQ(sums[by]["projects"], static_cast<double>(tables["projects"].size())) << by;
        EXPECT_EQ(sums[by]["red"], light["red"]) << by;
        EXPECT_EQ(sums[by]["yellow"], light["yellow"]) << by;
        EXPECT_EQ(sums[by]["green"], light["green"]) << by;
        EXPECT_EQ(sums[by]["completed"], light["completed"]) << by;
    }
    EXPECT_FALSE(tables["idle_next"].empty());
    for (const auto& row : tables["idle_next"]) {
        EXPECT_GT(row["next_deadline"].get<std::string>(), "2024-12-31");
        EXPECT_LE(row["next_deadline"].get<std::string>(), "2025-12-31");
    }
}

TEST(PlanningProjects, SameFilesForAnyThreadCount) {
    const Scratch scratch;
    for (const char* threads : {"1", "4"}) {
        const Outcome o = mulens(
            {"projects", sample_project(), "--out", (scratch / threads).string(), "--threads", threads, "--quiet"});
        ASSERT_EQ(o.code, 0) << o.err;
    }
    int files = 0;
    for (const auto& entry : fs::directory_iterator(scratch / "1")) {
        const std::string name = entry.path().filename().string();
        ++files;
        EXPECT_EQ(bytes_of(entry.path()), bytes_of(scratch / "4" / name)) << name;
    }
    EXPECT_GE(files, 12);
    EXPECT_TRUE(fs::exists(scratch / "1" / "projects.xlsx"));
    EXPECT_TRUE(fs::exists(scratch / "1" / "projects.geojson"));
}

TEST(PlanningProjects, BadInputGetsTheReason) {
    const Scratch scratch;
    const auto refused = [&](const std::vector<std::string>& more, int code, const char* why) {
        std::vector<std::string> words{"projects", sample_project(true)};
        words.insert(words.end(), more.begin(), more.end());
        const Outcome o = mulens(words);
        EXPECT_EQ(o.code, code) << why;
        EXPECT_NE(o.err.find(why), std::string::npos) << o.err;
    };
    refused({"--light", "blau"}, 2, "write red, yellow");
    refused({"--platform", "火星"}, 2, "火星");
    refused({"--nodes", (scratch / "no.toml").string()}, 4, "cannot be opened");
    put_bytes(scratch / "bad.toml", "title='t'\ncitation='c'\n[[node]]\nzh='a'\nafter=['b']\n");
    refused({"--nodes", (scratch / "bad.toml").string()}, 2, "b is no node above a");
    put_bytes(scratch / "empty.plan.toml", "# nothing\n");
    put_bytes(scratch / "p.toml", "schema_version = 1\n[[layer]]\nrole = \"parcels\"\npath = \"" +
                                      (sample_folder(true) / "parcels/5_临江高科园.shp").string() + "\"\n");
    const Outcome o = mulens({"projects", (scratch / "p.toml").string(), "--as-of", "2024-12-31"});
    EXPECT_EQ(o.code, 2);
    EXPECT_NE(o.err.find("neither a projects table nor a stages table"), std::string::npos) << o.err;
}

}  // namespace
