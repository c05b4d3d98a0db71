// What the sample planted is what the run reports: findings one to one, idle states and dates, bare plots, merged
// plots.
#include "support/csv.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <set>

namespace {

using nlohmann::json;
using namespace test_support;

json truth(const char* name) { return json::parse(bytes_of(sample_folder() / "truth" / name)); }

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Found {
    std::string code, layer, file, subject, field, message;
    long row;
    bool taken = false;
    [[nodiscard]] std::string shown() const {
        return code + " " + file + " row " + std::to_string(row) + " " + subject + ": " + message;
    }
};

std::vector<Found> trouble() {
    const Csv csv(sample_results() / "diagnostics.csv");
    std::vector<Found> out;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        if (csv.text(i, "severity") == "note") continue;
        const std::string& row = csv.text(i, "row");
        out.push_back({csv.text(i, "code"), csv.text(i, "layer"), csv.text(i, "file"), csv.text(i, "subject"),
                       csv.text(i, "field"), csv.text(i, "message"), row.empty() ? -1 : std::stol(row)});
    }
    return out;
}

/// The same row of the same file; an overlap names both plots and may stand at either.
bool same_fault(const json& planted, const Found& found) {
    if (found.code != planted["code"] || found.layer != planted["layer"] || found.file != planted["file"]) return false;
    const std::string subject = planted["subject"];
    if (found.code == "parcel_overlap") return found.subject == subject || found.field == subject;
    if (found.row != planted["row"].get<long>()) return false;
    if (found.code == "missing_parcel_id") return holds(found.message, found.subject);  // the plot has a made-up code
    return found.subject == subject || (found.code == "parcel_code_reused" && found.subject == subject + "#2");
}

TEST(ScoreTruth, EveryPlantedFaultIsReportedAndNothingElse) {
    auto found = trouble();
    const json planted = truth("findings.json");
    for (const auto& fault : planted) {
        auto it =
            std::find_if(found.begin(), found.end(), [&](const Found& f) { return !f.taken && same_fault(fault, f); });
        if (it == found.end())
            ADD_FAILURE() << "planted, not reported: " << fault;
        else
            it->taken = true;
    }
    for (const auto& f : found) EXPECT_TRUE(f.taken) << "reported, not planted: " << f.shown();
    EXPECT_GE(planted.size(), 60U);
}

TEST(ScoreTruth, TheSamplePassesItsGates) {
    const json manifest = json::parse(bytes_of(sample_results() / "manifest.json"));
    ASSERT_GE(manifest["gates"].size(), 5U);
    for (const auto& gate : manifest["gates"]) EXPECT_TRUE(gate["passed"].get<bool>()) << gate;
}

/// The same day `years` later; 29 February becomes the 28th.
std::string years_after(const std::string& iso, int years) {
    if (iso.empty()) return {};
    const int year = std::stoi(iso.substr(0, 4)) + years;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    std::string rest = iso.substr(4);
    if (rest == "-02-29" && !leap) rest = "-02-28";
    return std::to_string(year) + rest;
}

TEST(ScoreTruth, IdleStatesAreThePlantedOnes) {
    const Csv parcels(sample_results() / "parcels.csv");
    const auto row_of = parcels.index("parcel_id");
    std::set<std::string> with_contract, states;
    for (const auto& plot : truth("idle.json")) {
        const std::string id = plot["parcel_id"];
        const auto at = row_of.find(id);
        ASSERT_NE(at, row_of.end()) << id;
        EXPECT_EQ(parcels.text(at->second, "idle_status"), plot["idle_status"].get<std::string>()) << plot;
        with_contract.insert(id);
        states.insert(plot["idle_status"].get<std::string>());
    }
    EXPECT_GE(states.size(), 8U);
    for (const auto& [id, row] : row_of) {
        if (with_contract.contains(id)) continue;
        EXPECT_EQ(parcels.text(row, "idle_status"), "not_applicable") << id;
    }
}

TEST(ScoreTruth, IdleDatesFollowFromThePlantedStarts) {
    const Csv idle(sample_results() / "idle.csv");
    std::map<std::string, std::vector<std::size_t>> rows;
    for (std::size_t i = 0; i < idle.size(); ++i) rows[idle.text(i, "parcel_id")].push_back(i);
    for (const auto& plot : truth("idle.json")) {
        const std::string start = plot["start"], suspended = plot["suspended_since"], state = plot["idle_status"];
        const auto& phases = rows[plot["parcel_id"].get<std::string>()];
        ASSERT_FALSE(phases.empty()) << plot;
        if (state == "none") continue;
        const auto at =
            std::find_if(phases.begin(), phases.end(), [&](auto i) { return idle.text(i, "idle_start") == start; });
        ASSERT_NE(at, phases.end()) << plot;
        EXPECT_EQ(idle.text(*at, "idle_status"), state) << plot;
        EXPECT_EQ(idle.text(*at, "as_of"), "2024-12-31");
        const bool not_started = state == "due_soon" || state == "late" || state.starts_with("not_started");
        if (not_started) {
            EXPECT_EQ(idle.text(*at, "idle_from"), years_after(start, 1)) << plot;
            EXPECT_EQ(idle.text(*at, "recoverable_from"), years_after(start, 2)) << plot;
        }
        if (!suspended.empty()) {
            EXPECT_EQ(idle.text(*at, "idle_from"), years_after(suspended, 1)) << plot;
            EXPECT_EQ(idle.text(*at, "recoverable_from"), "") << plot;
        }
        // A fifth of the land price, for land that was not started for a year.
        const bool fee = state.starts_with("not_started");
        EXPECT_EQ(std::isnan(idle.number(*at, "idle_fee")), !fee) << plot;
        if (fee) {
            EXPECT_NEAR(idle.number(*at, "idle_fee"), 0.2 * idle.number(*at, "land_price"), 1e-6) << plot;
        }
    }
}

TEST(ScoreTruth, BareSecondPlotsOfGoodFirmsAreFound) {
    const Csv parcels(sample_results() / "parcels.csv");
    const Csv firms(sample_results() / "enterprises.csv");
    const auto parcel = parcels.index("parcel_id");
    const auto firm = firms.index("ent_id");
    const json bare = truth("bare.json");
    ASSERT_FALSE(bare.empty());
    for (const auto& plot : bare) {
        const std::size_t row = parcel.at(plot["parcel_id"]);
        EXPECT_EQ(firms.text(firm.at(plot["ent_id"]), "grade"), "A") << plot;
        EXPECT_EQ(parcels.text(row, "low_efficiency"), "true") << plot;
        EXPECT_TRUE(holds(parcels.text(row, "reasons"), "no_building")) << parcels.text(row, "reasons");
        EXPECT_FALSE(holds(parcels.text(row, "reasons"), "tax_low")) << "its money comes from the firm: " << plot;
        EXPECT_EQ(parcels.text(parcel.at(plot["main_parcel"]), "low_efficiency"), "false") << plot;
    }
}

TEST(ScoreTruth, PlotsInTwoFilesStandOnceFromTheBlockPlatform) {
    const Csv parcels(sample_results() / "parcels.csv");
    std::map<std::string, std::vector<std::size_t>> rows;
    for (std::size_t i = 0; i < parcels.size(); ++i) rows[parcels.text(i, "parcel_id")].push_back(i);
    for (const auto& [id, places] : rows) EXPECT_EQ(places.size(), 1U) << id;
    std::set<std::pair<std::string, std::string>> differing;
    for (const auto& f : trouble())
        if (f.code == "attribute_differs") differing.emplace(f.subject, f.field);
    const json twice = truth("duplicates.json");
    EXPECT_GE(twice.size(), 100U);
    for (const auto& plot : twice) {
        const std::string id = plot["parcel_id"], file = plot["file"];
        ASSERT_TRUE(rows.contains(id)) << id;
        // parcels/4_杭州钱塘芯谷.shp is the file of P04.
        EXPECT_EQ(parcels.text(rows[id][0], "source_platform"), "P0" + file.substr(file.find('/') + 1, 1)) << plot;
        EXPECT_FALSE(rows.contains(id + "#2")) << id;
        const std::string differs = plot["differs"];
        if (!differs.empty()) {
            EXPECT_TRUE(differing.contains({id, differs})) << plot;
        }
    }
}

TEST(ScoreTruth, TotalsAreThePlantedOnes) {
    const json totals = truth("totals.json");
    const Csv parcels(sample_results() / "parcels.csv");
    const Csv firms(sample_results() / "enterprises.csv");
    const json& district = totals["district"];
    EXPECT_EQ(static_cast<double>(parcels.size()), district["parcels"].get<double>());
    double in_scope = 0, area = 0;
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        in_scope += parcels.text(i, "scope") == "in" ? 1 : 0;
        const double m2 = parcels.number(i, "area_m2");
        area += std::isnan(m2) ? 0 : m2;
    }
    EXPECT_EQ(in_scope, district["in_scope_parcels"].get<double>());
    // Bow-ties count their crossed corner as drawn, the files carry millimetres in three reference systems.
    EXPECT_NEAR(area, district["area_m2"].get<double>(), 1e-5 * area);
    std::map<std::string, double> counted{{"规上", 0}, {"规下", 0}}, output = counted, tax = counted;
    for (std::size_t i = 0; i < firms.size(); ++i) {
        const std::string reason = firms.text(i, "residual_reason");
        if (reason == "duplicate" || (firms.text(i, "ent_id").empty() && firms.text(i, "credit_code").empty()))
            continue;
        const std::string& size = firms.text(i, "scale_class");
        ++counted[size];
        output[size] += firms.number(i, "output");
        const double paid = firms.number(i, "tax_paid");
        tax[size] += std::isnan(paid) ? 0 : paid;
    }
    for (const auto& [size, name] : {std::pair{"规上", "above_scale_"}, std::pair{"规下", "below_scale_"}}) {
        const auto planted = [&](const char* what) { return district[std::string(name) + what].get<double>(); };
        EXPECT_EQ(counted[size], planted("enterprises")) << size;
        EXPECT_NEAR(output[size], planted("output_wan"), 1e-9 * output[size]) << size;
        EXPECT_NEAR(tax[size], planted("tax_paid_wan"), 1e-9 * tax[size]) << size;
    }
}

}  // namespace
