#include "app/judged.hpp"

#include "rules/firms.hpp"

namespace mulens::app {

Judged unjudged(const pipeline::Run& run, const std::vector<std::uint8_t>& shown) {
    const Row rows = run.parcels.rows();
    auto out = std::make_shared<rules::LiveResult>();
    auto standing = std::make_shared<rules::LiveStanding>();
    auto grades = std::make_shared<rules::LiveGrades>();
    standing->in_scope.assign(rows, 0);
    standing->judged.assign(rows, 0);
    standing->reason.assign(rows, 0);
    standing->reasons = {""};
    grades->grade.assign(rows, ' ');
    grades->score.assign(rows, table::none);
    out->low.assign(rows, 0);
    out->hit_mask.assign(rows, 0);
    out->shortfall.assign(rows, table::none);
    auto& sums = out->counts.district;
    const auto* area = run.parcels.table.find("area_basis_mu");
    const bool idle_known = run.rules.idle.worst.size() == rows;
    for (Row row = 0; row < rows; ++row) {
        if (row < run.rules.scope.in.size() && run.rules.scope.in[row] != 0) {
            standing->in_scope[row] = 1;
            grades->grade[row] = 'n';
        }
        if (!shown.empty() && shown[row] == 0) continue;
        double mu = area == nullptr ? table::none : area->number(row);
        if (!(mu >= 0)) mu = 0;
        ++sums.parcels;
        sums.area_mu += mu;
        if (idle_known && rules::is_idle(run.rules.idle.status(row))) {
            ++sums.idle;
            sums.idle_mu += mu;
        }
        if (standing->in_scope[row] == 0) continue;
        ++sums.in_scope;
        sums.scope_mu += mu;
        ++sums.grades[5];
        sums.grades_mu[5] += mu;
    }
    out->standing = std::move(standing);
    out->grades = std::move(grades);
    return out;
}

table::Table table_of(const pipeline::Run& run, const rules::LiveResult& trial) {
    using table::Column;
    table::Table out = run.parcels.table;
    out.set("grade", rules::grade_column(trial.grades->grade));
    out.set("score", Column::numbers(trial.grades->score));
    // Mostly blank or 0: a tenth of the memory.
    out.set("shortfall", Column::numbers(trial.shortfall).packed());
    out.set("low_efficiency",
            Column::numbers(std::vector<double>(trial.low.begin(), trial.low.end()), table::Kind::boolean).packed());
    table::TextStore reasons;
    for (Row row = 0; row < out.rows(); ++row) reasons.push(trial.low[row] != 0 ? trial.reasons(row) : "");
    out.set("reasons", Column::texts(std::move(reasons)));
    for (const char* stale : {"reasons_text", "reasons_if_not_idle", "rank", "grade_reason"}) out.drop(stale);
    return out;
}

}  // namespace mulens::app
