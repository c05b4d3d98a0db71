// projects, project_summary and project_nodes.
#include "base/figure.hpp"
#include "projects/report_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace mulens::projects {
namespace {

struct Count {
    std::array<int, 5> lights{};
    std::map<Row, Light> plots;  ///< the worst light of each plot
    double mu = 0;
    std::array<double, 5> light_mu{};
    int projects = 0, late_nodes = 0;

    void add(const Listed& l) {
        ++projects;
        ++lights[static_cast<std::size_t>(l.project->light)];
        late_nodes += l.project->late_open;
        if (l.parcel == no_row) return;
        const auto [at, added] = plots.try_emplace(l.parcel, l.project->light);
        if (!added) at->second = std::max(at->second, l.project->light);
    }
    void close(const Parcels& parcels) {
        for (const auto& [row, light] : plots) {
            mu += parcels.mu(row);
            light_mu[static_cast<std::size_t>(light)] += parcels.mu(row);
        }
    }
    [[nodiscard]] int of(Light light) const { return lights[static_cast<std::size_t>(light)]; }
    [[nodiscard]] double mu_of(Light light) const { return light_mu[static_cast<std::size_t>(light)]; }
};

void head_cells(table::Rows& rows, const Listed& l, const Parcels& parcels) {
    rows.row();
    rows.set("project_id", l.project->id);
    rows.set("name", l.project->name);
    rows.set("parcel_id", l.project->parcel_id);
    rows.set("platform", l.platform);
    rows.set("street", l.parcel == no_row ? std::string_view() : parcels.table().text("street", l.parcel));
    rows.set("responsible", l.project->responsible);
}

table::ReportTable project_table(const std::vector<Listed>& listed, const ReportInput& input, const Parcels& parcels,
                                 const std::set<Light>& shown) {
    table::Rows rows;
    std::vector<Row> plots;
    for (const Listed& l : listed) {
        const ProjectState& p = *l.project;
        if (!shown.contains(p.light)) continue;
        plots.push_back(l.parcel);
        head_cells(rows, l, parcels);
        rows.set("area_basis_mu", l.parcel == no_row ? table::none : parcels.table().number("area_basis_mu", l.parcel));
        rows.set("light", name_of(p.light));
        rows.set("light_reason", p.reason);
        const NodeState* worst = p.nodes.empty() || !p.current ? nullptr : &p.nodes[p.worst];
        const auto node_name = [&](const std::optional<std::size_t>& at) {
            return at ? input.nodes->nodes[p.nodes[*at].node].named() : Words();
        };
        rows.set("last_node", node_name(p.last_done));
        set_date(rows, "last_node_date", p.last_done ? p.nodes[*p.last_done].actual : std::nullopt);
        rows.set("current_node", node_name(p.current));
        set_date(rows, "planned_date", p.current ? p.nodes[*p.current].planned : std::nullopt);
        rows.set("days_late", worst != nullptr && worst->days_late ? *worst->days_late : table::none);
        rows.set("nodes", static_cast<double>(p.nodes.size()));
        rows.set("nodes_done", p.done);
        rows.set("nodes_late_open", p.late_open);
        rows.set("nodes_late_done", p.late_done);
        if (l.parcel == no_row) continue;
        for (const char* name : {"idle_status", "idle_from", "recoverable_from"})
            rows.copy(parcels.table(), name, l.parcel);
    }
    table::ReportTable out{"projects",
                           {"项目三色预警", "Project warnings"},
                           rows.take(),
                           "project_id",
                           parcels.shapes(plots),
                           {"project_id", "name", "platform", "responsible", "area_basis_mu", "light", "light_reason",
                            "nodes_done", "idle_status"}};
    out.english = rows.english();
    out.chart = {{"platform", "responsible"}, {"light", "idle_status"}, {"", "area_basis_mu"}, {}, {}, false, true};
    return out;
}

table::ReportTable node_table(const std::vector<Listed>& listed, const ReportInput& input, const Parcels& parcels,
                              const std::set<Light>& shown) {
    table::Rows rows;
    for (const Listed& l : listed) {
        if (!shown.contains(l.project->light)) continue;
        for (const NodeState& n : l.project->nodes) {
            head_cells(rows, l, parcels);
            rows.set("node", input.nodes->nodes[n.node].named());
            rows.set("node_order", static_cast<double>(n.node + 1));
            set_date(rows, "planned_date", n.planned);
            set_date(rows, "actual_date", n.actual);
            rows.set("node_status", name_of(n.status));
            rows.set("node_light", is_open(n.status) ? name_of(n.light) : "");
            rows.set("days_late", n.days_late ? *n.days_late : table::none);
            rows.set("days_left", n.days_left ? *n.days_left : table::none);
        }
    }
    table::ReportTable out{"project_nodes", {"项目节点", "Milestones"}, rows.take(), "", nullptr, {}};
    out.english = rows.english();
    if (!input.selection.project.empty())
        out.on_screen = {"node", "planned_date", "actual_date", "node_status", "node_light", "days_late", "days_left"};
    return out;
}

void count_row(table::Rows& rows, const char* by, const std::string& name, const Count& c) {
    rows.row();
    rows.set("summary_by", by);
    rows.set("name", name);
    rows.set("projects", c.projects);
    rows.set("red", c.of(Light::red));
    rows.set("yellow", c.of(Light::yellow));
    rows.set("green", c.of(Light::green));
    rows.set("completed", c.of(Light::completed));
    rows.set("unplanned", c.of(Light::unknown));
    rows.set("plot_count", static_cast<double>(c.plots.size()));
    rows.set("project_mu", c.mu);
    rows.set("red_mu", c.mu_of(Light::red));
    rows.set("yellow_mu", c.mu_of(Light::yellow));
    rows.set("green_mu", c.mu_of(Light::green));
}

}  // namespace

void add_project_tables(const ReportInput& input, const Parcels& parcels, const std::vector<Listed>& listed,
                        table::Report& report) {
    std::set<Light> shown;
    for (const auto& word : input.selection.lights) shown.insert(light_of(word));
    if (shown.empty()) shown = {Light::completed, Light::green, Light::unknown, Light::yellow, Light::red};
    Count all;
    std::map<std::string, Count> platforms, offices;
    for (const Listed& l : listed) {
        all.add(l);
        platforms[l.platform.empty() ? "未落平台" : l.platform].add(l);
        offices[l.project->responsible.empty() ? "未填责任单位" : l.project->responsible].add(l);
    }
    all.close(parcels);
    table::Rows summary;
    count_row(summary, "all", "合计", all);
    for (auto* groups : {&platforms, &offices}) {
        std::vector<std::pair<const std::string*, Count*>> worst_first;
        for (auto& [name, count] : *groups) worst_first.emplace_back(&name, &count);
        std::stable_sort(worst_first.begin(), worst_first.end(), [](const auto& a, const auto& b) {
            return std::pair(a.second->of(Light::red), a.second->of(Light::yellow)) >
                   std::pair(b.second->of(Light::red), b.second->of(Light::yellow));
        });
        for (auto& [name, count] : worst_first) {
            count->close(parcels);
            count_row(summary, groups == &platforms ? "platform" : "responsible", *name, *count);
        }
    }
    report.lines.push_back(said(
        "截至{},{}个项目({}宗 {}亩):红灯 {} · 黄灯 {} · 绿灯 {} · 已完成 {}{}",
        "On {}, {} projects ({} plots, {} mu): red {} · yellow {} · green {} · completed {}{}", to_iso(input.as_of),
        all.projects, all.plots.size(), figure(all.mu), all.of(Light::red), all.of(Light::yellow), all.of(Light::green),
        all.of(Light::completed),
        all.of(Light::unknown) > 0 ? said(" · 未排计划 {}", " · not planned {}", all.of(Light::unknown)) : Words()));
    if (!listed.empty() && listed.front().project->light >= Light::yellow) {
        const ProjectState& p = *listed.front().project;
        report.lines.push_back(
            said("最紧迫:{} {},{}{}", "Most urgent: {} {}: {}{}", p.id, p.name, p.reason,
                 p.responsible.empty() ? Words() : said(",责任单位{}", "; responsible: {}", p.responsible)));
    }
    const auto& rules = *input.nodes;
    table::add_facts(report, {{"projects", all.projects},
                              {"red", all.of(Light::red)},
                              {"yellow", all.of(Light::yellow)},
                              {"green", all.of(Light::green)},
                              {"completed", all.of(Light::completed)}});
    const bool own_limits = std::any_of(rules.nodes.begin(), rules.nodes.end(), [&](const config::NodeRule& n) {
        return n.yellow_days != rules.yellow_days || n.red_days != rules.red_days;
    });
    const Words rule =
        said("未完成节点逾期{}天起黄灯、{}天起红灯{}",
             "an open milestone is yellow from day {} past its date on, red from day {}{}", rules.yellow_days,
             rules.red_days, own_limits ? Words(",个别节点另有规定", ", some have limits of their own") : Words());
    const Words title(rules.title, rules.title_en);
    report.lines.push_back(said("预警规则《{}》:{}", "Rule \"{}\": {}", title, rule));
    report.assumptions.push_back(
        said("三色预警按《{}》: {}(--nodes 换用其他规则)", "Lights by \"{}\": {} (--nodes takes others)", title, rule));
    if (std::none_of(listed.begin(), listed.end(), [&](const Listed& l) { return shown.contains(l.project->light); }))
        report.lines.emplace_back("没有符合条件的项目", "No project is so");
    report.tables.push_back(project_table(listed, input, parcels, shown));
    report.tables.push_back({"project_summary",
                             {"预警汇总", "Lights summed up"},
                             summary.take(),
                             "",
                             nullptr,
                             {"summary_by", "name", "projects", "red", "yellow", "green", "completed", "plot_count",
                              "project_mu", "red_mu", "yellow_mu"}});
    report.tables.push_back(node_table(listed, input, parcels, shown));
}

void add_idle_table(const ReportInput& input, const Parcels& parcels, const std::vector<Listed>& listed,
                    table::Report& report) {
    std::map<Row, const Listed*> project_of;
    for (const Listed& l : listed)
        if (l.parcel != no_row) project_of.try_emplace(l.parcel, &l);  // the most urgent comes first
    table::Rows rows;
    int one_year = 0, two_years = 0;
    for (const auto& deadline : input.deadlines) {
        const std::string platform = parcels.platform(deadline.parcel);
        if (!input.selection.platform.empty() && platform != input.selection.platform) continue;
        const auto project = project_of.find(deadline.parcel);
        if (!input.selection.office.empty() && project == project_of.end()) continue;
        if (deadline.kind == "idle_1y") ++one_year;
        if (deadline.kind == "recoverable_2y") ++two_years;
        rows.row();
        rows.copy(parcels.table(), "parcel_id", deadline.parcel);
        rows.set("platform", platform);
        for (const char* name : {"street", "owner", "area_basis_mu", "idle_status", "idle_from", "recoverable_from"})
            rows.copy(parcels.table(), name, deadline.parcel);
        rows.set("next_deadline_kind", deadline.kind);
        set_date(rows, "next_deadline", deadline.date);
        rows.set("days_left", static_cast<double>((deadline.date - input.as_of).count()));
        rows.set("project_id", project == project_of.end() ? "" : project->second->project->id);
        rows.set("light", project == project_of.end() ? "" : name_of(project->second->project->light));
    }
    const auto* status = parcels.table().find("idle_status");
    bool judged = false;
    for (Row row = 0; status != nullptr && !judged && row < status->size(); ++row)
        judged = !status->text(row).empty() && status->text(row) != "not_applicable";
    report.lines.push_back(
        judged
            ? said("未来12个月:未动工满1年 {}宗次,满2年(可无偿收回) {}宗次(疑似,以核实认定为准)",
                   "Next 12 months: {} plots come to 1 year not started, {} to 2 years (may be taken back); suspected "
                   "until confirmed",
                   one_year, two_years)
            : Words("没有土地出让合同台账,闲置期限未计算", "No ledger of land contracts: idle dates are not known"));
    table::add_facts(report, {{"idle_1y_next_12_months", one_year}, {"recoverable_2y_next_12_months", two_years}});
    report.tables.push_back({"idle_next",
                             {"未来12个月闲置期限", "Idle dates, next 12 months"},
                             rows.take(),
                             "",
                             nullptr,
                             {"parcel_id", "platform", "area_basis_mu", "idle_status", "next_deadline_kind",
                              "next_deadline", "days_left", "project_id", "light"}});
}

}  // namespace mulens::projects
