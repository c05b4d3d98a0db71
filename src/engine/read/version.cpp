#include "read/version.hpp"

#include <gdal.h>

namespace mulens::read {

std::string gdal_version() { return GDALVersionInfo("RELEASE_NAME"); }

}  // namespace mulens::read
