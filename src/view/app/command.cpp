#include "app/command.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mulens::app {

Command parse_command(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    bool inside = false, any = false;
    const std::string_view text = trimmed(line);
    if (text.empty() || text[0] == '#') return {};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inside && c == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) {
            word += text[++i];
        } else if (c == '"') {
            inside = !inside;
            any = true;
        } else if (!inside && (c == ' ' || c == '\t')) {
            if (any || !word.empty()) words.push_back(std::move(word));
            word.clear();
            any = false;
        } else {
            word += c;
        }
    }
    if (inside) throw Error::make(ExitCode::usage, "{}: a quote does not end", text);
    if (any || !word.empty()) words.push_back(std::move(word));
    Command out;
    out.verb = std::move(words.front());
    out.args.assign(std::make_move_iterator(words.begin() + 1), std::make_move_iterator(words.end()));
    return out;
}

std::string text_of(const Command& command) {
    std::string out = command.verb;
    for (const auto& arg : command.args) {
        out += ' ';
        if (!arg.empty() && arg.find_first_of(" \t\"\\#\n") == std::string::npos) {
            out += arg;
            continue;
        }
        out += '"';
        for (const char c : arg) {
            if (c == '"' || c == '\\') out += '\\';
            out += c == '\n' ? ' ' : c;
        }
        out += '"';
    }
    return out;
}

std::string argument(double value) { return number_text(value); }

const Verb* find_verb(std::string_view name) {
    const auto& all = verbs();
    const auto it = std::find_if(all.begin(), all.end(), [&](const Verb& verb) { return verb.name == name; });
    return it == all.end() ? nullptr : &*it;
}

std::string commands_text() {
    std::string out =
        "# Commands\n\nOne a line in a script (`--script FILE`), in the palette (Ctrl+K) and behind every button. "
        "Words are separated by blanks; \"quotes\" hold blanks, with \\\" and \\\\ inside. Lines that begin with # are "
        "left out. World coordinates are metres in the working CRS.\n\n| command | what it does | 说明 | key | undo |\n"
        "|---|---|---|---|---|\n";
    for (const auto& verb : verbs())
        out += fmt::format("| `{}{}{}` | {} | {} | {} | {} |\n", verb.name, verb.usage.empty() ? "" : " ", verb.usage,
                           verb.en, verb.zh, verb.key, verb.undo == Undo::none ? "" : "yes");
    return out;
}

}  // namespace mulens::app
