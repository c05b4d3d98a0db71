// `mulens space`.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "config/facts.hpp"
#include "planning/scenarios.hpp"
#include "space/report.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

struct SpaceCommand {
    PlanningOptions common;
    std::string where;
    std::vector<std::string> leads;
    space::SpaceOptions options;
};

int run_space(const SpaceCommand& o) {
    space::SpaceOptions options = o.options;
    for (const auto& text : o.leads) {
        const auto at = text.find('=');
        if (at == std::string::npos || at == 0 || at + 1 == text.size())
            throw Error::make(ExitCode::usage, "--lead {}: write it as PLATFORM=ID, e.g. 江海之城=航", text);
        options.leads.push_back({text.substr(0, at), text.substr(at + 1)});
    }
    if (!(options.weak_lq > 0))
        throw Error::make(ExitCode::usage, "--weak {:g}: a location quotient is above 0", options.weak_lq);
    std::vector<std::pair<std::string, std::string>> shown;
    if (!o.where.empty()) shown.emplace_back("where", o.where);
    for (const auto& text : o.leads) shown.emplace_back("lead", text);
    shown.emplace_back("weak", fmt::format("{}", options.weak_lq));
    const auto make = [&](const pipeline::Run& run, Diagnostics&, Progress&) {
        const auto data = planning::plan_data(run);
        const auto rows = planning::candidate_rows(run, o.where.empty() ? "1" : o.where);
        if (rows.empty())
            throw Error(ExitCode::usage, o.where.empty() ? std::string("no plot is in scope")
                                                         : fmt::format("--where {}: no plot in scope is so", o.where));
        return space::space_report(data.input, run.parcels.geometry, rows, config::load_district_facts(), options);
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
        ->add_option("--where", o->where,
                     "SQLite condition over the plots whose headroom is counted, e.g. low_efficiency; default: all "
                     "industrial land in scope")
        ->type_name("CONDITION")
        ->group("Selection");
    command->add_option("--lead", o->leads, "Lead industry of a platform (车, 芯, 药, 化, 航 …; repeatable)")
        ->type_name("PLATFORM=ID")
        ->group("Rules");
    command->add_option("--weak", o->options.weak_lq, "A link is weak under this location quotient by output")
        ->capture_default_str()
        ->type_name("LQ")
        ->group("Rules");
    command->callback([o, &action] { action = [o] { return run_space(*o); }; });
}

}  // namespace mulens::cli
