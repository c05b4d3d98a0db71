// Enterprises that carry coordinates: the parcel each point lies in.
#pragma once

#include "geom/index.hpp"
#include "pipeline/inputs.hpp"

#include <vector>

namespace mulens::pipeline {

/// Per enterprise the lowest parcel row that holds its point, or no_row; empty where the ledger has no x and y. Values
/// of at most 180 are degrees (CGCS2000), others are in the working CRS.
[[nodiscard]] std::vector<Row> locate_points(const Settings& settings, const table::Layer& parcels,
                                             const table::Layer& enterprises, const geom::BoxIndex& index);

}  // namespace mulens::pipeline
