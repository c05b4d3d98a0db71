// What milestones and stages say, as tables, sentences and a map. Areas in 亩 by the run's area basis; money 万元.
#pragma once

#include "projects/milestones.hpp"
#include "projects/stages.hpp"
#include "rules/idle_list.hpp"
#include "table/report.hpp"

#include <span>
#include <string>
#include <vector>

namespace mulens::projects {

/// Which projects and plots are listed; empty = all. Names as in the tables; lights by code or Chinese word.
struct Selection {
    std::string platform, office, project;
    std::vector<std::string> lights;
};

struct ReportInput {
    const table::Table* parcels = nullptr;  ///< with the idle columns of the rules
    const geom::Polygons* geometry = nullptr;
    std::span<const rules::Deadline> deadlines;
    const table::Layer* projects = nullptr;  ///< null: none given
    const table::Layer* stages = nullptr;
    const config::NodeRules* nodes = nullptr;
    const config::StageRules* stage_rules = nullptr;
    Date as_of;
    Selection selection;
};

/// Tables: projects (worst first; with a map), project_summary, project_nodes, idle_next, renewal_stages (most overdue
/// first, closed last; with a map), stage_summary; those whose input is absent are left out. Findings of both inputs,
/// and project_parcel_unknown, stage_parcel_unknown. Throws Error(usage) where neither table is given, where the
/// selection names a light, platform, office or project that is not there.
[[nodiscard]] table::Report projects_report(const ReportInput& input, Diagnostics& diagnostics);

/// The light that a code or a Chinese word (红, 红灯) means; throws Error(usage) for others.
[[nodiscard]] Light light_of(const std::string& word);

}  // namespace mulens::projects
