#include "plan/columns.hpp"
#include "plan/names.hpp"
#include "plan/reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace mulens::plan {
namespace {

using table::Report;
using table::ReportTable;

const SiteOption& option_of(const Solved& s, const Chosen& c) { return s.options.at(c.site, c.option); }
const config::RenewalOption& kind_of(const Solved& s, const Chosen& c) { return s.table.options[c.option]; }

/// The order of the list: first years first, in each the largest gain first.
std::vector<Chosen> by_year_and_gain(const Solved& s) {
    auto chosen = s.portfolio.chosen;
    std::stable_sort(chosen.begin(), chosen.end(), [&](const Chosen& a, const Chosen& b) {
        return a.year != b.year ? a.year < b.year : option_of(s, a).tax_gain() > option_of(s, b).tax_gain();
    });
    return chosen;
}

ReportTable sites_table(const Solved& s, const geom::Polygons& geometry) {
    Rows rows;
    std::vector<Site> sites;
    for (const auto& c : by_year_and_gain(s)) {
        rows.row();
        for (const char* name : {"site_id", "platform", "street", "plot_count", "area_basis_mu", "owner",
                                 "enterprise_count", "tax_per_mu", "grade", "constraints", "renewal_area"})
            rows.copy(s.options.table, name, c.site);
        rows.set("path", s.options.decisions[c.site].path);
        rows.set("option", kind_of(s, c).id);
        rows.flag("recommended", option_of(s, c).recommended);
        rows.flag("must", c.must);
        rows.set("plan_year", c.year == 0 ? std::string() : fmt::format("{}", c.year));
        money_cells(rows, option_of(s, c));
        sites.push_back(s.options.sites[c.site]);
    }
    table::ReportTable out{"plan_sites",
                           {"入选地块", "Chosen sites"},
                           rows.take(),
                           "site_id",
                           std::make_shared<const geom::Polygons>(shapes_of(geometry, sites)),
                           {"site_id", "platform", "area_basis_mu", "option", "plan_year", "net_cost", "floor_gain_m2",
                            "tax_gain", "payback_years"},
                           false,
                           s.scenario.year_budgets.empty() ? "option" : "plan_year"};
    out.english = rows.english();
    out.chart = {{"platform"}, {"option"}, {"area_basis_mu", "net_cost", "floor_gain_m2", "tax_gain", ""}, {}, {}};
    if (!s.scenario.year_budgets.empty()) out.chart.by = {"plan_year", "platform"};
    return out;
}

/// Of one scenario, or of several told apart by their names.
ReportTable plots_table(std::span<const Solved> scenarios, const table::Table& parcels,
                        const geom::Polygons& geometry) {
    Rows rows;
    std::vector<Site> plots;
    const bool several = scenarios.size() > 1;
    for (const auto& s : scenarios)
        for (const auto& c : s.portfolio.chosen)
            for (const Row row : s.options.sites[c.site].plots) {
                rows.row();
                if (several) rows.set("scenario", s.scenario.name);
                for (const char* name : {"parcel_id", "platform", "street", "owner", "area_basis_mu", "tax",
                                         "tax_per_mu", "grade", "low_efficiency", "idle_status"})
                    rows.copy(parcels, name, row);
                rows.set("site_id", s.options.sites[c.site].id);
                rows.set("option", kind_of(s, c).id);
                rows.set("plan_year", c.year == 0 ? std::string() : fmt::format("{}", c.year));
                plots.push_back({"", {row}});
            }
    return {"plan_plots",
            {"入选宗地", "Chosen plots"},
            rows.take(),
            several ? "" : "parcel_id",
            std::make_shared<const geom::Polygons>(shapes_of(geometry, plots)),
            {},
            false,
            "option"};
}

void effect_cells(Rows& rows, const Effect& e, const std::string& name) {
    rows.row();
    rows.set("platform", name);
    rows.set("plot_count", e.plots);
    rows.set("plan_mu", e.mu);
    rows.set("public_cost", e.public_cost);
    rows.set("floor_gain_m2", e.floor_gain_m2);
    rows.set("tax_before", e.tax_before);
    rows.set("tax_after", e.tax_after);
    rows.set("land_before_mu", e.land_before_mu);
    rows.set("land_after_mu", e.land_after_mu);
    rows.set("per_mu_before", e.per_mu_before);
    rows.set("per_mu_after", e.per_mu_after);
    rows.set("gain_by_land", e.by_land);
    rows.set("gain_by_tax", e.by_tax);
}

ReportTable platforms_table(const Solved& s) {
    Rows rows;
    for (const auto& e : s.effects.platforms) effect_cells(rows, e, e.name.empty() ? "未归口" : e.name);
    effect_cells(rows, s.effects.district, "全区");
    ReportTable out{"plan_platforms",
                    {"实施前后(按平台)", "Before and after"},
                    rows.take(),
                    "",
                    nullptr,
                    {"platform", "plot_count", "plan_mu", "public_cost", "per_mu_before", "per_mu_after",
                     "gain_by_land", "gain_by_tax"},
                    true};
    out.chart = {{"platform"}, {}, {}, {"per_mu_before", "per_mu_after"}, {}};
    return out;
}

ReportTable years_table(const Solved& s) {
    Rows rows;
    double given = 0, spent = 0;
    for (std::size_t y = 0; y < s.scenario.year_budgets.size(); ++y) {
        const int year = s.scenario.first_year.value_or(1) + static_cast<int>(y);
        std::vector<Chosen> of_year;
        for (const auto& c : s.portfolio.chosen)
            if (c.year == year) of_year.push_back(c);
        const Totals t = totals_of(s.options, of_year);
        given += s.scenario.year_budgets[y];
        const double cost = s.scenario.budget_is_net ? t.net_cost() : t.public_cost;
        spent += cost;
        rows.row();
        rows.set("plan_year", fmt::format("{}", year));
        rows.set("year_budget", s.scenario.year_budgets[y]);
        rows.set("plot_count", t.plots);
        rows.set("plan_mu", t.mu);
        rows.set("year_cost", cost);
        rows.set("year_unspent", given - spent);
        rows.set("floor_gain_m2", t.floor_gain_m2);
        rows.set("tax_gain", t.tax_gain);
    }
    ReportTable out{
        "plan_years", {"分年安排", "Year by year"},
        rows.take(),  "",
        nullptr,      {"plan_year", "year_budget", "plot_count", "plan_mu", "year_cost", "year_unspent", "tax_gain"},
        true};
    out.chart = {{"plan_year"}, {}, {}, {"year_budget", "year_cost"}, {}};
    return out;
}

ReportTable comparison_table(std::span<const Solved> scenarios) {
    Rows rows;
    for (const auto& s : scenarios) {
        const Totals& t = s.portfolio.totals;
        rows.row();
        rows.set("scenario", s.scenario.name);
        rows.set("objective", config::name_of(s.scenario.objective));
        rows.set("plot_count", t.plots);
        rows.set("plan_mu", t.mu);
        rows.set("public_cost", t.public_cost);
        rows.set("net_cost", t.net_cost());
        rows.set("private_cost", t.private_cost);
        rows.set("floor_gain_m2", t.floor_gain_m2);
        rows.set("tax_gain", t.tax_gain);
        rows.set("per_mu_before", s.effects.district.per_mu_before);
        rows.set("per_mu_after", s.effects.district.per_mu_after);
        rows.set("gain_by_land", s.effects.district.by_land);
        rows.set("gain_by_tax", s.effects.district.by_tax);
        rows.set("solver_gap", s.portfolio.gap);
    }
    ReportTable out{
        "comparison",
        {"方案比选", "Scenarios compared"},
        rows.take(),
        "scenario",
        nullptr,
        {"scenario", "objective", "plot_count", "plan_mu", "public_cost", "floor_gain_m2", "tax_gain", "per_mu_after"},
        true};
    out.chart = {{"scenario"}, {}, {}, {"public_cost", "tax_gain"}, {}};
    return out;
}

/// Per plot the option of a scenario; empty = not chosen.
std::map<Row, std::string> options_by_plot(const Solved& s) {
    std::map<Row, std::string> out;
    for (const auto& c : s.portfolio.chosen)
        for (const Row row : s.options.sites[c.site].plots) out[row] = kind_of(s, c).id;
    return out;
}

ReportTable difference_table(std::span<const Solved> scenarios, const table::Table& parcels,
                             const geom::Polygons& geometry) {
    Rows rows;
    std::vector<Site> plots;
    const auto base = options_by_plot(scenarios.front());
    for (const auto& other : scenarios.subspan(1)) {
        const auto here = options_by_plot(other);
        std::map<Row, std::pair<std::string, std::string>> both;
        for (const auto& [row, option] : base) both[row].first = option;
        for (const auto& [row, option] : here) both[row].second = option;
        for (const auto& [row, pair] : both) {
            if (pair.first == pair.second) continue;
            rows.row();
            rows.copy(parcels, "parcel_id", row);
            rows.copy(parcels, "platform", row);
            rows.copy(parcels, "area_basis_mu", row);
            rows.set("scenario", other.scenario.name);
            rows.set("option_first", pair.first);
            rows.set("option", pair.second);
            rows.set("plan_change", pair.first.empty() ? "added" : pair.second.empty() ? "dropped" : "other_option");
            plots.push_back({"", {row}});
        }
    }
    return {"plan_difference",
            {"与首个方案的差异", "Against the first scenario"},
            rows.take(),
            "",
            std::make_shared<const geom::Polygons>(shapes_of(geometry, plots)),
            {},
            false,
            "plan_change"};
}

Words solver_sentence(const Solved& s) {
    const auto& p = s.portfolio;
    if (p.gap <= 1e-9) return {"已证明为最优", "proven to be the best"};
    return said("与最优的差距不超过 {:.2g} %", "within {:.2g} % of the best", p.gap * 100);
}

/// One made from a form has a name of the program's.
Words named(const config::Scenario& s) { return s.file.empty() ? Words(s.name, "this plan") : Words(s.name); }

void sentences(Report& out, const Solved& s) {
    const Totals& t = s.portfolio.totals;
    const Effect& d = s.effects.district;
    out.lines.push_back(said("方案《{}》:{} 处候选中入选 {} 宗 {} 亩,{}。",
                             "Scenario \"{}\": of {} candidates {} plots, {} mu; {}.", named(s.scenario),
                             s.portfolio.candidates, figure(t.plots, 0), figure(t.mu), solver_sentence(s)));
    if (s.scenario.assembly) {
        std::size_t groups = 0, plots = 0;
        for (const auto& c : s.portfolio.chosen)
            if (c.site >= s.scenario.groups.size() && c.site < s.scenario.groups.size() + s.assembled) {
                ++groups;
                plots += s.options.sites[c.site].plots.size();
            }
        out.lines.push_back(said("连片组候选 {} 组,整组入选 {} 组 {} 宗,其余为单宗实施。",
                                 "Of {} contiguous groups {} are chosen whole ({} plots); the rest go plot by plot.",
                                 s.assembled, groups, plots));
    }
    if (s.scenario.budget_of_years)
        out.lines.push_back(said("未给总预算,取各年预算之和 {} 万元。",
                                 "No budget of the whole is given: the sum of the years', {} ×10k CNY, was taken.",
                                 figure(*s.scenario.budget, 0)));
    out.lines.push_back(said("政府投入 {} 万元,再供地收入 {} 万元,净投入 {} 万元;企业投入 {} 万元。",
                             "Public money {}, income from resupply {}, net {}; private money {} (×10k CNY).",
                             figure(t.public_cost, 0), figure(t.public_income, 0), figure(t.net_cost(), 0),
                             figure(t.private_cost, 0)));
    out.lines.push_back(said("新增税收 {} 万元/年,新增建筑面积 {} 平方米。",
                             "New tax {} ×10k CNY a year, new floor {} m².", figure(t.tax_gain, 0),
                             figure(t.floor_gain_m2, 0)));
    if (s.portfolio.chosen.empty())
        out.lines.emplace_back("没有一处候选能增加目标值:目标亩均税收或规划容积率未知时增益记为 0(见说明)。",
                               "No candidate adds to the objective: without a target tax or a planned FAR a gain "
                               "counts as 0 (see the notes).");
    if (std::isnan(d.per_mu_before)) {
        out.lines.emplace_back("没有一宗纳入范围的地块有税收数据,亩均税收无从计算。",
                               "No plot in scope has a known tax: there is no tax per mu.");
        return;
    }
    out.lines.push_back(said("全部工业用地亩均税收 {:.2f} → {:.2f} 万元/亩:退出工业用地 {:+.2f},新增税收 {:+.2f}。",
                             "Tax per mu of all industrial land {:.2f} → {:.2f} ×10k CNY/mu: {:+.2f} by land that "
                             "leaves, {:+.2f} by new tax.",
                             d.per_mu_before, d.per_mu_after, d.by_land, d.by_tax));
}

void facts(Report& out, const Solved& s) {
    const auto& p = s.portfolio;
    table::add_facts(out, {{"scenario", s.scenario.name},
                           {"renewal_table", s.table.id},
                           {"objective", config::name_of(s.scenario.objective)}});
    if (s.scenario.budget) table::add_facts(out, {{"budget", *s.scenario.budget}});
    table::add_facts(out, {{"outcome", solve::name_of(p.outcome)},
                           {"value", p.value},
                           {"bound", p.bound},
                           {"gap", p.gap},
                           {"nodes", p.nodes},
                           {"candidates", p.candidates},
                           {"variables", p.variables}});
    if (s.scenario.assembly) table::add_facts(out, {{"assembled", s.assembled}});
    if (!p.phasing.empty()) table::add_facts(out, {{"phasing", p.phasing}});
    table::add_facts(out, {{"solver", solve::version()}});
}

}  // namespace

Report plan_report(std::span<const Solved> scenarios, const table::Table& parcels, const geom::Polygons& geometry) {
    Report out;
    out.command = "plan";
    out.title = {"年度实施计划", "Portfolio"};
    const Solved& first = scenarios.front();
    for (const auto& s : scenarios) sentences(out, s);
    facts(out, first);
    out.assumptions = first.options.assumptions;
    if (scenarios.size() > 1) {
        out.tables.push_back(comparison_table(scenarios));
        out.tables.push_back(difference_table(scenarios, parcels, geometry));
    }
    out.tables.push_back(sites_table(first, geometry));
    out.tables.push_back(platforms_table(first));
    if (!first.scenario.year_budgets.empty()) out.tables.push_back(years_table(first));
    out.tables.push_back(plots_table(scenarios, parcels, geometry));
    if (first.scenario.objective == config::Objective::per_mu)
        out.assumptions.emplace_back("亩均税收目标以全部纳入评价的工业用地为分母",
                                     "Tax per mu is over all industrial land in scope");
    if (const auto& a = first.scenario.assembly)
        out.assumptions.push_back(
            said("连片组由 mulens assemble 的办法在候选地块中找出:至少 {:g} 亩,管控要素占地超过一成的地块不并入;"
                 "组内各宗整组实施或各自实施,不重复(--assemble, --group-min-mu)",
                 "Contiguous groups are found among the candidates as by mulens assemble: at least {:g} mu, no plot of "
                 "which a tenth or more is constrained; a group goes whole or its plots alone, never both "
                 "(--assemble, --group-min-mu)",
                 a->min_mu));
    for (const auto& s : scenarios)
        if (s.scenario.budget_of_years)
            out.assumptions.push_back(said("方案《{}》未给总预算,取各年预算之和 {} 万元 (--budget 可另定)",
                                           "Scenario \"{}\" gives no budget of the whole: the sum of its years, {} "
                                           "×10k CNY, was taken (--budget overrides)",
                                           named(s.scenario), figure(*s.scenario.budget, 0)));
    if (!first.scenario.year_budgets.empty())
        out.assumptions.emplace_back("分年安排不改变入选地块:先选后排,结余资金结转下年",
                                     "Years do not change what is chosen: chosen first, then put in order; unspent "
                                     "money moves on");
    return out;
}

}  // namespace mulens::plan
