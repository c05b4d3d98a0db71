// `mulens diff` on the sample: every form, each cause alone, and the grades of the runs themselves.
#include "support/csv.hpp"
#include "support/shared_sample.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace {

using nlohmann::json;
using namespace test_support;

Outcome diff(std::vector<std::string> args) {
    args.insert(args.begin(), "diff");
    return mulens(args);
}

json answer(std::vector<std::string> args) {
    args.emplace_back("--json");
    const auto out = diff(args);
    EXPECT_EQ(out.code, 0) << out.err;
    return json::parse(out.out);
}

int fact(const json& a, const std::string& name) { return std::stoi(a["facts"][name].get<std::string>()); }

const char* const causes[] = {"data", "area", "link", "scheme", "quota"};

int height(const std::string& grade) { return 'D' - grade.at(0); }

/// What must hold of every listed unit.
void expect_adds_up(const json& a) {
    for (const char* table : {"diff_plots", "diff_firms"})
        for (const auto& row : a["tables"][table]) {
            EXPECT_EQ(row["move_cause"] == "cancelled", row["grade_move"] == 0) << row;
            int sum = 0;
            for (const char* cause : causes) sum += row[std::string("by_") + cause].get<int>();
            EXPECT_EQ(sum, row["grade_move"].get<int>()) << row;
            EXPECT_EQ(sum, height(row["grade_to"]) - height(row["grade_from"])) << row;
            if (!row["score_from"].is_null() && !row["score_to"].is_null()) {
                double points = 0;
                for (const char* cause : causes) points += row[std::string("points_") + cause].get<double>();
                EXPECT_NEAR(points, row["score_to"].get<double>() - row["score_from"].get<double>(), 2e-8) << row;
            }
        }
}

std::string scheme_file(const fs::path& folder, const std::string& from, const std::string& to) {
    std::string text = bytes_of(fs::path(MULENS_SOURCE_DIR) / "data/schemes/demo.toml");
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos);
    text.replace(at, from.size(), to);
    put_bytes(folder / "other.toml", text);
    return (folder / "other.toml").string();
}

TEST(PlanningDiff, TheSameTwiceMovesNothing) {
    const auto a = answer({sample_project(true), sample_project(true)});
    EXPECT_GT(fact(a, "plots_in_common"), 100);
    for (const char* unit : {"plots_", "enterprises_"})
        for (const char* what : {"moved", "cancelled", "entered", "left"})
            EXPECT_EQ(fact(a, std::string(unit) + what), 0) << unit << what;
    const auto text = diff({sample_project(true), sample_project(true)});
    EXPECT_NE(text.out.find("没有等级变动"), std::string::npos);
}

TEST(PlanningDiff, AnotherSchemeMovesByTheSchemeAlone) {
    const auto a = answer({sample_project(), "--scheme-b", "zhejiang-default"});
    EXPECT_GT(fact(a, "plots_moved"), 50);
    for (const char* unit : {"plots_", "enterprises_"}) {
        EXPECT_EQ(fact(a, std::string(unit) + "by_scheme"), fact(a, std::string(unit) + "moved"));
        EXPECT_EQ(fact(a, std::string(unit) + "cancelled"), 0);
    }
    for (const char* table : {"diff_plots", "diff_firms"})
        for (const auto& row : a["tables"][table])
            for (const char* other : {"by_data", "by_area", "by_link", "by_quota"}) EXPECT_EQ(row[other], 0) << row;
    expect_adds_up(a);
}

TEST(PlanningDiff, AYearBeforeGivesTheGradesOfBothRuns) {
    const auto a = answer({sample_project(), "--year-a", "2023", "--plots-of-today"});
    expect_adds_up(a);
    EXPECT_GT(fact(a, "plots_by_data"), 50);
    EXPECT_GT(fact(a, "plots_by_quota"), 0);
    EXPECT_EQ(fact(a, "plots_by_area") + fact(a, "plots_by_link") + fact(a, "plots_by_scheme"), 0);
    // The matrix of the district is that of the two runs, plot by plot.
    const Scratch folder;
    need(mulens({"score", sample_project(), "--out", (folder / "then").string(), "--year", "2023", "--as-of",
                 "2023-12-31", "--formats", "csv"}),
         "mulens score");
    const auto grades = [](const fs::path& csv) {
        std::map<std::string, std::string> out;
        const Csv rows(csv);
        for (std::size_t row = 0; row < rows.size(); ++row) out[rows.text(row, "parcel_id")] = rows.text(row, "grade");
        return out;
    };
    const auto then = grades(folder / "then/parcels.csv"), now = grades(sample_results() / "parcels.csv");
    std::map<std::string, int> expected, got;
    for (const auto& [id, grade] : now) {
        const auto word = [](const std::string& g) { return g.empty() ? std::string("out") : g; };
        ++expected[word(then.at(id)) + " " + word(grade)];
    }
    for (const auto& row : a["tables"]["diff_matrix"])
        if (row["platform"] == "全区" && row["diff_unit"] == "parcel")
            got[row["grade_from"].get<std::string>() + " " + row["grade_to"].get<std::string>()] =
                row["diff_count"].get<int>();
    EXPECT_EQ(got, expected);
}

TEST(PlanningDiff, PlotsOfTheYearAddLinksAndAreasSplitsAndMerges) {
    const auto a = answer({sample_project(), "--year-a", "2023"});
    expect_adds_up(a);
    EXPECT_GT(fact(a, "enterprises_by_link"), 0);
    std::map<std::string, int> reasons;
    double count = 0, mu = 0;
    for (const auto& row : a["tables"]["diff_entered"])
        if (row["diff_unit"] == "parcel") ++reasons[row["diff_reason"].get<std::string>()];
    EXPECT_GT(reasons["split"], 0);
    EXPECT_GT(reasons["merged"], 0);
    // Every plot of today stands in the matrix once, with its land; those gone beside them.
    for (const auto& row : a["tables"]["diff_matrix"]) {
        if (row["platform"] != "全区" || row["diff_unit"] != "parcel" || row["grade_to"] == "gone") continue;
        count += row["diff_count"].get<double>();
        mu += row["diff_mu"].get<double>();
    }
    double land = 0;
    const Csv plots(sample_results() / "parcels.csv");
    for (std::size_t row = 0; row < plots.size(); ++row)
        if (const double v = plots.number(row, "area_basis_mu"); std::isfinite(v)) land += v;
    EXPECT_EQ(count, static_cast<double>(plots.size()));
    EXPECT_NEAR(mu, land, 1e-3);
}

TEST(PlanningDiff, OneFirmsTaxIsItsOwnDataAndTheQuotaOfOthers) {
    const Scratch folder;
    const fs::path copy = folder / "copy";
    fs::copy(sample_folder(true), copy, fs::copy_options::recursive);
    // The first firm of 2023 with grade D pays many times as much.
    const auto base = answer({sample_project(true), "--year-a", "2023", "--year-b", "2023", "--plots-of-today"});
    EXPECT_EQ(fact(base, "enterprises_moved"), 0);
    need(mulens({"score", sample_project(true), "--out", (folder / "before").string(), "--year", "2023", "--as-of",
                 "2023-12-31", "--formats", "csv"}),
         "mulens score");
    std::string id;
    const Csv firms(folder / "before/enterprises.csv");
    for (std::size_t row = 0; row < firms.size() && id.empty(); ++row)
        if (firms.text(row, "grade") == "D" && firms.number(row, "tax_paid") > 1) {
            id = firms.text(row, "ent_id");
        }
    ASSERT_FALSE(id.empty());
    const fs::path ledger = copy / "enterprises_2023.csv";
    std::string text = bytes_of(ledger);
    std::size_t at = text.find("\n" + id + ",");  // the tax paid (元) is the seventh field
    ASSERT_NE(at, std::string::npos);
    for (int field = 0; field < 6; ++field) at = text.find(',', at) + 1;
    text.insert(at, "9");
    put_bytes(ledger, text);
    const auto a = answer({sample_project(true), (copy / "qiantang.toml").string(), "--year", "2023", "--as-of",
                           "2023-12-31", "--plots-of-today"});
    expect_adds_up(a);
    std::set<std::string> own_plots;
    const Csv shares(folder / "before/ledger.csv");
    for (std::size_t row = 0; row < shares.size(); ++row)
        if (shares.text(row, "ent_id") == id) own_plots.insert(shares.text(row, "parcel_id"));
    ASSERT_FALSE(own_plots.empty());
    bool seen = false;
    for (const auto& row : a["tables"]["diff_firms"]) {
        const bool own = row["ent_id"] == id;
        seen = seen || own;
        EXPECT_EQ(row["move_cause"], own ? "data" : "quota") << row;
        EXPECT_EQ(row["by_area"].get<int>() + row["by_link"].get<int>() + row["by_scheme"].get<int>(), 0) << row;
        if (!own) {
            EXPECT_EQ(row["by_data"], 0) << row;
        }
    }
    EXPECT_TRUE(seen);
    for (const auto& row : a["tables"]["diff_plots"])
        if (!own_plots.contains(row["parcel_id"].get<std::string>())) {
            EXPECT_EQ(row["by_data"], 0) << row;
        }
}

TEST(PlanningDiff, OtherLinesAreTheScheme) {
    const Scratch folder;
    const auto other = scheme_file(folder.path(), "cumulative = 0.20", "cumulative = 0.30");
    const auto a = answer({sample_project(true), "--scheme-b", other});
    EXPECT_GT(fact(a, "enterprises_moved"), 5);
    EXPECT_EQ(fact(a, "enterprises_by_scheme"), fact(a, "enterprises_moved"));
    EXPECT_EQ(fact(a, "enterprises_down"), 0);
}

TEST(PlanningDiff, SameBytesForAnyNumberOfThreads) {
    const std::vector<std::string> args{sample_project(true), "--year-a", "2022", "--json"};
    auto one = args, four = args;
    one.insert(one.end(), {"--threads", "1"});
    four.insert(four.end(), {"--threads", "4"});
    const auto first = diff(one);
    ASSERT_EQ(first.code, 0) << first.err;
    EXPECT_EQ(first.out, diff(four).out);
}

TEST(PlanningDiff, FilesWithMapAndManifest) {
    const Scratch folder;
    const auto out = (folder / "out").string();
    const auto done = diff({sample_project(true), "--year-a", "2023", "--out", out, "-q"});
    ASSERT_EQ(done.code, 0) << done.err;
    for (const char* name : {"diff_causes.csv", "diff_square.csv", "diff_plots.csv", "diff_plots.geojson",
                             "diff_firms.csv", "diff_entered.csv", "diff_cuts.csv", "diff_matrix.csv", "diff.xlsx"})
        EXPECT_TRUE(fs::exists(fs::path(out) / name)) << name;
    const json manifest = json::parse(bytes_of(fs::path(out) / "manifest.json"));
    EXPECT_EQ(manifest["options"]["year-a"], "2023");
    EXPECT_EQ(diff({sample_project(true), "--year-a", "2023", "--out", out}).code, 7);
}

TEST(PlanningDiff, ResultsFoldersAreRunAgain) {
    const Scratch folder;
    const fs::path copy = folder / "copy";
    fs::copy(sample_folder(true), copy, fs::copy_options::recursive);
    const std::string project = (copy / "qiantang.toml").string();
    const auto score = [&](const std::string& name, const std::string& scheme) {
        need(mulens({"score", project, "--out", (folder / name).string(), "--formats", "none", "--scheme", scheme}),
             "mulens score");
        return (folder / name).string();
    };
    const auto one = score("one", "demo"), two = score("two", "zhejiang-default");
    const auto a = answer({one, two});
    EXPECT_EQ(a["tables"], answer({project, "--scheme-b", "zhejiang-default"})["tables"]);
    EXPECT_GT(fact(a, "enterprises_moved"), 0);
    // Its files are those of today: a changed ledger is named, a changed project refused.
    put_bytes(copy / "links.csv", bytes_of(copy / "links.csv") + "\n");
    EXPECT_NE(diff({one, two}).out.find("links.csv 在 A 评价之后已变"), std::string::npos);
    put_bytes(project, bytes_of(project) + "\n# changed\n");
    const auto changed = diff({one, two});
    EXPECT_EQ(changed.code, 2);
    EXPECT_NE(changed.err.find("has changed since"), std::string::npos) << changed.err;
    const auto none = diff({(folder / "copy").string(), two});
    EXPECT_EQ(none.code, 4);
    EXPECT_NE(none.err.find("no manifest.json"), std::string::npos) << none.err;
}

TEST(PlanningDiff, BadInputGetsOneSentence) {
    const auto bad = [](const std::vector<std::string>& args, int code, const char* says) {
        const auto out = diff(args);
        EXPECT_EQ(out.code, code) << out.err;
        EXPECT_NE(out.err.find(says), std::string::npos) << out.err;
    };
    const auto p = sample_project(true);
    bad({p}, 2, "nothing to compare");
    bad({p, p, p}, 2, "two projects");
    bad({p, "--scheme-b", "huangyan-2022"}, 2, "--cut-from");
    const Scratch folder;
    const auto huge = scheme_file(folder.path(), "\nmu = 1\n", "\nmu = 1000000\n");  // no plot is as large as that
    bad({p, "--scheme-b", huge}, 2, "grades no enterprise of B");
    bad({p, "--scheme-b", "nowhere"}, 2, "nowhere");
    bad({p, "--year-a", "2023", "--as-of-a", "soon"}, 2, "--as-of-a");
}

}  // namespace
