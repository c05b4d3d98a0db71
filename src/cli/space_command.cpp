// `mulens space`.
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "planning/picture_questions.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

struct SpaceCommand {
    PlanningOptions common;
    planning::SpaceQuestion question;
};

int run_space(const SpaceCommand& o) {
    std::vector<std::pair<std::string, std::string>> shown;
    if (!o.question.where.empty()) shown.emplace_back("where", o.question.where);
    for (const auto& text : o.question.leads) shown.emplace_back("lead", text);
    if (!o.question.chains.empty()) shown.emplace_back("chains", o.question.chains);
    shown.emplace_back("weak", fmt::format("{}", o.question.weak_lq));
    const auto make = [&](const pipeline::Run& run, Diagnostics&, Progress&) {
        return planning::answer(run, o.question);
    };
    return run_planning(o.common, {}, make, shown);
}

}  // namespace

void add_space_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<SpaceCommand>();
    CLI::App* command = app.add_subcommand(
        "space", "Floor that planned FAR still allows, industries by platform, gaps in the lead industries' chains");
    add_planning_options(*command, o->common);
    command
        ->add_option("--where", o->question.where,
                     "SQLite condition over the plots whose headroom is counted, e.g. low_efficiency; default: all "
                     "industrial land in scope")
        ->type_name("CONDITION")
        ->group("Selection");
    command->add_option("--lead", o->question.leads, "Lead industry of a platform (车, 芯, 药, 化, 航 …; repeatable)")
        ->type_name("PLATFORM=ID")
        ->group("Rules");
    command->add_option("--weak", o->question.weak_lq, "A link is weak under this location quotient by output")
        ->capture_default_str()
        ->type_name("LQ")
        ->group("Rules");
    command
        ->add_option("--chains", o->question.chains,
                     "Links of the chains by industry code; default: the shipped file (data/space/chains.toml)")
        ->type_name("FILE.toml")
        ->group("Rules");
    command->callback([o, &action] { action = [o] { return run_space(*o); }; });
}

}  // namespace mulens::cli
