#include "planning/replay.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "plan/names.hpp"
#include "projects/stages.hpp"
#include "table/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace mulens::planning {
namespace {

double known(double value) { return std::isnan(value) ? 0 : value; }

/// Sums over plots; `area_mu` is the run's, not the table's.
struct Sums {
    double plots = 0, area_mu = 0, money = 0, model_cost = 0, floor = 0;
    double tax_before = 0, tax_expected = 0, tax_now = 0;

    void cells(table::Rows& rows) const {
        rows.set("plot_count", plots);
        rows.set("plan_mu", area_mu);
        rows.set("spent", money);
        rows.set("public_cost", model_cost);
        rows.set("floor_gain_m2", floor);
        rows.set("tax_before", tax_before);
        rows.set("tax_expected", tax_expected);
        rows.set("tax_now", tax_now);
        rows.set("per_mu_before", area_mu > 0 ? tax_before / area_mu : table::none);
        rows.set("per_mu_now", area_mu > 0 ? tax_now / area_mu : table::none);
    }
};

struct Plot {
    const projects::StagePlot* stage = nullptr;
    Row before = no_row, now = no_row;
};

std::unordered_map<std::string, Row> by_code(const table::Table& parcels) {
    std::unordered_map<std::string, Row> out;
    for (Row row = 0; row < parcels.rows(); ++row) out.emplace(normalised_key(parcels.text("parcel_id", row)), row);
    return out;
}

std::vector<Plot> plots_of(const std::vector<projects::StagePlot>& stages, int year, const table::Table& before,
                           const table::Table& now) {
    const auto then_rows = by_code(before);
    const auto now_rows = by_code(now);
    const auto row_in = [](const auto& rows, const std::string& code) {
        const auto it = rows.find(normalised_key(code));
        return it == rows.end() ? no_row : it->second;
    };
    std::vector<Plot> out;
    for (const auto& stage : stages)
        if (stage.year == year)
            out.push_back({&stage, row_in(then_rows, stage.parcel_id), row_in(now_rows, stage.parcel_id)});
    return out;
}

std::vector<plan::Site> sites_of(const std::vector<Plot>& plots, const table::Table& before) {
    std::vector<plan::Site> out;
    for (const auto& plot : plots) out.push_back({std::string(before.text("parcel_id", plot.before)), {plot.before}});
    return out;
}

table::ReportTable grouped(const char* name, const Words& title, const char* column,
                           const std::vector<std::pair<std::string, Sums>>& groups, const Sums& all) {
    table::Rows rows;
    for (const auto& [group, sums] : groups) {
        rows.row();
        rows.set(column, group.empty() ? std::string("–") : group);
        sums.cells(rows);
    }
    rows.row();
    rows.set(column, std::string("合计"));
    all.cells(rows);
    table::ReportTable out{name,
                           title,
                           rows.take(),
                           "",
                           nullptr,
                           {column, "plot_count", "plan_mu", "spent", "tax_before", "tax_expected", "tax_now",
                            "per_mu_before", "per_mu_now"},
                           true,
                           ""};
    out.chart = {{column}, {}, {}, {"tax_before", "tax_expected", "tax_now"}, "合计"};
    return out;
}

Sums& sums_of(std::vector<std::pair<std::string, Sums>>& groups, const std::string& name) {
    const auto it = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == name; });
    return it != groups.end() ? it->second : groups.emplace_back(name, Sums{}).second;
}

}  // namespace

std::size_t option_of_mode(const config::RenewalTable& table, const std::string& mode) {
    const auto index_of = [&](std::string_view option) -> std::size_t {
        const auto* found = table.find(option);
        return found == nullptr ? table.options.size() : static_cast<std::size_t>(found - table.options.data());
    };
    if (const auto own = index_of(mode); own < table.options.size()) return own;
    static const std::pair<const char*, const char*> words[] = {
        {"收储", "reserve"}, {"回购", "buy_back"},  {"回租", "lease_back"}, {"统租", "lease_back"}, {"兼并", "merge"},
        {"重组", "merge"},   {"综合体", "complex"}, {"改造", "upgrade"},    {"提升", "upgrade"}};
    for (const auto& [word, option] : words)
        if (mode.find(word) != std::string::npos)
            if (const auto index = index_of(option); index < table.options.size()) return index;
    return std::min(index_of("keep"), table.options.size() - 1);
}

void check_campaign(const pipeline::Run& now, int year) {
    if (now.settings.year && *now.settings.year < year)
        throw Error::make(ExitCode::usage,
                          "the campaign of {} is later than {}, the year that is judged: judge a later one with --year",
                          year, *now.settings.year);
    const auto layer = now.layers.find("stages");
    if (layer == now.layers.end())
        throw Error(ExitCode::usage, "a campaign is played again from the stages table: name it in the planning file");
    const auto* years = layer->second.table.find("year");
    for (Row row = 0; years != nullptr && row < layer->second.rows(); ++row)
        if (static_cast<int>(known(years->number(row))) == year) return;
    throw Error::make(ExitCode::usage, "the stages table has no plot of {}; --replay names a year of it", year);
}

table::Report replay_report(const pipeline::Run& before, const pipeline::Run& now, int year,
                            const config::RenewalTable& table) {
    check_campaign(now, year);
    const auto layer = now.layers.find("stages");
    if (!now.settings.as_of) throw Error(ExitCode::usage, "stages are read on a day: name it with --as-of");
    Diagnostics unused;  // the projects command reports on the stages table itself
    const auto stages =
        projects::follow_stages(layer->second, config::load_stage_rules(""), *now.settings.as_of, unused);
    const auto& then_parcels = before.parcels.table;
    const auto& now_parcels = now.parcels.table;
    auto plots = plots_of(stages, year, then_parcels, now_parcels);
    const auto missing = static_cast<std::size_t>(
        std::erase_if(plots, [](const Plot& plot) { return plot.before == no_row || plot.now == no_row; }));
    const auto data = plan_data(before);
    const auto options = plan::evaluate_options(data.input, sites_of(plots, then_parcels), table);

    std::vector<std::pair<std::string, Sums>> modes, platforms;
    Sums all;
    table::Rows rows;
    std::vector<plan::Site> shapes;
    for (std::size_t i = 0; i < plots.size(); ++i) {
        const Plot& plot = plots[i];
        const std::size_t index = option_of_mode(table, plot.stage->mode);
        const auto& option = options.at(i, index);
        Sums one;
        one.plots = 1;
        one.area_mu = known(now_parcels.number("area_basis_mu", plot.now));
        one.money = plot.stage->money;
        one.model_cost = option.public_cost;
        one.floor = known(option.floor_gain_m2);
        one.tax_before = option.tax_before;
        one.tax_expected = option.tax_after;
        one.tax_now = known(now_parcels.number("tax", plot.now));
        const std::string platform(now_parcels.text("platform", plot.now));
        for (Sums* sums : {&sums_of(modes, plot.stage->mode), &sums_of(platforms, platform), &all}) {
            sums->plots += one.plots;
            sums->area_mu += one.area_mu;
            sums->money += one.money;
            sums->model_cost += one.model_cost;
            sums->floor += one.floor;
            sums->tax_before += one.tax_before;
            sums->tax_expected += one.tax_expected;
            sums->tax_now += one.tax_now;
        }
        rows.row();
        for (const char* name : {"parcel_id", "platform", "street", "owner"}) rows.copy(now_parcels, name, plot.now);
        rows.set("mode", plot.stage->mode);
        rows.set("option", table.options[index].id);
        one.cells(rows);
        shapes.push_back({"", {plot.now}});
    }
    std::sort(modes.begin(), modes.end(), [](const auto& a, const auto& b) { return a.first < b.first; });

    const auto district_then = plan::district_of(then_parcels);
    const auto district_now = plan::district_of(now_parcels);
    const double gain = district_now.per_mu() - district_then.per_mu();
    const double own = (all.tax_now - all.tax_before) / district_now.mu;
    table::Report out;
    out.command = "plan";
    out.title = {"专项行动回放", "A campaign played again"};
    out.lines.push_back(said("{} 年专项行动:{} 宗 {} 亩,投入 {} 万元。",
                             "Campaign of {}: {} plots, {} mu, {} ×10k CNY spent.", year, plots.size(),
                             figure(all.area_mu), figure(all.money, 0)));
    out.lines.push_back(said(
        "这批地块税收 {} 年 {} 万元 → {} 年 {} 万元,亩均 {:.2f} → {:.2f} 万元/亩;按决策表测算达产后为 {} 万元。",
        "Tax of these plots {}: {} → {}: {} ×10k CNY, per mu {:.2f} → {:.2f}; by the decision table {} ×10k CNY once "
        "in production.",
        before.settings.year.value_or(0), figure(all.tax_before, 0), now.settings.year.value_or(0),
        figure(all.tax_now, 0), all.tax_before / all.area_mu, all.tax_now / all.area_mu, figure(all.tax_expected, 0)));
    out.lines.push_back(said(
        "同期全部工业用地亩均税收 {:.2f} → {:.2f} 万元/亩({:+.2f}),其中这批地块的税收变化占 {:+.2f}。"
        "前后对比不等于因果,与未整治地块的对照见 mulens years。",
        "Tax per mu of all industrial land {:.2f} → {:.2f} ×10k CNY/mu ({:+.2f}), {:+.2f} of it by these plots. Before "
        "and after is no cause; mulens years compares with plots left alone.",
        district_then.per_mu(), district_now.per_mu(), gain, own));
    if (missing > 0)
        out.assumptions.push_back(said("台账中 {} 宗不在两年的宗地图层中,未计入",
                                       "{} plots of the table are not among the parcels of both years: "
                                       "not counted",
                                       missing));
    out.assumptions.insert(out.assumptions.end(), options.assumptions.begin(), options.assumptions.end());
    out.facts = {{"replay", fmt::format("{}", year)},
                 {"plots", fmt::format("{}", plots.size())},
                 {"plan_mu", fmt::format("{}", all.area_mu)},
                 {"spent", fmt::format("{}", all.money)},
                 {"renewal_table", table.id}};
    out.tables.push_back(grouped("replay_modes", {"按整治方式", "By mode"}, "mode", modes, all));
    out.tables.push_back(grouped("replay_platforms", {"按平台", "By platform"}, "platform", platforms, all));
    out.tables.push_back({"replay_plots",
                          {"整治地块", "Plots of the campaign"},
                          rows.take(),
                          "parcel_id",
                          std::make_shared<const geom::Polygons>(plan::shapes_of(now.shapes(), shapes)),
                          {},
                          false,
                          "mode"});
    return out;
}

}  // namespace mulens::planning
