#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/terminal.hpp"
#include "pipeline/run.hpp"
#include "write/output_folder.hpp"
#include "write/run_records.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <tuple>

namespace mulens::cli {
namespace {

struct CheckCommandOptions {
    InputOptions inputs;
    std::string out;
    std::string least = "warning";
    unsigned threads = default_threads();
    bool overwrite = false;
    bool json = false;
    bool quiet = false;
    bool all = false;
};

Severity severity_of(const std::string& word) {
    return word == "error" ? Severity::error : word == "warning" ? Severity::warning : Severity::note;
}

std::string line_of(const Finding& f) {
    std::string place = f.file.empty() ? f.layer : f.file;
    if (f.row != no_row) place += fmt::format(", row {}", f.row + 1);
    return fmt::format("{}: {}: {}{}{} [{}]\n", name_of(f.severity), place, f.subject.empty() ? "" : f.subject + ": ",
                       f.message, std::isnan(f.value) ? "" : fmt::format(" ({})", number_text(f.value)), f.code);
}

/// The first of each kind and file in full, then how many more there are.
void print_lines(const std::vector<Finding>& findings, bool all) {
    constexpr std::size_t most = 20;
    std::map<std::tuple<Severity, std::string, std::string>, std::size_t> counts;
    for (const auto& f : findings) ++counts[{f.severity, f.file, f.code}];
    std::map<std::tuple<Severity, std::string, std::string>, std::size_t> seen;
    for (const auto& f : findings) {
        const std::tuple key{f.severity, f.file, f.code};
        const std::size_t n = ++seen[key];
        if (all || n <= most) fmt::print("{}", line_of(f));
        if (!all && n == most && counts[key] > most)
            fmt::print("{}: {}: and {} more of this kind (--all prints them, --out FILE.csv writes them) [{}]\n",
                       name_of(f.severity), f.file, counts[key] - most, f.code);
    }
}

std::string json_of(const std::vector<Finding>& findings) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const auto& f : findings) {
        nlohmann::ordered_json j{
            {"severity", name_of(f.severity)}, {"code", f.code}, {"layer", f.layer}, {"file", f.file}};
        if (f.row != no_row) j["row"] = std::uint64_t{f.row} + 1;
        j["subject"] = f.subject;
        j["field"] = f.field;
        j["message"] = f.message;
        if (!std::isnan(f.value)) j["value"] = f.value;
        all.push_back(std::move(j));
    }
    return all.dump(2) + "\n";
}

int run_check(const CheckCommandOptions& o) {
    TerminalProgress progress(o.quiet || o.json);
    const SignalGuard guard(progress);
    int worst = 0;
    for (const auto& project : projects_from(o.inputs)) {
        Diagnostics diagnostics;
        pipeline::RunOptions options;
        options.threads = o.threads;
        options.hash = false;
        options.summaries_only = true;
        const auto run = [&] {
            const OnlyReading reading;
            return pipeline::run_project(project, options, diagnostics, progress);
        }();
        progress.clear();
        std::vector<Finding> findings;
        for (auto& finding : diagnostics.sorted())
            if (finding.severity >= severity_of(o.least)) findings.push_back(std::move(finding));
        if (!o.out.empty()) {
            write::OutputFile file(o.out, o.overwrite);
            try {
                write::write_file(file.path(), write::diagnostics_csv(findings, false));
                file.commit();
            } catch (const Error& error) {
                throw file.about_target(error);
            }
        }
        if (o.json)
            fmt::print("{}", json_of(findings));
        else if (o.out.empty())
            print_lines(findings, o.all);
        if (!o.quiet && !o.json)
            fmt::print(stderr, "{}: {} errors, {} warnings, {} notes\n", project.name,
                       diagnostics.count(Severity::error), diagnostics.count(Severity::warning),
                       diagnostics.count(Severity::note));
        for (const auto& gate : run.gates) {
            if (gate.passed()) continue;
            if (!o.quiet)
                fmt::print(stderr, "quality gate failed: {} = {:.6g} > {:.6g}\n", gate.name, gate.value, gate.limit);
            worst = static_cast<int>(ExitCode::gate_failed);
        }
    }
    return worst;
}

}  // namespace

void add_check_command(CLI::App& app, std::function<int()>& action) {
    auto options = std::make_shared<CheckCommandOptions>();
    CLI::App* command = app.add_subcommand("check", "Findings only: what is wrong with the data, row by row");
    add_input_options(*command, options->inputs);
    command->add_option("--out", options->out, "Write the findings as CSV instead of printing them")
        ->type_name("FILE.csv");
    command->add_option("--severity", options->least, "Least severity to show")
        ->capture_default_str()
        ->check(CLI::IsMember({"note", "warning", "error"}));
    command->add_option("--threads", options->threads, "Worker threads")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command->add_flag("--all", options->all, "Print every finding, not only the first 20 of a kind in a file");
    command->add_flag("--overwrite", options->overwrite, "Replace an existing file");
    command->add_flag("--json", options->json, "Findings as JSON on standard output");
    command->add_flag("-q,--quiet", options->quiet, "Only the findings");
    command->footer("Exit code 3 where a quality gate of the project fails.");
    command->callback([options, &action] { action = [options] { return run_check(*options); }; });
}

}  // namespace mulens::cli
