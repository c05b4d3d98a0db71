// A small sample written once for all tests of a program, and readers that use GDAL only, none of our own.
#pragma once

#include "sample/sample.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace sample_test {

namespace fs = std::filesystem;
using nlohmann::json;

struct DatasetCloser {
    void operator()(GDALDataset* d) const { GDALClose(d); }
};
using DatasetPtr = std::unique_ptr<GDALDataset, DatasetCloser>;

inline std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline json read_json(const fs::path& path) { return json::parse(bytes_of(path)); }

/// Opens a vector file; `encoding` overrides what it says.
inline DatasetPtr open_vector(const fs::path& path, const char* encoding = nullptr) {
    GDALAllRegister();
    std::string option = encoding != nullptr ? std::string("ENCODING=") + encoding : std::string();
    const char* options[] = {encoding != nullptr ? option.c_str() : nullptr, nullptr};
    return DatasetPtr(static_cast<GDALDataset*>(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, options, nullptr)));
}

/// The folder of a sample with this scale, written on first use and removed when the program ends.
inline const fs::path& sample_folder(double scale) {
    struct Kept {
        double scale;
        fs::path path;
        ~Kept() {
            std::error_code ignored;
            fs::remove_all(path, ignored);
        }
    };
    static std::vector<std::unique_ptr<Kept>> kept;
    for (const auto& k : kept)
        if (k->scale == scale) return k->path;
    auto made = std::make_unique<Kept>();
    made->scale = scale;
    made->path =
        fs::temp_directory_path() / ("mulens_sample_" + std::to_string(::getpid()) + "_" + std::to_string(kept.size()));
    mulens::sample::SampleOptions options;
    options.out = made->path.string();
    options.scale = scale;
    mulens::Progress quiet;
    mulens::sample::write_sample(options, quiet);
    kept.push_back(std::move(made));
    return kept.back()->path;
}

/// Rows of a UTF-8 CSV without quoted commas (the sample's links, grades, contracts).
inline std::vector<std::vector<std::string>> read_csv(const fs::path& path) {
    std::string text = bytes_of(path);
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row(1);
    for (const char c : text) {
        if (c == ',') {
            row.emplace_back();
        } else if (c == '\n') {
            rows.push_back(std::move(row));
            row.assign(1, "");
        } else if (c != '\r') {
            row.back() += c;
        }
    }
    return rows;
}

}  // namespace sample_test
