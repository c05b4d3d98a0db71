// Options for a site (处置方式): path and recommended mode from the decision table, then for each option whether it is
// offered, what it costs, what floor and tax it brings, and when it pays back.
//
// Formulas (money 万元, areas of the whole site):
//   allowed floor   = far_limit · area_m2, and no more than density_max · area_m2 · ⌊height_max_m ÷ storey height⌋
//   where
//                     both are known; unknown where there is no far_limit
//   floor_after     = max(gfa, far_use · allowed floor); the floor as it is where far_use = 0 or nothing is allowed; 0
//                     where the land leaves industry
//   public_cost     = land price · 亩 + building price · gfa + demolition · gfa + relocation · firms
//                     + rent · years · gfa + public build · floor that is built
//   public_income   = resale price · 亩;  net_cost = public_cost − public_income
//   tax_after       = tax + realisation · max(0, target · 亩 − tax);  0 where the land leaves industry
//   tax_gain        = tax_after − tax (tax not known counts as 0 and is said)
//   payback_years   = years + max(0, net_cost) ÷ (local share · tax_gain); blank where tax_gain ≤ 0
// "floor that is built" = floor_after where the option demolishes, else floor_after − gfa, or gfa where a public
// refurbishment leaves the floor as it is.
#pragma once

#include "config/renewal.hpp"
#include "plan/sites.hpp"
#include "plan/targets.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::plan {

struct SiteOption {
    std::uint32_t site = 0;
    std::uint32_t option = 0;  ///< index into RenewalTable::options
    bool offered = false;
    bool recommended = false;
    double public_cost = 0, public_income = 0, private_cost = 0;
    double floor_before_m2 = 0, floor_after_m2 = table::none, floor_gain_m2 = table::none;
    double tax_before = 0, tax_after = 0;
    double target_tax_per_mu = table::none;
    double years = 0, payback_years = table::none;
    double leaves_mu = 0;  ///< land that leaves industry

    [[nodiscard]] double net_cost() const { return public_cost - public_income; }
    [[nodiscard]] double tax_gain() const { return tax_after - tax_before; }
};

struct SiteDecision {
    Words path, path_why;
    Words mode, mode_why;
    std::uint32_t option = 0;  ///< recommended
};

struct Options {
    std::vector<Site> sites;
    table::Table table;                   ///< the sites' columns, with `path` added
    std::vector<SiteDecision> decisions;  ///< a site
    std::vector<SiteOption> options;      ///< sites × options of the table, in that order
    std::vector<Words> assumptions;
    std::size_t unknown_far = 0;  ///< sites without a planned FAR: floor gain unknown
    std::size_t unknown_tax = 0;

    [[nodiscard]] const SiteOption& at(std::size_t site, std::size_t option) const {
        return options[site * (options.size() / sites.size()) + option];
    }
};

/// Throws Error(usage) for a condition that SQLite does not take, naming the rule and the table's file.
[[nodiscard]] Options evaluate_options(const PlanInput& input, std::vector<Site> sites,
                                       const config::RenewalTable& table);

}  // namespace mulens::plan
