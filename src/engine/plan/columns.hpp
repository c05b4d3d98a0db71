// The reports of this room collect their columns with table::Rows.
#pragma once

#include "table/rows.hpp"

namespace mulens::plan {
using table::Rows;
}
