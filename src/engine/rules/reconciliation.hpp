// Where every row went (method §4.7): rows in = out of scope + in scope; in scope = assessed + ungraded by reason + not
// evaluated by reason + excluded by decision. Counts, 亩 and 万元 add up exactly (sums are exact).
#pragma once

#include "rules/parcels.hpp"

#include <string>
#include <vector>

namespace mulens::rules {

struct ReconciliationLine {
    std::string step;    ///< rows_in, out_of_scope, in_scope, assessed, ungraded, not_evaluated, excluded_by_decision
    std::string reason;  ///< code, "" where the step needs none
    std::uint64_t count = 0;        ///< 宗 or 家
    double area_mu = 0;             ///< blank areas count as 0
    double tax = 0;                 ///< 万元; blank taxes count as 0
    std::uint64_t tax_missing = 0;  ///< rows whose tax is blank
};
struct Reconciliation {
    std::vector<ReconciliationLine> lines;
    std::vector<std::uint32_t> line_of;  ///< per row: the line (never rows_in or in_scope) it belongs to
};

[[nodiscard]] Reconciliation reconcile_parcels(const table::Table& parcels, const std::vector<std::uint8_t>& in_scope,
                                               const ParcelGrades& grades);
/// Without a scheme: rows in, out of scope and in scope, nothing judged.
[[nodiscard]] Reconciliation reconcile_scope(const table::Table& parcels, const std::vector<std::uint8_t>& in_scope);
[[nodiscard]] Reconciliation reconcile_firms(const table::Table& firms, const FirmGrades& grades);
/// Rows of one line, in row order.
[[nodiscard]] std::vector<Row> members_of(const Reconciliation& all, std::uint32_t line);

}  // namespace mulens::rules
