#include "crs/version.hpp"

#include <proj.h>

namespace mulens::crs {

std::string proj_version() { return proj_info().version; }

}  // namespace mulens::crs
