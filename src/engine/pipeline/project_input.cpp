#include "pipeline/project_input.hpp"

#include "base/error.hpp"

namespace mulens::pipeline {

projects::ReportInput projects_input(const Run& run, const config::NodeRules& nodes,
                                     const config::StageRules& stage_rules) {
    if (!run.settings.as_of)
        throw Error(ExitCode::usage, "projects are judged on a day: name it with --as-of or as_of in the project");
    const auto layer = [&](const char* role) -> const table::Layer* {
        const auto at = run.layers.find(role);
        return at == run.layers.end() || at->second.rows() == 0 ? nullptr : &at->second;
    };
    projects::ReportInput input;
    input.parcels = &run.parcels.table;
    input.geometry = &run.parcels.geometry;
    input.deadlines = run.rules.deadlines;
    input.projects = layer("projects");
    input.stages = layer("stages");
    input.nodes = &nodes;
    input.stage_rules = &stage_rules;
    input.as_of = *run.settings.as_of;
    return input;
}

}  // namespace mulens::pipeline
