// The reports of this room collect their columns with table::Rows; what an option costs and brings is told alike.
#pragma once

#include "plan/options.hpp"
#include "table/rows.hpp"

namespace mulens::plan {

using table::Rows;

/// public_cost … payback_years of the row that is open.
void money_cells(Rows& rows, const SiteOption& option);

}  // namespace mulens::plan
