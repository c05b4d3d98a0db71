// `mulens robust`.
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "planning/picture_questions.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

struct RobustCommand {
    PlanningOptions common;
    robust::DrawOptions draws;
};

int run_robust(const RobustCommand& o) {
    const std::vector<std::pair<std::string, std::string>> shown{
        {"draws", fmt::format("{}", o.draws.draws)},
        {"concentration", fmt::format("{}", o.draws.concentration)},
        {"error", fmt::format("{}", o.draws.error)},
        {"seed", fmt::format("{}", o.draws.seed)}};
    const auto make = [&](const pipeline::Run& run, Diagnostics&, Progress& progress) {
        auto options = o.draws;
        options.threads = o.common.threads;
        return planning::answer(run, options, progress);
    };
    return run_planning(o.common, {}, make, shown);
}

}  // namespace

void add_robust_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<RobustCommand>();
    CLI::App* command = app.add_subcommand(
        "robust", "How sure grades are: weights and data drawn many times, share of D, low-efficiency, rank intervals");
    add_planning_options(*command, o->common);
    command->add_option("--draws", o->draws.draws, "Number of draws")
        ->capture_default_str()
        ->type_name("N")
        ->group("Draws");
    command
        ->add_option("--concentration", o->draws.concentration,
                     "Weights ~ Dirichlet(N·w): the larger, the closer to the scheme; 0 keeps them")
        ->capture_default_str()
        ->type_name("N")
        ->group("Draws");
    command->add_option("--error", o->draws.error, "Error of a firm's figures: standard deviation of the logarithm")
        ->capture_default_str()
        ->type_name("SHARE")
        ->group("Draws");
    command->add_option("--seed", o->draws.seed, "Another seed, other draws")
        ->capture_default_str()
        ->type_name("N")
        ->group("Draws");
    command->callback([o, &action] { action = [o] { return run_robust(*o); }; });
}

}  // namespace mulens::cli
