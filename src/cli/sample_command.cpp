#include "base/parallel.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "sample/sample.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {

void add_sample_command(CLI::App& app, std::function<int()>& action) {
    auto options = std::make_shared<sample::SampleOptions>();
    options->threads = default_threads();
    auto quiet = std::make_shared<bool>(false);
    CLI::App* command =
        app.add_subcommand("sample", "Lay out a made-up Qiantang: parcels, buildings, ledgers, contracts");
    command->add_option("--out", options->out, "Folder to make")->required()->type_name("DIR");
    command->add_option("--seed", options->seed, "Same seed, same bytes")->capture_default_str()->type_name("N");
    command->add_option("--scale", options->scale, "1 is about 5,000 parcels, 200 about a million")
        ->capture_default_str()
        ->check(CLI::Range(0.05, 250.0))
        ->type_name("F");
    command->add_flag("--overwrite", options->overwrite, "Replace an earlier sample in that folder");
    command->add_option("--threads", options->threads, "Worker threads")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command->add_flag("-q,--quiet", *quiet, "Print errors only");
    command->footer("Everything it writes is made up 虚构数据. Faults are planted on purpose; truth/ lists them.");
    command->callback([options, quiet, &action] {
        action = [options, quiet] {
            TerminalProgress progress(*quiet);
            const SignalGuard guard(progress);
            sample::write_sample(*options, progress);
            progress.clear();
            if (!*quiet)
                fmt::print(
                    "Made-up sample district written to {0}\nScore it: mulens score {0}/qiantang.toml --out results\n",
                    options->out);
            return 0;
        };
    });
}

}  // namespace mulens::cli
