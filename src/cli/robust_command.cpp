// `mulens robust`.
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "planning/picture_questions.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdlib>
#include <memory>
#include <optional>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace mulens::cli {
namespace {

struct RobustCommand {
    PlanningOptions common;
    planning::RobustQuestion question;
    std::optional<double> budget;
    std::string scenario, objective;
};

/// A thousand draws take and give back the same blocks: they stay with the program instead of going back to the system
/// each time.
void keep_memory() {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_TOP_PAD, 4 << 20);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}

int run_robust(const RobustCommand& o) {
    keep_memory();
    auto question = o.question;
    question.threads = o.common.threads;
    const auto& draws = question.draws;
    std::vector<std::pair<std::string, std::string>> shown{{"concentration", fmt::format("{}", draws.concentration)},
                                                           {"error", fmt::format("{}", draws.error)},
                                                           {"seed", fmt::format("{}", draws.seed)}};
    const auto show = [&](const char* name, const auto& value) {
        if (value) shown.emplace_back(name, fmt::format("{}", *value));
    };
    show("draws", question.count);
    show("plan-draws", question.plan_draws);
    show("budget", o.budget);
    if (!o.scenario.empty()) {
        shown.emplace_back("scenario", o.scenario);
        question.scenario = config::load_scenario(o.scenario);
    }
    if (o.budget || !o.objective.empty()) {
        if (!question.scenario) question.scenario = planning::usual_scenario();
        if (o.budget) question.scenario->budget = o.budget;
        if (!o.objective.empty()) question.scenario->objective = config::parse_objective(o.objective);
        config::check_scenario(*question.scenario, "robust");
    }
    const auto make = [&](const pipeline::Run& run, Diagnostics&, Progress& progress) {
        return planning::answer(run, question, progress);
    };
    return run_planning(o.common, {"supply"}, make, shown);
}

}  // namespace

void add_robust_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<RobustCommand>();
    CLI::App* command = app.add_subcommand(
        "robust", "How sure grades and plans are: weights and data drawn many times, share of D, of plans, intervals");
    add_planning_options(*command, o->common);
    command->add_option("--draws", o->question.count, "Number of draws; default 1000, 100 of more than 300,000 plots")
        ->type_name("N")
        ->group("Draws");
    command
        ->add_option("--concentration", o->question.draws.concentration,
                     "Weights ~ Dirichlet(N·w): the larger, the closer to the scheme; 0 keeps them")
        ->capture_default_str()
        ->type_name("N")
        ->group("Draws");
    command
        ->add_option("--error", o->question.draws.error,
                     "Error of a firm's figures: standard deviation of the logarithm")
        ->capture_default_str()
        ->type_name("SHARE")
        ->group("Draws");
    command->add_option("--seed", o->question.draws.seed, "Another seed, other draws")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->type_name("N")
        ->group("Draws");
    command
        ->add_option("--plan-draws", o->question.plan_draws,
                     "The first so many draws solve the plan too; default 50, 10 of very many plots; 0: none")
        ->type_name("N")
        ->group("Plan");
    command->add_option("--budget", o->budget, "Public money of the plan; default 200000, or the scenario's")
        ->type_name("万元")
        ->group("Plan");
    command->add_option("--objective", o->objective, "tax (default), floor or per_mu")
        ->type_name("NAME")
        ->group("Plan");
    command->add_option("--scenario", o->scenario, "Scenario file of the plan, as of mulens plan")
        ->type_name("FILE.toml")
        ->group("Plan");
    command->callback([o, &action] { action = [o] { return run_robust(*o); }; });
}

}  // namespace mulens::cli
