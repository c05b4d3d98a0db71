// The planning files of the sample, read with GDAL only: they leave the other files alone, agree with each other and
// hold what truth/plan.json says.
#include "base/sha256.hpp"
#include "sample_fixture.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace {

using namespace sample_test;

bool for_planning(const std::string& path) {
    static const std::set<std::string> names{"PLAN_README.txt", "qiantang.plan.toml", "supply.csv",     "parks.csv",
                                             "units.csv",       "stages.csv",         "truth/plan.json"};
    return names.contains(path) || path.starts_with("parcels_20");
}

// XLSX aside: its bytes are the library's.
TEST(SamplePlanning, LeavesTheOtherFilesAsTheyWere) {
    std::map<std::string, std::string> hashes;
    const fs::path& folder = sample_folder(0.05);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = fs::relative(entry.path(), folder).string();
        if (!entry.is_regular_file() || entry.path().extension() == ".xlsx" || for_planning(path)) continue;
        hashes[path] = mulens::sha256_of_file(entry.path().string());
    }
    std::string all;
    for (const auto& [path, hash] : hashes) all += path + " " + hash + "\n";
    EXPECT_EQ(mulens::sha256_of(all), "6d20f52a049e1d90941bd0bc9f0b3c7e52d12ac09b212bd9334431dcba605b59");
}

struct Plots {
    std::map<std::string, std::unique_ptr<OGRGeometry>> by_id;
    explicit Plots(int year) {
        const auto data = open_vector(sample_folder(1) / ("parcels_" + std::to_string(year) + ".shp"));
        if (!data) throw std::runtime_error("no parcels of an earlier year");
        for (auto& feature : *data->GetLayer(0))
            by_id[feature->GetFieldAsString(0)].reset(feature->GetGeometryRef()->clone());
    }
};

double common_area(const OGRGeometry& a, const OGRGeometry& b) {
    const std::unique_ptr<OGRGeometry> both(a.Intersection(&b));
    if (!both) return 0;
    if (const auto* surface = dynamic_cast<const OGRSurface*>(both.get())) return surface->get_Area();
    if (const auto* many = dynamic_cast<const OGRMultiPolygon*>(both.get())) return many->get_Area();
    return 0;
}

TEST(SamplePlanning, EarlierPlotsGoOverIntoLaterOnesAsPlanted) {
    const json truth = read_json(sample_folder(1) / "truth/plan.json");
    std::map<int, Plots> years;
    for (int year = 2021; year <= 2023; ++year) years.emplace(year, Plots(year));
    std::map<std::string, int> kinds;
    for (const auto& event : truth["lineage"]) {
        const int year = event["year"];
        ++kinds[event["kind"]];
        if (year > 2023) continue;
        const auto &before = years.at(year - 1).by_id, &after = years.at(year).by_id;
        std::set<std::string> old_ids(event["old"].begin(), event["old"].end());
        std::set<std::string> new_ids(event["new"].begin(), event["new"].end());
        for (const std::string& id : old_ids) {
            ASSERT_TRUE(before.contains(id)) << event;
            EXPECT_TRUE(before.at(id)->IsValid()) << id;
            EXPECT_EQ(after.contains(id), new_ids.contains(id)) << event;
        }
        for (const std::string& id : new_ids) {
            ASSERT_TRUE(after.contains(id)) << event;
            EXPECT_EQ(before.contains(id), old_ids.contains(id)) << event;
        }
        for (const auto& part : event["parts"]) {
            const auto &old = *before.at(part["old"]), &now = *after.at(part["new"]);
            const double area = common_area(old, now);
            EXPECT_NEAR(area, part["area_m2"].get<double>(), 60) << part;  // centimetres on 2 km of border
            EXPECT_NEAR(part["share_of_old"].get<double>(), area / old.toPolygon()->get_Area(), 2e-3);
            EXPECT_NEAR(part["share_of_new"].get<double>(), area / now.toPolygon()->get_Area(), 2e-3);
        }
    }
    for (const char* kind : {"split", "merge", "redraw", "recode", "new"}) EXPECT_GE(kinds[kind], 9) << kind;
    // Nothing else changed its code.
    std::set<std::string> told;
    for (const auto& event : truth["lineage"])
        for (const char* side : {"old", "new"}) told.insert(event[side].begin(), event[side].end());
    for (int year = 2022; year <= 2023; ++year)
        for (const auto& [id, plot] : years.at(year).by_id) {
            if (told.contains(id)) continue;
            ASSERT_TRUE(years.at(year - 1).by_id.contains(id)) << id;
            EXPECT_NEAR(plot->toPolygon()->get_Area(), years.at(year - 1).by_id.at(id)->toPolygon()->get_Area(), 60)
                << id;
        }
}

TEST(SamplePlanning, TheCampaignOf2022IsClosedInOrder) {
    const json truth = read_json(sample_folder(1) / "truth/plan.json");
    const auto rows = read_csv(sample_folder(1) / "stages.csv");
    const std::vector<std::string> order{"摸排", "认定",      "洽谈",        "丈量评估", "签约",
                                         "腾空", "拆除/改造", "再供地/投产", "销号"};
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> way;  // parcel → (stage, date)
    std::map<std::string, double> mu;
    std::map<std::string, std::string> task;
    double money = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto& r = rows[i];
        way[r[0]].emplace_back(r[1], r[2]);
        mu[r[0]] = std::stod(r[3]);
        task[r[0]] = r[8];
        if (r[8] == "2022" && !r[4].empty()) money += std::stod(r[4]);
        EXPECT_EQ(!r[4].empty(), r[1] == "签约") << r[0];
    }
    int plots = 0;
    double land = 0;
    std::map<std::string, std::pair<std::string, std::string>> now;
    for (const auto& [id, steps] : way) {
        for (std::size_t i = 1; i < steps.size(); ++i) {
            EXPECT_LT(std::find(order.begin(), order.end(), steps[i - 1].first),
                      std::find(order.begin(), order.end(), steps[i].first));
            EXPECT_LT(steps[i - 1].second, steps[i].second) << id;
        }
        if (task[id] == "2022") {
            ++plots;
            land += mu[id];
            EXPECT_EQ(steps.back().first, "销号");
            EXPECT_LE(steps.back().second, "2022-12-31");
        } else {
            now[id] = steps.back();
        }
    }
    EXPECT_EQ(plots, 247);
    EXPECT_EQ(plots, truth["campaign_2022"]["plots"].get<int>());
    EXPECT_GT(land, 10000);
    EXPECT_NEAR(land, truth["campaign_2022"]["mu"].get<double>(), 0.01);
    EXPECT_NEAR(money, truth["campaign_2022"]["money_wan"].get<double>(), 0.01);
    ASSERT_EQ(now.size(), truth["batch_2024"].size());
    for (const auto& plot : truth["batch_2024"]) {
        EXPECT_EQ(now[plot["parcel_id"]].first, plot["stage"].get<std::string>());
        EXPECT_EQ(now[plot["parcel_id"]].second, plot["since"].get<std::string>());
    }
}

TEST(SamplePlanning, OffersAndUnitsAreThoseOfTheTruth) {
    const fs::path& folder = sample_folder(1);
    const json truth = read_json(folder / "truth/plan.json");
    std::map<std::string, std::string> kind;
    const auto supply = read_csv(folder / "supply.csv");
    for (std::size_t i = 1; i < supply.size(); ++i) kind[supply[i][0]] = supply[i][1];
    EXPECT_GE(kind.size(), 60U);
    EXPECT_LE(kind.size(), 120U);
    ASSERT_EQ(truth["find"].size(), 3U);
    for (const auto& wish : truth["find"]) {
        EXPECT_GE(wish["mu"].get<double>(), wish["min_mu"].get<double>());
        for (const std::string id : wish["parcels"]) EXPECT_EQ(kind[id], wish["supply_kind"].get<std::string>());
        EXPECT_FALSE(kind.contains(wish["near"]));
    }
    std::set<std::string> meant;
    EXPECT_GE(truth["assembly"]["groups"].size(), 3U);
    for (const auto& group : truth["assembly"]["groups"]) {
        EXPECT_GE(group["mu"].get<double>(), truth["assembly"]["min_mu"].get<double>());
        meant.insert(group["parcels"].begin(), group["parcels"].end());
    }
    for (const auto& half : truth["assembly"]["key_plot"]["joins"]) meant.insert(half.begin(), half.end());
    for (const auto& [id, k] : kind) EXPECT_EQ(k == "意向收储", meant.contains(id)) << id;
    EXPECT_FALSE(kind.contains(truth["assembly"]["key_plot"]["parcel_id"]));

    std::set<std::string> parks;
    const auto park_rows = read_csv(folder / "parks.csv");
    for (std::size_t i = 1; i < park_rows.size(); ++i) parks.insert(park_rows[i][0]);
    std::vector<std::string> fit;
    const auto units = read_csv(folder / "units.csv");
    for (std::size_t i = 1; i < units.size(); ++i) {
        const auto& u = units[i];
        EXPECT_TRUE(parks.contains(u[2])) << u[0];
        EXPECT_LE(std::stod(u[6]), std::stod(u[5])) << u[0];
        if (std::stod(u[6]) >= truth["floor"]["building_m2"] && std::stod(u[7]) >= 8) fit.push_back(u[0]);
    }
    EXPECT_EQ(fit, std::vector<std::string>{truth["floor"]["unit_id"]});
    EXPECT_EQ(truth["floor"]["building_m2"].get<double>(), 10000);
}

TEST(SamplePlanning, LateNodesAreThoseOfTheTable) {
    const fs::path& folder = sample_folder(1);
    const json truth = read_json(folder / "truth/plan.json")["projects"];
    EXPECT_EQ(truth["as_of"], "2024-12-31");
    std::size_t late = 0, open = 0;
    for (const auto& project : truth["projects"]) {
        EXPECT_EQ(project["nodes"], 10);
        for (const auto& node : project["late"]) {
            EXPECT_GT(node["days_late"].get<int>(), 0);
            ++late;
            if (node["open"].get<bool>()) ++open;
        }
    }
    EXPECT_GT(truth["projects"].size(), 250U);
    EXPECT_GT(open, 20U);
    EXPECT_GT(late, open);
}

}  // namespace
