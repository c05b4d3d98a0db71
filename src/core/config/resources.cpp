#include "config/resources.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace mulens::config {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> override_folder() {
    const char* folder = std::getenv("MULENS_DATA_DIR");
    if (folder == nullptr || *folder == '\0') return std::nullopt;
    return fs::path(folder);
}

}  // namespace

std::optional<std::string> resource(const std::string& name) {
    if (const auto folder = override_folder()) {
        std::ifstream in(*folder / name, std::ios::binary);
        if (in) return std::string(std::istreambuf_iterator<char>(in), {});
    }
    for (const EmbeddedFile* file = embedded_files(); file->name != nullptr; ++file)
        if (name == file->name) return std::string(reinterpret_cast<const char*>(file->bytes), file->size);
    return std::nullopt;
}

std::ifstream open_file(const std::string& path) {
    std::error_code unknown;
    std::ifstream in(path, std::ios::binary);
    // A folder opens well and fails when it is read.
    if (std::filesystem::is_directory(path, unknown)) in.setstate(std::ios::failbit);
    return in;
}

std::vector<std::string> resource_names(std::string_view prefix) {
    std::set<std::string> names;
    for (const EmbeddedFile* file = embedded_files(); file->name != nullptr; ++file)
        if (std::string_view(file->name).starts_with(prefix)) names.insert(file->name);
    if (const auto folder = override_folder(); folder && fs::is_directory(*folder)) {
        for (const auto& entry : fs::recursive_directory_iterator(*folder)) {
            const std::string name = fs::relative(entry.path(), *folder).generic_string();
            if (entry.is_regular_file() && name.starts_with(prefix)) names.insert(name);
        }
    }
    return {names.begin(), names.end()};
}

}  // namespace mulens::config
