// Before and after a portfolio, by platform and for the district, with the gain split in two: what the per-mu figure
// gains because land leaves the denominator, and what new tax adds (method §7.3).
//
//   before  = T ÷ L;  after = (T + Σ gain) ÷ (L − Σ leaves)
//   by_land = (T − tax of the land that leaves) ÷ (L − Σ leaves) − before;  by_tax = after − before − by_land
// T, L: tax and land in scope. Blank where there is no land, or no tax is known. A site counts for the platform of each
// of its plots by land share.
#pragma once

#include "plan/portfolio.hpp"

#include <span>
#include <string>
#include <vector>

namespace mulens::plan {

struct Effect {
    std::string name;  ///< platform; "" = 未归口
    double plots = 0, mu = 0, public_cost = 0, floor_gain_m2 = 0;
    double tax_before = 0, tax_after = 0, land_before_mu = 0, land_after_mu = 0;
    double per_mu_before = table::none, per_mu_after = table::none, by_land = table::none, by_tax = table::none;
};

/// One row a platform in order of first appearance in `parcels`, and the district's.
struct Effects {
    std::vector<Effect> platforms;
    Effect district;
};
[[nodiscard]] Effects effects_of(const table::Table& parcels, const Options& options, std::span<const Chosen> chosen);

}  // namespace mulens::plan
