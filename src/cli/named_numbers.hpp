// NAME=NUMBER options of the planning commands: weights and the like.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mulens::cli {

/// Sets each named number of `known` from texts like "land=40"; several may be joined by commas. Throws Error(usage)
/// for an unknown name or a text that is no number, naming `option`.
void set_named_numbers(const std::string& option, const std::vector<std::string>& texts,
                       const std::vector<std::pair<std::string, double*>>& known);

}  // namespace mulens::cli
