// The input options that score, check and export share, and the project they make.
#pragma once

#include "config/project.hpp"

#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace mulens::cli {

struct InputOptions {
    std::vector<std::string> projects;
    std::map<std::string, std::vector<std::string>> files;  ///< by role
    std::string scheme;
    std::string cut_from;
    int year = 0;
    std::string as_of;
    std::string area_basis;
    std::string crs;
    std::vector<std::string> source_crs;  ///< FILE=EPSG:n
    std::vector<std::string> encodings;   ///< FILE=GBK
    std::vector<std::string> shifts;      ///< FILE=GCJ-02
    std::vector<std::string> maps;        ///< ROLE.FIELD=COLUMN
    std::vector<std::string> units;       ///< ROLE.FIELD=元
};

void add_input_options(CLI::App& app, InputOptions& options);

/// One project per project file, or one made from the file options. Options override what a project says.
/// Throws Error(usage) where neither or both are given, or an option names an unknown file, role or field.
[[nodiscard]] std::vector<config::Project> projects_from(const InputOptions& options);

}  // namespace mulens::cli
