#include "space/report.hpp"

#include "plan/columns.hpp"

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
    return {"headroom",
            "容积率余量(按平台)",
            rows.take(),
            "",
            nullptr,
            {"platform", "known_plots", "floor_now_m2", "floor_allowed_m2", "headroom_m2", "over_plots",
             "unknown_plots", "unknown_mu"},
            true};
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

ReportTable plots_table(const char* name, const char* zh, const table::Table& parcels, const geom::Polygons& geometry,
                        const std::vector<PlotRoom>& plots) {
    Rows rows;
    geom::Polygons shapes;
    for (const PlotRoom& plot : plots) {
        plot_row(rows, parcels, plot);
        shapes.add_feature(geometry, plot.plot);
    }
    return {name,
            zh,
            rows.take(),
            "parcel_id",
            std::make_shared<const geom::Polygons>(std::move(shapes)),
            {"parcel_id", "platform", "area_basis_mu", "far", "far_limit", "headroom_m2"}};
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
        rows.set("industry_name", m.division.empty() ? "行业未填" : m.division);
        rows.set("lead_chains", leads_of_division(facts, m.division));
        rows.set("firm_count", static_cast<double>(m.firms));
        rows.set("output", m.output);
        rows.set("output_share", m.output_share);
        rows.set("lq_output", m.lq_output);
        rows.set("employees", m.employees);
        rows.set("employees_share", m.employees_share);
        rows.set("lq_employees", m.lq_employees);
    }
    return {
        "industry_mix",
        "产业构成与区位商",
        rows.take(),
        "",
        nullptr,
        {"platform", "industry_name", "firm_count", "output_share", "lq_output", "employees_share", "lq_employees"}};
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
        rows.set("chain_state", name_of(l.state));
        rows.set("firm_count", static_cast<double>(l.firms));
        rows.set("output", l.output);
        rows.set("lq_output", l.lq_output);
        rows.set("district_firms", static_cast<double>(l.district_firms));
        rows.set("strongest_elsewhere", l.elsewhere);
    }
    return {
        "chain_gaps",
        "主导产业链环节(车芯药化航)",
        rows.take(),
        "",
        nullptr,
        {"platform", "lead_chain", "industry_name", "chain_state", "firm_count", "lq_output", "strongest_elsewhere"}};
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
        rows.set("chain_state", name_of(l.state));
        rows.set("firm_count", static_cast<double>(l.firms));
        rows.set("output", l.output);
        rows.set("lq_output", l.lq_output);
        rows.set("district_firms", static_cast<double>(l.district_firms));
        rows.set("strongest_elsewhere", l.elsewhere);
    }
    return {"chain_steps",
            "主导产业链环节(行业中类、小类)",
            rows.take(),
            "",
            nullptr,
            {"platform", "lead_chain", "chain_stage", "chain_step", "chain_state", "firm_count", "lq_output",
             "strongest_elsewhere"}};
}

void say(Report& out, const PlatformRoom& d, const std::vector<PlatformRoom>& platforms) {
    out.lines.push_back(fmt::format("有规划容积率的工业用地 {} 宗 {:.2f} 亩:还可增加建筑面积 {:.1f} 万平方米({} 宗)。",
                                    d.known.plots, d.known.mu.value(), d.gain.m2.value() / 1e4, d.gain.plots));
    if (platforms.size() > 2)
        out.lines.push_back(fmt::format("余量最多:{} {:.1f} 万平方米,{} {:.1f} 万平方米。", platforms[1].platform,
                                        platforms[1].gain.m2.value() / 1e4, platforms[2].platform,
                                        platforms[2].gain.m2.value() / 1e4));
    out.lines.push_back(fmt::format(
        "超过规划上限 {} 宗,超出 {:.1f} 万平方米;规划容积率未知 {} 宗 {:.2f} 亩,现状容积率"
        "未知 {} 宗,不计入。",
        d.over.plots, (0 - d.over.m2.value()) / 1e4, d.no_limit.plots, d.no_limit.mu.value(), d.no_far.plots));
}

void say(Report& out, const std::vector<ChainLink>& links) {
    std::string missing;
    std::size_t weak = 0, count = 0;
    for (const ChainLink& l : links) {
        if (l.lead.platform == "全区") continue;
        weak += l.state == Chain::weak ? 1 : 0;
        if (l.state != Chain::missing) continue;
        ++count;
        missing +=
            fmt::format("{}{}缺{}({})", missing.empty() ? "" : ";", l.lead.platform, l.division, l.lead.industry);
    }
    out.lines.push_back(count == 0
                            ? fmt::format("主导产业平台无缺失环节,薄弱环节 {} 个。", weak)
                            : fmt::format("主导产业平台缺失环节 {} 个,薄弱环节 {} 个:{}。", count, weak, missing));
}

void say(Report& out, const std::vector<StepLink>& links) {
    std::string district, first;
    std::size_t missing = 0, nowhere = 0;
    for (const auto& [l, step] : links) {
        if (l.state != Chain::missing) continue;
        if (l.lead.platform == "全区") {
            ++nowhere;
            district += fmt::format("{}{}({})", district.empty() ? "" : "、", step->name, step->chain);
            continue;
        }
        ++missing;
        if (missing <= 3)
            first += fmt::format("{}{}缺{}({})", first.empty() ? "" : ";", l.lead.platform, step->name, step->chain);
    }
    out.lines.push_back(nowhere == 0
                            ? "细分到行业中类、小类的产业链环节,全区都有企业。"
                            : fmt::format("细分到行业中类、小类,全区没有企业的环节 {} 个:{}。", nowhere, district));
    if (missing > 0)
        out.lines.push_back(
            fmt::format("主导产业平台缺失的细分环节 {} 个:{}{}。", missing, first, missing > 3 ? " 等" : ""));
}

}  // namespace

Report space_report(const plan::PlanInput& input, const geom::Polygons& geometry, std::span<const Row> rows,
                    const config::DistrictFacts& facts, const SpaceOptions& options) {
    Report out;
    out.command = "space";
    out.zh = "空间潜力与产业画像";
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
        out.lines.emplace_back("没有一宗地同时有现状容积率和规划容积率上限,余量无从计算。");
    out.tables.push_back(headroom_table(platforms));
    out.tables.push_back(plots_table("headroom_plots", "容积率余量(按宗地)", parcels, geometry, plots));
    out.tables.push_back(plots_table("over_limit", "超过规划容积率上限的宗地", parcels, geometry, over));
    if (mix.empty()) {
        out.lines.emplace_back("没有企业台账,不分析产业。");
    } else if (std::all_of(mix.begin(), mix.end(), [](const Mix& m) { return m.division.empty(); })) {
        out.lines.emplace_back("企业台账没有行业代码,不分析产业。");
    } else {
        say(out, links);
        out.tables.push_back(mix_table(mix, facts));
        out.tables.push_back(chain_table(links));
        if (!options.chains.steps.empty()) {
            const auto steps = step_links(step_mix(input, options.chains), options.chains, leads, options.weak_lq);
            say(out, steps);
            out.tables.push_back(step_table(steps));
            out.assumptions.push_back(
                fmt::format("Links: {} ({}); --chains FILE overrides", options.chains.zh, options.chains.citation));
            if (const auto coarse = coarse_codes(input); coarse > 0)
                out.assumptions.push_back(fmt::format(
                    "{} firms have a code of two digits only: they count in divisions, not in links", coarse));
        }
    }
    const auto& d = platforms.front();
    table::add_facts(out, {{"headroom_m2", fmt::format("{:.3f}", d.gain.m2.value())},
                           {"over_m2", fmt::format("{:.3f}", 0 - d.over.m2.value())},
                           {"unknown_plots", d.no_limit.plots},
                           {"weak_lq", options.weak_lq}});
    out.assumptions.emplace_back(
        "Headroom = (planned FAR − FAR) × plane area; a plot without a planned FAR is unknown and counted apart");
    out.assumptions.push_back(
        fmt::format("Location quotients over firms with known figures, divided over platforms by land; weak under {:g} "
                    "(--weak)",
                    options.weak_lq));
    for (const auto& lead : leads)
        out.assumptions.push_back(
            fmt::format("Lead industry of {}: {} (--lead PLATFORM=ID overrides)", lead.platform, lead.industry));
    if (leads.empty())
        out.assumptions.emplace_back("No platform of the data has a known lead industry (--lead PLATFORM=ID)");
    return out;
}

}  // namespace mulens::space
