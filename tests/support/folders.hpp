// What lies in a folder, byte for byte, for "is it the same" and "was it touched".
#pragma once

#include "support/program.hpp"

#include <map>
#include <set>
#include <string>

namespace test_support {

/// Name below the folder → bytes, of every file in it.
inline std::map<std::string, std::string> files_in(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) out[entry.path().lexically_relative(folder).string()] = bytes_of(entry.path());
    return out;
}

inline std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder)) out.insert(entry.path().filename().string());
    return out;
}

}  // namespace test_support
