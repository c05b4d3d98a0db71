// Parts of a run as the planning rooms take them.
#pragma once

#include "pipeline/run.hpp"
#include "plan/adjacency.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mulens::cli {

/// Share of each parcel that lies in zones of a layer; overlapping zones count once at most. Empty without the layer.
[[nodiscard]] std::vector<double> shares_of(const std::optional<overlay::ZoneOverlay>& zones, Row parcels);
/// Rows that meet a condition over the columns of the parcels table; Chinese headers may be written. Throws as
/// query::select, with the option's name.
[[nodiscard]] std::vector<Row> rows_where(const pipeline::Run& run, const std::string& option,
                                          const std::string& condition, const Progress& progress);

}  // namespace mulens::cli
