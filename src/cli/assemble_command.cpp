// mulens assemble: 连片整合.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/named_numbers.hpp"
#include "cli/planning.hpp"
#include "cli/planning_land.hpp"
#include "plan/assembly_report.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

namespace mulens::cli {
namespace {

struct AssembleOptions {
    PlanningOptions planning;
    plan::AssemblyOptions assembly;
    plan::AssemblyRules rules;
    plan::AdjacencyOptions adjacency;
    double max_mu = 0;
    std::string candidates;
    std::string constraints = "exclude";
    std::string renewal = "warn";
    std::vector<std::string> weights;
};

void settle(AssembleOptions& o) {
    auto& w = o.assembly.weights;
    set_named_numbers(
        "--weight", o.weights,
        {{"land", &w.land}, {"owners", &w.owners}, {"compact", &w.compact}, {"low", &w.low}, {"tax", &w.tax}});
    if (o.max_mu != 0) o.assembly.max_mu = o.max_mu;
    o.adjacency.road_gap_m = o.assembly.contiguity.across_road_m;
    o.adjacency.threads = o.assembly.threads = o.planning.threads;
    o.rules.exclude_constrained = o.constraints == "exclude";
    o.rules.exclude_renewal = o.renewal == "exclude";
    plan::check_options(o.assembly);
    if (!(o.adjacency.border_m >= 0) || !std::isfinite(o.adjacency.border_m))
        throw Error(ExitCode::usage, "--gap must be 0 m or more");
    if (!(o.rules.most_share >= 0 && o.rules.most_share <= 1))
        throw Error(ExitCode::usage, "--constraint-share must lie between 0 and 1");
}

table::Report answer(const AssembleOptions& o, const pipeline::Run& run, Progress& progress) {
    const auto adjacency = plan::find_adjacency(run.parcels.geometry, o.adjacency, progress);
    std::vector<Row> chosen;
    plan::AssemblyLand land;
    land.parcels = &run.parcels.table;
    land.geometry = &run.parcels.geometry;
    land.adjacency = &adjacency;
    land.constraint_share = shares_of(run.land.constraints, run.parcels.rows());
    land.renewal_share = shares_of(run.land.renewal, run.parcels.rows());
    if (!o.candidates.empty()) {
        chosen = rows_where(run, "--candidates", o.candidates, progress);
        land.chosen = &chosen;
    }
    const auto problem = plan::assembly_case(land, o.rules);
    plan::AssemblyOptions options = o.assembly;
    options.tax_reference = problem.tax_reference;
    const auto found = plan::assemble(problem.input, options, progress);
    return plan::assembly_report(land, problem, o.rules, options, o.adjacency.border_m, found);
}

std::vector<std::pair<std::string, std::string>> shown_options(const AssembleOptions& o) {
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](const char* name, std::string value) { out.emplace_back(name, std::move(value)); };
    add("min-mu", fmt::format("{}", o.assembly.min_mu));
    if (o.max_mu != 0) add("max-mu", fmt::format("{}", o.max_mu));
    add("min-plots", fmt::format("{}", o.assembly.min_plots));
    if (o.assembly.max_owners != 0) add("max-owners", fmt::format("{}", o.assembly.max_owners));
    add("gap", fmt::format("{}", o.adjacency.border_m));
    add("min-border", fmt::format("{}", o.assembly.contiguity.min_border_m));
    add("across-road", fmt::format("{}", o.assembly.contiguity.across_road_m));
    if (o.assembly.across_platforms) add("across-platforms", "");
    add("constrained", o.constraints);
    add("in-renewal", o.renewal);
    add("constraint-share", fmt::format("{}", o.rules.most_share));
    if (!o.candidates.empty()) add("candidates", o.candidates);
    for (const auto& weight : o.weights) add("weight", weight);
    if (o.rules.tax_reference >= 0) add("tax-reference", fmt::format("{}", o.rules.tax_reference));
    return out;
}

void add_limits(CLI::App& command, AssembleOptions& o) {
    const char* group = "Groups";
    command.add_option("--min-mu", o.assembly.min_mu, "Least 亩 of a group")->capture_default_str()->group(group);
    command.add_option("--max-mu", o.max_mu, "Most 亩 of a group; a larger one is cut down to its best part")
        ->check(CLI::PositiveNumber)
        ->group(group);
    command.add_option("--min-plots", o.assembly.min_plots, "Least plots of a group")
        ->capture_default_str()
        ->check(CLI::PositiveNumber)
        ->group(group);
    command
        .add_option("--max-owners", o.assembly.max_owners, "Most owners; a plot without a known owner counts as one")
        ->check(CLI::PositiveNumber)
        ->group(group);
    command.add_option("--gap", o.adjacency.border_m, "Borders at most this many metres apart are one border")
        ->capture_default_str()
        ->type_name("M")
        ->group(group);
    command.add_option("--min-border", o.assembly.contiguity.min_border_m, "Least common border, metres")
        ->capture_default_str()
        ->type_name("M")
        ->group(group);
    command
        .add_option("--across-road", o.assembly.contiguity.across_road_m,
                    "Plots that face each other across a gap of up to M metres lie together too")
        ->type_name("M")
        ->group(group);
    command.add_flag("--across-platforms", o.assembly.across_platforms, "A group may reach over a platform's border")
        ->group(group);
    command.add_option("--weight", o.weights, "Weight of a part of the score: land, owners, compact, low, tax")
        ->type_name("NAME=W")
        ->group(group);
    command
        .add_option("--tax-reference", o.rules.tax_reference, "Tax per 亩 at which the tax part is 0; else the median")
        ->type_name("万元/亩")
        ->check(CLI::NonNegativeNumber)
        ->group(group);
}

}  // namespace

void add_assemble_command(CLI::App& app, std::function<int()>& action) {
    auto options = std::make_shared<AssembleOptions>();
    CLI::App* command = app.add_subcommand(
        "assemble", "Land that can be put together (连片整合): groups of low-efficient or idle plots, key plots");
    add_planning_options(*command, options->planning);
    add_limits(*command, *options);
    command
        ->add_option("--candidates", options->candidates,
                     "SQLite condition for the plots to put together; else low-efficient and idle ones")
        ->type_name("CONDITION")
        ->group("Plots");
    command->add_option("--constrained", options->constraints, "Plots under constraints: leave out, or only name them")
        ->capture_default_str()
        ->check(CLI::IsMember({"exclude", "warn"}))
        ->group("Plots");
    command->add_option("--in-renewal", options->renewal, "Plots in renewal areas: leave out, or only name them")
        ->capture_default_str()
        ->check(CLI::IsMember({"exclude", "warn"}))
        ->group("Plots");
    command
        ->add_option("--constraint-share", options->rules.most_share,
                     "Share of a plot that may lie under constraints (in renewal areas) before it is left out")
        ->capture_default_str()
        ->group("Plots");
    command->footer("Tables: groups (outlines), group_plots, key_plots. How groups are chosen: docs/planning.md");
    command->callback([options, &action] {
        action = [options] {
            settle(*options);
            return run_planning(
                options->planning, {},
                [&](const pipeline::Run& run, Diagnostics&, Progress& progress) {
                    return answer(*options, run, progress);
                },
                shown_options(*options));
        };
    });
}

}  // namespace mulens::cli
