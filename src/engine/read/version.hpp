// Version of the library behind this room, for the manifest.
#pragma once

#include <string>

namespace mulens::read {

[[nodiscard]] std::string gdal_version();

}  // namespace mulens::read
