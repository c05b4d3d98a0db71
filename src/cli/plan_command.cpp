// `mulens options` and `mulens plan`.
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "planning/replay.hpp"
#include "planning/scenarios.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

using Shown = std::vector<std::pair<std::string, std::string>>;

std::vector<std::pair<std::string, double>> numbers_from(const std::vector<std::string>& texts) {
    std::vector<std::pair<std::string, double>> out;
    for (const auto& text : texts) {
        const auto at = text.find('=');
        const auto value = at == std::string::npos ? std::nullopt : parse_number(text.substr(at + 1));
        if (!value)
            throw Error::make(ExitCode::usage, "--set {}: write it as NAME=NUMBER, e.g. buy_back.land_price_per_mu=55",
                              text);
        out.emplace_back(text.substr(0, at), *value);
    }
    return out;
}

struct TableOptions {
    std::string table;
    std::vector<std::string> set;
    std::string candidates;
};

void add_table_options(CLI::App& command, TableOptions& o) {
    command
        .add_option("--table", o.table,
                    fmt::format("Decision table: {} or a TOML file; default `default`",
                                fmt::join(config::shipped_renewal(), ", ")))
        ->type_name("NAME|FILE")
        ->group("Rules");
    command.add_option("--set", o.set, "Another number of the table, e.g. buy_back.land_price_per_mu=55")
        ->type_name("NAME=NUMBER")
        ->group("Rules");
    command
        .add_option("--candidates", o.candidates,
                    "SQLite condition over parcels; default: suspected low-efficient or idle, not excluded")
        ->type_name("CONDITION")
        ->group("Selection");
}

struct OptionsCommand {
    PlanningOptions common;
    TableOptions table;
    std::vector<std::string> plots;
    std::vector<std::string> groups;
};

int run_options(const OptionsCommand& o, const Shown& shown) {
    const auto make = [&](const pipeline::Run& run, Diagnostics&, Progress& progress) {
        auto table = config::load_renewal(o.table.table.empty() ? "default" : o.table.table);
        for (const auto& [name, value] : numbers_from(o.table.set)) config::set_number(table, name, value);
        config::Scenario scenario;
        scenario.name = "options";
        scenario.candidates = o.table.candidates;
        for (const auto& group : o.groups) scenario.groups.push_back(split(group, ','));
        config::check_scenario(scenario, "options");
        const bool named = !o.plots.empty() || !o.groups.empty();
        std::vector<plan::Site> sites;
        if (named) {
            // Only what was named: no candidate beside it.
            scenario.candidates = "0";
            scenario.must = o.plots;
        }
        sites = planning::sites_of(run, scenario, progress);
        if (sites.empty())
            throw Error(ExitCode::usage, "no plot is a candidate: change --candidates, or name plots with --plots");
        const auto data = planning::plan_data(run);
        return plan::options_report(plan::evaluate_options(data.input, std::move(sites), table), table, run.shapes());
    };
    return run_planning(o.common, {"supply"}, make, shown);
}

struct PlanCommand {
    PlanningOptions common;
    TableOptions table;
    std::vector<std::string> scenarios;
    std::string objective;
    std::optional<double> budget, max_mu, min_mu, max_floor, min_floor, max_plots, gap, group_max_mu;
    bool net = false;
    bool assemble = false;
    config::ScenarioAssembly assembly;
    std::vector<std::string> must, never, allowed, groups;
    std::vector<double> years;
    std::optional<int> first_year, nodes, replay;
};

template <typename Given, typename Taken>
void take(const std::optional<Given>& given, Taken& out) {
    if (given) out = *given;
}

/// What the options say goes over what the file says.
config::Scenario with_options(config::Scenario s, const PlanCommand& o) {
    if (!o.table.table.empty()) s.table = o.table.table;
    for (auto& number : numbers_from(o.table.set)) s.set.push_back(std::move(number));
    if (!o.table.candidates.empty()) s.candidates = o.table.candidates;
    if (!o.objective.empty()) s.objective = config::parse_objective(o.objective);
    take(o.budget, s.budget);
    take(o.max_mu, s.max_mu);
    take(o.min_mu, s.min_mu);
    take(o.max_floor, s.max_floor_m2);
    take(o.min_floor, s.min_floor_m2);
    take(o.max_plots, s.max_plots);
    if (o.net) s.budget_is_net = true;
    take(o.gap, s.gap);
    take(o.nodes, s.nodes);
    take(o.replay, s.replay);
    s.must.insert(s.must.end(), o.must.begin(), o.must.end());
    s.never.insert(s.never.end(), o.never.begin(), o.never.end());
    s.options.insert(s.options.end(), o.allowed.begin(), o.allowed.end());
    for (const auto& group : o.groups) s.groups.push_back(split(group, ','));
    if (o.assemble) {
        s.assembly = o.assembly;
        take(o.group_max_mu, s.assembly->max_mu);
    }
    if (!o.years.empty()) s.year_budgets = o.years;
    take(o.first_year, s.first_year);
    config::check_scenario(s, s.file.empty() ? "plan" : s.file);
    return s;
}

/// The run of the year before the campaign, over the same files.
pipeline::Run run_before(const pipeline::Run& run, int campaign, unsigned threads, Progress& progress) {
    auto project = run.settings.project;
    project.year = campaign - 1;
    project.as_of.reset();
    pipeline::RunOptions options;
    options.threads = threads;
    options.hash = false;
    options.for_viewing = true;
    options.also = {"supply"};
    Diagnostics unused;
    return pipeline::run_project(std::move(project), options, unused, progress);
}

int run_replay(const PlanCommand& o, const config::Scenario& scenario, const Shown& shown) {
    const int campaign = *scenario.replay;
    const auto table = planning::renewal_table(scenario);
    const auto make = [&](const pipeline::Run& run, Diagnostics&, Progress& progress) {
        planning::check_campaign(run, campaign);
        return planning::replay_report(run_before(run, campaign, o.common.threads, progress), run, campaign, table);
    };
    return run_planning(o.common, {"supply", "stages"}, make, shown);
}

std::vector<config::Scenario> scenarios_from(const PlanCommand& o) {
    std::vector<config::Scenario> out;
    for (const auto& file : o.scenarios) out.push_back(with_options(config::load_scenario(file), o));
    if (out.empty()) {
        config::Scenario scenario;
        scenario.name = "命令行方案";
        out.push_back(with_options(std::move(scenario), o));
    }
    for (const auto& scenario : out)
        if (scenario.replay && out.size() > 1) planning::refuse_replay(scenario);
    return out;
}

int run_plan(const PlanCommand& o, const Shown& shown) {
    auto scenarios = scenarios_from(o);
    if (scenarios.front().replay) return run_replay(o, scenarios.front(), shown);
    const auto make = [&](const pipeline::Run& run, Diagnostics&, Progress& progress) {
        const auto data = planning::plan_data(run);
        std::vector<plan::Solved> solved;
        for (auto& scenario : scenarios) {
            progress.stage("solve " + scenario.name, 0);
            progress.check();
            if (!scenario.first_year && run.settings.year) scenario.first_year = *run.settings.year + 1;
            solved.push_back(planning::solve_scenario(run, data, scenario, progress));
        }
        return plan::plan_report(solved, run.parcels.table, run.shapes());
    };
    return run_planning(o.common, {"supply", "stages"}, make, shown);
}

void add_limits(CLI::App& command, PlanCommand& o) {
    const auto number = [&](const char* flag, auto& value, const char* help, const char* unit) {
        command.add_option(flag, value, help)->type_name(unit)->group("Limits");
    };
    number("--budget", o.budget, "Public money to spend, all years together", "万元");
    command.add_flag("--net", o.net, "Count the budget after what re-supplied land brings")->group("Limits");
    number("--max-mu", o.max_mu, "At most this much land", "亩");
    number("--min-mu", o.min_mu, "At least this much land", "亩");
    number("--max-floor", o.max_floor, "At most this much new floor area", "m²");
    number("--min-floor", o.min_floor, "At least this much new floor area", "m²");
    number("--max-plots", o.max_plots, "At most this many plots", "N");
    command.add_option("--years", o.years, "A budget for each year; unspent money moves on")
        ->delimiter(',')
        ->type_name("万元,万元,…")
        ->group("Limits");
    command.add_option("--first-year", o.first_year, "Calendar year of the first of them; default the year after")
        ->type_name("YEAR")
        ->group("Limits");
}

void add_groups(CLI::App& command, PlanCommand& o) {
    auto* assemble = command.add_flag("--assemble", o.assemble,
                                      "Contiguous groups of candidates (mulens assemble) may be taken whole, too");
    assemble->group("Selection");
    const auto number = [&](const char* flag, auto& value, const char* help, const char* unit) {
        command.add_option(flag, value, help)->type_name(unit)->needs(assemble)->group("Selection");
    };
    number("--group-min-mu", o.assembly.min_mu, "Least land of such a group; default 50", "亩");
    number("--group-max-mu", o.group_max_mu, "Most land of such a group", "亩");
    number("--group-max-owners", o.assembly.max_owners, "Most owners of such a group", "N");
    number("--group-across-road", o.assembly.across_road_m, "Plots across a gap of up to M metres lie together", "M");
    command
        .add_flag("--group-across-platforms", o.assembly.across_platforms, "A group may reach over a platform's border")
        ->needs(assemble)
        ->group("Selection");
}

}  // namespace

void add_options_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<OptionsCommand>();
    CLI::App* command =
        app.add_subcommand("options", "Ways to renew a plot or group: path, mode, cost, floor, tax, payback");
    add_planning_options(*command, o->common);
    add_table_options(*command, o->table);
    command->add_option("--plots", o->plots, "These plots only")
        ->delimiter(',')
        ->type_name("CODE,…")
        ->group("Selection");
    command->add_option("--group", o->groups, "These plots as one site (repeatable)")
        ->type_name("CODE,CODE,…")
        ->group("Selection");
    command->callback(
        [o, command, &action] { action = [o, command] { return run_options(*o, given_options(*command)); }; });
}

void add_plan_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<PlanCommand>();
    CLI::App* command = app.add_subcommand(
        "plan", "Choose plots and options under a budget: the most tax, floor area or tax per mu, year by year");
    add_planning_options(*command, o->common);
    command->add_option("--scenario", o->scenarios, "Scenario files; several are compared with the first")
        ->type_name("FILE.toml")
        ->group("Rules");
    command->add_option("--objective", o->objective, "tax (default), floor or per_mu")
        ->type_name("NAME")
        ->group("Rules");
    add_table_options(*command, o->table);
    add_limits(*command, *o);
    command->add_option("--must", o->must, "These plots in any case")
        ->delimiter(',')
        ->type_name("CODE,…")
        ->group("Selection");
    command->add_option("--never", o->never, "These plots in no case")
        ->delimiter(',')
        ->type_name("CODE,…")
        ->group("Selection");
    command->add_option("--options", o->allowed, "Only these options, e.g. reserve,lease_back")
        ->delimiter(',')
        ->type_name("ID,…")
        ->group("Selection");
    command->add_option("--group", o->groups, "These plots all or none, with one option (repeatable)")
        ->type_name("CODE,CODE,…")
        ->group("Selection");
    add_groups(*command, *o);
    command->add_option("--replay", o->replay, "Play the campaign of this year again, from the stages table")
        ->type_name("YEAR")
        ->group("Rules");
    command->add_option("--gap", o->gap, "Stop where the proven gap is at most this share")->group("Solver");
    command->add_option("--nodes", o->nodes, "Stop after this many branch-and-bound nodes")->group("Solver");
    command->callback(
        [o, command, &action] { action = [o, command] { return run_plan(*o, given_options(*command)); }; });
}

}  // namespace mulens::cli
