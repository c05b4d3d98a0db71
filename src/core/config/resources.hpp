// Files that ship with the program (layers/, data/). Embedded at build; MULENS_DATA_DIR names a folder that overrides.
#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::config {

struct EmbeddedFile {
    const char* name;
    const unsigned char* bytes;
    std::size_t size;
};
/// Made by the build; ends with a null name.
[[nodiscard]] const EmbeddedFile* embedded_files();

/// Text of e.g. "layers/parcels.toml"; nothing where it does not exist.
[[nodiscard]] std::optional<std::string> resource(const std::string& name);
/// A file of the user's, to be read as bytes; it has failed where there is none, or a folder.
[[nodiscard]] std::ifstream open_file(const std::string& path);
/// Names that begin with `prefix`, sorted.
[[nodiscard]] std::vector<std::string> resource_names(std::string_view prefix);

}  // namespace mulens::config
