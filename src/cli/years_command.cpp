// `mulens years`.
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "planning/picture_questions.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

struct YearsCommand {
    PlanningOptions common;
    years::ReportOptions report;
};

int run_years(const YearsCommand& o) {
    std::vector<std::pair<std::string, std::string>> shown;
    const auto show = [&](const char* name, const auto& value) {
        if (value) shown.emplace_back(name, fmt::format("{}", *value));
    };
    show("renewed", o.report.effect.renewal);
    show("before", o.report.effect.before);
    show("after", o.report.effect.after);
    shown.emplace_back("link-share", fmt::format("{}", o.report.lineage.link_share));
    shown.emplace_back("whole-share", fmt::format("{}", o.report.lineage.whole_share));
    if (o.report.unchanged) shown.emplace_back("unchanged", "true");
    const auto make = [&](const pipeline::Run& run, Diagnostics& diagnostics, Progress& progress) {
        auto options = o.report;
        options.lineage.threads = o.common.threads;
        return planning::answer(run, options, diagnostics, progress);
    };
    return run_planning(o.common, {"parcels_before", "stages"}, make, shown);
}

}  // namespace

void add_years_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<YearsCommand>();
    CLI::App* command = app.add_subcommand(
        "years", "Plots through splits, merges and new borders: series, grade moves, D again, effect of a renewal");
    add_planning_options(*command, o->common);
    command
        ->add_option("--link-share", o->report.lineage.link_share,
                     "Two plots of two years belong together from this share of either")
        ->capture_default_str()
        ->type_name("SHARE")
        ->group("Lineage");
    command->add_option("--whole-share", o->report.lineage.whole_share, "From this share on it is the whole plot")
        ->capture_default_str()
        ->type_name("SHARE")
        ->group("Lineage");
    command->add_flag("--unchanged", o->report.unchanged, "List plots that stayed the same in the lineage too")
        ->group("Lineage");
    const auto year = [&](const char* flag, std::optional<int>& value, const char* help) {
        command->add_option(flag, value, help)->type_name("YEAR")->group("Effect of a renewal");
    };
    year("--renewed", o->report.effect.renewal,
         "Plots renewed in this year (default: the newest that can be measured)");
    year("--before", o->report.effect.before, "Year before it (default: the newest before)");
    year("--after", o->report.effect.after, "Year after it (default: the last)");
    command->callback([o, &action] { action = [o] { return run_years(*o); }; });
}

}  // namespace mulens::cli
