// `mulens diff`.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "cli/results_folder.hpp"
#include "cli/terminal.hpp"
#include "planning/difference.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

namespace mulens::cli {
namespace {

struct SideOptions {
    std::string scheme, as_of;
    int year = 0;
};
struct DiffCommand {
    PlanningOptions common;
    SideOptions a, b;
    bool plots_of_today = false;
};

void apply(const SideOptions& o, const char* side, config::Project& project) {
    if (!o.scheme.empty()) project.scheme = o.scheme;
    if (o.year != 0 && project.year != o.year) {
        project.year = o.year;
        project.as_of.reset();  // the project's day is that of its own year: 31 December of the other
    }
    if (o.as_of.empty()) return;
    project.as_of = parse_date(o.as_of);
    if (!project.as_of)
        throw Error::make(ExitCode::usage, "--as-of-{} {}: not a date; write it as 2024-12-31", side, o.as_of);
}

bool says_something(const SideOptions& o) { return !o.scheme.empty() || o.year != 0 || !o.as_of.empty(); }

/// What is given as a folder of results stands for the project that made it.
struct Given {
    std::vector<config::Project> projects;
    std::vector<std::optional<FolderProject>> folders;
};
Given given_by(const InputOptions& inputs) {
    namespace fs = std::filesystem;
    Given out;
    const auto is_folder = [](const std::string& path) { return fs::is_directory(path); };
    if (std::none_of(inputs.projects.begin(), inputs.projects.end(), is_folder)) {
        out.projects = projects_from(inputs);
        out.folders.resize(out.projects.size());
        return out;
    }
    for (const auto& path : inputs.projects) {
        InputOptions one = inputs;
        out.folders.emplace_back(is_folder(path) ? std::optional(project_of_results(path)) : std::nullopt);
        one.projects = {out.folders.back() ? out.folders.back()->project.file : path};
        auto project = projects_from(one).front();
        if (out.folders.back()) project = out.folders.back()->project;
        out.projects.push_back(std::move(project));
    }
    return out;
}

int run_diff(const DiffCommand& o) {
    auto given = given_by(o.common.inputs);
    auto& projects = given.projects;
    if (projects.size() > 2)
        throw Error(ExitCode::usage, "diff takes two projects, or one with --scheme-b or --year-a");
    if (projects.size() == 1) {
        if (!says_something(o.a) && !says_something(o.b))
            throw Error(ExitCode::usage,
                        "nothing to compare: give two projects, or one with another scheme (--scheme-b) or another "
                        "year (--year-a)");
        projects.push_back(config::Project(projects.front()));
        given.folders.push_back(given.folders.front());
    }
    apply(o.a, "a", projects[0]);
    apply(o.b, "b", projects[1]);
    (void)planning_files(o.common);
    std::string planning;
    for (auto& project : projects)
        if (!o.plots_of_today) planning = config::add_planning_layers(project, o.common.planning);
    std::vector<std::pair<std::string, std::string>> shown{{"a", projects[0].file}, {"b", projects[1].file}};
    const auto show = [&](const char* name, const std::string& value) {
        if (!value.empty()) shown.emplace_back(name, value);
    };
    show("scheme-a", o.a.scheme);
    show("scheme-b", o.b.scheme);
    show("year-a", o.a.year == 0 ? "" : fmt::format("{}", o.a.year));
    show("year-b", o.b.year == 0 ? "" : fmt::format("{}", o.b.year));
    show("as-of-a", o.a.as_of);
    show("as-of-b", o.b.as_of);
    if (o.plots_of_today) shown.emplace_back("plots-of-today", "true");
    show("planning", planning);
    planning::DifferenceOptions options;
    options.own_plots = !o.plots_of_today;
    options.threads = o.common.threads;
    options.hash = !o.common.out.empty() || given.folders[0] || given.folders[1];
    TerminalProgress progress(o.common.quiet);
    const SignalGuard guard(progress);
    Diagnostics diagnostics;
    auto compared = [&] {
        const OnlyReading reading;
        return planning::compare_projects(std::move(projects[0]), std::move(projects[1]), options, diagnostics,
                                          progress);
    }();
    for (const std::size_t side : {0U, 1U}) {
        if (!given.folders[side]) continue;
        for (const auto& file : changed_since(*given.folders[side], side == 0 ? compared.a : compared.b))
            compared.report.lines.push_back(
                said("注意:{} 在 {} 评价之后已变,按现文件重算。",
                     "Note: {} has changed since it was scored in {}: reckoned from the file of today.", file,
                     side == 0 ? "A" : "B"));
    }
    // The manifest is that of B; files that only A read stand in it too.
    auto& sources = compared.b.sources;
    const std::size_t own = sources.size();
    for (auto& source : compared.a.sources) {
        const auto same = [&](const auto& other) {
            return other.path == source.path && other.layer_name == source.layer_name && other.role == source.role &&
                   other.sha256 == source.sha256;
        };
        if (std::none_of(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(own), same))
            sources.push_back(std::move(source));
    }
    return finish_planning(o.common, compared.report, std::move(compared.b), compared.gates_passed, diagnostics,
                           std::move(shown), progress);
}

void add_side(CLI::App& command, const char* side, SideOptions& o) {
    const std::string group = std::string("Side ") + side[0];
    const std::string s(1, static_cast<char>(side[0] - 'A' + 'a'));
    command.add_option("--scheme-" + s, o.scheme, fmt::format("Scheme that judges {}", side))
        ->type_name("NAME|FILE")
        ->group(group);
    command.add_option("--year-" + s, o.year, fmt::format("Year judged in {}", side))
        ->type_name("YYYY")
        ->check(CLI::Range(1990, 2200))
        ->group(group);
    command
        .add_option("--as-of-" + s, o.as_of,
                    fmt::format("\"Today\" of {} (default: the project's, else 31 December)", side))
        ->type_name("YYYY-MM-DD")
        ->group(group);
}

}  // namespace

void add_diff_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<DiffCommand>();
    CLI::App* command = app.add_subcommand(
        "diff",
        "Why grades moved from A to B: data, area, link, scheme, quota; of two projects, results, schemes or years");
    add_planning_options(*command, o->common);
    add_side(*command, "A", o->a);
    add_side(*command, "B", o->b);
    command
        ->add_flag("--plots-of-today", o->plots_of_today,
                   "Judge an earlier year over today's plots, though the planning file has its own")
        ->group("Rules");
    command->footer(
        "mulens diff A.toml B.toml; mulens diff P.toml --scheme-b zhejiang-default; mulens diff P.toml --year-a "
        "2023; mulens diff RESULTS_A RESULTS_B.\n"
        "Exit codes: 0 compared, moved or not; 2 nothing to compare, no scheme, nothing in common; 3 a quality gate of "
        "either failed; 4 unreadable; 5 CRS; 7 the folder is there.");
    command->callback([o, &action] { action = [o] { return run_diff(*o); }; });
}

}  // namespace mulens::cli
