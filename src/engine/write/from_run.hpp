// A finished run as the plain data that the writers take.
#pragma once

#include "pipeline/run.hpp"
#include "write/result_set.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mulens::write {

/// Moves the big tables out of `run`. `options`: as the command line gave them, for the manifest.
[[nodiscard]] ResultSet results_from(pipeline::Run&& run, const Diagnostics& diagnostics,
                                     std::vector<std::pair<std::string, std::string>> options, bool members = false);

}  // namespace mulens::write
