// Facts of the district (data/qiantang/*.toml) as plain structs, each with its source tag. They lay out the made-up
// sample. Unknown stays unknown: areas are text, a number that is not published is not there.
// Throws Error(failed) where a file is missing or a needed key is absent; the files ship with the program.
#pragma once

#include <string>
#include <vector>

namespace mulens::config {

/// How the sample draws a region: made up, no published border.
struct RegionLayout {
    double area_km2 = 0;
    double side_ratio = 1;
    double rotation_deg = 0;
    std::vector<double> corners;  ///< cut at each corner as a share of the shorter side, counter-clockwise
    double plot_factor = 1;       ///< size of a plot relative to the district's mean
};

/// How the platform's parcel file is written.
struct FileStyle {
    std::string encoding;
    std::string cpg;  ///< content of the .cpg file; "" = no file
    int ldid = 0;     ///< language byte of the DBF
    std::string crs;
    std::string shift;
    std::string codes;  ///< land-use code system
};

struct PlatformFact {
    std::string id, name, name_en, alias;
    bool district_wide = false;
    std::string lead_industry, lead, area, limits, source;
    double lon = 0, lat = 0;
    RegionLayout layout;
    FileStyle file;
};

/// Industrial land outside the seven blocks, drawn into a district-wide platform's file.
struct ClusterFact {
    std::string platform, name;
    double lon = 0, lat = 0;
    RegionLayout layout;
};

struct StreetFact {
    std::string code, name, name_en, source;
    bool west_bank = false;
    double lon = 0, lat = 0;
};

struct IndustryFact {
    std::string id, name, name_en, source;
    std::vector<std::string> divisions, words;
    double tax_factor = 1, value_added_rate = 0, energy_per_value_added = 0, rd_rate = 0;
    int floors = 1;
};

struct LandUseFact {
    std::string system, use;
    std::vector<std::string> codes;
    bool scope = false;
};

struct NumberFact {
    std::string id, text, unit, source;
    double value = 0;
};

struct RiverPoint {
    double e = 0, n = 0, width = 0;
};

struct DistrictFacts {
    std::string name, name_en, code;
    double min_e = 0, max_e = 0, min_n = 0, max_n = 0;
    std::vector<RiverPoint> river;
    std::vector<RiverPoint> outline;  ///< width unused
    std::vector<NumberFact> numbers;
    std::vector<PlatformFact> platforms;
    std::vector<ClusterFact> clusters;
    std::vector<StreetFact> streets;
    std::vector<IndustryFact> industries;
    std::vector<LandUseFact> land_uses;

    /// Throws Error(failed) for an unknown id.
    [[nodiscard]] double number(const std::string& id) const;
};

[[nodiscard]] DistrictFacts load_district_facts();

}  // namespace mulens::config
