#include "plan/effect.hpp"

#include <cmath>
#include <map>

namespace mulens::plan {
namespace {

double known(double value) { return std::isnan(value) ? 0 : value; }

/// Sums while they are collected; ratios at the end.
struct Sum {
    Effect effect;
    double leaves_tax = 0;
    bool taxed = false;  ///< a plot's tax is known

    [[nodiscard]] Effect done() const {
        Effect e = effect;
        if (!taxed) return e;
        if (e.land_before_mu > 0) e.per_mu_before = e.tax_before / e.land_before_mu;
        if (e.land_after_mu > 0) {
            e.per_mu_after = e.tax_after / e.land_after_mu;
            e.by_land = (e.tax_before - leaves_tax) / e.land_after_mu - e.per_mu_before;
            e.by_tax = e.per_mu_after - e.per_mu_before - e.by_land;
        }
        return e;
    }
};

void add_change(Sum& sum, const SiteOption& o, double share, double mu, double plots) {
    sum.effect.plots += plots;
    sum.effect.mu += mu;
    sum.effect.public_cost += o.public_cost * share;
    sum.effect.floor_gain_m2 += known(o.floor_gain_m2) * share;
    sum.effect.tax_after += o.tax_gain() * share;
    sum.effect.land_after_mu -= o.leaves_mu * share;
    if (o.leaves_mu > 0) sum.leaves_tax += o.tax_before * share;
}

}  // namespace

Effects effects_of(const table::Table& parcels, const Options& options, std::span<const Chosen> chosen) {
    std::vector<Sum> sums;
    std::map<std::string, std::size_t, std::less<>> index;
    const auto of = [&](std::string_view name) -> Sum& {
        const auto it = index.find(name);
        if (it != index.end()) return sums[it->second];
        index.emplace(name, sums.size());
        sums.emplace_back().effect.name = name;
        return sums.back();
    };
    Sum all;
    const bool scoped = parcels.has("scope");
    for (Row row = 0; row < parcels.rows(); ++row) {
        if (scoped && parcels.text("scope", row) != "in") continue;
        const double tax = known(parcels.number("tax", row));
        const double mu = known(parcels.number("area_basis_mu", row));
        for (Sum* sum : {&of(parcels.text("platform", row)), &all}) {
            sum->taxed = sum->taxed || std::isfinite(parcels.number("tax", row));
            sum->effect.tax_before += tax;
            sum->effect.tax_after += tax;
            sum->effect.land_before_mu += mu;
            sum->effect.land_after_mu += mu;
        }
    }
    for (const auto& c : chosen) {
        const auto& o = options.at(c.site, c.option);
        const double whole = known(options.table.number("area_basis_mu", c.site));
        const auto& plots = options.sites[c.site].plots;
        for (const Row row : plots) {
            const double mu = known(parcels.number("area_basis_mu", row));
            const double share = whole > 0 ? mu / whole : 1.0 / static_cast<double>(plots.size());
            add_change(of(parcels.text("platform", row)), o, share, mu, 1);
            add_change(all, o, share, mu, 1);
        }
    }
    Effects out;
    for (const auto& sum : sums) out.platforms.push_back(sum.done());
    out.district = all.done();
    return out;
}

}  // namespace mulens::plan
