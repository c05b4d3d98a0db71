// The program: wires options to the rooms. Each command lives in its own file.
#ifdef MULENS_VIEWER
#include "app/command.hpp"
#endif
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/manual.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <malloc.h>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>
#include <new>

namespace {

using mulens::ExitCode;

void add_help_topics(CLI::App& app, std::function<int()>& action) {
    CLI::App* help =
        app.add_subcommand("help", "Reference texts: exit codes, columns, metrics, findings, man page, completion");
    help->require_subcommand(1);
    const auto topic = [&](const char* name, const char* text, std::function<std::string()> print) {
        help->add_subcommand(name, text)->callback([&action, print] {
            action = [print] {
                fmt::print("{}", print());
                return 0;
            };
        });
    };
    topic("exit-codes", "What each exit code means", mulens::cli::exit_codes_text);
    topic("columns", "Every output column with its Chinese name, unit and formula", mulens::cli::columns_text);
    topic("metrics", "Every metric with its formula and needs", mulens::cli::metrics_text);
    topic("findings", "Every finding code with what to do", mulens::cli::findings_text);
    topic("fields", "Every input field by role, with the column names it is known by", mulens::cli::fields_text);
#ifdef MULENS_VIEWER
    topic("commands", "Every command of the viewer and of scripts", mulens::app::commands_text);
#endif
    topic("man", "The man page (mulens help man | man -l -)", [&app] { return mulens::cli::man_page(app); });
    topic("completion", "Bash completion (source <(mulens help completion))",
          [&app] { return mulens::cli::bash_completion(app); });
}

int report_stop() {
    const int signal = mulens::cli::SignalGuard::caught();
    fmt::print(stderr, "mulens: {}; nothing was written and old results are untouched\n",
               signal == SIGTERM ? "terminated" : "interrupted");
    return static_cast<int>(signal == SIGTERM ? ExitCode::terminated : ExitCode::interrupted);
}

int run(const std::function<int()>& action) {
    try {
        return action();
    } catch (const mulens::Stopped&) {
        return report_stop();
    } catch (const mulens::Error& error) {
        fmt::print(stderr, "mulens: {}\n", error.what());
        return static_cast<int>(error.code());
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "mulens: out of memory; use fewer formats, or score the platforms one by one\n");
    } catch (const std::exception& error) {
        fmt::print(stderr, "mulens: unexpected failure: {}\n", error.what());
    }
    return static_cast<int>(ExitCode::failed);
}

}  // namespace

int main(int argc, char** argv) {
    // Columns of a province are blocks of megabytes: give them back to the system when they are freed, at any time.
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_ARENA_MAX, 4);
    CLI::App app("Tax and output per 亩 of industrial land: grades, low-efficiency and idle plots of a district",
                 "mulens");
    app.set_version_flag("--version", "mulens " MULENS_VERSION);
    app.require_subcommand(1);
    mulens::cli::plain_help(app);
    app.footer("Start with: mulens sample --out sample && mulens score sample/qiantang.toml --out results");

    std::function<int()> action;
    mulens::cli::add_sample_command(app, action);
    mulens::cli::add_score_command(app, action);
    mulens::cli::add_check_command(app, action);
    mulens::cli::add_export_command(app, action);
    mulens::cli::add_scheme_command(app, action);
    mulens::cli::add_assemble_command(app, action);
    mulens::cli::add_find_command(app, action);
    mulens::cli::add_options_command(app, action);
    mulens::cli::add_plan_command(app, action);
    mulens::cli::add_projects_command(app, action);
    mulens::cli::add_years_command(app, action);
    mulens::cli::add_diff_command(app, action);
    mulens::cli::add_space_command(app, action);
    mulens::cli::add_robust_command(app, action);
#ifdef MULENS_VIEWER
    mulens::cli::add_render_command(app, action);
    mulens::cli::add_view_command(app, action);
#endif
    add_help_topics(app, action);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // Help and version leave with 0; every other parse error is wrong usage.
        if (error.get_exit_code() == 0) return app.exit(error);
        fmt::print(stderr, "mulens: {}\n", mulens::cli::usage_sentence(app, error));
        return static_cast<int>(ExitCode::usage);
    } catch (const mulens::Error& error) {
        fmt::print(stderr, "mulens: {}\n", error.what());
        return static_cast<int>(error.code());
    }
    return run(action);
}
