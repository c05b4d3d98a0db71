// The catalogue of findings (data/findings.toml): severity and wording live in data, not in code.
//
// Guarantees: read once, then const and thread safe. Codes in the order of the file.
#pragma once

#include "base/diagnostics.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::config {

struct FindingInfo {
    std::string code;
    Severity severity = Severity::warning;
    std::string zh;  ///< one sentence
    std::string en;
    std::string todo_zh;  ///< what to do
    std::string todo_en;
};

[[nodiscard]] const std::vector<FindingInfo>& finding_catalogue();
/// Throws Error(failed) for a code the catalogue lacks: a bug, not bad input.
[[nodiscard]] const FindingInfo& finding_info(std::string_view code);
/// A finding with the catalogue's severity, its English sentence and `detail` after it.
[[nodiscard]] Finding make_finding(std::string_view code, std::string layer, std::string file, Row row,
                                   std::string subject, std::string_view detail = {});

}  // namespace mulens::config
