#include "cli/manual.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace mulens::cli {
namespace {

std::string roff(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\\\";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    if (!out.empty() && (out[0] == '.' || out[0] == '\'')) out.insert(0, "\\&");
    return out;
}

/// "F:FLOAT in [0.05 - 250]" → "F", "TEXT:{note,warning}" → "note|warning": what validators add is no word of a manual.
std::string value_label(std::string type) {
    if (const auto set = type.find(":{"); set != std::string::npos && type.find('|') == std::string::npos) {
        type = type.substr(set + 2, type.rfind('}') - set - 2);
        std::replace(type.begin(), type.end(), ',', '|');
        return type;
    }
    for (const char* mark : {":{", ":INT in [", ":FLOAT in [", ":POSITIVE", ":NONNEGATIVE"})
        type = type.substr(0, type.find(mark));
    return type == "UINT" ? "N" : type;
}

/// What --help shows of a value: its unit or form, without the library's names for ranges.
class PlainHelp : public CLI::Formatter {
  public:
    std::string make_option_opts(const CLI::Option* option) const override {
        std::string out = CLI::Formatter::make_option_opts(option);
        const std::string type = option->get_type_name();
        if (const auto at = out.find(type); !type.empty() && at != std::string::npos)
            out.replace(at, type.size(), value_label(type));
        return out;
    }
};

std::string option_label(const CLI::Option& option) {
    std::string label = option.get_name(false, true);
    if (option.get_positional()) label = option.get_name(true);
    if (option.get_items_expected_max() > 0 && !option.get_positional())
        label += " " + value_label(option.get_type_name());
    return label;
}

void describe_options(const CLI::App& app, std::string& out) {
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        out += fmt::format(".TP\n.B {}\n{}\n", roff(option_label(*option)), roff(option->get_description()));
    }
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

}  // namespace

std::string exit_codes_text() {
    return "0    done\n"
           "1    failed\n"
           "2    wrong usage, project, scheme or mapping\n"
           "3    done, but a quality gate failed (results are written)\n"
           "4    an input could not be read\n"
           "5    no usable coordinate reference system\n"
           "7    could not write, or the output exists\n"
           "10   picture differs from the reference\n"
           "130  interrupted (Ctrl+C); old results are untouched\n"
           "143  terminated; old results are untouched\n";
}

std::string man_page(const CLI::App& app) {
    std::string out = fmt::format(".TH MULENS 1 \"\" \"Mulens\" \"User Commands\"\n.SH NAME\nmulens \\- {}\n",
                                  roff(app.get_description()));
    out += ".SH SYNOPSIS\n.B mulens\n.I COMMAND\n[OPTIONS]\n.SH COMMANDS\n";
    for (const CLI::App* command : commands_of(app)) {
        out += fmt::format(".SS {}\n{}\n", roff(command->get_name()), roff(command->get_description()));
        describe_options(*command, out);
        for (const CLI::App* inner : commands_of(*command)) {
            out += fmt::format(".TP\n.B {} {}\n{}\n", roff(command->get_name()), roff(inner->get_name()),
                               roff(inner->get_description()));
            describe_options(*inner, out);
        }
    }
    out += ".SH EXIT STATUS\n.nf\n" + roff(exit_codes_text()) + ".fi\n";
    out += ".SH ENVIRONMENT\n.TP\n.B MULENS_DATA_DIR\nFolder whose layers/ and data/ override the built\\-in ones.\n";
    return out;
}

std::string bash_completion(const CLI::App& app) {
    std::string names;
    std::string cases;
    for (const CLI::App* command : commands_of(app)) {
        names += command->get_name() + " ";
        std::string words;
        for (const CLI::Option* option : command->get_options())
            for (const auto& name : option->get_lnames()) words += "--" + name + " ";
        for (const CLI::App* inner : commands_of(*command)) words += inner->get_name() + " ";
        cases += fmt::format("        {}) words=\"{}\" ;;\n", command->get_name(), words);
    }
    return fmt::format(
        "# bash completion for mulens; source it or put it into /usr/share/bash-completion/completions/mulens\n"
        "_mulens() {{\n"
        "    local current=${{COMP_WORDS[COMP_CWORD]}} words=\"\"\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"{}--help --version\"; else case ${{COMP_WORDS[1]}} in\n{}    "
        "esac; fi\n"
        "    if [[ $current == -* || $COMP_CWORD -eq 1 ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
        "    else COMPREPLY=($(compgen -W \"${{words//--*([a-z-])/}}\" -- \"$current\") $(compgen -f -- "
        "\"$current\")); fi\n"
        "}}\n"
        "complete -o filenames -F _mulens mulens\n",
        names, cases);
}

void plain_help(CLI::App& app) {
    const auto formatter = std::make_shared<PlainHelp>();
    formatter->column_width(34);
    app.formatter(formatter);
}

}  // namespace mulens::cli
