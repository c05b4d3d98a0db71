// Files for the reader's tests: written with GDAL, or byte by byte where GDAL would not write such a thing.
#pragma once

#include "base/diagnostics.hpp"
#include "base/error.hpp"
#include "read/reader.hpp"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace mulens::read {

/// A folder of its own, gone afterwards.
class Folder {
  public:
    Folder() {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::temp_directory_path() / (std::string("mulens-") + info->test_suite_name() + "-" +
                                                          info->name() + "-" + std::to_string(::getpid()));
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(at(name), std::ios::binary) << bytes;
        return at(name);
    }

  private:
    std::filesystem::path path_;
};

/// One feature: geometry as WKT ("" = none), then the cells as text.
struct Item {
    std::string wkt;
    std::vector<std::string> cells;
};
struct FieldOf {
    std::string name;
    OGRFieldType type = OFTString;
    int width = 60;
    int decimals = 0;
};

inline void write_layer(const std::string& path, const std::string& driver, const std::string& crs,
                        OGRwkbGeometryType type, const std::vector<FieldOf>& fields, const std::vector<Item>& items,
                        const std::vector<std::string>& options = {}, const std::string& layer_name = "layer") {
    GDALAllRegister();
    GDALDriver* d = GetGDALDriverManager()->GetDriverByName(driver.c_str());
    GDALDataset* out =
        static_cast<GDALDataset*>(GDALOpenEx(path.c_str(), GDAL_OF_UPDATE | GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    if (out == nullptr || driver == "ESRI Shapefile") {
        if (out != nullptr) GDALClose(out);
        out = d->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    }
    ASSERT_NE(out, nullptr);
    OGRSpatialReference srs;
    if (!crs.empty()) srs.SetFromUserInput(crs.c_str());
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    CPLStringList list;
    for (const auto& option : options) list.AddString(option.c_str());
    if (driver == "ESRI Shapefile" && options.empty()) list.AddString("ENCODING=UTF-8");
    OGRLayer* layer = out->CreateLayer(layer_name.c_str(), crs.empty() ? nullptr : &srs, type, list.List());
    ASSERT_NE(layer, nullptr);
    for (const auto& field : fields) {
        OGRFieldDefn defn(field.name.c_str(), field.type);
        if (field.width > 0) defn.SetWidth(field.width);
        defn.SetPrecision(field.decimals);
        layer->CreateField(&defn);
    }
    for (const auto& item : items) {
        OGRFeature feature(layer->GetLayerDefn());
        for (std::size_t f = 0; f < item.cells.size(); ++f)
            if (!item.cells[f].empty()) feature.SetField(static_cast<int>(f), item.cells[f].c_str());
        OGRGeometry* geometry = nullptr;
        if (!item.wkt.empty()) OGRGeometryFactory::createFromWkt(item.wkt.c_str(), nullptr, &geometry);
        feature.SetGeometryDirectly(geometry);
        ASSERT_EQ(layer->CreateFeature(&feature), OGRERR_NONE);
    }
    GDALClose(out);
}

inline config::LayerSpec spec(const std::string& role, const std::string& path) {
    config::LayerSpec s;
    s.role = role;
    s.path = path;
    s.shown_path = std::filesystem::path(path).filename().string();
    return s;
}

inline table::Layer load(const std::vector<config::LayerSpec>& specs, Diagnostics& diagnostics, unsigned threads = 2,
                         const std::string& crs = "") {
    Progress progress;
    return read_layer(specs, {crs, threads, true, {}}, diagnostics, progress);
}

/// The Error that reading throws, as "code: sentence"; "" where it does not.
inline std::string error_of(const config::LayerSpec& s) {
    Diagnostics diagnostics;
    try {
        (void)load({s}, diagnostics);
    } catch (const Error& e) {
        return std::to_string(static_cast<int>(e.code())) + ": " + e.what();
    }
    return {};
}

inline std::vector<Finding> with_code(const Diagnostics& diagnostics, const std::string& code) {
    std::vector<Finding> out;
    for (const auto& finding : diagnostics.sorted())
        if (finding.code == code) out.push_back(finding);
    return out;
}

}  // namespace mulens::read
