#include "diff/report.hpp"

#include "diff/report_tables.hpp"

#include <fmt/format.h>

namespace mulens::diff {
namespace {

void tell(const Kind& kind, const Sums& s, table::Report& out) {
    const char* zh = kind.parcels ? "宗地" : "企业";
    const char* unit = kind.parcels ? "宗" : "家";
    const char* en = kind.parcels ? "Plots" : "Enterprises";
    const auto of = [&](Cause cause) {
        const auto& c = s.cause[static_cast<std::size_t>(cause)];
        return c.up + c.down;
    };
    const auto moved = s.up + s.down;
    if (moved == 0) {
        out.lines.push_back(fmt::format("{}:两边共有 {} {},等级均未变动。", zh, s.both, unit));
        out.lines.push_back(fmt::format("{}: {} in common, no grade moved.", en, s.both));
    } else {
        out.lines.push_back(fmt::format(
            "{}:两边共有 {} {},等级变动 {} {}:升级 {} {} {:.2f} 亩,降级 {} {} {:.2f} 亩;主因 数据 {}、面积 {}、"
            "关联 {}、办法 {}、名额线 {}。",
            zh, s.both, unit, moved, unit, s.up, unit, s.up_mu.value(), s.down, unit, s.down_mu.value(),
            of(Cause::data), of(Cause::area), of(Cause::link), of(Cause::scheme), of(Cause::quota)));
        out.lines.push_back(fmt::format(
            "{}: {} in common, {} moved ({} up, {} down); main cause data {}, area {}, link {}, scheme {}, quota {}.",
            en, s.both, moved, s.up, s.down, of(Cause::data), of(Cause::area), of(Cause::link), of(Cause::scheme),
            of(Cause::quota)));
    }
    if (s.cancelled + s.entered + s.left > 0)
        out.lines.push_back(fmt::format("{}另有 {} {}等级未变但各因素相互抵消;进入评级 {} {},退出评级 {} {}。", zh,
                                        s.cancelled, unit, s.entered, unit, s.left, unit));
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
    out.zh = "等级变动原因";
    const Kind parcels = parcels_of(d, shown), firms = firms_of(d, shown);
    const Sums p = sums_of(parcels), f = sums_of(firms);
    out.lines.push_back(fmt::format("A:{}", shown.a_name));
    out.lines.push_back(fmt::format("B:{}", shown.b_name));
    if (!d.same_scheme && shown.a_scheme_year != shown.b_scheme_year && shown.a_scheme_year != 0 &&
        shown.b_scheme_year != 0)
        out.lines.push_back(fmt::format(
            "注意:两个办法适用的数据年度不同({}、{}),分值不可直接相比。/ The schemes judge data of different years.",
            shown.a_scheme_year, shown.b_scheme_year));
    tell(parcels, p, out);
    tell(firms, f, out);
    if (p.up + p.down + f.up + f.down == 0) out.lines.emplace_back("没有等级变动。/ No grade moved.");
    out.facts.emplace_back("a", shown.a_name);
    out.facts.emplace_back("b", shown.b_name);
    out.facts.emplace_back("same_scheme", d.same_scheme ? "true" : "false");
    out.tables.push_back(causes_table(parcels, p, firms, f));
    out.tables.push_back(square_table(parcels, firms));
    out.tables.push_back(moves_table(parcels, shown.b_shapes));
    out.tables.push_back(moves_table(firms, nullptr));
    out.tables.push_back(entered_table(parcels, firms));
    out.tables.push_back(cuts_table(d));
    out.tables.push_back(matrix_table(parcels, firms));
    out.assumptions.emplace_back(
        "Order of the exchanges: data, area, link, scheme, quota; the first four are judged by the benchmarks and cut "
        "lines of A's firms, so quota is what the other firms moved");
    return out;
}

}  // namespace mulens::diff
