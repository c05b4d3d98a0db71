// Version of the library behind this room, for the manifest.
#pragma once

#include <string>

namespace mulens::crs {

[[nodiscard]] std::string proj_version();

}  // namespace mulens::crs
