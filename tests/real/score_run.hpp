// Runs the shipped binary on other people's data and reads what it wrote.
#pragma once

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <nlohmann/json.hpp>

#include <sys/wait.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace mulens::real {

namespace fs = std::filesystem;
using nlohmann::json;

struct Outcome {
    int exit = -1;
    std::string text;  ///< standard output and error together
};

inline std::string shell_word(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

inline Outcome run(const std::vector<std::string>& arguments) {
    std::string command = shell_word(MULENS_BINARY);
    for (const auto& argument : arguments) command += " " + shell_word(argument);
    Outcome out;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return out;
    char buffer[4096];
    while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) out.text.append(buffer, n);
    const int status = pclose(pipe);
    out.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return out;
}

/// One number from SQL over a file; the dialect with areas and overlays is SpatiaLite's, none of ours.
inline double sql(const std::string& file, const std::string& statement, const char* dialect = "SQLITE") {
    GDALAllRegister();
    const GDALDatasetUniquePtr data(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    if (!data) return -1;
    OGRLayer* layer = data->ExecuteSQL(statement.c_str(), nullptr, dialect);
    if (layer == nullptr) return -1;
    const OGRFeatureUniquePtr feature(layer->GetNextFeature());
    const double value = feature ? feature->GetFieldAsDouble(0) : -1;
    data->ReleaseResultSet(layer);
    return value;
}

inline long rows_in(const std::string& file) {
    GDALAllRegister();
    const GDALDatasetUniquePtr data(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    return data && data->GetLayerCount() > 0 ? static_cast<long>(data->GetLayer(0)->GetFeatureCount()) : -1;
}

/// A folder of its own for every test, and the data, or a skipped test where they are absent.
class Real : public ::testing::Test {
  protected:
    void SetUp() override {
        const char* folder = std::getenv("MULENS_REAL_DATA");
        data_ = folder != nullptr ? folder : MULENS_SOURCE_DIR "/../shared/data";
        if (!fs::is_directory(data_)) GTEST_SKIP() << data_ << " is no folder (MULENS_REAL_DATA names the data)";
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        work_ =
            fs::temp_directory_path() / ("mulens_real_" + std::string(test->name()) + "_" + std::to_string(getpid()));
        fs::create_directories(work_);
    }
    void TearDown() override {
        std::error_code ignored;
        if (!work_.empty()) fs::remove_all(work_, ignored);
    }
    [[nodiscard]] std::string at(const std::string& name) const { return data_ + "/" + name; }
    [[nodiscard]] std::string made(const std::string& name) const { return (work_ / name).string(); }
    /// `score` into the folder `out` of this test.
    [[nodiscard]] Outcome score(std::vector<std::string> arguments, const std::string& out = "out") const {
        arguments.insert(arguments.begin(), "score");
        for (const char* word : {"--out", "", "--overwrite"}) arguments.emplace_back(*word == 0 ? made(out) : word);
        return run(arguments);
    }
    [[nodiscard]] std::string text(const std::string& name) const {
        std::ifstream in(made(name), std::ios::binary);
        std::stringstream out;
        out << in.rdbuf();
        return out.str();
    }
    [[nodiscard]] json manifest() const { return json::parse(text("out/manifest.json")); }
    [[nodiscard]] double parcels(const std::string& expression, const std::string& where = "1=1") const {
        return sql(made("out/parcels.gpkg"), "SELECT " + expression + " FROM parcels WHERE " + where);
    }
    [[nodiscard]] long findings(const std::string& code) const {
        return static_cast<long>(
            sql(made("out/diagnostics.csv"), "SELECT count(*) FROM diagnostics WHERE code = '" + code + "'"));
    }

    std::string data_;
    fs::path work_;
};

/// Sentences: one line, the file named, no crash.
inline void expect_one_sentence(const Outcome& outcome, const std::string& names, const std::string& context) {
    EXPECT_TRUE(outcome.text.starts_with("mulens: ")) << context << ": " << outcome.text;
    EXPECT_EQ(outcome.text.find('\n'), outcome.text.size() - 1) << context << ": " << outcome.text;
    EXPECT_NE(outcome.text.find(names), std::string::npos) << context << ": " << outcome.text;
}

}  // namespace mulens::real
