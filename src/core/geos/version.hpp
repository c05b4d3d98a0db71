// Version of the library behind this room, for the manifest.
#pragma once

#include <string>

namespace mulens::geos {

[[nodiscard]] std::string geos_version();

}  // namespace mulens::geos
