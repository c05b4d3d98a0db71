// Commands: the only way to change State. Each has a text form ("threshold tax_low_above_scale 5"), used alike by
// menus, keys, the palette, scripts, tests and "copy as command". The table of verbs is the reference (help, docs).
#pragma once

#include "app/lang.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::app {

class App;

struct Command {
    std::string verb;
    std::vector<std::string> args;
    bool operator==(const Command&) const = default;
};

/// One line to a command: words by blanks, "quotes with \" and \\ inside". Blank lines and lines that begin with # give
/// an empty verb. Error(usage) for a quote that does not end. The verb is not looked up here.
[[nodiscard]] Command parse_command(std::string_view line);
[[nodiscard]] std::string text_of(const Command& command);
/// command("select", id, 5): arguments as text; numbers in the shortest form that reads back the same.
template <typename... Args>
[[nodiscard]] Command command(std::string verb, const Args&... args);

/// What a verb does to undo.
enum class Undo : std::uint8_t { none, step, drag };  ///< drag: repeated ones while a control is held are one step

struct Verb {
    std::string name;
    std::string usage;   ///< "CODE VALUE"
    std::string zh, en;  ///< one sentence each
    std::size_t min_args = 0, max_args = 0;
    Undo undo = Undo::none;
    std::string key;                                               ///< default key, "Ctrl+K", "" = none
    bool in_palette = false;                                       ///< makes sense without arguments
    void (*run)(App&, const std::vector<std::string>&) = nullptr;  ///< throws Error(usage) and then changes nothing
};
/// All verbs in the order of the reference.
[[nodiscard]] const std::vector<Verb>& verbs();
[[nodiscard]] const Verb* find_verb(std::string_view name);
/// The reference as Markdown (docs/commands.md).
[[nodiscard]] std::string commands_text();

// ---
[[nodiscard]] std::string argument(double value);
[[nodiscard]] inline std::string argument(const std::string& value) { return value; }
[[nodiscard]] inline std::string argument(const char* value) { return value; }
template <typename... Args>
Command command(std::string verb, const Args&... args) {
    return {std::move(verb), {argument(args)...}};
}

}  // namespace mulens::app
