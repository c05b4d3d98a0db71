#include "geos/version.hpp"

#include <geos_c.h>

namespace mulens::geos {

std::string geos_version() { return GEOSversion(); }

}  // namespace mulens::geos
