#include "cli/usage.hpp"

#include "base/text.hpp"
#include "config/toml_fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <vector>

namespace mulens::cli {
namespace {

/// The command that was being read: the last one named.
const CLI::App& command_of(const CLI::App& app) {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? app : command_of(*parsed.back());
}

/// "mulens scheme diff".
std::string call_of(const CLI::App& command) {
    return command.get_parent() == nullptr ? "mulens" : call_of(*command.get_parent()) + " " + command.get_name();
}
/// "scheme diff"; "mulens" itself for the program.
std::string name_of(const CLI::App& command) {
    const std::string call = call_of(command);
    return command.get_parent() == nullptr ? call : call.substr(call.find(' ') + 1);
}

std::vector<std::string> commands_of(const CLI::App& app) {
    std::vector<std::string> out;
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        out.push_back(sub->get_name());
    return out;
}

/// "; did you mean X?" where one of `known` is like it.
std::string meant(const std::string& word, const std::vector<std::string>& known) {
    const std::string best = config::nearest_name(word, known);
    const auto letters = [](const std::string& text) {
        return text.size() - std::min(text.size(), text.find_first_not_of('-'));
    };
    if (best.empty() || config::name_distance(word, best) > std::max<std::size_t>(1, letters(word) / 2)) return {};
    return fmt::format("; did you mean {}?", best);
}

std::string no_command(const CLI::App& app, const std::string& word) {
    const auto known = commands_of(app);
    return fmt::format("{} has no command {}{} ({} --help lists them)", name_of(app), word, meant(word, known),
                       call_of(app));
}

std::string no_option(const CLI::App& command, const std::string& word) {
    const std::string given = word.substr(0, word.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : command.get_options())
        for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    return fmt::format("{} has no option {}{} ({} --help lists them)", name_of(command), given, meant(given, known),
                       call_of(command));
}

/// What no option or argument took: nothing, or the sentence.
std::string unknown(const CLI::App& command) {
    const auto words = command.remaining();
    if (!words.empty() && words.front()[0] != '-' && !commands_of(command).empty())
        return no_command(command, words.front());
    const auto dashed =
        std::find_if(words.begin(), words.end(), [](const auto& word) { return word.size() > 1 && word[0] == '-'; });
    if (dashed != words.end()) return no_option(command, *dashed);
    if (words.empty()) return {};
    return fmt::format("{} does not know what to do with {} ({} --help)", name_of(command), words.front(),
                       call_of(command));
}

/// The option that the library's sentence begins or ends with.
const CLI::Option* option_in(const CLI::App& command, const std::string& text) {
    for (auto word : split(text, ' ')) {
        while (!word.empty() && (word.back() == ':' || word.back() == ',')) word.pop_back();
        if (word.starts_with("--"))
            if (const auto* option = command.get_option_no_throw(word)) return option;
    }
    return nullptr;
}

bool number_type(const std::string& type) {
    return type.starts_with("FLOAT") || type.starts_with("INT") || type.starts_with("UINT");
}

/// "a number", "PARCEL:METRES": what the option takes.
std::string wanted(const CLI::Option& option) {
    std::string type = option.get_type_name();
    for (const char* check : {":POSITIVE", ":NONNEGATIVE", ":INT in [", ":UINT in [", ":FLOAT in [", ":{"})
        type = type.substr(0, type.find(check));
    if (type.starts_with("FLOAT")) return "a number";
    if (number_type(type)) return "a whole number";
    if (type.empty() || type.starts_with("TEXT")) return "a value";
    return fmt::format("a value ({})", type);
}

std::string not_converted(const CLI::Option& option, const std::string& value) {
    const std::string name = "--" + option.get_single_name();
    if (value.starts_with("--")) return fmt::format("{} needs {}; {} is the next option", name, wanted(option), value);
    const auto parts = split(value, ',');
    const bool all = std::all_of(parts.begin(), parts.end(), [](const auto& p) { return parse_number(p).has_value(); });
    if (all && value.starts_with('-')) return fmt::format("{} needs a whole number of 0 or more, not {}", name, value);
    if (all && parts.size() == 1) return fmt::format("{} needs a whole number, not {}", name, value);
    if (option.get_items_expected_max() > 1)
        return fmt::format("{} needs numbers with commas between, not {}", name, value);
    return fmt::format("{} needs a number, not {}", name, value.empty() ? "nothing" : value);
}

std::string not_valid(const CLI::Option& option, std::string text) {
    const std::string name = "--" + option.get_single_name();
    if (const auto colon = text.find(": "); colon != std::string::npos) text.erase(0, colon + 2);
    const std::string type = option.get_type_name();
    const auto range = text.find(" not in range ");
    if (text.starts_with("Value ") && range != std::string::npos) {
        const std::string value = text.substr(6, range - 6);
        if (!parse_number(value)) return fmt::format("{} needs a number, not {}", name, value);
        if (type.find(":POSITIVE") != std::string::npos) return fmt::format("{} {}: must be more than 0", name, value);
        if (type.find("NONNEGATIVE") != std::string::npos) return fmt::format("{} {}: must be 0 or more", name, value);
        std::string limits = text.substr(range + 14);
        if (const auto to = limits.find(" to "); to != std::string::npos) {
            const auto short_number = [](const std::string& t) {
                const auto number = parse_number(t);
                return number ? number_text(*number) : t;
            };
            limits = short_number(limits.substr(0, to)) + " and " + short_number(limits.substr(to + 4));
        }
        return fmt::format("{} {}: must lie between {}", name, value, limits);
    }
    const auto set = text.find(" not in {");
    if (set != std::string::npos && text.ends_with('}')) {
        const std::string value = text.substr(0, set);
        const auto known = split(text.substr(set + 9, text.size() - set - 10), ',');
        return fmt::format("{} {}: none of {}{}", name, value, fmt::join(known, ", "), meant(value, known));
    }
    return fmt::format("{}: {}", name, text);
}

/// Where no known form fits: the library's own words, in one line.
std::string plain(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

std::string usage_sentence(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App& command = command_of(app);
    for (const CLI::App* at = &command; at != nullptr; at = at->get_parent())
        if (auto sentence = unknown(*at); !sentence.empty()) return sentence;
    const std::string text = plain(error.what());
    const std::string& kind = error.get_name();
    const std::string name = name_of(command);
    if (kind == "RequiredError" && !commands_of(command).empty())
        return fmt::format("{} needs a command: {}", name, fmt::join(commands_of(command), ", "));
    const CLI::Option* option = option_in(command, text);
    const auto required = text.find(" is required");
    if (option == nullptr && kind == "RequiredError" && required != std::string::npos) {
        option = command.get_option_no_throw(text.substr(0, required));
        if (option != nullptr)
            return fmt::format("{} needs {}: {}", name, text.substr(0, required), option->get_description());
    }
    if (option == nullptr) return fmt::format("{}: {} ({} --help)", name, text, call_of(command));
    const std::string flag = "--" + option->get_single_name();
    if (kind == "RequiredError") return fmt::format("{} needs {} {}", name, flag, option->get_type_name());
    if (const auto count = text.find("but received "); count != std::string::npos)
        return fmt::format("{}: {} is given {} times, it takes one value", name, flag, text.substr(count + 13));
    if (kind == "ArgumentMismatch") return fmt::format("{}: {} needs {}", name, flag, wanted(*option));
    if (kind == "RequiresError") {
        const auto* other = option_in(command, text.substr(text.rfind(' ') + 1));
        if (other != nullptr)
            return fmt::format("{}: {} says something only with --{}; add it", name, flag, other->get_single_name());
    }
    const auto equals = text.find(" = ");
    if (kind == "ConversionError" && equals != std::string::npos)
        return fmt::format("{}: {}", name, not_converted(*option, text.substr(equals + 3)));
    if (kind == "ValidationError") return fmt::format("{}: {}", name, not_valid(*option, text));
    return fmt::format("{}: {} ({} --help)", name, text, call_of(command));
}

}  // namespace mulens::cli
