#include "config/glob.hpp"

#include <algorithm>
#include <filesystem>

namespace mulens::config {
namespace {

namespace fs = std::filesystem;

bool has_wildcard(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }
bool remote(std::string_view path) { return path.starts_with("/vsi") || path.find("://") != std::string_view::npos; }

fs::path resolved(const std::string& written, const std::string& folder) {
    const fs::path path(written);
    return path.is_absolute() || folder.empty() ? path : (fs::path(folder) / path).lexically_normal();
}

bool present(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// Entries of a folder whose names fit, sorted.
std::vector<std::string> fitting(const fs::path& folder, const std::string& pattern) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.empty() ? fs::path(".") : folder, ignored)) {
        std::string name = entry.path().filename().string();
        if (name.starts_with('.') && !pattern.starts_with('.')) continue;
        if (matches(pattern, name)) names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

void expand(const fs::path& at, fs::path::const_iterator part, const fs::path::const_iterator end,
            std::vector<fs::path>& found) {
    if (part == end) {
        if (present(at)) found.push_back(at);
        return;
    }
    const auto next = std::next(part);
    if (!has_wildcard(part->string())) return expand(at / *part, next, end, found);
    for (const std::string& name : fitting(at, part->string())) expand(at / name, next, end, found);
}

}  // namespace

bool matches(std::string_view pattern, std::string_view name) {
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t retry = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = n;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

std::vector<FoundPath> expand_path(const std::string& written, const std::string& folder) {
    if (remote(written)) return {{written, written}};
    if (present(resolved(written, folder))) return {{resolved(written, folder).string(), written}};
    const std::size_t hash = written.rfind('#');
    const std::string file = written.substr(0, hash);
    const std::string layer = hash == std::string::npos ? "" : written.substr(hash);
    if (!has_wildcard(file)) return {{resolved(file, folder).string() + layer, written}};
    const fs::path pattern(file);
    const fs::path base = pattern.is_absolute() ? fs::path() : fs::path(folder);
    const fs::path whole = (base / pattern).lexically_normal();
    std::vector<fs::path> paths;
    expand({}, whole.begin(), whole.end(), paths);
    std::vector<FoundPath> found;
    for (const fs::path& path : paths) {
        const fs::path shown = pattern.is_absolute() || folder.empty() ? path : path.lexically_relative(folder);
        found.push_back({path.string() + layer, shown.string() + layer});
    }
    return found;
}

}  // namespace mulens::config
