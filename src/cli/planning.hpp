// What the planning commands share: inputs with the planning file beside the project, one run, one report out.
#pragma once

#include "cli/inputs.hpp"
#include "pipeline/run.hpp"
#include "table/report.hpp"
#include "write/options.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace mulens::cli {

class TerminalProgress;

struct PlanningOptions {
    InputOptions inputs;
    std::string planning;  ///< planning file, "" = PROJECT.plan.toml where it exists
    std::string out;       ///< "" = print only
    std::string formats = "csv,xlsx,geojson";
    unsigned threads = 1;
    std::size_t rows = 10;
    std::string lang = "zh";  ///< of what is printed and written: zh, en
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
};

void add_planning_options(CLI::App& command, PlanningOptions& options);

/// The command's own options as they were given, in the order of --help, for the manifest: not the inputs, nor where
/// and how the answer is written.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> given_options(const CLI::App& command);

/// What a command makes of a finished run.
using MakeReport = std::function<table::Report(const pipeline::Run& run, Diagnostics& diagnostics, Progress& progress)>;

/// Runs the one project with the planning roles in `also`, lets `make` answer, prints it and writes it where --out
/// says. `shown`: the command's own options, for the manifest. Returns the exit code (3 where a gate failed).
int run_planning(const PlanningOptions& options, const std::vector<std::string>& also, const MakeReport& make,
                 std::vector<std::pair<std::string, std::string>> shown);

/// What every planning command does with its report: prints it and writes it where --out says. `run` is the one whose
/// inputs and scheme the manifest names; `passed`: no gate failed. Returns the exit code.
int finish_planning(const PlanningOptions& options, const table::Report& report, pipeline::Run&& run, bool passed,
                    const Diagnostics& diagnostics, std::vector<std::pair<std::string, std::string>> shown,
                    TerminalProgress& progress);
/// Writing as the options say; checks the folder before the work, not after it.
[[nodiscard]] write::WriteOptions planning_files(const PlanningOptions& options);

}  // namespace mulens::cli
