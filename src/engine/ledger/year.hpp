// One year's rows of a table that may hold several years.
#pragma once

#include "table/layer.hpp"

#include <optional>
#include <vector>

namespace mulens::ledger {

/// Rows whose `year` (else `source_year`, set for the whole file) is `year`; rows without either belong to every year.
/// Where all rows qualify the columns are shared, not copied.
[[nodiscard]] table::Layer take_year(const table::Layer& layer, int year);
/// Different years that the rows name, ascending.
[[nodiscard]] std::vector<int> years_of(const table::Layer& layer);

}  // namespace mulens::ledger
