#include "base/error.hpp"
#include "base/parallel.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/summary.hpp"
#include "cli/terminal.hpp"
#include "pipeline/run.hpp"
#include "rules/engine.hpp"
#include "write/from_run.hpp"
#include "write/output_folder.hpp"
#include "write/results.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <set>

namespace mulens::cli {
namespace {

namespace fs = std::filesystem;

struct ScoreOptions {
    InputOptions inputs;
    std::string out;
    std::string formats = "gpkg,csv,xlsx";
    std::string headers;
    std::string edition = "full";
    std::string previous;
    unsigned threads = default_threads();
    bool yes_publish = false;
    bool bom = false;
    bool members = false;
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
    bool timings = false;
};

/// What the manifest repeats: every option that can change the results.
std::vector<std::pair<std::string, std::string>> shown_options(const ScoreOptions& o) {
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) out.emplace_back(name, value);
    };
    add("scheme", o.inputs.scheme);
    add("cut-from", o.inputs.cut_from);
    add("year", o.inputs.year == 0 ? std::string() : fmt::format("{}", o.inputs.year));
    add("as-of", o.inputs.as_of);
    add("area-basis", o.inputs.area_basis);
    add("crs", o.inputs.crs);
    const auto add_all = [&](const char* name, const std::vector<std::string>& values) {
        for (const auto& value : values) add(name, value);
    };
    add_all("source-crs", o.inputs.source_crs);
    add_all("encoding", o.inputs.encodings);
    add_all("shift", o.inputs.shifts);
    add_all("map", o.inputs.maps);
    add_all("unit", o.inputs.units);
    add("formats", o.formats);
    add("headers", o.headers);
    add("edition", o.edition);
    return out;
}

write::WriteOptions write_options(const ScoreOptions& o) {
    write::WriteOptions w;
    w.formats = write::parse_formats(o.formats);
    if (!o.headers.empty()) w.headers = write::parse_headers(o.headers);
    w.edition = write::parse_edition(o.edition);
    w.yes_publish = o.yes_publish;
    w.csv_bom = o.bom;
    w.members = o.members;
    w.threads = o.threads;
    w.program_version = MULENS_VERSION;
    return w;
}

std::string previous_idle(const ScoreOptions& o, const std::string& sub_folder) {
    if (o.previous.empty()) return {};
    for (const fs::path& path : {fs::path(o.previous) / sub_folder / "idle.csv", fs::path(o.previous) / "idle.csv"})
        if (fs::exists(path)) return path.string();
    throw Error::make(ExitCode::unreadable, "--previous {}: no idle.csv there; name a results folder of an earlier run",
                      o.previous);
}

int score_one(const config::Project& project, const ScoreOptions& o, const std::string& out,
              const std::string& sub_folder, Progress& progress, TerminalProgress& terminal) {
    write::check_output_folder(out, o.overwrite);  // before the work, not after it
    Diagnostics diagnostics;
    pipeline::RunOptions run_options;
    run_options.threads = o.threads;
    const auto writing = write_options(o);
    run_options.summaries_only = writing.formats.empty();
    run_options.previous_idle = previous_idle(o, sub_folder);
    auto run = [&] {
        const OnlyReading reading;
        return pipeline::run_project(project, run_options, diagnostics, progress);
    }();
    const Summary summary = summarise(run, diagnostics);
    const bool passed = run.gates_passed();
    const auto times = run.stage_seconds;
    auto results = write::results_from(std::move(run), diagnostics, shown_options(o), o.members);
    results.previous = o.previous;
    const auto report = write::write_results(results, writing, out, o.overwrite, progress);
    terminal.clear();
    if (o.json)
        fmt::print("{}\n", json_text(summary, report));
    else if (!o.quiet)
        fmt::print("{}", screen_text(summary, report));
    if (o.timings)
        for (const auto& stage : times)
            fmt::print(stderr, "{:>8.3f} s wall {:>8.3f} s cpu {:>6.0f} MB  {}\n", stage.wall_s, stage.cpu_s,
                       stage.memory_mb, stage.name);
    return static_cast<int>(passed ? ExitCode::done : ExitCode::gate_failed);
}

/// Each project into its own folder; a failed one does not stop the others. The worst exit code is the run's.
int score_many(const std::vector<config::Project>& projects, const ScoreOptions& o, Progress& progress,
               TerminalProgress& terminal) {
    std::set<std::string> names;
    for (const auto& project : projects)
        if (!names.insert(project.name).second)
            throw Error::make(ExitCode::usage,
                              "two projects are called {}: results would go into one folder; rename one", project.name);
    int worst = 0;
    std::string summary;
    for (const auto& project : projects) {
        int code = 0;
        try {
            code = score_one(project, o, (fs::path(o.out) / project.name).string(), project.name, progress, terminal);
        } catch (const Error& error) {
            terminal.clear();
            fmt::print(stderr, "mulens: {}: {}\n", project.name, error.what());
            code = static_cast<int>(error.code());
        }
        summary += fmt::format("{:<24} exit {}\n", project.name, code);
        worst = std::max(worst, code);
    }
    if (!o.quiet && !o.json) fmt::print("\n{}", summary);
    return worst;
}

}  // namespace

void add_score_command(CLI::App& app, std::function<int()>& action) {
    auto options = std::make_shared<ScoreOptions>();
    CLI::App* command =
        app.add_subcommand("score", "Read, check, overlay, allocate, grade; write the results of a project");
    add_input_options(*command, options->inputs);
    command->add_option("--out", options->out, "Folder of the results; appears whole or not at all")
        ->required()
        ->type_name("DIR");
    command->add_option("--formats", options->formats, "Parcels in these formats, or none: summaries only")
        ->capture_default_str()
        ->type_name("gpkg,geojson,csv,xlsx,shp,fgb|none")
        ->group("Output");
    command->add_option("--headers", options->headers, "Headers of the lists")
        ->type_name("zh|en|both")
        ->group("Output");
    command->add_option("--edition", options->edition, "public drops or bands what is 内部")
        ->capture_default_str()
        ->type_name("full|public")
        ->group("Output");
    command->add_flag("--yes-publish", options->yes_publish, "Let a public edition hold the GeoJSON of real parcels")
        ->group("Output");
    command->add_flag("--bom", options->bom, "Byte order mark in CSV, for Excel")->group("Output");
    command
        ->add_flag("--members", options->members,
                   "Write reconciliation.csv: which rows are in which line of the summary")
        ->group("Output");
    command->add_option("--previous", options->previous, "Results to compare the idle list with")
        ->type_name("DIR")
        ->group("Output");
    command->add_option("--threads", options->threads, "Worker threads; the bytes are the same for any number")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command->add_flag("--overwrite", options->overwrite, "Replace earlier results in that folder");
    command->add_flag("--json", options->json, "Summary as JSON on standard output");
    command->add_flag("-q,--quiet", options->quiet, "Print errors only");
    command->add_flag("--timings", options->timings, "Where the time went, on standard error");
    command->footer("Several projects go to DIR/<project name>/ each. Exit codes: mulens help exit-codes");
    command->callback([options, &action] {
        action = [options] {
            write::check_options(write_options(*options));
            const auto projects = projects_from(options->inputs);
            TerminalProgress progress(options->quiet || options->json);
            const SignalGuard guard(progress);
            if (projects.size() > 1) return score_many(projects, *options, progress, progress);
            return score_one(projects.front(), *options, options->out, {}, progress, progress);
        };
    });
}

}  // namespace mulens::cli
