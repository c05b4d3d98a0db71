#include "space/report.hpp"

#include "config/columns.hpp"
#include "plan/columns.hpp"
#include "plan/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace mulens::space {
namespace {

using plan::Rows;
using table::Report;
using table::ReportTable;

ReportTable headroom_table(const std::vector<PlatformRoom>& platforms) {
    Rows rows;
    for (const auto& p : platforms) {
        rows.row();
        rows.set("platform", p.platform);
        rows.set("known_plots", static_cast<double>(p.known.plots));
        rows.set("known_mu", p.known.mu.value());
        rows.set("floor_now_m2", p.floor_m2.value());
        rows.set("floor_allowed_m2", p.allowed_m2.value());
        rows.set("gain_plots", static_cast<double>(p.gain.plots));
        rows.set("headroom_m2", p.gain.m2.value());
        rows.set("over_plots", static_cast<double>(p.over.plots));
        rows.set("over_m2", 0 - p.over.m2.value());
        rows.set("unknown_plots", static_cast<double>(p.no_limit.plots));
        rows.set("unknown_mu", p.no_limit.mu.value());
        rows.set("no_far_plots", static_cast<double>(p.no_far.plots));
    }
    ReportTable out{"headroom",
                    {"容积率余量(按平台)", "FAR headroom by platform"},
                    rows.take(),
                    "",
                    nullptr,
                    {"platform", "known_plots", "floor_now_m2", "floor_allowed_m2", "headroom_m2", "over_plots",
                     "unknown_plots", "unknown_mu"},
                    true};
    out.chart = {{"platform"}, {}, {}, {"headroom_m2", "over_m2"}, "全区"};
    return out;
}

void plot_row(Rows& rows, const table::Table& parcels, const PlotRoom& plot) {
    rows.row();
    for (const char* name : {"parcel_id", "platform", "street", "owner", "area_basis_mu", "area_m2", "far"})
        rows.copy(parcels, name, plot.plot);
    rows.set("far_limit", parcels.number("far_limit", plot.plot));
    rows.set("headroom_m2", plot.headroom_m2);
    rows.set("headroom_kind", name_of(plot.room));
    for (const char* name : {"grade", "low_efficiency", "idle_status", "constraints"})
        rows.copy(parcels, name, plot.plot);
}

ReportTable plots_table(const char* name, const Words& title, const table::Table& parcels,
                        const geom::Polygons& geometry, const std::vector<PlotRoom>& plots) {
    Rows rows;
    geom::Polygons shapes;
    for (const PlotRoom& plot : plots) {
        plot_row(rows, parcels, plot);
        shapes.add_feature(geometry, plot.plot);
    }
    ReportTable out{name,
                    title,
                    rows.take(),
                    "parcel_id",
                    std::make_shared<const geom::Polygons>(std::move(shapes)),
                    {"parcel_id", "platform", "area_basis_mu", "far", "far_limit", "headroom_m2"}};
    out.chart = {{"platform", "street"}, {"headroom_kind", "grade"}, {"", "area_basis_mu"}, {}, {}};
    return out;
}

std::string leads_of_division(const config::DistrictFacts& facts, const std::string& division) {
    std::string out;
    for (const auto& id : five_leads())
        for (const auto& industry : facts.industries)
            if (industry.id == id &&
                std::find(industry.divisions.begin(), industry.divisions.end(), division) != industry.divisions.end())
                out += (out.empty() ? "" : ";") + id;
    return out;
}

ReportTable mix_table(const std::vector<Mix>& mix, const config::DistrictFacts& facts) {
    Rows rows;
    for (const Mix& m : mix) {
        rows.row();
        rows.set("platform", m.platform.empty() ? "未归口" : m.platform);
        rows.set("industry", m.division);
        if (m.division.empty())
            rows.set("industry_name", Words("行业未填", "not given"));
        else
            rows.set("industry_name", m.division);
        rows.set("lead_chains", leads_of_division(facts, m.division));
        rows.set("firm_count", static_cast<double>(m.firms));
        rows.set("output", m.output);
        rows.set("output_share", m.output_share);
        rows.set("lq_output", m.lq_output);
        rows.set("employees", m.employees);
        rows.set("employees_share", m.employees_share);
        rows.set("lq_employees", m.lq_employees);
    }
    ReportTable out{
        "industry_mix",
        {"产业构成与区位商", "Industries and quotients"},
        rows.take(),
        "",
        nullptr,
        {"platform", "industry_name", "firm_count", "output_share", "lq_output", "employees_share", "lq_employees"}};
    out.english = rows.english();
    out.chart = {{"platform"}, {"industry_name"}, {"output", "firm_count", "employees"}, {}, "全区"};
    return out;
}

void set_strength(Rows& rows, const ChainLink& l) {
    rows.set("chain_state", name_of(l.state));
    rows.set("firm_count", static_cast<double>(l.firms));
    rows.set("output", l.output);
    rows.set("lq_output", l.lq_output);
    rows.set("district_firms", static_cast<double>(l.district_firms));
    rows.set("strongest_elsewhere", l.elsewhere);
}

/// What is missing first, then what is weak.
ReportTable chain_table(std::vector<ChainLink> links) {
    std::stable_sort(links.begin(), links.end(),
                     [](const ChainLink& a, const ChainLink& b) { return a.state < b.state; });
    Rows rows;
    for (const ChainLink& l : links) {
        rows.row();
        rows.set("platform", l.lead.platform);
        rows.set("lead_chain", l.lead.industry);
        rows.set("industry", l.division);
        rows.set("industry_name", l.division);
        set_strength(rows, l);
    }
    ReportTable out{
        "chain_gaps",
        {"主导产业链环节(车芯药化航)", "Links of the lead chains"},
        rows.take(),
        "",
        nullptr,
        {"platform", "lead_chain", "industry_name", "chain_state", "firm_count", "lq_output", "strongest_elsewhere"}};
    out.chart = {{"platform", "lead_chain"}, {"chain_state"}, {""}, {}, "全区"};
    return out;
}

ReportTable step_table(std::vector<StepLink> links) {
    std::stable_sort(links.begin(), links.end(),
                     [](const StepLink& a, const StepLink& b) { return a.link.state < b.link.state; });
    Rows rows;
    for (const auto& [l, step] : links) {
        rows.row();
        rows.set("platform", l.lead.platform);
        rows.set("lead_chain", step->chain);
        rows.set("chain_stage", step->stage);
        rows.set("chain_step", step->name);
        rows.set("chain_codes", fmt::format("{}", fmt::join(step->codes, ";")));
        set_strength(rows, l);
    }
    ReportTable out{"chain_steps",
                    {"主导产业链环节(行业中类、小类)", "Lead-industry links by class"},
                    rows.take(),
                    "",
                    nullptr,
                    {"platform", "lead_chain", "chain_stage", "chain_step", "chain_state", "firm_count", "lq_output",
                     "strongest_elsewhere"}};
    out.english = rows.english();
    out.chart = {{"platform", "lead_chain"}, {"chain_state"}, {""}, {}, "全区"};
    return out;
}

void say(Report& out, const PlatformRoom& d, const std::vector<PlatformRoom>& platforms) {
    out.lines.push_back(said("有规划容积率的工业用地 {0} 宗 {1:.2f} 亩:还可增加建筑面积 {2:.1f} 万平方米({3} 宗)。",
                             "Industrial plots with a planned FAR: {0}, {1:.2f} mu; room for {4} m² more floor on {3} "
                             "of them.",
                             d.known.plots, d.known.mu.value(), d.gain.m2.value() / 1e4, d.gain.plots,
                             figure(d.gain.m2.value(), 0)));
    if (platforms.size() > 2)
        out.lines.push_back(said("余量最多:{0} {1:.1f} 万平方米,{2} {3:.1f} 万平方米。",
                                 "Most room: {0} {4} m², {2} {5} m².", platforms[1].platform,
                                 platforms[1].gain.m2.value() / 1e4, platforms[2].platform,
                                 platforms[2].gain.m2.value() / 1e4, figure(platforms[1].gain.m2.value(), 0),
                                 figure(platforms[2].gain.m2.value(), 0)));
    out.lines.push_back(said(
        "超过规划上限 {0} 宗,超出 {1:.1f} 万平方米;规划容积率未知 {2} 宗 {3:.2f} 亩,现状容积率未知 {4} 宗,不计入。",
        "Over the planned limit: {0} plots by {5} m²; not counted: {2} plots, {3:.2f} mu, without a planned FAR "
        "and "
        "{4} without a present one.",
        d.over.plots, (0 - d.over.m2.value()) / 1e4, d.no_limit.plots, d.no_limit.mu.value(), d.no_far.plots,
        figure(0 - d.over.m2.value(), 0)));
}

/// A lead industry in both languages (车, vehicles).
Words lead_words(const std::string& lead) {
    return {lead, std::string(config::column_catalogue().value_en("lead_chain", lead))};
}

void say(Report& out, const std::vector<ChainLink>& links) {
    Words missing;
    std::size_t weak = 0, count = 0;
    for (const ChainLink& l : links) {
        if (l.lead.platform == "全区") continue;
        weak += l.state == Chain::weak ? 1 : 0;
        if (l.state != Chain::missing) continue;
        ++count;
        missing += said("{}{}缺{}({})", "{}{} lacks {} ({})", missing.empty() ? Words() : Words(";", "; "),
                        l.lead.platform, l.division, lead_words(l.lead.industry));
    }
    out.lines.push_back(count == 0 ? said("主导产业平台无缺失环节,薄弱环节 {} 个。",
                                          "No platform lacks a link of its lead industry; {} links are weak.", weak)
                                   : said("主导产业平台缺失环节 {} 个,薄弱环节 {} 个:{}。",
                                          "Links of lead industries missing: {}, weak: {}. {}.", count, weak, missing));
}

void say(Report& out, const std::vector<StepLink>& links) {
    Words district, first;
    std::size_t missing = 0, nowhere = 0;
    for (const auto& [l, step] : links) {
        if (l.state != Chain::missing) continue;
        if (l.lead.platform == "全区") {
            district += said("{}{}({})", "{}{} ({})", nowhere == 0 ? Words() : Words("、", "; "), step->name,
                             lead_words(step->chain));
            ++nowhere;
        } else if (++missing <= 3) {
            first += said("{}{}缺{}({})", "{}{} lacks {} ({})", missing == 1 ? Words() : Words(";", "; "),
                          l.lead.platform, step->name, lead_words(step->chain));
        }
    }
    if (nowhere == 0)
        out.lines.emplace_back("细分到行业中类、小类的产业链环节,全区都有企业。",
                               "The district has firms in every link by group and class of industry.");
    else
        out.lines.push_back(said("细分到行业中类、小类,全区没有企业的环节 {0} 个:{1}。",
                                 "Links by group and class without a firm in the district: {0}: {1}.", nowhere,
                                 district));
    if (missing > 0)
        out.lines.push_back(said("主导产业平台缺失的细分环节 {} 个:{}{}。",
                                 "Links by group and class that platforms of lead industries lack: {}: {}{}.", missing,
                                 first, missing > 3 ? Words(" 等", " and others") : Words()));
}

}  // namespace

Report space_report(const plan::PlanInput& input, const geom::Polygons& geometry, std::span<const Row> rows,
                    const config::DistrictFacts& facts, const SpaceOptions& options) {
    Report out;
    out.command = "space";
    out.title = {"空间潜力与产业画像", "Space and industries"};
    const table::Table& parcels = *input.parcels;
    auto plots = headroom_of(parcels, rows);
    const auto platforms = sum_by_platform(parcels, plots);
    std::stable_sort(plots.begin(), plots.end(), [](const PlotRoom& a, const PlotRoom& b) {
        const bool known = std::isfinite(a.headroom_m2), other = std::isfinite(b.headroom_m2);
        return known != other ? known : known && a.headroom_m2 > b.headroom_m2;
    });
    std::vector<PlotRoom> over;
    for (const auto& plot : plots)
        if (plot.room == Room::over) over.insert(over.begin(), plot);
    const auto mix = industry_mix(input);
    auto leads = leads_of(facts, mix);
    std::erase_if(leads, [&](const Lead& lead) {
        return std::any_of(options.leads.begin(), options.leads.end(),
                           [&](const Lead& own) { return own.platform == lead.platform; });
    });
    leads.insert(leads.end(), options.leads.begin(), options.leads.end());
    const auto links = chain_links(mix, facts, leads, options.weak_lq);

    say(out, platforms.front(), platforms);
    if (platforms.front().known.plots == 0)
        out.lines.emplace_back("没有一宗地同时有现状容积率和规划容积率上限,余量无从计算。",
                               "No plot has both a present FAR and a planned one: there is no headroom to reckon.");
    out.tables.push_back(headroom_table(platforms));
    out.tables.push_back(
        plots_table("headroom_plots", {"容积率余量(按宗地)", "FAR headroom by plot"}, parcels, geometry, plots));
    out.tables.push_back(
        plots_table("over_limit", {"超过规划容积率上限的宗地", "Plots over the limit"}, parcels, geometry, over));
    if (mix.empty()) {
        out.lines.emplace_back("没有企业台账,不分析产业。", "No ledger of enterprises: industries are not looked at.");
    } else if (std::all_of(mix.begin(), mix.end(), [](const Mix& m) { return m.division.empty(); })) {
        out.lines.emplace_back("企业台账没有行业代码,不分析产业。",
                               "The ledger of enterprises has no industry codes: industries are not looked at.");
    } else {
        say(out, links);
        out.tables.push_back(mix_table(mix, facts));
        out.tables.push_back(chain_table(links));
        if (!options.chains.steps.empty()) {
            const auto steps = step_links(step_mix(input, options.chains), options.chains, leads, options.weak_lq);
            say(out, steps);
            out.tables.push_back(step_table(steps));
            out.assumptions.push_back(said("细分环节:{0}({1});--chains 文件可另定",
                                           "Links: {0} ({1}); --chains FILE overrides", options.chains.zh,
                                           options.chains.citation));
            if (const auto coarse = coarse_codes(input); coarse > 0)
                out.assumptions.push_back(
                    said("{} 家企业的行业代码只有两位,计入大类,不计入细分环节",
                         "{} firms have a code of two digits only: they count in divisions, not in links", coarse));
        }
    }
    const auto& d = platforms.front();
    table::add_facts(out, {{"headroom_m2", fmt::format("{:.3f}", d.gain.m2.value())},
                           {"over_m2", fmt::format("{:.3f}", 0 - d.over.m2.value())},
                           {"unknown_plots", d.no_limit.plots},
                           {"weak_lq", options.weak_lq}});
    out.assumptions.emplace_back(
        "余量 =(规划容积率 − 现状容积率)× 图形面积;没有规划容积率的宗地另计",
        "Headroom = (planned FAR − FAR) × plane area; a plot without a planned FAR is unknown and counted apart");
    out.assumptions.push_back(said(
        "区位商按有数据的企业计算,跨平台企业按土地分摊;低于 {:g} 为薄弱 (--weak)",
        "Location quotients over firms with known figures, divided over platforms by land; weak under {:g} (--weak)",
        options.weak_lq));
    for (const auto& lead : leads)
        out.assumptions.push_back(said("{} 的主导产业取 {} (--lead 平台=产业 可另定)",
                                       "Lead industry of {}: {} (--lead PLATFORM=ID overrides)", lead.platform,
                                       lead.industry));
    if (leads.empty())
        out.assumptions.emplace_back("数据中的平台都没有已知的主导产业 (--lead 平台=产业)",
                                     "No platform of the data has a known lead industry (--lead PLATFORM=ID)");
    return out;
}

}  // namespace mulens::space
