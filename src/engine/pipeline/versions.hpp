// Versions of the libraries that decide results; they stand in every manifest.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mulens::pipeline {

[[nodiscard]] std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace mulens::pipeline
