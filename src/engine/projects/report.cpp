#include "base/error.hpp"
#include "base/text.hpp"
#include "config/findings.hpp"
#include "projects/report_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace mulens::projects {
namespace {

/// Worst first: by light, then by days late (days left where nothing is late), then by id.
bool more_urgent(const Listed& a, const Listed& b) {
    const auto key = [](const ProjectState& p) {
        const NodeState* n = p.nodes.empty() ? nullptr : &p.nodes[p.worst];
        const int late = n == nullptr || !p.current ? 0 : n->days_late ? *n->days_late : -n->days_left.value_or(100000);
        return std::tuple(-static_cast<int>(p.light), -late, p.id);
    };
    return key(*a.project) < key(*b.project);
}

/// What the user named must be there: a typing mistake must not read as "no project is late".
void check_selection(const Selection& s, const std::vector<Listed>& all, const std::vector<std::string>& platforms) {
    const auto need = [&](const char* what, const std::string& name, bool there) {
        if (!name.empty() && !there)
            throw Error::make(ExitCode::usage, "{} {}: no project or plot in the tables has it", what, name);
    };
    const auto any = [&](auto has) { return std::any_of(all.begin(), all.end(), has); };
    need("--project", s.project, any([&](const Listed& l) { return l.project->id == s.project; }));
    need("--office", s.office, any([&](const Listed& l) { return l.project->responsible == s.office; }));
    need("--platform", s.platform,
         any([&](const Listed& l) { return l.platform == s.platform; }) ||
             std::find(platforms.begin(), platforms.end(), s.platform) != platforms.end());
}

std::vector<Listed> list_projects(const Milestones& milestones, const ReportInput& input, const Parcels& parcels,
                                  Diagnostics& diagnostics) {
    std::vector<Listed> out;
    const auto& layer = *input.projects;
    for (const ProjectState& p : milestones.projects) {
        Listed l{&p, parcels.find(p.parcel_id), ""};
        if (l.parcel != no_row) l.platform = parcels.platform(l.parcel);
        if (l.parcel == no_row && !p.parcel_id.empty()) {
            const bool known = p.first_row < layer.source_row.size() && !layer.sources.empty();
            diagnostics.add(config::make_finding(
                "project_parcel_unknown", "projects", known ? layer.file_of(p.first_row) : std::string(),
                known ? layer.source_row[p.first_row] : p.first_row, p.id, p.parcel_id));
        }
        out.push_back(std::move(l));
    }
    std::sort(out.begin(), out.end(), more_urgent);
    return out;
}

}  // namespace

Parcels::Parcels(const table::Table& parcels, const geom::Polygons* geometry)
    : table_(parcels), geometry_(geometry != nullptr && geometry->size() == parcels.rows() ? geometry : nullptr) {
    rows_.reserve(parcels.rows());
    for (Row row = 0; row < parcels.rows(); ++row)
        if (const auto id = parcels.text("parcel_id", row); !id.empty()) rows_.try_emplace(id, row);
}

Row Parcels::find(std::string_view code) const {
    const auto at = rows_.find(code);
    return code.empty() || at == rows_.end() ? no_row : at->second;
}

double Parcels::mu(Row row) const {
    const double mu = row == no_row ? table::none : table_.number("area_basis_mu", row);
    return std::isfinite(mu) ? mu : 0;
}

std::string Parcels::platform(Row row) const { return std::string(table_.text("platform", row)); }

std::shared_ptr<const geom::Polygons> Parcels::shapes(const std::vector<Row>& rows) const {
    if (geometry_ == nullptr) return nullptr;
    auto out = std::make_shared<geom::Polygons>();
    for (const Row row : rows) {
        if (row == no_row)
            out->add_empty();
        else
            out->add_feature(*geometry_, row);
    }
    return out;
}

Date date_of(double day) { return from_day_number(day); }

Light light_of(const std::string& word) {
    static constexpr std::pair<const char*, Light> words[] = {
        {"red", Light::red},         {"红", Light::red},           {"红灯", Light::red},
        {"yellow", Light::yellow},   {"黄", Light::yellow},        {"黄灯", Light::yellow},
        {"green", Light::green},     {"绿", Light::green},         {"绿灯", Light::green},
        {"unknown", Light::unknown}, {"未排计划", Light::unknown}, {"completed", Light::completed},
        {"已完成", Light::completed}};
    for (const auto& [name, light] : words)
        if (word == name) return light;
    throw Error::make(ExitCode::usage, "--light {}: write red, yellow, green, unknown or completed", word);
}

table::Report projects_report(const ReportInput& input, Diagnostics& diagnostics) {
    if (input.projects == nullptr && input.stages == nullptr)
        throw Error(ExitCode::usage,
                    "neither a projects table nor a stages table is given: name them as [[layer]] role = \"projects\" "
                    "and \"stages\", or with --projects FILE");
    table::Report report;
    report.command = "projects";
    report.title = {"项目预警与整治进度", "Project warnings and renewal"};
    report.facts.emplace_back("as_of", to_iso(input.as_of));
    const Parcels parcels(*input.parcels, input.geometry);
    const std::size_t findings_before = diagnostics.size();
    std::vector<std::string> platforms;
    for (Row row = 0; row < input.parcels->rows() && !input.selection.platform.empty(); ++row)
        platforms.push_back(parcels.platform(row));
    Milestones milestones;
    std::vector<Listed> listed;
    if (input.projects != nullptr) {
        milestones = judge_projects(*input.projects, *input.nodes, input.as_of, diagnostics);
        listed = list_projects(milestones, input, parcels, diagnostics);
        check_selection(input.selection, listed, platforms);
        const Selection& s = input.selection;
        std::erase_if(listed, [&](const Listed& l) {
            return (!s.platform.empty() && l.platform != s.platform) ||
                   (!s.office.empty() && l.project->responsible != s.office) ||
                   (!s.project.empty() && l.project->id != s.project);
        });
        add_project_tables(input, parcels, listed, report);
    }
    if (input.selection.project.empty()) {
        add_idle_table(input, parcels, listed, report);
        if (input.stages != nullptr) add_stage_tables(input, parcels, diagnostics, report);
    }
    if (const std::size_t findings = diagnostics.size() - findings_before; findings > 0)
        report.lines.push_back(said("数据质检:项目与整治台账有{}处问题,见 diagnostics.csv (--out)",
                                    "Problems in the tables of projects and stages: {}, see diagnostics.csv (--out)",
                                    findings));
    // A table without rows has no columns either.
    std::erase_if(report.tables, [](const table::ReportTable& t) { return t.table.rows() == 0; });
    return report;
}

}  // namespace mulens::projects
