// Man page and bash completion, made from the options themselves so that they cannot drift.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace mulens::cli {

/// --help of `app` and of commands added after this call: columns and the words of values.
void plain_help(CLI::App& app);
[[nodiscard]] std::string man_page(const CLI::App& app);
[[nodiscard]] std::string bash_completion(const CLI::App& app);
[[nodiscard]] std::string exit_codes_text();

}  // namespace mulens::cli
