#include "base/figure.hpp"
#include "plan/columns.hpp"
#include "plan/reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::plan {
namespace {

void site_cells(Rows& rows, const Options& options, std::size_t site) {
    for (const char* name :
         {"site_id", "platform", "street", "plot_count", "area_basis_mu", "owner", "enterprise_count"})
        rows.copy(options.table, name, static_cast<Row>(site));
}

void option_cells(Rows& rows, const SiteOption& o, const config::RenewalOption& option) {
    rows.set("option", option.id);
    rows.flag("recommended", o.recommended);
    money_cells(rows, o);
    rows.set("floor_before_m2", o.floor_before_m2);
    rows.set("floor_after_m2", o.floor_after_m2);
    rows.set("target_tax_per_mu", o.target_tax_per_mu);
    rows.set("years_to_production", o.years);
    rows.set("leaves_mu", o.leaves_mu);
}

}  // namespace

void money_cells(Rows& rows, const SiteOption& o) {
    rows.set("public_cost", o.public_cost);
    rows.set("public_income", o.public_income);
    rows.set("net_cost", o.net_cost());
    rows.set("private_cost", o.private_cost);
    rows.set("floor_gain_m2", o.floor_gain_m2);
    rows.set("tax_before", o.tax_before);
    rows.set("tax_after", o.tax_after);
    rows.set("tax_gain", o.tax_gain());
    rows.set("payback_years", o.payback_years);
}

geom::Polygons shapes_of(const geom::Polygons& parcels, std::span<const Site> sites) {
    geom::Polygons out;
    for (const auto& site : sites) {
        for (const Row row : site.plots)
            for (auto p = parcels.first_polygon(row); p < parcels.end_polygon(row); ++p) {
                for (auto r = parcels.first_ring(p); r < parcels.end_ring(p); ++r) {
                    const auto ring = parcels.ring(r);
                    out.add_points({ring.data(), 2 * ring.size()});
                    out.end_ring();
                }
                out.end_polygon();
            }
        out.end_feature();
    }
    return out;
}

table::Report options_report(const Options& options, const config::RenewalTable& table, const geom::Polygons& parcels) {
    Rows decisions, all;
    std::vector<double> count(table.options.size(), 0), mu(table.options.size(), 0);
    double area = 0;
    for (std::size_t site = 0; site < options.sites.size(); ++site) {
        const auto& decision = options.decisions[site];
        decisions.row();
        site_cells(decisions, options, site);
        for (const char* name : {"far", "far_limit", "building_density", "tax_per_mu", "grade", "idle_status",
                                 "planned_use", "constraints", "renewal_area", "supply_kind", "better_neighbour"})
            decisions.copy(options.table, name, static_cast<Row>(site));
        decisions.set("path", decision.path);
        decisions.set("path_why", decision.path_why);
        decisions.set("mode", decision.mode);
        decisions.set("mode_why", decision.mode_why);
        option_cells(decisions, options.at(site, decision.option), table.options[decision.option]);
        const double own = options.table.number("area_basis_mu", static_cast<Row>(site));
        count[decision.option] += 1;
        mu[decision.option] += std::isnan(own) ? 0 : own;
        area += std::isnan(own) ? 0 : own;
        for (std::size_t o = 0; o < table.options.size(); ++o) {
            if (!options.at(site, o).offered) continue;
            all.row();
            site_cells(all, options, site);
            all.set("path", decision.path);
            option_cells(all, options.at(site, o), table.options[o]);
        }
    }
    table::Report out;
    out.command = "options";
    out.title = {"处置方式比选", "Options compared"};
    out.lines.push_back(said("{} 处候选 {} 亩,按《{}》给出建议:", "{} candidates, {} mu, by \"{}\":",
                             options.sites.size(), figure(area), Words(table.zh, table.en)));
    for (std::size_t o = 0; o < table.options.size(); ++o)
        if (count[o] > 0)
            out.lines.push_back(said("  {} {:.0f} 处 {} 亩", "  {}: {:.0f} sites, {} mu",
                                     Words(table.options[o].zh, table.options[o].en), count[o], figure(mu[o])));
    out.facts = {{"renewal_table", table.id}, {"renewal_citation", table.citation}};
    out.assumptions = options.assumptions;
    auto shapes = std::make_shared<const geom::Polygons>(shapes_of(parcels, options.sites));
    out.tables.push_back({"site_decisions",
                          {"处置建议", "Recommended options"},
                          decisions.take(),
                          "site_id",
                          shapes,
                          {"site_id", "platform", "area_basis_mu", "path", "mode", "net_cost", "floor_gain_m2",
                           "tax_gain", "payback_years"},
                          false,
                          "option"});
    out.tables.back().english = decisions.english();
    out.tables.back().chart = {{"platform", "path"}, {"option"}, {"", "area_basis_mu", "net_cost", "tax_gain"}, {}, {}};
    out.tables.push_back({"site_options", {"全部可选方式", "All options"}, all.take(), "", nullptr, {}, false, ""});
    out.tables.back().english = all.english();
    if (options.sites.size() == 1)
        out.tables.back().on_screen = {"option",       "recommended",   "public_cost", "public_income",
                                       "private_cost", "floor_gain_m2", "tax_gain",    "payback_years"};
    return out;
}

}  // namespace mulens::plan
