// What one scheme says about every parcel, as columns: for filters, sorting and export, which must agree with the map.
#pragma once

#include "app/dataset.hpp"
#include "rules/live.hpp"

#include <memory>

namespace mulens::app {

using Judged = std::shared_ptr<const rules::LiveResult>;

/// A result for a run without a scheme: scope and idleness only; every parcel in scope is 'n'.
[[nodiscard]] Judged unjudged(const pipeline::Run& run, const std::vector<std::uint8_t>& shown);
/// The parcels table with the rules' columns as a trial has them; other columns are shared. Sentences and ranks of the
/// saved scheme are left out.
[[nodiscard]] table::Table table_of(const pipeline::Run& run, const rules::LiveResult& trial);

/// Index of a grade in tables of six: A B C D u n; 6 = out of scope.
inline constexpr char grade_letters[] = "ABCDun ";

}  // namespace mulens::app
