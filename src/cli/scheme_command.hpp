// `mulens scheme list|check|explain|diff`: plain text to the given stream. Each returns the program's exit code
// (0, or 2 where a scheme is wrong) and throws Error only where a named scheme cannot be found.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace mulens::cli {

int scheme_list(std::ostream& out);
/// Loads each file (or shipped name; none = all that ship) and runs its own cases.
int scheme_check(const std::vector<std::string>& files, std::ostream& out);
int scheme_explain(const std::string& name, std::ostream& out);
int scheme_diff(const std::string& a, const std::string& b, std::ostream& out);

}  // namespace mulens::cli
