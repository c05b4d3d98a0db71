// The tables and sentences about plans that were drawn.
#include "plan/columns.hpp"
#include "plan/names.hpp"
#include "robust/quantile.hpp"
#include "robust/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace mulens::robust {
namespace {

using plan::Rows;
using plan::Totals;
using table::Report;
using table::ReportTable;

constexpr std::uint32_t not_chosen = ~0U;

struct PlotPlans {
    Row row = 0;
    std::uint32_t draws = 0;           ///< with the plot in the plan
    std::uint32_t now = not_chosen;    ///< option in the run itself
    std::uint32_t often = not_chosen;  ///< most frequent option; ties take the first
    std::uint32_t often_draws = 0;
};

/// Every plot that is in the plan at least once, by row.
std::vector<PlotPlans> count_plots(const PlanDraws& plans, Row parcels) {
    const std::size_t options = plans.table.options.size();
    std::vector<std::uint32_t> place(parcels, not_chosen);
    std::vector<Row> rows;
    const auto see = [&](const PlanDraw& draw) {
        for (const auto& [row, option] : draw.plots)
            if (place[row] == not_chosen) {
                place[row] = 0;
                rows.push_back(row);
            }
    };
    see(plans.now);
    for (const auto& draw : plans.draws) see(draw);
    std::sort(rows.begin(), rows.end());
    for (std::size_t i = 0; i < rows.size(); ++i) place[rows[i]] = static_cast<std::uint32_t>(i);
    std::vector<std::uint32_t> counts(rows.size() * options, 0);
    for (const auto& draw : plans.draws)
        for (const auto& [row, option] : draw.plots) ++counts[place[row] * options + option];
    std::vector<PlotPlans> out(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out[i].row = rows[i];
        for (std::uint32_t o = 0; o < options; ++o) {
            const auto count = counts[i * options + o];
            out[i].draws += count;
            if (count <= out[i].often_draws) continue;
            out[i].often = o;
            out[i].often_draws = count;
        }
    }
    for (const auto& [row, option] : plans.now.plots) out[place[row]].now = option;
    return out;
}

ReportTable plots_table(const PlanDraws& plans, std::vector<PlotPlans> plots, const table::Table& parcels,
                        const geom::Polygons& geometry) {
    std::stable_sort(plots.begin(), plots.end(), [](const PlotPlans& a, const PlotPlans& b) {
        return a.draws != b.draws ? a.draws > b.draws : (a.now != not_chosen) > (b.now != not_chosen);
    });
    const auto name_of = [&](std::uint32_t option) {
        return option == not_chosen ? std::string() : plans.table.options[option].id;
    };
    const auto n = static_cast<double>(plans.draws.size());
    Rows rows;
    geom::Polygons shapes;
    for (const PlotPlans& p : plots) {
        rows.row();
        for (const char* name : {"parcel_id", "platform", "street", "area_basis_mu", "tax_per_mu", "grade"})
            rows.copy(parcels, name, p.row);
        rows.flag("in_plan", p.now != not_chosen);
        rows.set("option", name_of(p.now));
        rows.set("plan_share", p.draws / n);
        rows.set("sureness", plan_sureness_of(p.draws / n));
        rows.set("plan_option", name_of(p.often));
        rows.set("plan_option_share", p.draws == 0 ? table::none : p.often_draws / n);
        shapes.add_feature(geometry, p.row);
    }
    ReportTable out{"robust_plan",
                    {"入选把握程度(按宗地)", "How sure a plot is in the plan"},
                    rows.take(),
                    "parcel_id",
                    std::make_shared<const geom::Polygons>(std::move(shapes)),
                    {"parcel_id", "platform", "area_basis_mu", "grade", "in_plan", "plan_share", "plan_option",
                     "plan_option_share", "sureness"},
                    false,
                    "sureness"};
    out.chart = {{"platform", "sureness", "grade"}, {"sureness", "plan_option"}, {"", "area_basis_mu"}, {}, {}};
    return out;
}

double quantile_of(const PlanDraws& plans, double q, const std::function<double(const Totals&)>& figure) {
    std::vector<double> values;
    for (const auto& draw : plans.draws)
        if (draw.solved) values.push_back(figure(draw.totals));
    if (values.empty()) return table::none;
    return quantiles(values, std::array{q})[0];
}

double tax_gain(const Totals& t) { return t.tax_gain; }

ReportTable sums_table(const PlanDraws& plans) {
    Rows rows;
    const auto row = [&](const char* name, double q) {
        rows.row();
        rows.set("plan_case", name);
        const auto set = [&](const char* column, const std::function<double(const Totals&)>& figure) {
            rows.set(column, q < 0 ? figure(plans.now.totals) : quantile_of(plans, q, figure));
        };
        set("plot_count", [](const Totals& t) { return t.plots; });
        set("plan_mu", [](const Totals& t) { return t.mu; });
        set("public_cost", [](const Totals& t) { return t.public_cost; });
        set("net_cost", [](const Totals& t) { return t.net_cost(); });
        set("floor_gain_m2", [](const Totals& t) { return t.floor_gain_m2; });
        set("tax_gain", tax_gain);
    };
    row("now", -1);
    row("low", 0.05);
    row("middle", 0.5);
    row("high", 0.95);
    return {"robust_plan_sums",
            {"计划指标区间", "Plan figures with intervals"},
            rows.take(),
            "",
            nullptr,
            {"plan_case", "plot_count", "plan_mu", "public_cost", "net_cost", "floor_gain_m2", "tax_gain"},
            true};
}

Words limits_of(const config::Scenario& s) {
    Words out = said("方案《{}》", "scenario “{}”", s.name);
    if (s.budget) out += said(",预算 {} 万元", ", budget {} ×10k CNY", figure(*s.budget, 0));
    return out;
}

}  // namespace

const char* plan_sureness_of(double share) {
    return share >= 0.95 ? "sure_in" : share >= 0.5 ? "likely_in" : share >= 0.05 ? "unsure" : "sure_out";
}

void add_plan_draws(Report& out, const PlanDraws& plans, std::uint32_t all_draws, const table::Table& parcels,
                    const geom::Polygons& geometry) {
    const auto plots = count_plots(plans, parcels.rows());
    const auto n = static_cast<double>(plans.draws.size());
    std::size_t now = 0, sure = 0, new_ones = 0;
    for (const PlotPlans& p : plots) {
        const bool in = p.now != not_chosen;
        now += in ? 1 : 0;
        sure += in && p.draws / n >= 0.95 ? 1 : 0;
        new_ones += !in && p.draws / n >= 0.5 ? 1 : 0;
    }
    double gap = plans.now.gap;
    for (const auto& draw : plans.draws) gap = std::max(gap, draw.gap);
    const double low = quantile_of(plans, 0.05, tax_gain), high = quantile_of(plans, 0.95, tax_gain);
    out.lines.push_back(
        said("实施计划({})按现有数据入选 {} 宗,在 {} 次抽样中重新求解:{} 宗在 95 % 以上的抽样中仍入选,{} 宗"
             "把握不足;另有 {} 宗现未入选,但半数以上抽样入选。",
             "The plan ({}) chooses {} plots on the data as they are; solved anew in {} draws, {} of them stay in "
             "95 % or more and {} are less sure; {} others are out now but in the plan in half of the draws or more.",
             limits_of(plans.scenario), now, plans.draws.size(), sure, now - sure, new_ones));
    out.lines.push_back(said("计划新增税收 {} 万元/年,90 % 区间 {}–{} 万元/年。",
                             "New tax of the plan {} ×10k CNY a year, 90 % interval {}–{}.",
                             figure(plans.now.totals.tax_gain, 0), figure(low, 0), figure(high, 0)));
    out.tables.push_back(plots_table(plans, plots, parcels, geometry));
    out.tables.push_back(sums_table(plans));
    table::add_facts(out, {{"plan_draws", plans.draws.size()},
                           {"plan_solved", plans.solved()},
                           {"plan_gap", gap},
                           {"plan_now", now},
                           {"plan_sure", sure},
                           {"plan_tax_gain", plans.now.totals.tax_gain},
                           {"plan_tax_gain_low", low},
                           {"plan_tax_gain_high", high}});
    out.assumptions.push_back(said(
        "计划:{0}(决策表 {1})在 {3} 次抽样的前 {2} 次中求解;候选、路径、处置方式、目标与收益逐次重算,价格与用地不变;"
        "每次结果经证明与最优相差不超过 {4:.2g} %(--plan-draws, --budget, --scenario)",
        "Plan: {} (decision table {}) solved in the first {} of {} draws; candidates, paths, options, targets and "
        "gains anew, prices and land as they are; every answer proven within {:.2g} % of the best (--plan-draws, "
        "--budget, --scenario)",
        limits_of(plans.scenario), plans.table.id, plans.draws.size(), all_draws, gap * 100));
    if (plans.solved() < plans.draws.size())
        out.assumptions.push_back(said("{1} 次抽样中有 {0} 次没有方案满足各项限制,记为无计划",
                                       "In {} of {} draws nothing satisfies the plan's limits; they count as draws "
                                       "without a plan",
                                       plans.draws.size() - plans.solved(), plans.draws.size()));
}

}  // namespace mulens::robust
