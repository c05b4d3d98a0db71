// A colour ramp as its file (data/ramps/*.toml) says it. Plain data.
#pragma once

#include <string>
#include <vector>

namespace mulens::config {

struct RampFile {
    std::string name, zh, en, source;
    bool diverging = false;
    std::vector<std::string> colours;  ///< "#rrggbb", at least two, at equal distances
};

/// `name` as of resource(). Throws Error(usage) with file:line.
[[nodiscard]] RampFile load_ramp_file(const std::string& name);

}  // namespace mulens::config
