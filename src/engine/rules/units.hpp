// Firms that are judged together: groups on the scheme's list, and firms of one plot where the scheme merges them.
#pragma once

#include "rules/firms.hpp"

#include <memory>

namespace mulens::rules {

/// Fills standing, reason and reasons (method §4.4): out, ungraded or assessed.
void find_standing(const FirmsInput& input, FirmGrades& out);
/// The code of a reason in grades.reasons, added where it is new.
[[nodiscard]] std::uint16_t reason_code(FirmGrades& grades, const std::string& name);
/// Per firm: the lowest row it is judged together with (its own row where it stands alone). `merge_plots`: also merge
/// the firms of one plot, but for the scheme's exceptions and tenants of at least stand_alone_mu.
[[nodiscard]] std::vector<std::uint32_t> merge_units(const FirmsInput& input, const std::vector<Standing>& standing,
                                                     bool merge_plots);
/// Per firm: the owner whose grade a tenant takes; no_row for the others.
[[nodiscard]] std::vector<Row> owners_of_tenants(const FirmsInput& input, const std::vector<Standing>& standing);
/// One row a firm with the unit's sums at its lowest row; rows merged into another get standing `counts` = 0.
/// Ratios are ratios of sums; a unit is 规上 if any member is.
[[nodiscard]] Subjects merged_subjects(const config::Scheme& scheme, const Subjects& firms,
                                       const std::vector<std::uint32_t>& units, NumberColumns& columns);

/// Firms as they stand before anything is scored: what weights and cuts do not change.
struct FirmStage {
    FirmGrades base;                         ///< standing, reason, reasons and unit are filled
    std::vector<Row> owner;                  ///< owner_grade: per firm the owner it follows or no_row; else empty
    std::unique_ptr<NumberColumns> columns;  ///< keeps the figures of the subjects alive
    Subjects firms;                          ///< each on its own; `counts` = assessed
    Subjects subjects;                       ///< as judged: units' sums at their lowest row
    bool merges = false;                     ///< some firm is judged together with another
};
/// `input.firms` must outlive the result.
[[nodiscard]] FirmStage stage_firms(const FirmsInput& input);

}  // namespace mulens::rules
