#include "robust/report.hpp"

#include "base/exact.hpp"
#include "plan/columns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace mulens::robust {
namespace {

using plan::Rows;
using table::Report;
using table::ReportTable;

bool graded(const PlotDraws& p) { return p.grades[0] + p.grades[1] + p.grades[2] + p.grades[3] > 0; }

ReportTable plots_table(const Draws& draws, const table::Table& parcels, const geom::Polygons& geometry) {
    std::vector<Row> order;
    for (Row row = 0; row < draws.plots.size(); ++row)
        if (graded(draws.plots[row]) || draws.plots[row].low > 0) order.push_back(row);
    std::stable_sort(order.begin(), order.end(), [&](Row a, Row b) {
        const auto &x = draws.plots[a], &y = draws.plots[b];
        return x.grades[3] != y.grades[3] ? x.grades[3] > y.grades[3] : x.low > y.low;
    });
    Rows rows;
    geom::Polygons shapes;
    const double n = draws.options.draws;
    for (const Row row : order) {
        const PlotDraws& p = draws.plots[row];
        rows.row();
        for (const char* name : {"parcel_id", "platform", "street", "area_basis_mu", "tax_per_mu", "grade"})
            rows.copy(parcels, name, row);
        rows.set("d_share", p.grades[3] / n);
        rows.set("sureness", sureness_of(p, draws.options.draws));
        rows.set("low_share", p.low / n);
        rows.copy(parcels, "low_efficiency", row);
        const auto best = std::max_element(p.grades.begin(), p.grades.end());
        const char mode = static_cast<char>('A' + (best - p.grades.begin()));
        rows.set("grade_mode", graded(p) ? std::string_view(&mode, 1) : std::string_view());
        rows.set("grade_share", graded(p) ? *best / n : table::none);
        const char* shares[] = {"a_share", "b_share", "c_share"};
        for (std::size_t g = 0; g < 3; ++g) rows.set(shares[g], p.grades[g] / n);
        rows.set("rank", draws.rank[row]);
        rows.set("rank_low", p.rank_low);
        rows.set("rank_mid", p.rank_mid);
        rows.set("rank_high", p.rank_high);
        rows.copy(parcels, "score", row);
        rows.set("score_low", p.score_low);
        rows.set("score_high", p.score_high);
        shapes.add_feature(geometry, row);
    }
    ReportTable out{"robust_plots",
                    {"等级把握程度(按宗地)", "How sure, by plot"},
                    rows.take(),
                    "parcel_id",
                    std::make_shared<const geom::Polygons>(std::move(shapes)),
                    {"parcel_id", "platform", "grade", "d_share", "low_share", "grade_mode", "rank", "rank_low",
                     "rank_high", "sureness"}};
    out.chart = {{"platform", "grade", "street"}, {"sureness", "grade_mode"}, {"", "area_basis_mu"}, {}, {}};
    return out;
}

struct Sums {
    std::uint64_t now = 0, sure = 0, likely = 0, unsure = 0, draws_d = 0;
    ExactSum sure_mu;
};

ReportTable platforms_table(const Draws& draws, const table::Table& parcels, Sums& district) {
    std::map<std::string, Sums> by_platform;
    for (Row row = 0; row < draws.plots.size(); ++row) {
        const PlotDraws& p = draws.plots[row];
        const std::string_view sure = sureness_of(p, draws.options.draws);
        if (sure.empty()) continue;
        const std::string name(parcels.text("platform", row));
        for (Sums* s : {&by_platform[name.empty() ? "未归口" : name], &district}) {
            s->now += draws.saved->grades->grade[row] == 'D' ? 1 : 0;
            s->draws_d += p.grades[3];
            s->likely += sure == "likely_d" ? 1 : 0;
            s->unsure += sure == "unsure" ? 1 : 0;
            if (sure != "sure_d") continue;
            ++s->sure;
            if (const double mu = parcels.number("area_basis_mu", row); std::isfinite(mu)) s->sure_mu.add(mu);
        }
    }
    Rows rows;
    const auto add = [&](const std::string& name, const Sums& s) {
        rows.row();
        rows.set("platform", name);
        rows.set("d_now_plots", static_cast<double>(s.now));
        rows.set("d_expected", static_cast<double>(s.draws_d) / draws.options.draws);
        rows.set("sure_plots", static_cast<double>(s.sure));
        rows.set("sure_mu", s.sure_mu.value());
        rows.set("likely_plots", static_cast<double>(s.likely));
        rows.set("unsure_plots", static_cast<double>(s.unsure));
    };
    add("全区", district);
    for (const auto& [name, sums] : by_platform) add(name, sums);
    ReportTable out{"robust_platforms",
                    {"D类把握程度(按平台)", "How sure D is, by platform"},
                    rows.take(),
                    "",
                    nullptr,
                    {"platform", "d_now_plots", "d_expected", "sure_plots", "sure_mu", "likely_plots", "unsure_plots"},
                    true};
    out.chart = {{"platform"}, {}, {}, {"sure_plots", "likely_plots", "unsure_plots"}, "全区", true};
    return out;
}

}  // namespace

const char* sureness_of(const PlotDraws& plot, std::uint32_t draws) {
    if (!graded(plot)) return "";
    const double share = static_cast<double>(plot.grades[3]) / draws;
    return share >= 0.95 ? "sure_d" : share >= 0.5 ? "likely_d" : share >= 0.05 ? "unsure" : "sure_not";
}

Report robust_report(const Draws& draws, const PlanDraws* plans, const table::Table& parcels,
                     const geom::Polygons& geometry) {
    Report out;
    out.command = "robust";
    out.title = {"等级把握程度", "How sure grades are"};
    Sums district;
    auto platforms = platforms_table(draws, parcels, district);
    const auto& o = draws.options;
    std::uint64_t doubtful_now = 0;
    for (Row row = 0; row < draws.plots.size(); ++row)
        if (draws.saved->grades->grade[row] == 'D' &&
            std::string_view(sureness_of(draws.plots[row], o.draws)) != "sure_d")
            ++doubtful_now;
    out.lines.push_back(said("抽样 {} 次(权重 Dirichlet({:g}·w),数据误差对数正态 {:g} %,种子 {}):",
                             "{} draws (weights Dirichlet({:g}·w), data error lognormal {:g} %, seed {}):", o.draws,
                             o.concentration, o.error * 100, o.seed));
    out.lines.push_back(said("现评D类 {} 宗,其中 {} 宗在 95 % 以上的抽样中仍为D类,{} 宗把握不足。",
                             "D now: {} plots; {} stay D in 95 % of the draws or more, {} are less sure.", district.now,
                             district.now - doubtful_now, doubtful_now));
    out.lines.push_back(said("另有较可能D类(半数以上抽样)共 {} 宗,存疑(5 %–50 %)共 {} 宗。",
                             "Likely D (half of the draws or more): {} plots; in doubt (5–50 %): {}.", district.likely,
                             district.unsure));
    out.tables.push_back(std::move(platforms));
    out.tables.push_back(plots_table(draws, parcels, geometry));
    table::add_facts(out, {{"draws", o.draws},
                           {"concentration", o.concentration},
                           {"error", o.error},
                           {"seed", o.seed},
                           {"sure_d", district.sure},
                           {"likely_d", district.likely},
                           {"unsure", district.unsure}});
    out.assumptions.push_back(said(
        "权重在每类内按 Dirichlet({:g}·w) 抽取,数据误差为每家企业每项指标对数正态 {:g} %({}),土地无误差;"
        "基准、比例线和认定标准在 {} 次抽样中各自重算,种子 {} (--concentration、--error、--draws、--seed)",
        "Weights ~ Dirichlet({:g}·w) in each class, data error lognormal {:g} % a firm and figure ({}), land without "
        "error; benchmarks, quotas and tests anew in each of {} draws, seed {} (--concentration, --error, --draws, "
        "--seed)",
        o.concentration, o.error * 100, fmt::format("{}", fmt::join(draws.columns, ", ")), o.draws, o.seed));
    out.assumptions.push_back(
        draws.interval_draws == o.draws
            ? Words{"位次区间为抽样的 5 % 和 95 % 位置,在规上、规下各自之内",
                    "Ranks: 5 % and 95 % of the draws, within the class (规上, 规下)"}
            : said("位次、得分区间为前 {} 次抽样的 5 % 和 95 % 位置(内存所限),在规上、规下各自之内",
                   "Ranks and scores: 5 % and 95 % of the first {} draws, as many as fit in memory; within the "
                   "class (规上, 规下)",
                   draws.interval_draws));
    if (plans != nullptr) add_plan_draws(out, *plans, o.draws, parcels, geometry);
    return out;
}

}  // namespace mulens::robust
