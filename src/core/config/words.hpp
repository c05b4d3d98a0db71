// Words in Chinese and English from the TOML files under a resource prefix: [key] zh = "…", en = "…".
#pragma once

#include "base/words.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace mulens::config {

using mulens::Words;

/// Throws Error(usage) with file:line for syntax, a key that stands twice and a key without both languages.
[[nodiscard]] std::map<std::string, Words, std::less<>> load_words(std::string_view prefix);

}  // namespace mulens::config
