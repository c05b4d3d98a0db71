#include "robust/plan_draws.hpp"

#include "rules/firms.hpp"

#include <algorithm>

namespace mulens::robust {

PlanDraw plan_draw_of(const plan::Options& options, const plan::Portfolio& portfolio) {
    PlanDraw out;
    out.solved = true;
    out.totals = portfolio.totals;
    out.gap = portfolio.gap;
    out.candidates = portfolio.candidates;
    for (const auto& chosen : portfolio.chosen)
        for (const Row row : options.sites[chosen.site].plots) out.plots.emplace_back(row, chosen.option);
    std::sort(out.plots.begin(), out.plots.end());
    return out;
}

std::size_t PlanDraws::solved() const {
    return static_cast<std::size_t>(std::count_if(draws.begin(), draws.end(), [](const auto& d) { return d.solved; }));
}

table::Table parcels_of_draw(const table::Table& moved, const rules::LiveResult& result) {
    table::Table out = moved;
    const Row rows = out.rows();
    table::TextStore reasons;
    std::vector<double> low(rows, 0);
    for (Row row = 0; row < rows; ++row) {
        low[row] = result.low[row];
        reasons.push(result.low[row] != 0 ? result.reasons(row) : std::string());
    }
    out.set("grade", rules::grade_column(result.grades->grade));
    out.set("score", table::Column::numbers(result.grades->score));
    out.set("low_efficiency", table::Column::numbers(std::move(low), table::Kind::boolean));
    out.set("reasons", table::Column::texts(std::move(reasons)));
    return out;
}

}  // namespace mulens::robust
