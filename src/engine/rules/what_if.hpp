// "What would lift the grade" and "what if this figure is corrected" (method §4.8).
#pragma once

#include "rules/firms.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mulens::rules {

struct Lift {
    std::string metric;
    double from = config::not_given, to = config::not_given;
    double relative = config::not_given;  ///< |to − from| ÷ |from|
    char grade_from = ' ', grade_to = ' ';
};
/// The smallest relative change of one raw, uncapped indicator of a firm (or parcel) that lifts its grade, with
/// benchmarks and cut lines fixed. Nothing where it has grade A, no grade, a veto in the way (`veto_limit`), or where
/// no single indicator can do it. Blank and zero indicators have no relative change and are left out.
[[nodiscard]] std::optional<Lift> smallest_lift(const config::Scheme& scheme, const Subjects& subjects,
                                                const Benchmarks& benchmarks, const std::vector<ClassCut>& cuts,
                                                Row row, char veto_limit = 'A');

/// Inputs whose correction may move the firm: the terms of the tax formula and the parts of its class's indicators that
/// the table has, in that order, each once. Empty where the firm's class is not scored.
[[nodiscard]] std::vector<std::string> correctable_fields(const config::Scheme& scheme, const table::Table& firms,
                                                          Row firm);

struct GradeMove {
    Row firm = no_row;
    char before = ' ', after = ' ';
    double score_before = config::not_given, score_after = config::not_given;
};
struct WhatIf {
    FirmGrades after;
    std::vector<GradeMove> moved;  ///< every firm whose grade changes (the quota moves others too), in row order
};
/// Grades everything again with `field` of one firm set to `value` (canonical units; its metrics follow, and the tax
/// where the field is a term of the scheme's formula). Error(usage) where there is no such number column.
[[nodiscard]] WhatIf what_if_corrected(const FirmsInput& input, const FirmGrades& before, Row firm,
                                       const std::string& field, double value);

}  // namespace mulens::rules
