// The years of a portfolio: which site begins when.
#include "base/error.hpp"
#include "plan/names.hpp"
#include "plan/portfolio.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace mulens::plan {
namespace {

using solve::Constraint;

/// Each site in one year; what is spent up to a year is at most what was given up to it; a year earlier is a year more
/// of gain.
solve::Problem year_problem(const Options& options, const config::Scenario& scenario, const Portfolio& p) {
    const auto years = static_cast<std::uint32_t>(scenario.year_budgets.size());
    solve::Problem problem;
    std::vector<Constraint> spent(years);
    double given = 0;
    for (std::uint32_t y = 0; y < years; ++y) {
        given += scenario.year_budgets[y];
        spent[y].upper = given;
    }
    for (const auto& c : p.chosen) {
        const auto& o = options.at(c.site, c.option);
        Constraint once;
        once.lower = once.upper = 1;
        const double cost = scenario.budget_is_net ? o.net_cost() : o.public_cost;
        for (std::uint32_t y = 0; y < years; ++y) {
            const auto variable = static_cast<std::uint32_t>(problem.variables.size());
            problem.variables.push_back({o.tax_gain() * (years - y), 0, 1, true});
            once.terms.emplace_back(variable, 1.0);
            if (cost != 0)
                for (std::uint32_t later = y; later < years; ++later) spent[later].terms.emplace_back(variable, cost);
        }
        problem.constraints.push_back(std::move(once));
    }
    for (auto& row : spent) problem.constraints.push_back(std::move(row));
    return problem;
}

}  // namespace

void phase_years(const Options& options, const config::Scenario& scenario, Portfolio& p) {
    if (p.chosen.empty()) return;
    const auto years = scenario.year_budgets.size();
    // The order of years needs no proof to the last 万元: a gap of a thousandth is far below what the prices are good
    // for.
    const auto solution = solve::maximise(year_problem(options, scenario, p), {std::max(scenario.gap, 1e-3), 200});
    if (solution.x.empty())
        throw Error::make(ExitCode::usage,
                          "Scenario {}: the chosen plots cost {} 万元, more than the years' budgets of {} 万元 "
                          "together; set budget to their sum or less",
                          scenario.name, figure(scenario.budget_is_net ? p.totals.net_cost() : p.totals.public_cost, 0),
                          figure(std::accumulate(scenario.year_budgets.begin(), scenario.year_budgets.end(), 0.0), 0));
    const int first = scenario.first_year.value_or(1);
    for (std::size_t i = 0; i < p.chosen.size(); ++i)
        for (std::size_t y = 0; y < years; ++y)
            if (solution.x[i * years + y] > 0.5) p.chosen[i].year = first + static_cast<int>(y);
    p.phasing = fmt::format("within {:.2g} % of the best order of years", solution.gap() * 100);
}

}  // namespace mulens::plan
