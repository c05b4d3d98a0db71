// A results folder as the project that made it: what its manifest names is enough to run it again.
#pragma once

#include "config/project.hpp"
#include "pipeline/run.hpp"

#include <string>
#include <vector>

namespace mulens::cli {

struct FolderProject {
    config::Project project;  ///< with the folder's year, day, scheme, area basis and CRS
    std::vector<std::pair<std::string, std::string>> inputs;  ///< path and SHA-256 of what was read then
};

/// Throws Error(unreadable) where there is no manifest, Error(usage) where it cannot be run again: no project file,
/// project or scheme changed since, or read with options that no project file holds.
[[nodiscard]] FolderProject project_of_results(const std::string& folder);
/// Files of `then` that are not what they were; those of roles that `run` did not read are not looked at.
[[nodiscard]] std::vector<std::string> changed_since(const FolderProject& then, const pipeline::Run& run);

}  // namespace mulens::cli
