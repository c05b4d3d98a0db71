// mulens assemble: 连片整合.
#include "cli/commands.hpp"
#include "cli/named_numbers.hpp"
#include "cli/planning.hpp"
#include "planning/land_questions.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

struct AssembleOptions {
    PlanningOptions planning;
    planning::AssemblyQuestion question;
    double max_mu = 0;
    std::string constraints = "exclude";
    std::string renewal = "warn";
    std::vector<std::string> weights;
};

void settle(AssembleOptions& o) {
    auto& w = o.question.assembly.weights;
    set_named_numbers(
        "--weight", o.weights,
        {{"land", &w.land}, {"owners", &w.owners}, {"compact", &w.compact}, {"low", &w.low}, {"tax", &w.tax}});
    if (o.max_mu != 0) o.question.assembly.max_mu = o.max_mu;
    o.question.adjacency.threads = o.question.assembly.threads = o.planning.threads;
    o.question.rules.exclude_constrained = o.constraints == "exclude";
    o.question.rules.exclude_renewal = o.renewal == "exclude";
    planning::check_question(o.question);
}

std::vector<std::pair<std::string, std::string>> shown_options(const AssembleOptions& o) {
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](const char* name, std::string value) { out.emplace_back(name, std::move(value)); };
    add("min-mu", fmt::format("{}", o.question.assembly.min_mu));
    if (o.max_mu != 0) add("max-mu", fmt::format("{}", o.max_mu));
    add("min-plots", fmt::format("{}", o.question.assembly.min_plots));
    if (o.question.assembly.max_owners != 0) add("max-owners", fmt::format("{}", o.question.assembly.max_owners));
    add("gap", fmt::format("{}", o.question.adjacency.border_m));
    add("min-border", fmt::format("{}", o.question.assembly.contiguity.min_border_m));
    add("across-road", fmt::format("{}", o.question.assembly.contiguity.across_road_m));
    if (o.question.assembly.across_platforms) add("across-platforms", "");
    add("constrained", o.constraints);
    add("in-renewal", o.renewal);
    add("constraint-share", fmt::format("{}", o.question.rules.most_share));
    if (!o.question.candidates.empty()) add("candidates", o.question.candidates);
    for (const auto& weight : o.weights) add("weight", weight);
    if (o.question.rules.tax_reference >= 0) add("tax-reference", fmt::format("{}", o.question.rules.tax_reference));
    return out;
}

void add_limits(CLI::App& command, AssembleOptions& o) {
    const char* group = "Groups";
    command.add_option("--min-mu", o.question.assembly.min_mu, "Least 亩 of a group")
        ->capture_default_str()
        ->group(group);
    command.add_option("--max-mu", o.max_mu, "Most 亩 of a group; a larger one is cut down to its best part")
        ->check(CLI::PositiveNumber)
        ->group(group);
    command.add_option("--min-plots", o.question.assembly.min_plots, "Least plots of a group")
        ->capture_default_str()
        ->check(CLI::PositiveNumber)
        ->group(group);
    command
        .add_option("--max-owners", o.question.assembly.max_owners,
                    "Most owners; a plot without a known owner counts as one")
        ->check(CLI::PositiveNumber)
        ->group(group);
    command.add_option("--gap", o.question.adjacency.border_m, "Borders at most this many metres apart are one border")
        ->capture_default_str()
        ->type_name("M")
        ->group(group);
    command.add_option("--min-border", o.question.assembly.contiguity.min_border_m, "Least common border, metres")
        ->capture_default_str()
        ->type_name("M")
        ->group(group);
    command
        .add_option("--across-road", o.question.assembly.contiguity.across_road_m,
                    "Plots that face each other across a gap of up to M metres lie together too")
        ->type_name("M")
        ->group(group);
    command
        .add_flag("--across-platforms", o.question.assembly.across_platforms,
                  "A group may reach over a platform's border")
        ->group(group);
    command.add_option("--weight", o.weights, "Weight of a part of the score: land, owners, compact, low, tax")
        ->type_name("NAME=W")
        ->group(group);
    command
        .add_option("--tax-reference", o.question.rules.tax_reference,
                    "Tax per 亩 at which the tax part is 0; else the median")
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
        ->add_option("--candidates", options->question.candidates,
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
        ->add_option("--constraint-share", options->question.rules.most_share,
                     "Share of a plot that may lie under constraints (in renewal areas) before it is left out")
        ->capture_default_str()
        ->group("Plots");
    command->footer("Tables: groups (outlines), group_plots, key_plots. How groups are chosen: docs/planning.md");
    command->callback([options, &action] {
        action = [options] {
            settle(*options);
            return run_planning(
                options->planning, {"supply"},
                [&](const pipeline::Run& run, Diagnostics&, Progress& progress) {
                    return planning::answer(run, options->question, progress);
                },
                shown_options(*options));
        };
    });
}

}  // namespace mulens::cli
