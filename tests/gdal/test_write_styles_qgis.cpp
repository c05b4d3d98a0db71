// QGIS itself, where it is installed, draws every parcel by the one class of the legend, and outlines those of the
// lists.
#include "write/export_layer.hpp"
#include "write_fixture.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>

namespace mulens::write {
namespace {

using fixture::TempFolder;

std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
    std::string out;
    std::array<char, 4096> part{};
    while (pipe && std::fgets(part.data(), part.size(), pipe.get()) != nullptr) out += part.data();
    return out;
}

/// Code of a parcel → labels of the rules that draw it.
std::map<std::string, std::string> shown_by_qgis(const std::string& layer, const std::string& style) {
    std::map<std::string, std::string> out;
    std::istringstream lines(output_of("/usr/bin/python3 " MULENS_SOURCE_DIR "/tests/support/qgis_classes.py '" +
                                       layer + "' '" + style + "' 2>/dev/null"));
    for (std::string line; std::getline(lines, line);)
        if (const auto tab = line.find('\t'); tab != std::string::npos) out[line.substr(0, tab)] = line.substr(tab + 1);
    return out;
}

TEST(WriteStylesQgis, DrawsTheClassesOfTheLegend) {
    if (output_of("/usr/bin/python3 -c 'import qgis.core; print(1)' 2>/dev/null") != "1\n")
        GTEST_SKIP() << "QGIS is not installed here (package python3-qgis)";
    const ResultSet r = fixture::results(60);
    const TempFolder folder;
    Progress progress;
    for (const char* ending : {"gpkg", "geojson", "shp"}) {
        ExportOptions options;
        options.style = "grade";
        const std::string file = folder / (std::string("p_") + ending + "." + ending);
        export_layer(r, options, file, progress);
        const std::string stem = file.substr(0, file.rfind('.'));
        for (const std::string& style : {stem + ".qml", stem + ".sld", std::string("layer_styles")}) {
            if (style == "layer_styles" && std::string(ending) != "gpkg") continue;
            const auto shown = shown_by_qgis(file, style);
            ASSERT_EQ(shown.size(), 60U) << file << " " << style;
            for (Row row = 0; row < 60; ++row) {
                const std::string id(r.parcels.text("parcel_id", row)), grade(r.parcels.text("grade", row));
                const std::string& labels = shown.at(id);
                const auto says = [&](const char* words) { return labels.find(words) != std::string::npos; };
                if (grade.size() == 1) {
                    EXPECT_TRUE(labels.starts_with(grade)) << id << ": " << labels;
                }
                EXPECT_EQ(says("疑似低效"), r.parcels.number("low_efficiency", row) == 1) << style << " " << id;
                EXPECT_EQ(says("疑似闲置"), r.parcels.text("idle_status", row) == "not_started_1y")
                    << style << " " << id;
            }
        }
    }
}

}  // namespace
}  // namespace mulens::write
