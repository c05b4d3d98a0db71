// `mulens projects`: milestones with red, yellow and green, the idle clock beside them, and renewal stages.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "planning/project_questions.hpp"

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

int run_projects(const ProjectsCommand& o) {
    // What is wrong with the rules or options is said before anything is read.
    (void)config::load_node_rules(o.nodes);
    (void)config::load_stage_rules(o.stage_rules);
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
        return planning::answer(run, {o.selection, o.nodes, o.stage_rules}, diagnostics);
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
