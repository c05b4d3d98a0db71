// What a run leaves behind: the same bytes for any number of threads, the files that were asked for, all or nothing.
#include "support/csv.hpp"
#include "support/folders.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace {

using nlohmann::json;
using namespace test_support;

std::vector<std::string> score(const std::string& project, const fs::path& out, std::vector<std::string> more = {}) {
    std::vector<std::string> all{"score", project, "--out", out.string(), "-q"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

TEST(ScoreOutput, SameBytesForOneAndFourThreads) {
    const Scratch scratch;
    const char* formats = "gpkg,geojson,csv,xlsx,shp,fgb";
    for (const char* threads : {"1", "4"}) {
        const auto got =
            mulens(score(sample_project(), scratch / threads, {"--formats", formats, "--threads", threads}));
        ASSERT_EQ(got.code, 0) << got.err;
    }
    const auto one = files_in(scratch / "1"), four = files_in(scratch / "4");
    EXPECT_EQ(names_in(scratch / "1"), names_in(scratch / "4"));
    EXPECT_GE(one.size(), 28U);
    for (const auto& [name, bytes] : one)
        EXPECT_TRUE(four.contains(name) && four.at(name) == bytes) << name << " differs";
    // And the run that other tests look at, in its own formats, is no different.
    for (const auto& [name, bytes] : files_in(sample_results()))
        EXPECT_TRUE(name == "manifest.json" || (one.contains(name) && one.at(name) == bytes)) << name << " differs";
}

TEST(ScoreOutput, FilesOfTheDefaultFormats) {
    const std::set<std::string> wanted{
        "parcels.gpkg",      "parcels.csv",   "parcels.xlsx",          "renewal.geojson",
        "idle.geojson",      "idle.csv",      "enterprises.csv",       "ledger.csv",
        "platforms.csv",     "streets.csv",   "platforms_overlap.csv", "industries.csv",
        "balance.json",      "manifest.json", "diagnostics.csv",       "低效用地清单.xlsx",
        "疑似闲置清单.xlsx", "平台汇总.xlsx"};
    const auto names = names_in(sample_results());
    for (const auto& name : wanted) EXPECT_TRUE(names.contains(name)) << name;
    for (const char* name : {"parcels.shp", "parcels.fgb", "parcels.geojson"})
        EXPECT_FALSE(names.contains(name)) << name;
    const json manifest = json::parse(bytes_of(sample_results() / "manifest.json"));
    std::set<std::string> listed{"manifest.json"};
    for (const auto& file : manifest["files"]) listed.insert(file["name"].get<std::string>());
    EXPECT_EQ(listed, names);
}

TEST(ScoreOutput, FormatsNoneWritesSummariesOnly) {
    const Scratch scratch;
    const auto got = mulens(score(sample_project(), scratch / "out", {"--formats", "none"}));
    ASSERT_EQ(got.code, 0) << got.err;
    const std::set<std::string> wanted{"platforms.csv", "platforms_overlap.csv", "streets.csv",  "industries.csv",
                                       "balance.json",  "diagnostics.csv",       "manifest.json"};
    EXPECT_EQ(names_in(scratch / "out"), wanted);
    for (const auto& name : wanted) {
        if (name == "manifest.json") continue;  // it names the formats
        EXPECT_EQ(bytes_of(scratch / "out" / name), bytes_of(sample_results() / name)) << name;
    }
}

class SmallRun : public testing::Test {
  protected:
    [[nodiscard]] Outcome run(std::vector<std::string> more = {}, const std::function<void()>& before = {}) const {
        more.insert(more.end(), {"--formats", "csv"});
        return mulens(score(sample_project(true), out(), more), before);
    }
    [[nodiscard]] fs::path out() const { return scratch_ / "out"; }
    Scratch scratch_;
};

TEST_F(SmallRun, ExistingResultsNeedOverwrite) {
    ASSERT_EQ(run().code, 0);
    const auto before = files_in(out());
    const Outcome again = run({"--year", "2023"});
    EXPECT_EQ(again.code, 7);
    EXPECT_NE(again.err.find("--overwrite"), std::string::npos) << again.err;
    EXPECT_EQ(files_in(out()), before);
    ASSERT_EQ(run({"--year", "2023", "--overwrite"}).code, 0);
    EXPECT_NE(files_in(out()), before);
    ASSERT_EQ(run({"--overwrite"}).code, 0);
    EXPECT_EQ(files_in(out()), before);
    EXPECT_EQ(names_in(scratch_.path()), std::set<std::string>{"out"});
}

TEST_F(SmallRun, AForeignFileIsNeverTouched) {
    fs::create_directories(out());
    put_bytes(out() / "thesis.txt", "ten years of work");
    for (const bool overwrite : {false, true}) {
        const Outcome got = run(overwrite ? std::vector<std::string>{"--overwrite"} : std::vector<std::string>{});
        EXPECT_EQ(got.code, 7);
        EXPECT_NE(got.err.find("thesis.txt"), std::string::npos) << got.err;
    }
    fs::remove(out() / "thesis.txt");
    ASSERT_EQ(run().code, 0) << "an empty folder is fine";
    put_bytes(out() / "thesis.txt", "ten years of work");
    const auto before = files_in(out());
    EXPECT_EQ(run({"--overwrite"}).code, 7);
    EXPECT_EQ(files_in(out()), before);
}

TEST_F(SmallRun, AFileInPlaceOfTheFolder) {
    put_bytes(out(), "I am a file");
    EXPECT_EQ(run({"--overwrite"}).code, 7);
    EXPECT_EQ(bytes_of(out()), "I am a file");
}

// Without decisions the ledger is read beside the land.
TEST_F(SmallRun, TablesReadBesideTheLandChangeNothing) {
    const fs::path folder = scratch_ / "project";
    fs::copy(sample_folder(true), folder, fs::copy_options::recursive);
    const fs::path project = folder / "qiantang.toml";
    std::string text = bytes_of(project);
    const auto decisions = text.find("[[layer]]\nrole = \"decisions\"");
    ASSERT_NE(decisions, std::string::npos);
    text.erase(decisions, text.find("\n\n", decisions) - decisions);
    put_bytes(project, text);
    for (const char* threads : {"1", "4"})
        ASSERT_EQ(mulens(score(project.string(), scratch_ / threads, {"--formats", "csv", "--threads", threads})).code,
                  0);
    EXPECT_EQ(files_in(scratch_ / "1"), files_in(scratch_ / "4"));
    // Two things are wrong: the ledger is named first, however many threads read.
    put_bytes(folder / "links.csv", "nothing,of,use\n1,2,3\n");
    for (const auto& file : fs::directory_iterator(folder / "parcels"))
        if (file.path().extension() == ".shp") fs::resize_file(file.path(), 50);
    std::string said;
    for (const char* threads : {"1", "4"}) {
        const Outcome got = mulens(score(project.string(), scratch_ / "none", {"--threads", threads}));
        EXPECT_NE(got.code, 0);
        EXPECT_TRUE(said.empty() || said == got.err) << said << got.err;
        said = got.err;
    }
    EXPECT_FALSE(said.empty());
}

TEST_F(SmallRun, AFailedGateStillWritesResults) {
    // Half of the links are lost, and no firm may be without a parcel.
    const fs::path folder = scratch_ / "project";
    fs::copy(sample_folder(true), folder, fs::copy_options::recursive);
    std::string text = bytes_of(folder / "qiantang.toml"), links = bytes_of(folder / "links.csv");
    text.replace(text.find("unmatched_share = 0.02"), 22, "unmatched_share = 0");
    links.resize(links.find('\n', links.size() / 2) + 1);
    put_bytes(folder / "qiantang.toml", text);
    put_bytes(folder / "links.csv", links);
    const Outcome got =
        mulens({"score", (folder / "qiantang.toml").string(), "--out", out().string(), "--formats", "csv"});
    EXPECT_EQ(got.code, 3) << got.err;
    EXPECT_TRUE(fs::exists(out() / "parcels.csv"));
    EXPECT_NE(got.out.find("unmatched"), std::string::npos) << got.out;
    const json manifest = json::parse(bytes_of(out() / "manifest.json"));
    bool failed = false;
    for (const auto& gate : manifest["gates"]) failed = failed || !gate["passed"].get<bool>();
    EXPECT_TRUE(failed);
}

// --- full disk ---------------------------------------------------------------------------------------------------

void limit_files(rlim_t bytes) {
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);
}

TEST(ScoreDiskFull, LeavesNothingAndOldResultsAlone) {
    const Scratch scratch;
    const fs::path out = scratch / "out";
    ASSERT_EQ(mulens(score(sample_project(true), out, {"--formats", "csv"})).code, 0);
    const auto before = files_in(out);
    for (const char* format : {"csv", "gpkg", "geojson", "xlsx", "shp", "fgb"}) {
        for (const rlim_t bytes : {10'000, 100'000}) {
            const auto got = mulens(score(sample_project(true), out, {"--formats", format, "--overwrite"}),
                                    [&] { limit_files(bytes); });
            EXPECT_EQ(got.code, 7) << format << " " << bytes << " " << got.err;
            EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
            EXPECT_NE(got.err.find(out.string()), std::string::npos) << got.err;
            EXPECT_NE(got.err.find("space"), std::string::npos) << got.err;
        }
    }
    EXPECT_TRUE(files_in(out) == before) << "the folder is another";
    EXPECT_EQ(names_in(scratch.path()), std::set<std::string>{"out"});
}

TEST(ScoreDiskFull, ExportsOfEveryFormat) {
    const Scratch scratch;
    for (const char* format : {"csv", "gpkg", "geojson", "xlsx", "shp", "fgb"}) {
        const std::string file = (scratch / (std::string("x.") + format)).string();
        const auto got = mulens({"export", sample_project(true), "--out", file}, [] { limit_files(30'000); });
        EXPECT_EQ(got.code, 7) << format << " " << got.err;
        EXPECT_EQ(names_in(scratch.path()), std::set<std::string>{}) << format;
    }
}

TEST(ScoreDiskFull, ARealFullFileSystem) {
    const Scratch scratch;
    const std::string project = sample_project(true);
    constexpr int cannot_mount = 98;
    for (const char* size : {"size=64k", "size=400k", "size=1m"}) {
        const auto got = mulens(score(project, scratch / "out", {"--formats", "gpkg,csv,xlsx,shp"}), [&] {
            if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) ::_exit(cannot_mount);
            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
            if (::mount("tmpfs", scratch.path().c_str(), "tmpfs", 0, size) != 0) ::_exit(cannot_mount);
        });
        if (got.code == cannot_mount) GTEST_SKIP() << "no right to mount a small file system here";
        EXPECT_EQ(got.code, 7) << size << " " << got.err;
        EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
    }
}

// --- signals -----------------------------------------------------------------------------------------------------

class ScoreSignals : public testing::TestWithParam<int> {};

TEST_P(ScoreSignals, StopWithinASecondAndLeaveOldResults) {
    const fs::path sample = shared_folder("sample_large", [](const fs::path& folder) {
        need(mulens({"sample", "--out", folder.string(), "--scale", "3"}), "mulens sample");
    });
    const std::string project = (sample / "qiantang.toml").string();
    const Scratch scratch;
    const fs::path out = scratch / "out";
    ASSERT_EQ(mulens(score(sample_project(true), out, {"--formats", "csv"})).code, 0);
    const auto before = files_in(out);
    int stopped = 0;
    for (const int delay_ms : {30, 300, 900}) {
        Process run(
            score(project, out, {"--overwrite", "--threads", "1", "--formats", "gpkg,geojson,csv,xlsx,shp,fgb"}));
        ::usleep(static_cast<useconds_t>(delay_ms) * 1000);
        if (!run.running()) break;  // a machine too fast for this delay
        const auto sent = std::chrono::steady_clock::now();
        run.send(GetParam());
        const Outcome got = run.wait();
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - sent).count();
        EXPECT_EQ(got.code, GetParam() == SIGINT ? 130 : 143) << got.err;
        EXPECT_LT(seconds, 1.5) << "after " << delay_ms << " ms";  // a second, and what a busy machine adds
        // No word where the signal came before the program had read its arguments (a sanitizer build starts slowly).
        EXPECT_LE(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
        EXPECT_TRUE(delay_ms < 900 || got.err.find("old results are untouched") != std::string::npos) << got.err;
        EXPECT_TRUE(files_in(out) == before) << "after " << delay_ms << " ms the folder is another";
        EXPECT_EQ(names_in(scratch.path()), std::set<std::string>{"out"}) << "after " << delay_ms << " ms";
        ++stopped;
    }
    EXPECT_GE(stopped, 2);
}

INSTANTIATE_TEST_SUITE_P(Both, ScoreSignals, testing::Values(SIGINT, SIGTERM),
                         [](const auto& signal) { return signal.param == SIGINT ? "SIGINT" : "SIGTERM"; });

}  // namespace
