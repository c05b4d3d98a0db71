#include "shell/folders.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace mulens::shell {
namespace {

namespace fs = std::filesystem;

bool usable(const fs::path& path) {
    constexpr std::array<std::string_view, 13> endings{".toml", ".shp", ".gpkg", ".geojson", ".json", ".fgb", ".csv",
                                                       ".xlsx", ".txt", ".tif",  ".mbtiles", ".gdb",  ".kml"};
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

std::vector<ui::Entry> list_folder(const std::string& folder) {
    std::vector<ui::Entry> out;
    std::error_code error;
    for (fs::directory_iterator it(whole_path(folder), fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (name.empty() || name[0] == '.') continue;
        std::error_code ignored;
        const bool is_folder = it->is_directory(ignored);
        if (!is_folder && !usable(it->path())) continue;
        out.push_back({name, is_folder});
        if (out.size() >= 5000) break;
    }
    std::sort(out.begin(), out.end(),
              [](const ui::Entry& a, const ui::Entry& b) { return a.folder != b.folder ? a.folder : a.name < b.name; });
    return out;
}

std::string whole_path(const std::string& path) {
    fs::path out = path;
    if (path == "~" || path.rfind("~/", 0) == 0)
        out = fs::path(home_folder()) / (path.size() > 2 ? path.substr(2) : "");
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(fs::absolute(out, error), error);
    return error || whole.empty() ? out.string() : whole.string();
}

std::string home_folder() {
    const std::string home = environment("HOME");
    return home.empty() ? "/" : home;
}

std::string session_folder() {
    const std::string state = environment("XDG_STATE_HOME");
    if (!state.empty()) return state + "/mulens";
    const std::string home = environment("HOME");
    return home.empty() ? "" : home + "/.local/state/mulens";
}

}  // namespace mulens::shell
