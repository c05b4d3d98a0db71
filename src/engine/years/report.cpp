#include "years/report.hpp"

#include "base/figure.hpp"
#include "plan/columns.hpp"
#include "years/report_tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace mulens::years {
namespace {

using table::Report;

std::uint64_t events(const Lineage& l, Kind kind) { return l.events[static_cast<std::size_t>(kind)]; }

void lineage_lines(Report& out, const History& h) {
    for (std::size_t step = 0; step < h.steps.size(); ++step) {
        const Lineage& l = h.steps[step];
        const std::string pair = fmt::format("{}–{}", h.years[step].year, h.years[step + 1].year);
        out.lines.push_back(
            said("{} 年:未变 {} 宗,换证 {} 宗,拆分 {} 起,合并 {} 起,重划界 {} 起,新增 {} 宗,注销 {} 宗。",
                 "{}: {} plots as before, {} with a new code, {} splits, {} mergers, {} redrawn, {} new, {} gone.",
                 pair, events(l, Kind::same), events(l, Kind::recoded), events(l, Kind::split), events(l, Kind::merged),
                 events(l, Kind::redrawn), events(l, Kind::fresh), events(l, Kind::gone)));
        const auto& b = l.balance;
        out.facts.emplace_back(
            "balance_" + pair,
            fmt::format("in {:.3f} m² + counted twice {:.3f} = shared {:.3f} + outside {:.3f} + slivers {:.3f} + lost "
                        "{:.6f}",
                        b.in.value(), b.counted_twice.value(), b.pairs.value(), b.outside.value(), b.sliver.value(),
                        b.lost_m2()));
        for (std::size_t k = 0; k < kind_count; ++k)
            out.facts.emplace_back(fmt::format("{}_{}", name_of(static_cast<Kind>(k)), pair),
                                   fmt::format("{}", l.events[k]));
    }
}

void series_lines(Report& out, const History& h, const Series& series) {
    Words text;
    for (std::size_t at = 0; at < h.years.size(); ++at) {
        ExactSum mu;
        std::int64_t tax = 0;
        const auto& plots = h.years[at].plots;
        for (Row row = 0; row < plots.rows(); ++row) {
            if (standing_of(plots, row) == "out") continue;
            if (const double v = plots.number("area_basis_mu", row); std::isfinite(v)) mu.add(v);
            if (const double v = plots.number("tax", row); std::isfinite(v)) tax += fen_from_wan(v);
        }
        text += said("{}{} 年 {:.2f}", "{}{}: {:.2f}", at == 0 ? Words() : Words(",", ", "), h.years[at].year,
                     mu.value() > 0 ? wan_from_fen(tax) / mu.value() : table::none);
        out.facts.emplace_back(fmt::format("tax_not_carried_{}", h.years[at].year),
                               fmt::format("{:.2f} 万元 of {:.2f}", wan_from_fen(series.years[at].tax_lost_fen),
                                           wan_from_fen(series.years[at].tax_fen)));
    }
    out.lines.push_back(
        said("全部工业用地亩均税收(万元/亩):{}。", "Tax per mu of all industrial land (×10k CNY/mu): {}.", text));
}

void flow_lines(Report& out, const History& h, const std::vector<Again>& again) {
    if (h.steps.empty()) return;
    std::uint64_t up = 0, down = 0, kept = 0;
    double up_mu = 0, down_mu = 0;
    for (const FlowCell& c : grade_flow(h, h.steps.size() - 1)) {
        if (!c.platform.empty() || c.before.size() != 1 || c.after.size() != 1) continue;
        if (c.before == c.after) kept += c.plots;
        if (c.after < c.before) up += c.plots, up_mu += c.mu;
        if (c.after > c.before) down += c.plots, down_mu += c.mu;
    }
    const int last = h.now().year, first = h.years[h.years.size() - 2].year;
    out.lines.push_back(said("{}–{} 年等级:升级 {} 宗 {} 亩,降级 {} 宗 {} 亩,不变 {} 宗。",
                             "Grades {}–{}: up {} plots, {} mu; down {} plots, {} mu; {} as before.", first, last, up,
                             figure(up_mu), down, figure(down_mu), kept));
    ExactSum mu;
    for (const Again& a : again)
        if (const double v = h.now().plots.number("area_basis_mu", a.plot); std::isfinite(v)) mu.add(v);
    out.lines.push_back(said("连续两年D类({}、{} 年)共 {} 宗 {} 亩。", "D two years running ({}, {}): {} plots, {} mu.",
                             first, last, again.size(), figure(mu.value())));
}

void effect_lines(Report& out, const Effect& e) {
    out.lines.push_back(
        said("{} 年更新宗地 {} 宗(办结 {} 宗):有前后两年税收的与同平台、同行业未更新宗地相比,可比 {} 宗对 {} 宗。",
             "Renewed in {}: {} plots ({} finished); those with tax of both years against plots left alone of the same "
             "platform and industry: {} against {}.",
             e.renewal, e.named, e.finished, e.whole.treated, e.whole.alone));
    if (e.whole.treated > 0)
        out.lines.push_back(said(
            "亩均税收 {}→{} 年:更新宗地 {:.2f}→{:.2f}({:+.1f} %),未更新宗地 {:.2f}→{:.2f}({:+.1f} %),双重差分 {:+.2f} "
            "万元/亩。更新对象非随机选取,差额不等于因果。",
            "Tax per mu {}→{}: renewed {:.2f}→{:.2f} ({:+.1f} %), left alone {:.2f}→{:.2f} ({:+.1f} %), difference in "
            "differences {:+.2f} ×10k CNY/mu. Plots were not renewed at random: a difference is no cause.",
            e.before, e.after, e.whole.treated_before, e.whole.treated_after,
            (e.whole.treated_after / e.whole.treated_before - 1) * 100, e.whole.alone_before, e.whole.alone_after,
            (e.whole.alone_after / e.whole.alone_before - 1) * 100, e.whole.difference()));
    if (e.no_figures + e.not_compared + e.not_found > 0)
        out.lines.push_back(said(
            "未计入:前后任一年无税收或面积 {} 宗,同平台同行业无未更新宗地 {} 宗,宗地代码查无 {} 宗。",
            "Not counted: {} plots without tax or area in a year, {} without a peer left alone, {} codes not found.",
            e.no_figures, e.not_compared, e.not_found));
    table::add_facts(out, {{"renewal_year", e.renewal},
                           {"renewal_before", e.before},
                           {"renewal_after", e.after},
                           {"renewal_plots", e.named},
                           {"renewal_finished", e.finished},
                           {"renewal_no_figures", e.no_figures},
                           {"renewal_not_compared", e.not_compared},
                           {"renewal_tax_before", fmt::format("{:.6f}", e.treated_tax_before)},
                           {"renewal_tax_after", fmt::format("{:.6f}", e.treated_tax_after)},
                           {"renewal_mu", fmt::format("{:.6f}", e.treated_mu)},
                           {"renewal_difference", fmt::format("{:.6f}", e.whole.difference())}});
}

/// The district's flow of the last two years as a square for the screen.
table::ReportTable matrix_table(const History& h) {
    const std::vector<std::string> states{"A", "B", "C", "D", "ungraded", "not_evaluated", "gone"};
    std::map<std::string, std::map<std::string, FlowCell>> cells;
    for (auto& c : grade_flow(h, h.steps.size() - 1))
        if (c.platform.empty()) cells[c.before][c.after] = c;
    plan::Rows rows;
    for (const char* from : {"A", "B", "C", "D", "ungraded", "not_evaluated", "new"}) {
        if (!cells.contains(from)) continue;
        rows.row();
        rows.set("grade_before", from);
        for (const auto& to : states) {
            const auto it = cells[from].find(to);
            rows.set("to_" + to, it == cells[from].end() ? 0 : static_cast<double>(it->second.plots));
            rows.set("to_" + to + "_mu", it == cells[from].end() ? 0 : it->second.mu);
        }
    }
    table::ReportTable out{
        "grade_matrix",
        said("等级流转矩阵(全区,{}→{} 年)", "Grade moves, {}→{}", h.years[h.years.size() - 2].year, h.now().year),
        rows.take(),
        "grade_before",
        nullptr,
        {"grade_before", "to_A", "to_B", "to_C", "to_D", "to_ungraded", "to_not_evaluated", "to_gone"},
        true};
    out.chart = {{"grade_before"}, {}, {}, {}, {}, true};
    for (const auto& to : states) out.chart.columns.push_back("to_" + to);
    return out;
}

}  // namespace

Report years_report(const History& history, const table::Table* stages, const ReportOptions& options) {
    Report out;
    out.command = "years";
    out.title = {"历年变化", "Years"};
    const Series series = series_of(history);
    const auto again = d_again(history);
    lineage_lines(out, history);
    series_lines(out, history, series);
    flow_lines(out, history, again);
    out.tables.push_back(lineage_table(history, options.unchanged));
    out.tables.push_back(platform_series_table(history));
    out.tables.push_back(matrix_table(history));
    out.tables.push_back(flow_table(history));
    out.tables.push_back(d_again_table(history, again));
    const auto effect = stages == nullptr ? std::nullopt : renewal_effect(history, series, *stages, options.effect);
    if (effect) {
        effect_lines(out, *effect);
        out.tables.push_back(effect_table(*effect));
        out.assumptions.push_back(said(
            "更新宗地为 {} 年名单中到达销号环节的宗地;{} 年与 {} 年相比,对照为不在任何环节、{} 年同平台同行业的宗地 "
            "(--renewed、--before、--after)",
            "Renewal: plots with stage 销号 in the list of {}; compared {} with {} against plots in no stage, same "
            "platform and industry of {} (--renewed, --before, --after)",
            effect->renewal, effect->before, effect->after, effect->before));
    } else {
        out.lines.emplace_back("更新成效:无前后年份可比的已办结更新宗地。",
                               "Effect of renewal: no finished plot has years before and after to compare.");
    }
    out.tables.push_back(plot_series_table(history, series));
    table::add_facts(out, {{"link_share", options.lineage.link_share}, {"whole_share", options.lineage.whole_share}});
    out.assumptions = [&] {
        auto all = history.assumptions;
        all.insert(all.end(), out.assumptions.begin(), out.assumptions.end());
        all.push_back(
            said("沿革:重叠达到任一宗地 {:g} % 起算 (--link-share),达到 {:g} % 视为整宗 "
                 "(--whole-share);数据按面积份额随地走",
                 "Lineage: a pair counts from {:g} % of either plot (--link-share), a plot is whole "
                 "from {:g} % (--whole-share); figures follow land by area share",
                 options.lineage.link_share * 100, options.lineage.whole_share * 100));
        return all;
    }();
    return out;
}

}  // namespace mulens::years
