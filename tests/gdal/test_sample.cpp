// The made-up district, read back with GDAL only: clean except for what truth/ lists, near the published figures, the
// same bytes for the same seed.
#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "sample_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace {

using namespace sample_test;
using mulens::sample::SampleOptions;

std::map<std::string, std::string> hashes(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            out[fs::relative(entry.path(), folder).string()] = mulens::sha256_of_file(entry.path().string());
    return out;
}

struct ParcelRow {
    std::string file, id, code;
    std::int64_t row = 0;
    double deed = 0;
    std::unique_ptr<OGRGeometry> geometry;
};

/// Area of what an intersection gave: polygons count, shared lines and points do not.
double area_of(const OGRGeometry& g) {
    if (const auto* surface = dynamic_cast<const OGRSurface*>(&g)) return surface->get_Area();
    double sum = 0;
    if (const auto* many = dynamic_cast<const OGRGeometryCollection*>(&g))
        for (const auto* part : *many) sum += area_of(*part);
    return sum;
}

const char* encoding_of(int file) { return file == 2 || file == 3 || file == 6 || file == 8 ? "UTF-8" : "CP936"; }

std::vector<ParcelRow> read_parcels(const fs::path& folder) {
    std::vector<ParcelRow> out;
    OGRSpatialReference metres;
    metres.importFromEPSG(4549);
    metres.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    for (int n = 1; n <= 9; ++n) {
        fs::path path;
        for (const auto& entry : fs::directory_iterator(folder / "parcels"))
            if (entry.path().extension() == ".shp" &&
                entry.path().filename().string().starts_with(std::to_string(n) + "_"))
                path = entry.path();
        const auto data = open_vector(path, encoding_of(n));
        if (!data) throw std::runtime_error("cannot open file " + std::to_string(n));
        OGRLayer* layer = data->GetLayer(0);
        std::unique_ptr<OGRCoordinateTransformation> to_metres;
        if (n == 3 || n == 6) {
            OGRSpatialReference degrees;
            degrees.importFromEPSG(4490);
            degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
            to_metres.reset(OGRCreateCoordinateTransformation(&degrees, &metres));
        }
        for (auto& feature : *layer) {
            ParcelRow row;
            row.file = "parcels/" + path.filename().string();
            row.id = feature->GetFieldAsString(0);
            row.code = feature->GetFieldAsString(1);
            row.deed = feature->GetFieldAsDouble(2);
            row.row = feature->GetFID();
            if (const OGRGeometry* g = feature->GetGeometryRef()) {
                row.geometry.reset(g->clone());
                if (to_metres) row.geometry->transform(to_metres.get());
            }
            out.push_back(std::move(row));
        }
    }
    return out;
}

std::multiset<std::string> planted(const fs::path& folder, const std::string& code) {
    std::multiset<std::string> out;
    for (const auto& f : read_json(folder / "truth/findings.json"))
        if (f["code"] == code) out.insert(f["subject"].get<std::string>());
    return out;
}

TEST(Sample, SameSeedSameBytesOnAnyNumberOfThreads) {
    const fs::path base = fs::temp_directory_path() / ("mulens_same_" + std::to_string(::getpid()));
    std::vector<std::map<std::string, std::string>> found;
    mulens::Progress quiet;
    for (const unsigned threads : {1U, 3U}) {
        SampleOptions options;
        options.out = (base / std::to_string(threads)).string();
        fs::create_directories(base);
        options.scale = 0.15;
        options.threads = threads;
        mulens::sample::write_sample(options, quiet);
        found.push_back(hashes(options.out));
    }
    EXPECT_EQ(found[0], found[1]);
    SampleOptions other;
    other.out = (base / "other").string();
    other.scale = 0.15;
    other.seed = 7;
    mulens::sample::write_sample(other, quiet);
    EXPECT_NE(hashes(other.out)["buildings.shp"], found[0]["buildings.shp"]);
    fs::remove_all(base);
}

TEST(Sample, RefusesAFolderThatIsNotEmpty) {
    const fs::path folder = fs::temp_directory_path() / ("mulens_full_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    std::ofstream(folder / "mine.txt") << "keep";
    SampleOptions options;
    options.out = folder.string();
    mulens::Progress quiet;
    for (const bool overwrite : {false, true}) {
        options.overwrite = overwrite;
        try {
            mulens::sample::write_sample(options, quiet);
            ADD_FAILURE() << "overwrote a folder of the user's";
        } catch (const mulens::Error& e) {
            EXPECT_EQ(e.code(), mulens::ExitCode::unwritable);
        }
    }
    EXPECT_TRUE(fs::exists(folder / "mine.txt"));
    fs::remove_all(folder);
}

TEST(Sample, FilesDifferAsInRealOffices) {
    const fs::path& folder = sample_folder(1);
    const fs::path parcels = folder / "parcels";
    EXPECT_FALSE(fs::exists(parcels / "1_杭州医药港小镇.cpg"));
    EXPECT_EQ(bytes_of(parcels / "1_杭州医药港小镇.dbf")[29], '\0');
    EXPECT_EQ(bytes_of(parcels / "4_杭州钱塘芯谷.cpg"), "UTF-8");
    EXPECT_FALSE(mulens::valid_utf8(bytes_of(parcels / "4_杭州钱塘芯谷.dbf").substr(32 + 32 * 9)));
    EXPECT_TRUE(bytes_of(folder / "enterprises_2021.csv").starts_with("\xEF\xBB\xBF"));
    EXPECT_FALSE(mulens::valid_utf8(bytes_of(folder / "enterprises_2023.csv")));
    EXPECT_TRUE(bytes_of(folder / "enterprises_2024.xlsx").starts_with("PK"));
    EXPECT_NE(bytes_of(folder / "qiantang.toml").find("shift = \"GCJ-02\""), std::string::npos);
    EXPECT_NE(bytes_of(folder / "README.txt").find("虚构数据"), std::string::npos);
    for (const char* layer : {"platforms", "streets", "constraints", "renewal", "regulatory", "buildings"}) {
        const auto data = open_vector(folder / (std::string(layer) + ".shp"));
        ASSERT_TRUE(data) << layer;
        EXPECT_GT(data->GetLayer(0)->GetFeatureCount(), 3) << layer;
        for (auto& feature : *data->GetLayer(0)) {
            if (std::string(layer) == "buildings") break;
            ASSERT_NE(feature->GetGeometryRef(), nullptr) << layer;
            EXPECT_TRUE(feature->GetGeometryRef()->IsValid()) << layer << " row " << feature->GetFID();
        }
    }
}

TEST(Sample, PlotsAreCleanExceptForWhatWasPlanted) {
    const fs::path& folder = sample_folder(1);
    std::vector<ParcelRow> rows = read_parcels(folder);
    const auto bow_ties = planted(folder, "invalid_geometry"), flat = planted(folder, "quarantined_geometry");
    std::multiset<std::string> invalid, empty, gaps, blank;
    std::size_t missing = 0;
    for (const ParcelRow& row : rows) {
        if (row.id.empty()) ++missing;
        if (row.code.empty()) blank.insert(row.id);
        if (!row.geometry) {
            empty.insert(row.id);
            continue;
        }
        if (flat.contains(row.id)) continue;
        if (!row.geometry->IsValid()) {
            invalid.insert(row.id);
            continue;
        }
        const OGRLinearRing* ring = row.geometry->toPolygon()->getExteriorRing();
        EXPECT_GE(ring->getNumPoints(), 5) << row.id;
        EXPECT_LE(ring->getNumPoints(), 16) << row.id;
        const double area = row.geometry->toPolygon()->get_Area();
        if (row.deed > 0 && std::abs(row.deed - area) > 0.05 * area) gaps.insert(row.id);
    }
    EXPECT_EQ(invalid, bow_ties);
    EXPECT_EQ(empty, planted(folder, "empty_geometry"));
    EXPECT_EQ(gaps, planted(folder, "deed_area_gap"));
    EXPECT_EQ(blank, planted(folder, "blank_land_use"));
    EXPECT_EQ(missing, planted(folder, "missing_parcel_id").size());
}

TEST(Sample, PlotsOverlapOnlyWherePlanted) {
    const fs::path& folder = sample_folder(1);
    std::vector<ParcelRow> rows = read_parcels(folder);
    std::set<std::string> twice;
    for (const auto& d : read_json(folder / "truth/duplicates.json")) twice.insert(d["parcel_id"].get<std::string>());
    for (const std::string& id : planted(folder, "duplicate_geometry")) twice.insert(id);
    std::set<std::string> seen, overlapping;
    std::vector<std::pair<OGREnvelope, const ParcelRow*>> boxes;
    for (const ParcelRow& row : rows) {
        if (!row.geometry || !row.geometry->IsValid() || row.file.find("3_") != std::string::npos) continue;
        if (twice.contains(row.id) && !seen.insert(row.id).second) continue;  // the plot's second record
        OGREnvelope box;
        row.geometry->getEnvelope(&box);
        boxes.emplace_back(box, &row);
    }
    std::sort(boxes.begin(), boxes.end(), [](const auto& a, const auto& b) { return a.first.MinX < b.first.MinX; });
    for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t j = i + 1; j < boxes.size() && boxes[j].first.MinX <= boxes[i].first.MaxX; ++j) {
            if (boxes[i].first.MinY > boxes[j].first.MaxY || boxes[j].first.MinY > boxes[i].first.MaxY) continue;
            const std::unique_ptr<OGRGeometry> both(
                boxes[i].second->geometry->Intersection(boxes[j].second->geometry.get()));
            if (!both || both->IsEmpty()) continue;
            const double area = area_of(*both);
            if (area <= 0.02) continue;
            overlapping.insert(boxes[i].second->id);
            overlapping.insert(boxes[j].second->id);
            EXPECT_GT(area, 1) << boxes[i].second->id << " " << boxes[j].second->id;
        }
    const auto expected = planted(folder, "parcel_overlap");
    EXPECT_EQ(overlapping.size(), 2 * expected.size());
    for (const std::string& id : expected) EXPECT_TRUE(overlapping.contains(id)) << id;
}

TEST(Sample, EveryFindingNamesARowThatIsThere) {
    const fs::path& folder = sample_folder(1);
    std::map<std::pair<std::string, std::int64_t>, std::string> ids;
    for (const ParcelRow& row : read_parcels(folder)) ids[{row.file, row.row}] = row.id;
    std::map<std::string, int> codes;
    for (const auto& f : read_json(folder / "truth/findings.json")) {
        ++codes[f["code"].get<std::string>()];
        if (f["layer"] != "parcels" || f["row"] == -1) continue;
        const auto at = ids.find({f["file"].get<std::string>(), f["row"].get<std::int64_t>() - 1});
        ASSERT_NE(at, ids.end()) << f;
        if (f["code"] != "missing_parcel_id") {
            EXPECT_EQ(at->second, f["subject"].get<std::string>()) << f;
        }
    }
    for (const char* code : {"invalid_geometry",   "duplicate_geometry",
                             "parcel_overlap",     "sliver_parcel",
                             "missing_parcel_id",  "quarantined_geometry",
                             "empty_geometry",     "parcel_code_reused",
                             "blank_land_use",     "deed_area_gap",
                             "attribute_differs",  "platform_share_low",
                             "unknown_platform",   "encoding_mismatch",
                             "duplicate_building", "building_overlap",
                             "floors_missing",     "invalid_building",
                             "bad_credit_code",    "duplicate_enterprise",
                             "negative_value",     "blank_tax",
                             "missing_key",        "dangling_link",
                             "share_sum",          "contract_dangling",
                             "contract_dates",     "decision_target_missing"})
        EXPECT_GT(codes[code], 0) << code;
    EXPECT_EQ(read_json(folder / "truth/bare.json").size(), 3U);
}

TEST(Sample, BuildingsStandInTheirPlotsAndApart) {
    const fs::path& folder = sample_folder(1);
    const auto data = open_vector(folder / "buildings.shp");
    ASSERT_TRUE(data);
    std::multiset<std::string> invalid, no_floors;
    std::vector<std::pair<OGREnvelope, std::unique_ptr<OGRGeometry>>> boxes;
    for (auto& feature : *data->GetLayer(0)) {
        if (feature->GetGeometryRef()->IsValid()) {
            OGREnvelope box;
            feature->GetGeometryRef()->getEnvelope(&box);
            boxes.emplace_back(box, feature->GetGeometryRef()->clone());
        }
        if (!feature->GetGeometryRef()->IsValid()) invalid.insert(feature->GetFieldAsString("JZBH"));
        if (!feature->IsFieldSetAndNotNull(feature->GetFieldIndex("CS")))
            no_floors.insert(feature->GetFieldAsString("JZBH"));
    }
    std::size_t overlapping = 0;
    std::sort(boxes.begin(), boxes.end(), [](const auto& a, const auto& b) { return a.first.MinX < b.first.MinX; });
    for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t j = i + 1; j < boxes.size() && boxes[j].first.MinX < boxes[i].first.MaxX; ++j) {
            if (boxes[i].first.MinY > boxes[j].first.MaxY || boxes[j].first.MinY > boxes[i].first.MaxY) continue;
            const std::unique_ptr<OGRGeometry> both(boxes[i].second->Intersection(boxes[j].second.get()));
            if (both && area_of(*both) > 0.02) ++overlapping;
        }
    EXPECT_EQ(overlapping, planted(folder, "building_overlap").size() + planted(folder, "duplicate_building").size());
    EXPECT_EQ(invalid, planted(folder, "invalid_building"));
    EXPECT_EQ(no_floors, planted(folder, "floors_missing"));
}

TEST(Sample, KeysResolveAndSharesAddUp) {
    const fs::path& folder = sample_folder(1);
    std::set<std::string> parcels, firms;
    for (const ParcelRow& row : read_parcels(folder)) parcels.insert(row.id);
    std::multiset<std::string> bad_codes;
    const auto data = open_vector(folder / "enterprises_2024.xlsx");
    ASSERT_TRUE(data);
    std::map<std::string, int> times;
    for (auto& feature : *data->GetLayer(0)) {
        const std::string id = feature->GetFieldAsString(0), credit = feature->GetFieldAsString(1);
        if (id == "企业编号") continue;
        firms.insert(id);
        if (!id.empty()) ++times[credit];
        if (!credit.empty() && !mulens::valid_credit_code(credit)) bad_codes.insert(credit);
    }
    EXPECT_EQ(bad_codes, planted(folder, "bad_credit_code"));
    std::multiset<std::string> repeated;
    for (const auto& [id, n] : times)
        if (n > 1) repeated.insert(id);
    EXPECT_EQ(repeated, planted(folder, "duplicate_enterprise"));

    std::multiset<std::string> dangling, wrong_sum;
    std::map<std::string, double> sums;
    std::map<std::string, bool> complete;
    const auto links = read_csv(folder / "links.csv");
    for (std::size_t i = 1; i < links.size(); ++i) {
        const auto& row = links[i];
        if (!row[6].empty() && row[6] < "2024-12-31") continue;  // ended before the year judged
        if (!firms.contains(row[0])) dangling.insert(row[0]);
        if (!parcels.contains(row[1])) dangling.insert(row[1]);
        if (!parcels.contains(row[1])) continue;
        complete.try_emplace(row[1], true);
        if (row[3].empty())
            complete[row[1]] = false;
        else
            sums[row[1]] += std::stod(row[3]);
    }
    EXPECT_EQ(dangling, planted(folder, "dangling_link"));
    for (const auto& [id, all] : complete)
        if (all && std::abs(sums[id] - 1) > 1e-9) wrong_sum.insert(id);
    EXPECT_EQ(wrong_sum, planted(folder, "share_sum"));
}

TEST(Sample, TotalsAreNearThePublishedOnes) {
    const auto t = read_json(sample_folder(1) / "truth/totals.json")["district"];
    EXPECT_NEAR(t["parcels"].get<double>(), 5000, 250);
    EXPECT_NEAR(t["in_scope_parcels"].get<double>() / t["parcels"].get<double>(), 0.75, 0.04);
    EXPECT_NEAR(t["above_scale_output_wan"].get<double>(), 37560000, 37560000 * 0.01);
    EXPECT_NEAR(t["above_scale_assessed_tax_wan"].get<double>() / t["above_scale_land_mu"].get<double>(), 40.0, 0.4);
    EXPECT_NEAR(t["buildings"].get<double>() / t["in_scope_parcels"].get<double>(), 5, 1);
    EXPECT_NEAR(t["enterprises"].get<double>(), 6000, 600);
}

}  // namespace
