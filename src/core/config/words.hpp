// Words in Chinese and English from the TOML files under a resource prefix: [key] zh = "…", en = "…".
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace mulens::config {

struct Words {
    std::string zh, en;
};

/// Throws Error(usage) with file:line for syntax, a key that stands twice and a key without both languages.
[[nodiscard]] std::map<std::string, Words, std::less<>> load_words(std::string_view prefix);

}  // namespace mulens::config
