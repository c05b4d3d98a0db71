#include "cli/results_folder.hpp"

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "config/scheme.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace mulens::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string text_of(const json& object, const char* name) {
    const auto it = object.find(name);
    return it == object.end() || !it->is_string() ? std::string() : it->get<std::string>();
}

json manifest_of(const std::string& folder) {
    std::ifstream file(fs::path(folder) / "manifest.json");
    json manifest = file ? json::parse(file, nullptr, false) : json();
    if (!manifest.is_object() || text_of(manifest, "program") != "mulens" || !manifest.contains("project"))
        throw Error::make(ExitCode::unreadable, "{}: no manifest.json of a scored project there", folder);
    return manifest;
}

void take_scheme(const json& manifest, const std::string& folder, config::Project& project) {
    const json& scheme = manifest["scheme"];
    if (!scheme.is_object()) {
        project.scheme.clear();
        return;
    }
    const std::string file = text_of(scheme, "file");
    project.scheme = file.starts_with("data/schemes/") ? text_of(scheme, "name") : file;
    if (sha256_of(config::load_scheme(project.scheme).raw) != text_of(scheme, "sha256"))
        throw Error::make(ExitCode::usage, "{}: its scheme {} has changed since; score it again, or give --scheme-a/-b",
                          folder, project.scheme);
}

}  // namespace

FolderProject project_of_results(const std::string& folder) {
    const json manifest = manifest_of(folder);
    const std::string file = text_of(manifest["project"], "file");
    if (file.empty() || !fs::exists(file))
        throw Error::make(ExitCode::usage, "{}: {}; give the project file itself", folder,
                          file.empty() ? "it was scored without a project file"
                                       : fmt::format("its project {} is not there any more", file));
    FolderProject out;
    out.project = config::load_project(file);
    if (sha256_of(out.project.raw) != text_of(manifest["project"], "sha256"))
        throw Error::make(ExitCode::usage,
                          "{}: its project {} has changed since; score it again, or compare the projects", folder,
                          file);
    const json options = manifest.value("options", json::object());
    for (const char* name : {"source-crs", "encoding", "shift", "map", "unit"})
        if (options.contains(name))
            throw Error::make(ExitCode::usage,
                              "{}: it was scored with --{}, which its project does not say; put it into the project",
                              folder, name);
    if (manifest["year"].is_number()) out.project.year = manifest["year"].get<int>();
    if (const auto day = parse_date(text_of(manifest, "as_of"))) out.project.as_of = day;
    out.project.crs = text_of(manifest, "crs");
    if (const auto basis = text_of(options, "area-basis"); !basis.empty())
        out.project.area_basis = basis == "deed"        ? config::AreaBasis::deed
                                 : basis == "plane"     ? config::AreaBasis::plane
                                 : basis == "ellipsoid" ? config::AreaBasis::ellipsoid
                                                        : out.project.area_basis;
    if (const auto cut = text_of(options, "cut-from"); !cut.empty()) out.project.cut_from = cut;
    take_scheme(manifest, folder, out.project);
    for (const json& input : manifest.value("inputs", json::array()))
        out.inputs.emplace_back(text_of(input, "path"), text_of(input, "sha256"));
    return out;
}

std::vector<std::string> changed_since(const FolderProject& then, const pipeline::Run& run) {
    std::vector<std::string> out;
    for (const auto& source : run.sources) {
        if (source.sha256.empty()) continue;
        const auto same_path = [&](const auto& input) { return input.first == source.path; };
        const auto it = std::find_if(then.inputs.begin(), then.inputs.end(), same_path);
        if (it != then.inputs.end() && !it->second.empty() && it->second != source.sha256) out.push_back(source.path);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace mulens::cli
