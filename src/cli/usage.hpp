// Wrong usage in one sentence: which command, which option or value, and what it takes.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace mulens::cli {

/// Of an error that parsing `app` ended with (help and version are none). Unknown options go before what else is wrong,
/// as a misspelt one makes a needed one missing; they name the nearest one there is.
[[nodiscard]] std::string usage_sentence(const CLI::App& app, const CLI::ParseError& error);

}  // namespace mulens::cli
