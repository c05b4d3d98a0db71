// The portfolio (年度实施计划): which sites with which option, under the scenario's limits, for the most gain.
//
// One variable a site and offered option; at most one option a site; must and never lists; groups stand as sites of
// their own, so they are taken all or none. A plot may stand in several sites, say a group and its own: at most one of
// them is chosen. Solved by solve::maximise (one thread, node limit and gap): `bound` is
// proven. The objective per_mu, (T + Σ gain) ÷ (L − Σ land that leaves), is a ratio: it is solved as a sequence of
// linear problems (Dinkelbach), each exact within the gap; `gap` is then the last one's, in 万元.
//
// Effort::quick is for many problems of a kind (draws): where one upper limit is all there is, solve::choose_items
// answers, with a bound that is proven as well; else the solver does.
#pragma once

#include "config/scenario.hpp"
#include "plan/options.hpp"
#include "solve/milp.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::plan {

struct Chosen {
    std::uint32_t site = 0;
    std::uint32_t option = 0;
    bool must = false;
    int year = 0;  ///< calendar year of the phasing, 0 = not phased
};

struct District {
    double tax = 0;  ///< 万元, plots in scope
    double mu = 0;
    [[nodiscard]] double per_mu() const { return mu > 0 ? tax / mu : table::none; }
};
/// All industrial land in scope, with what is known of its tax.
[[nodiscard]] District district_of(const table::Table& parcels);

struct Totals {
    double plots = 0, mu = 0, public_cost = 0, public_income = 0, private_cost = 0;
    double tax_gain = 0, floor_gain_m2 = 0, leaves_mu = 0, leaves_tax = 0;
    [[nodiscard]] double net_cost() const { return public_cost - public_income; }
};

enum class Effort : std::uint8_t { exact, quick };

struct Portfolio {
    std::vector<Chosen> chosen;  ///< by site
    Totals totals;
    solve::Outcome outcome = solve::Outcome::failed;
    double value = 0;  ///< of the objective: 万元, m² or 万元/亩
    double bound = 0;  ///< no choice is better than this
    double gap = 0;    ///< relative
    int nodes = 0;
    std::size_t candidates = 0, variables = 0;
    std::string phasing;  ///< how the years were filled, "" = not phased
};

/// Throws Error(usage) with the reason where nothing can satisfy the limits.
[[nodiscard]] Portfolio choose_portfolio(const Options& options, const config::RenewalTable& table,
                                         const config::Scenario& scenario, const District& district,
                                         Effort effort = Effort::exact);

/// Fills the years: same set, earliest gain first, cumulative budgets (unspent money moves on). Sites that do not fit
/// the years' money are an error, as the set was chosen under their sum.
void phase_years(const Options& options, const config::Scenario& scenario, Portfolio& portfolio);

[[nodiscard]] Totals totals_of(const Options& options, const std::vector<Chosen>& chosen);

}  // namespace mulens::plan
