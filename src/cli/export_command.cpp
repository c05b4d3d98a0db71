#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/terminal.hpp"
#include "pipeline/run.hpp"
#include "write/export_layer.hpp"
#include "write/from_run.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

struct ExportCommandOptions {
    InputOptions inputs;
    write::ExportOptions what;
    std::string out;
    std::string format;
    std::string headers;
    std::string edition = "full";
    std::string columns;
    bool quiet = false;
};

int run_export(ExportCommandOptions o) {
    if (!o.headers.empty()) o.what.headers = write::parse_headers(o.headers);
    if (!o.format.empty()) {
        o.what.format = write::format_of(o.format);
        if (!o.what.format)
            throw Error::make(ExitCode::usage, "--format {}: not a format; use gpkg, geojson, csv, xlsx, shp or fgb",
                              o.format);
    }
    o.what.edition = write::parse_edition(o.edition);
    if (!o.columns.empty()) o.what.columns = split(o.columns, ',');
    const auto projects = projects_from(o.inputs);
    if (projects.size() != 1) throw Error(ExitCode::usage, "export takes one project");
    TerminalProgress progress(o.quiet);
    const SignalGuard guard(progress);
    Diagnostics diagnostics;
    pipeline::RunOptions options;
    options.threads = o.what.threads;
    options.hash = false;
    auto run = [&] {
        const OnlyReading reading;
        return pipeline::run_project(projects.front(), options, diagnostics, progress);
    }();
    const auto results = write::results_from(std::move(run), diagnostics, {});
    const auto report = write::export_layer(results, o.what, o.out, progress);
    progress.clear();
    for (const auto& warning : report.warnings) fmt::print(stderr, "mulens: {}\n", warning);
    if (!o.quiet) fmt::print("{} rows written to {}\n", report.rows, o.out);
    return 0;
}

}  // namespace

void add_export_command(CLI::App& app, std::function<int()>& action) {
    auto options = std::make_shared<ExportCommandOptions>();
    options->what.threads = default_threads();
    CLI::App* command = app.add_subcommand("export", "Write one layer, or a selection of it, to one file");
    add_input_options(*command, options->inputs);
    command->add_option("--out", options->out, "File to write; its ending names the format")
        ->required()
        ->type_name("FILE");
    command
        ->add_option("--layer", options->what.layer, fmt::format("One of {}", fmt::join(write::export_layers(), ", ")))
        ->capture_default_str()
        ->group("Selection");
    command->add_option("--where", options->what.where, "SQLite condition, e.g. \"tax_per_mu < 5 AND far < 1\"")
        ->type_name("CONDITION")
        ->group("Selection");
    command->add_option("--order-by", options->what.order_by, "SQLite order, e.g. \"shortfall DESC\"")
        ->type_name("ORDER")
        ->group("Selection");
    command->add_option("--columns", options->columns, "Only these columns, in this order")
        ->type_name("A,B,…")
        ->group("Selection");
    command->add_option("--format", options->format, "Format, where the ending does not tell")
        ->type_name("gpkg|geojson|csv|xlsx|shp|fgb")
        ->group("Output");
    command
        ->add_option("--style", options->what.style,
                     "Also write a map style: FILE.qml and FILE.sld beside it, and inside a GeoPackage. Shows this "
                     "column, or the grade")
        ->expected(0, 1)
        ->default_str("grade")
        ->type_name("COLUMN")
        ->group("Output");
    command
        ->add_flag("--hatch-d", options->what.style_options.hatch_d, "In the style, hatch grade D for black-and-white")
        ->group("Output");
    command->add_option("--headers", options->headers, "Headers of CSV and XLSX")
        ->type_name("zh|en|both")
        ->group("Output");
    command->add_option("--edition", options->edition, "public drops or bands what is 内部")
        ->capture_default_str()
        ->type_name("full|public")
        ->group("Output");
    command
        ->add_flag("--yes-publish", options->what.yes_publish, "Let a public edition hold the GeoJSON of real parcels")
        ->group("Output");
    command->add_flag("--bom", options->what.csv_bom, "Byte order mark in CSV, for Excel")->group("Output");
    command->add_option("--threads", options->what.threads, "Worker threads")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command->add_flag("--overwrite", options->what.overwrite, "Replace an existing file");
    command->add_flag("-q,--quiet", options->quiet, "Print errors only");
    command->callback([options, &action] { action = [options] { return run_export(*options); }; });
}

}  // namespace mulens::cli
