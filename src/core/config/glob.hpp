// Paths as projects and options write them: relative to a folder, with * and ? for any file, with #layer behind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mulens::config {

/// Does the name fit the pattern? * stands for any characters (none too), ? for one byte; case counts.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view name);

struct FoundPath {
    std::string path;   ///< resolved, with "#layer" where it was given
    std::string shown;  ///< as the user would write it
};
/// Resolves `written` against `folder` ("" = the working directory) and expands * and ? in any part of it, sorted by
/// bytes; hidden files only where the pattern begins with a dot. /vsi… paths and URLs stay as they are. An existing
/// file whose name holds *, ? or # is taken as it is. Empty where a pattern fits no file.
[[nodiscard]] std::vector<FoundPath> expand_path(const std::string& written, const std::string& folder);

}  // namespace mulens::config
