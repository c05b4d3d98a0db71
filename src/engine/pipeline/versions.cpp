#include "pipeline/versions.hpp"

#include "crs/version.hpp"
#include "geos/version.hpp"
#include "read/version.hpp"

namespace mulens::pipeline {

std::vector<std::pair<std::string, std::string>> library_versions() {
    return {{"GDAL", read::gdal_version()}, {"GEOS", geos::geos_version()}, {"PROJ", crs::proj_version()}};
}

}  // namespace mulens::pipeline
