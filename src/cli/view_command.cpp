#include "base/parallel.hpp"
#include "cli/commands.hpp"
#include "sample/sample.hpp"
#include "shell/folders.hpp"
#include "shell/shell.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

namespace mulens::cli {
namespace {

/// "1440x900".
void take_size(const std::string& text, shell::ViewOptions& options) {
    int width = 0, height = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 320 || height < 240 ||
        width > 16384 || height > 16384)
        throw CLI::ValidationError("--size", text + ": give WIDTHxHEIGHT in pixels, such as 1440x900");
    options.width = width;
    options.height = height;
}

/// The sample beside the sessions, made once.
std::string sample_project(unsigned threads) {
    const std::string base = shell::session_folder();
    const auto folder =
        (base.empty() ? std::filesystem::temp_directory_path() / "mulens" : std::filesystem::path(base)) / "sample";
    const auto project = folder / "qiantang.toml";
    if (std::filesystem::exists(project)) return project.string();
    sample::SampleOptions options;
    options.out = folder.string();
    options.overwrite = true;
    options.threads = threads;
    std::filesystem::create_directories(folder.parent_path());
    Progress progress;
    sample::write_sample(options, progress);
    return project.string();
}

}  // namespace

void add_view_command(CLI::App& app, std::function<int()>& action) {
    auto options = std::make_shared<shell::ViewOptions>();
    auto size = std::make_shared<std::string>("1440x900");
    options->threads = default_threads();
    CLI::App* command = app.add_subcommand("view", "Open the map window: look at every parcel, try another threshold");
    command->add_option("files", options->files, "A project, or parcel and enterprise files")
        ->type_name("PROJECT|FILES");
    command->add_option("--script", options->script, "Play the commands of a file")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    command->add_option("--screenshot", options->screenshot, "Save the window as PNG once it is drawn")
        ->type_name("OUT.png");
    command->add_flag("--exit", options->exit, "Leave after script and screenshot");
    command->add_option("--size", *size, "Size of the window in pixels")->capture_default_str()->type_name("WxH");
    command
        ->add_option("--scale", options->scale, "Size of text and panels; 2 on a fine screen (default: the screen's)")
        ->check(CLI::Range(0.5, 4.0))
        ->type_name("F");
    command->add_option("--lang", options->language, "Language of the window")
        ->check(CLI::IsMember({"zh", "en"}))
        ->type_name("zh|en");
    command->add_option("--theme", options->theme, "Colours of the window")
        ->check(CLI::IsMember({"light", "dark"}))
        ->type_name("light|dark");
    command->add_option("--threads", options->threads, "Worker threads")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command->footer("Without files it opens what was open last. Press Ctrl+K for everything it can do.");
    command->callback([options, size, &action] {
        take_size(*size, *options);
        // A driven session neither reads nor writes what a person left behind.
        if (!options->exit) options->session_folder = shell::session_folder();
        options->make_sample = [threads = options->threads] { return sample_project(threads); };
        action = [options] {
            shell::run_view(*options);
            return 0;
        };
    });
}

}  // namespace mulens::cli
