// A scheme's own [[case]] tables, run with the engine's own code: `mulens scheme check`.
#pragma once

#include "config/scheme.hpp"

#include <string>
#include <vector>

namespace mulens::rules {

struct CaseResult {
    std::string name;
    int line = 0;
    bool passed = false;
    std::string message;  ///< "expected …, got …"; "" where it passed
};
[[nodiscard]] std::vector<CaseResult> run_cases(const config::Scheme& scheme);
/// 评价税收 by the formula; terms that are blank count as 0, all blank is NaN. No terms: NaN.
[[nodiscard]] double tax_by_formula(const config::TaxFormula& formula, const std::vector<double>& term_values);

}  // namespace mulens::rules
