// renewal_stages and stage_summary.
#include "base/figure.hpp"
#include "config/findings.hpp"
#include "projects/report_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace mulens::projects {
namespace {

struct Plot {
    const StagePlot* state = nullptr;
    Row parcel = no_row;
    std::string platform;
    double mu = table::none;  ///< the ledger's, else the parcel's
};

struct Sum {
    int plots = 0, over = 0;
    double mu = 0, money = 0;
    void add(const Plot& p) {
        ++plots;
        if (p.state->days_over) ++over;
        if (std::isfinite(p.mu)) mu += p.mu;
        money += p.state->money;
    }
};

/// Open plots by days over the limit, then by days standing; closed ones last.
bool more_urgent(const Plot& a, const Plot& b) {
    const auto key = [](const StagePlot& p) {
        return std::tuple(p.closed, -p.days_over.value_or(0), -p.days.value_or(0), p.parcel_id, p.year.value_or(0));
    };
    return key(*a.state) < key(*b.state);
}

std::vector<Plot> list_plots(const std::vector<StagePlot>& states, const ReportInput& input, const Parcels& parcels,
                             Diagnostics& diagnostics) {
    std::vector<Plot> out;
    const auto& layer = *input.stages;
    for (const StagePlot& s : states) {
        Plot p{&s, parcels.find(s.parcel_id), "", s.area_mu};
        if (p.parcel == no_row) {
            const bool known = s.first_row < layer.source_row.size() && !layer.sources.empty();
            diagnostics.add(config::make_finding("stage_parcel_unknown", "stages",
                                                 known ? layer.file_of(s.first_row) : std::string(),
                                                 known ? layer.source_row[s.first_row] : s.first_row, s.parcel_id));
        } else {
            p.platform = parcels.platform(p.parcel);
            if (!std::isfinite(p.mu)) p.mu = parcels.mu(p.parcel);
        }
        const auto& wanted = input.selection;
        if (!wanted.platform.empty() && p.platform != wanted.platform) continue;
        if (!wanted.office.empty() && s.office != wanted.office) continue;
        out.push_back(std::move(p));
    }
    std::sort(out.begin(), out.end(), more_urgent);
    return out;
}

table::ReportTable plot_table(const std::vector<Plot>& plots, const ReportInput& input, const Parcels& parcels) {
    const auto& rules = input.stage_rules->stages;
    table::Rows rows;
    std::vector<Row> shapes;
    for (const Plot& p : plots) {
        const StagePlot& s = *p.state;
        shapes.push_back(p.parcel);
        rows.row();
        rows.set("parcel_id", s.parcel_id);
        rows.set("task_year", s.year ? std::to_string(*s.year) : "");
        rows.set("platform", p.platform);
        rows.set("street", p.parcel == no_row ? std::string_view() : parcels.table().text("street", p.parcel));
        rows.set("owner", p.parcel == no_row ? std::string_view() : parcels.table().text("owner", p.parcel));
        rows.set("mode", s.mode);
        rows.set("stage", rules[s.stage].named());
        set_date(rows, "stage_since", s.since);
        rows.set("stage_days", s.days ? *s.days : table::none);
        rows.set("stage_limit_days",
                 !s.closed && rules[s.stage].limit_days > 0 ? rules[s.stage].limit_days : table::none);
        rows.set("days_over", s.days_over ? *s.days_over : table::none);
        rows.set("stage_mu", p.mu);
        rows.set("stage_money", s.money);
        rows.set("responsible", s.office);
        rows.set("person", s.person);
        set_date(rows, "begun_date", s.begun);
    }
    table::ReportTable out{"renewal_stages",
                           {"整治进度", "Renewal stages"},
                           rows.take(),
                           "",
                           parcels.shapes(shapes),
                           {"parcel_id", "task_year", "platform", "mode", "stage", "stage_since", "stage_days",
                            "stage_limit_days", "days_over", "stage_mu", "responsible", "person"}};
    out.english = rows.english();
    out.chart = {{"platform", "responsible", "task_year"}, {"stage"}, {"", "stage_mu"}, {}, {}};
    return out;
}

}  // namespace

void add_stage_tables(const ReportInput& input, const Parcels& parcels, Diagnostics& diagnostics,
                      table::Report& report) {
    const auto states = follow_stages(*input.stages, *input.stage_rules, input.as_of, diagnostics);
    const auto plots = list_plots(states, input, parcels, diagnostics);
    const auto& rules = input.stage_rules->stages;
    // Newest task year first; the whole district (platform "") before each platform.
    std::map<std::tuple<int, std::string, std::size_t>, Sum> stages;
    std::map<int, std::pair<Sum, Sum>> years;  ///< open, closed
    for (const Plot& p : plots) {
        const int year = -p.state->year.value_or(0);
        stages[{year, "", p.state->stage}].add(p);
        stages[{year, p.platform.empty() ? "未落平台" : p.platform, p.state->stage}].add(p);
        (p.state->closed ? years[year].second : years[year].first).add(p);
    }
    for (const auto& [year, sums] : years) {
        const auto& [open, closed] = sums;
        Words line =
            said("整治进度{}:", "Renewal{}: ", year == 0 ? Words() : said("({}年任务)", " (task of {})", -year));
        if (open.plots > 0)
            line += said("在办 {}宗 {}亩,其中超期 {}宗", "{} plots under way, {} mu, {} of them overdue", open.plots,
                         figure(open.mu), open.over);
        if (closed.plots > 0)
            line += said("{}已销号 {}宗 {}亩,金额 {}万元", "{}{} plots closed, {} mu, {} ×10k CNY",
                         open.plots > 0 ? Words(";", "; ") : Words(), closed.plots, figure(closed.mu),
                         figure(closed.money));
        report.lines.push_back(line);
    }
    table::Rows rows;
    for (const auto& [key, sum] : stages) {
        const auto& [year, platform, stage] = key;
        rows.row();
        rows.set("task_year", year == 0 ? "" : std::to_string(-year));
        rows.set("platform", platform.empty() ? "全区" : platform);
        rows.set("stage", rules[stage].named());
        rows.set("plot_count", sum.plots);
        rows.set("stage_mu", sum.mu);
        rows.set("stage_money", sum.money);
        rows.set("overdue_plots", sum.over);
    }
    report.assumptions.push_back(said("整治环节与时限按《{}》(--stage-rules 换用其他规则)",
                                      "Stages and their limits by \"{}\" (--stage-rules takes others)",
                                      Words(input.stage_rules->title, input.stage_rules->title_en)));
    report.tables.push_back(plot_table(plots, input, parcels));
    report.tables.push_back(
        {"stage_summary",
         {"各平台各环节宗数与面积", "Stages per platform"},
         rows.take(),
         "",
         nullptr,
         {"task_year", "platform", "stage", "plot_count", "stage_mu", "stage_money", "overdue_plots"}});
    report.tables.back().english = rows.english();
}

}  // namespace mulens::projects
