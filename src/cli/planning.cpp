#include "cli/planning.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "cli/terminal.hpp"
#include "write/from_run.hpp"
#include "write/output_folder.hpp"
#include "write/report_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

namespace mulens::cli {
namespace {

/// What was guessed while reading and moves the answer: columns taken as percent, ratios taken as unknown. It stands
/// among the assumptions and is printed, too.
void say_reading(const Diagnostics& diagnostics, table::Report& report) {
    struct Count {
        std::string file, where;
        std::size_t cells = 0;
    };
    std::vector<Count> ratios;
    const auto say = [&](const Words& words) {
        report.lines.push_back(words + Words("。", "."));
        report.assumptions.push_back(words);
    };
    for (const Finding& f : diagnostics.sorted()) {
        const std::string where = f.layer + "." + f.field;
        if (f.code == "percent_assumed")
            say(said("{} 的 {} 未注明单位且数值偏大,整列按百分数读取 (--unit {}=1 可另定)",
                     "{}: {} names no unit and its numbers are large, read as percent (--unit {}=1 overrides)", f.file,
                     f.field, where));
        if (f.code != "ratio_implausible") continue;
        if (ratios.empty() || ratios.back().file != f.file || ratios.back().where != where)
            ratios.push_back({f.file, where});
        ratios.back().cells += f.row == no_row ? static_cast<std::size_t>(f.value) : 1;
    }
    for (const auto& [file, where, cells] : ratios)
        say(
            said("{} 的 {} 有 {} 个数值不在容积率的合理范围内 (0 至 20),未注明单位的按未知处理 (逐行见 mulens check;"
                 "--unit {}=% 表示整列为百分数)",
                 "{}: {} has {} numbers that are no floor area ratio (0 to 20), unknown where no unit is named (rows: "
                 "mulens check; --unit {}=% says that the column is percent)",
                 file, where, cells, where));
}

}  // namespace

void add_planning_options(CLI::App& command, PlanningOptions& options) {
    options.threads = default_threads();
    add_input_options(command, options.inputs);
    command.add_option("--planning", options.planning, "Planning file; default PROJECT.plan.toml beside the project")
        ->type_name("FILE.toml")
        ->group("Inputs");
    command.add_option("--out", options.out, "Folder for the results; without it they are printed only")
        ->type_name("DIR")
        ->group("Output");
    command.add_option("--formats", options.formats, "csv, xlsx, geojson, gpkg, shp, fgb")
        ->capture_default_str()
        ->type_name("A,B,…")
        ->group("Output");
    command.add_option("--rows", options.rows, "Rows of each table on the screen")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->type_name("N")
        ->group("Output");
    command.add_option("--threads", options.threads, "Worker threads")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command.add_option("--lang", options.lang, "Language of sentences, titles and headers")
        ->capture_default_str()
        ->check(CLI::IsMember({"zh", "en"}))
        ->group("Output");
    command.add_flag("--overwrite", options.overwrite, "Replace results that are there")->group("Output");
    command.add_flag("--json", options.json, "Print the whole answer as JSON")->group("Output");
    command.add_flag("-q,--quiet", options.quiet, "Print errors only")->group("Output");
}

std::vector<std::pair<std::string, std::string>> given_options(const CLI::App& command) {
    PlanningOptions unused;
    CLI::App shared;
    add_planning_options(shared, unused);
    std::vector<std::pair<std::string, std::string>> out;
    for (const CLI::Option* option : command.get_options()) {
        const auto name = option->get_single_name();
        if (option->count() == 0 || shared.get_option_no_throw(option->get_name()) != nullptr) continue;
        if (option->get_expected_max() == 0)
            out.emplace_back(name, "");
        else
            out.emplace_back(
                name, fmt::format("{}", fmt::join(option->results(), option->get_delimiter() == '\0' ? " " : ",")));
    }
    return out;
}

write::WriteOptions planning_files(const PlanningOptions& o) {
    write::WriteOptions writing;
    writing.formats = write::parse_formats(o.formats);
    writing.threads = o.threads;
    writing.program_version = MULENS_VERSION;
    if (!o.out.empty()) write::check_output_folder(o.out, o.overwrite);
    return writing;
}

int finish_planning(const PlanningOptions& o, const table::Report& made, pipeline::Run&& run, bool passed,
                    const Diagnostics& diagnostics, std::vector<std::pair<std::string, std::string>> shown,
                    TerminalProgress& progress) {
    const table::Report report = table::spoken(made, o.lang == "en" ? Lang::en : Lang::zh);
    std::string where;
    if (!o.out.empty()) {
        const auto about = write::results_from(std::move(run), diagnostics, std::move(shown));
        where = write::write_report(report, about, planning_files(o), o.out, o.overwrite, progress).folder;
    }
    progress.clear();
    if (o.json)
        fmt::print("{}", write::report_json(report));
    else if (!o.quiet)
        fmt::print("{}", write::report_text(report, o.rows));
    if (!o.json && !o.quiet && !where.empty()) fmt::print("\n结果 / results: {}\n", where);
    return static_cast<int>(passed ? ExitCode::done : ExitCode::gate_failed);
}

int run_planning(const PlanningOptions& o, const std::vector<std::string>& also, const MakeReport& make,
                 std::vector<std::pair<std::string, std::string>> shown) {
    auto projects = projects_from(o.inputs);
    if (projects.size() != 1) throw Error(ExitCode::usage, "a planning command takes one project");
    (void)planning_files(o);
    const std::string planning = config::add_planning_layers(projects.front(), o.planning);

    TerminalProgress progress(o.quiet);
    const SignalGuard guard(progress);
    Diagnostics diagnostics;
    pipeline::RunOptions options;
    options.threads = o.threads;
    options.hash = !o.out.empty();
    options.for_viewing = true;
    options.also = also;
    auto run = [&] {
        const OnlyReading reading;
        return pipeline::run_project(std::move(projects.front()), options, diagnostics, progress);
    }();
    table::Report report = make(run, diagnostics, progress);
    say_reading(diagnostics, report);
    if (!planning.empty() && o.planning.empty()) {
        report.assumptions.push_back(
            said("规划数据:{} (--planning 可另定)", "Planning inputs: {} (--planning overrides)", planning));
        shown.emplace_back("planning", planning);
    }
    const bool passed = run.gates_passed();
    return finish_planning(o, report, std::move(run), passed, diagnostics, std::move(shown), progress);
}

}  // namespace mulens::cli
