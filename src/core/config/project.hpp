// The project as plain structs: what to read, when "today" is, which scheme judges. Read from TOML with file:line
// errors; unknown keys are kept by `raw` and named in `unknown_keys`. Paths are resolved against the project's folder.
#pragma once

#include "base/date.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mulens::config {

/// One [[layer]] of a project, or one --parcels / --enterprises … option.
struct LayerSpec {
    std::string role;         ///< parcels, buildings, platforms, streets, constraints, renewal, regulatory,
                              ///< enterprises, links, contracts, projects, official_grades, decisions; for
                              ///< planning also supply, parks, units, stages, parcels_before
    std::string path;         ///< FILE[#layer], resolved, one file (globs are expanded)
    std::string shown_path;   ///< as the user wrote it; used in messages, manifest, findings
    std::optional<int> year;  ///< rows without a year field count for this year
    std::string platform;     ///< id or name of the platform whose file this is
    std::string crs;          ///< "EPSG:4528": overrides what the file says
    std::string encoding;     ///< "GBK" …: overrides detection
    std::string shift;        ///< "GCJ-02" or "BD-09": the project says so, then it is converted
    std::map<std::string, std::string> fields;  ///< canonical field → source column
    std::map<std::string, std::string> units;   ///< canonical field → 元, 千元, 万元, 亿元, m², 公顷, 亩
};

/// Quality gates (exit code 3). The defaults are the program's, not law.
struct Gates {
    double lost_area_share = 1e-6;    ///< lost area ÷ input area of an overlay
    double money_fen = 0;             ///< |Σ allocated + Σ residual − Σ input| in 分
    double unmatched_share = 0.02;    ///< firms that found no parcel, by count or by tax
    double quarantined_share = 0.01;  ///< parcels whose geometry could not be repaired
};

enum class AreaBasis { automatic, deed, plane, ellipsoid };  ///< automatic: deed where given, else plane

struct Project {
    int schema_version = 1;
    std::string file;  ///< "" when made from options
    std::string name;
    std::optional<Date> as_of;
    std::optional<int> year;
    std::string crs;  ///< working CRS, "" = choose
    AreaBasis area_basis = AreaBasis::automatic;
    std::string scheme;    ///< name or file; "" = none
    std::string cut_from;  ///< scheme whose cut lines are used where this one has none
    Gates gates;
    std::vector<LayerSpec> layers;
    /// [[decision]] tables: key → value as text (dates ISO); the same keys as the columns of a decisions table.
    std::vector<std::map<std::string, std::string>> decisions;
    std::vector<std::string> unknown_keys;  ///< "colour", "layer[2].colour" (counted from 1)
    std::string raw;                        ///< text of the file, for the manifest's hash
};

/// Throws Error(usage) with file:line for syntax, wrong types and unknown roles, Error(unreadable) for a missing file
/// and for a path with * or ? that no file matches. Whether a layer's file exists is the reader's business.
[[nodiscard]] Project load_project(const std::string& path);
/// The planning file beside a project: district.toml → district.plan.toml; "" where there is none.
[[nodiscard]] std::string planning_file_of(const std::string& project);
/// Adds the layers of the planning file (`named`, else the one beside the project) and returns its path, "" where there
/// is none. It is written like a project with nothing but [[layer]] tables: supply, parks, units, stages,
/// parcels_before. Throws as load_project.
std::string add_planning_layers(Project& project, const std::string& named);
/// Roles that the layer catalogue knows, in catalogue order.
[[nodiscard]] const std::vector<std::string>& layer_roles();

}  // namespace mulens::config
