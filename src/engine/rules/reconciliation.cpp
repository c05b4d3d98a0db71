#include "rules/reconciliation.hpp"

#include "base/exact.hpp"

#include <cmath>
#include <map>

namespace mulens::rules {
namespace {

struct Sum {
    std::uint64_t count = 0, missing = 0;
    ExactSum area;
    Int128 fen = 0;

    void add(double area_mu, double tax) {
        ++count;
        if (!std::isnan(area_mu)) area.add(area_mu);
        if (std::isnan(tax))
            ++missing;
        else
            fen += fen_from_wan(tax);
    }
    void add(const Sum& other) {
        count += other.count;
        missing += other.missing;
        area.add(other.area);
        fen += other.fen;
    }
    [[nodiscard]] ReconciliationLine line(std::string step, std::string reason) const {
        return {std::move(step), std::move(reason), count, area.value(), static_cast<double>(fen) / 1e6, missing};
    }
};

enum Step : std::uint8_t { out_of_scope, assessed, ungraded, not_evaluated, excluded };

/// `step_of(row)` and `reason_of(row)` sort the rows; reasons stand in the order of their index.
template <typename StepOf, typename ReasonOf>
Reconciliation reconcile(const table::Table& table, const std::vector<std::string>& reasons, StepOf&& step_of,
                         ReasonOf&& reason_of) {
    const table::Column* area = table.find(area_column(table));
    const table::Column* tax = table.find("tax");
    std::vector<Sum> sums(5 * reasons.size());
    std::vector<std::uint32_t> slot(table.rows());
    for (Row row = 0; row < table.rows(); ++row) {
        const Step step = step_of(row);
        const std::size_t reason = step == ungraded || step == not_evaluated ? reason_of(row) : 0U;
        slot[row] = static_cast<std::uint32_t>(step * reasons.size() + reason);
        sums[slot[row]].add(area == nullptr ? table::none : area->number(row),
                            tax == nullptr ? table::none : tax->number(row));
    }
    Sum in_scope;
    Sum all;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        all.add(sums[i]);
        if (i >= reasons.size()) in_scope.add(sums[i]);
    }
    static constexpr const char* names[] = {"out_of_scope", "assessed", "ungraded", "not_evaluated",
                                            "excluded_by_decision"};
    Reconciliation out;
    std::vector<std::uint32_t> line_of_slot(sums.size());
    out.lines.push_back(all.line("rows_in", ""));
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const std::size_t step = i / reasons.size();
        if (i == reasons.size()) out.lines.push_back(in_scope.line("in_scope", ""));
        const bool always = i % reasons.size() == 0 && step != ungraded && step != not_evaluated;
        if (sums[i].count == 0 && !always) continue;
        line_of_slot[i] = static_cast<std::uint32_t>(out.lines.size());
        out.lines.push_back(sums[i].line(names[step], reasons[i % reasons.size()]));
    }
    out.line_of.resize(table.rows());
    for (Row row = 0; row < table.rows(); ++row) out.line_of[row] = line_of_slot[slot[row]];
    return out;
}

Step step_of_grade(char grade, const std::string& reason) {
    if (reason == "excluded_by_decision") return excluded;
    if (grade >= 'A' && grade <= 'D') return assessed;
    return grade == 'u' ? ungraded : not_evaluated;
}

}  // namespace

Reconciliation reconcile_parcels(const table::Table& parcels, const std::vector<std::uint8_t>& in_scope,
                                 const ParcelGrades& grades) {
    return reconcile(
        parcels, grades.reasons,
        [&](Row row) {
            return in_scope[row] == 0 ? out_of_scope
                                      : step_of_grade(grades.grade[row], grades.reasons[grades.reason[row]]);
        },
        [&](Row row) { return grades.reason[row]; });
}

Reconciliation reconcile_scope(const table::Table& parcels, const std::vector<std::uint8_t>& in_scope) {
    return reconcile(
        parcels, {"no_scheme"}, [&](Row row) { return in_scope[row] == 0 ? out_of_scope : not_evaluated; },
        [](Row) { return std::size_t{0}; });
}

Reconciliation reconcile_firms(const table::Table& firms, const FirmGrades& grades) {
    return reconcile(
        firms, grades.reasons,
        [&](Row row) {
            const std::string& reason = grades.reasons[grades.reason[row]];
            return reason == "out_of_scope" ? out_of_scope : step_of_grade(grades.grade[row], reason);
        },
        [&](Row row) { return grades.reason[row]; });
}

std::vector<Row> members_of(const Reconciliation& all, std::uint32_t line) {
    std::vector<Row> out;
    for (Row row = 0; row < all.line_of.size(); ++row)
        if (all.line_of[row] == line) out.push_back(row);
    return out;
}

}  // namespace mulens::rules
