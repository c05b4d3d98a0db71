#include "diff/report.hpp"

#include "base/figure.hpp"
#include "diff/report_tables.hpp"

#include <fmt/format.h>

namespace mulens::diff {
namespace {

void tell(const Kind& kind, const Sums& s, table::Report& out) {
    const Words what = kind.parcels ? Words("宗地", "Plots") : Words("企业", "Enterprises");
    const char* unit = kind.parcels ? "宗" : "家";
    const auto of = [&](Cause cause) {
        const auto& c = s.cause[static_cast<std::size_t>(cause)];
        return c.up + c.down;
    };
    const auto moved = s.up + s.down;
    if (moved == 0)
        out.lines.push_back(
            said("{0}:两边共有 {1} {2},等级均未变动。", "{0}: {1} in common, no grade moved.", what, s.both, unit));
    else
        out.lines.push_back(
            said("{0}:两边共有 {1} {2},等级变动 {3} {2}:升级 {4} {2} {5} 亩,降级 {6} {2} {7} 亩;主因 数据 {8}、"
                 "面积 {9}、关联 {10}、办法 {11}、名额线 {12}。",
                 "{0}: {1} in common, {3} moved ({4} up, {5} mu; {6} down, {7} mu); main cause data {8}, area "
                 "{9}, link {10}, scheme {11}, quota {12}.",
                 what, s.both, unit, moved, s.up, figure(s.up_mu.value()), s.down, figure(s.down_mu.value()),
                 of(Cause::data), of(Cause::area), of(Cause::link), of(Cause::scheme), of(Cause::quota)));
    if (s.cancelled + s.entered + s.left > 0)
        out.lines.push_back(said("{0}另有 {2} {1}等级未变但各因素相互抵消;进入评级 {3} {1},退出评级 {4} {1}。",
                                 "{0}: of {2} more the causes cancel out; {3} entered, {4} left.", what, unit,
                                 s.cancelled, s.entered, s.left));
    const std::string p = kind.parcels ? "plots_" : "enterprises_";
    const auto add = [&](const char* name, std::uint64_t value) {
        out.facts.emplace_back(p + name, fmt::format("{}", value));
    };
    add("in_common", s.both);
    add("moved", moved);
    add("up", s.up);
    add("down", s.down);
    for (std::size_t k = 0; k < cause_count; ++k)
        add(fmt::format("by_{}", name_of(static_cast<Cause>(k))).c_str(), of(static_cast<Cause>(k)));
    add("cancelled", s.cancelled);
    add("entered", s.entered);
    add("left", s.left);
}

}  // namespace

table::Report diff_report(const Difference& d, const Shown& shown) {
    table::Report out;
    out.command = "diff";
    out.title = {"等级变动原因", "Why grades moved"};
    const Kind parcels = parcels_of(d, shown), firms = firms_of(d, shown);
    const Sums p = sums_of(parcels), f = sums_of(firms);
    out.lines.push_back(said("A:{}", "A: {}", shown.a_name));
    out.lines.push_back(said("B:{}", "B: {}", shown.b_name));
    if (!d.same_scheme && shown.a_scheme_year != shown.b_scheme_year && shown.a_scheme_year != 0 &&
        shown.b_scheme_year != 0)
        out.lines.push_back(said("注意:两个办法适用的数据年度不同({}、{}),分值不可直接相比。",
                                 "Note: the schemes judge data of different years ({}, {}): scores cannot be compared.",
                                 shown.a_scheme_year, shown.b_scheme_year));
    tell(parcels, p, out);
    const ListSums list = list_sums(parcels);
    out.lines.push_back(said("疑似低效清单:进入 {} 宗 {} 亩,退出 {} 宗 {} 亩。",
                             "List of suspected low-efficient plots: {} entered ({} mu), {} left ({} mu).",
                             list.entered, figure(list.entered_mu.value()), list.left, figure(list.left_mu.value())));
    out.facts.emplace_back("list_entered", fmt::format("{}", list.entered));
    out.facts.emplace_back("list_left", fmt::format("{}", list.left));
    tell(firms, f, out);
    if (p.up + p.down + f.up + f.down == 0) out.lines.emplace_back("没有等级变动。", "No grade moved.");
    out.facts.emplace_back("a", shown.a_name.zh);
    out.facts.emplace_back("b", shown.b_name.zh);
    out.facts.emplace_back("same_scheme", d.same_scheme ? "true" : "false");
    out.tables.push_back(causes_table(parcels, p, firms, f));
    out.tables.push_back(square_table(parcels, firms));
    out.tables.push_back(marks_table(parcels, shown.b_shapes));
    out.tables.push_back(moves_table(parcels, shown.b_shapes));
    out.tables.push_back(moves_table(firms, nullptr));
    out.tables.push_back(entered_table(parcels, firms));
    out.tables.push_back(cuts_table(d));
    out.tables.push_back(matrix_table(parcels, firms));
    out.assumptions.emplace_back(
        "置换顺序:数据、面积、关联、办法、名额线;前四项按 A 的基准和分数线评,名额线即其他企业带来的变动",
        "Order of the exchanges: data, area, link, scheme, quota; the first four are judged by the benchmarks and cut "
        "lines of A's firms, so quota is what the other firms moved");
    return out;
}

}  // namespace mulens::diff
