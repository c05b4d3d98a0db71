// `mulens projects`: milestones with red, yellow and green, the idle clock beside them, and renewal stages.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "projects/report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

struct ProjectsCommand {
    PlanningOptions common;
    projects::Selection selection;
    std::string nodes, stage_rules;
};

const table::Layer* layer_of(const pipeline::Run& run, const char* role) {
    const auto at = run.layers.find(role);
    return at == run.layers.end() || at->second.rows() == 0 ? nullptr : &at->second;
}

int run_projects(const ProjectsCommand& o) {
    // What is wrong with the rules or options is said before anything is read.
    const auto nodes = config::load_node_rules(o.nodes);
    const auto stage_rules = config::load_stage_rules(o.stage_rules);
    for (const auto& word : o.selection.lights) (void)projects::light_of(word);
    std::vector<std::pair<std::string, std::string>> shown;
    const auto show = [&](const char* name, const std::string& value) {
        if (!value.empty()) shown.emplace_back(name, value);
    };
    show("nodes", o.nodes);
    show("stage-rules", o.stage_rules);
    show("platform", o.selection.platform);
    show("office", o.selection.office);
    show("project", o.selection.project);
    show("light", fmt::format("{}", fmt::join(o.selection.lights, ",")));
    const auto make = [&](const pipeline::Run& run, Diagnostics& diagnostics, Progress&) {
        if (!run.settings.as_of)
            throw Error(ExitCode::usage, "projects are judged on a day: name it with --as-of or as_of in the project");
        projects::ReportInput input;
        input.parcels = &run.parcels.table;
        input.geometry = &run.parcels.geometry;
        input.deadlines = run.rules.deadlines;
        input.projects = layer_of(run, "projects");
        input.stages = layer_of(run, "stages");
        input.nodes = &nodes;
        input.stage_rules = &stage_rules;
        input.as_of = *run.settings.as_of;
        input.selection = o.selection;
        return projects::projects_report(input, diagnostics);
    };
    return run_planning(o.common, {"stages"}, make, shown);
}

}  // namespace

void add_projects_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<ProjectsCommand>();
    CLI::App* command = app.add_subcommand(
        "projects", "Project milestones as red, yellow and green, idle deadlines beside them, renewal stages");
    add_planning_options(*command, o->common);
    command->add_option("--light", o->selection.lights, "Only projects that are red, yellow, green, unknown, completed")
        ->delimiter(',')
        ->type_name("LIGHT,…")
        ->group("Selection");
    command->add_option("--platform", o->selection.platform, "Only this platform")
        ->type_name("NAME")
        ->group("Selection");
    command->add_option("--office", o->selection.office, "Only this responsible office")
        ->type_name("NAME")
        ->group("Selection");
    command->add_option("--project", o->selection.project, "One project with all its nodes")
        ->type_name("ID")
        ->group("Selection");
    command->add_option("--nodes", o->nodes, "Node list with limits; default data/projects/nodes.toml")
        ->type_name("FILE.toml")
        ->group("Rules");
    command->add_option("--stage-rules", o->stage_rules, "Stage list with limits; default data/projects/stages.toml")
        ->type_name("FILE.toml")
        ->group("Rules");
    command->footer(
        "Tables: projects, project_summary, project_nodes, idle_next, renewal_stages, stage_summary: docs/projects.md");
    command->callback([o, &action] { action = [o] { return run_projects(*o); }; });
}

}  // namespace mulens::cli
