// The planted wishes of the sample by brute force over the scored parcels (GDAL only): what truth/plan.json names meets
// each wish, and no other plot or pair of plots on offer does.
#include "sample_fixture.hpp"
#include "support/csv.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace {

using test_support::Csv;

struct Plot {
    std::unique_ptr<OGRGeometry> shape;
    double mu = 0;
};

const std::map<std::string, Plot>& plots() {
    static const auto all = [] {
        std::map<std::string, Plot> out;
        const auto data = sample_test::open_vector(test_support::sample_results() / "parcels.gpkg");
        if (!data) throw std::runtime_error("no parcels.gpkg");
        for (auto& feature : *data->GetLayerByName("parcels"))
            if (feature->GetGeometryRef() != nullptr) {
                Plot& plot = out[feature->GetFieldAsString("parcel_id")];
                plot.shape.reset(feature->GetGeometryRef()->clone());
                plot.mu = feature->GetFieldAsDouble("area_basis_mu");
            }
        return out;
    }();
    return all;
}

TEST(PlanningWishes, AreMetByThePlantedPlotsOnly) {
    const auto folder = test_support::sample_folder();
    const auto truth = sample_test::read_json(folder / "truth/plan.json");
    const Csv supply(folder / "supply.csv");
    ASSERT_EQ(truth["find"].size(), 3U);
    for (const auto& wish : truth["find"]) {
        const OGRGeometry& plant = *plots().at(wish["near"]).shape;
        const double within = wish["within_m"], least = wish["min_mu"];
        std::vector<std::string> near;
        for (std::size_t row = 0; row < supply.size(); ++row) {
            const auto& id = supply.text(row, "宗地代码");
            if (plant.Distance(plots().at(id).shape.get()) <= within) near.push_back(id);
        }
        std::set<std::set<std::string>> met;
        for (const auto& a : near) {
            if (plots().at(a).mu >= least) met.insert({a});
            for (const auto& b : near) {
                const auto &x = plots().at(a), &y = plots().at(b);
                // Alone is better than together; a road of 30 m between them still counts as adjoining.
                if (a < b && std::max(x.mu, y.mu) < least && x.mu + y.mu >= least &&
                    x.shape->Distance(y.shape.get()) <= 30)
                    met.insert({a, b});
            }
        }
        const std::set<std::string> planted(wish["parcels"].begin(), wish["parcels"].end());
        EXPECT_EQ(met, (std::set<std::set<std::string>>{planted})) << wish["what"];
        if (least > 90) {
            EXPECT_GE(near.size(), planted.size() + 1) << "nothing that almost fits";
        }
        double mu = 0, farthest = 0;
        for (const auto& id : planted) {
            mu += plots().at(id).mu;
            farthest = std::max(farthest, plant.Distance(plots().at(id).shape.get()));
        }
        EXPECT_NEAR(mu, wish["mu"].get<double>(), 0.01);
        EXPECT_NEAR(farthest, wish["farthest_m"].get<double>(), 0.02);
    }
}

TEST(PlanningWishes, NeighboursShareTheBorderThatIsTold) {
    const auto truth = sample_test::read_json(test_support::sample_folder() / "truth/plan.json");
    ASSERT_GT(truth["neighbours"].size(), 100U);
    int compared = 0;
    for (const auto& pair : truth["neighbours"]) {
        const auto a = plots().find(pair["a"]), b = plots().find(pair["b"]);
        if (a == plots().end() || b == plots().end()) continue;
        ++compared;
        const std::unique_ptr<OGRGeometry> shared(a->second.shape->Intersection(b->second.shape->Boundary()));
        double length = 0;
        if (const auto* line = dynamic_cast<const OGRCurve*>(shared.get())) length = line->get_Length();
        if (const auto* many = dynamic_cast<const OGRGeometryCollection*>(shared.get()))
            for (const auto* part : *many)
                if (const auto* curve = dynamic_cast<const OGRCurve*>(part)) length += curve->get_Length();
        EXPECT_NEAR(length, pair["border_m"].get<double>(), 0.02) << pair;
    }
    EXPECT_GT(compared, 300);
}

TEST(PlanningWishes, PlotsOf2023BecameThoseOfToday) {
    const auto folder = test_support::sample_folder();
    const auto data = sample_test::open_vector(folder / "parcels_2023.shp");
    ASSERT_TRUE(data);
    std::map<std::string, std::unique_ptr<OGRGeometry>> before;
    for (auto& feature : *data->GetLayer(0))
        before[feature->GetFieldAsString(0)].reset(feature->GetGeometryRef()->clone());
    int events = 0;
    const auto truth = sample_test::read_json(folder / "truth/plan.json");
    for (const auto& event : truth["lineage"]) {
        if (event["year"] != 2024) continue;
        ++events;
        const std::set<std::string> old_ids(event["old"].begin(), event["old"].end());
        for (const std::string id : event["new"]) {
            EXPECT_TRUE(plots().contains(id)) << event;
            EXPECT_EQ(before.contains(id), old_ids.contains(id)) << event;
        }
        for (const auto& part : event["parts"]) {
            const std::unique_ptr<OGRGeometry> common(
                before.at(part["old"])->Intersection(plots().at(part["new"]).shape.get()));
            ASSERT_TRUE(common);
            double area = 0;
            if (const auto* surface = dynamic_cast<const OGRSurface*>(common.get())) area = surface->get_Area();
            if (const auto* many = dynamic_cast<const OGRGeometryCollection*>(common.get())) area = many->get_Area();
            EXPECT_NEAR(area, part["area_m2"].get<double>(), 60) << part;
        }
    }
    EXPECT_GE(events, 30);
}

}  // namespace
