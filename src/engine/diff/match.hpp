// Which unit of A is which unit of B. Firms by credit code, else by enterprise number; plots by parcel code, and where
// that is new or gone by the lineage of the land: a plot that only got another code is the same plot. Deterministic.
#pragma once

#include "years/lineage.hpp"

#include <string>
#include <vector>

namespace mulens::diff {

struct Pairs {
    std::vector<Row> b_of_a, a_of_b;  ///< no_row = only there
    /// Why a unit stands on one side only: gone, new, split, merged, redrawn; "" where it stands on both.
    std::vector<std::string> why_left, why_new;

    [[nodiscard]] std::size_t both() const;
};

/// Rows that repeat a code are paired in their order.
[[nodiscard]] Pairs match_firms(const table::Table& a, const table::Table& b);
/// `lineage`: years::trace(a, b), or null: then codes alone tell.
[[nodiscard]] Pairs match_parcels(const table::Table& a, const table::Table& b, const years::Lineage* lineage);
/// Is there a code on one side only, so that a lineage would tell more?
[[nodiscard]] bool codes_differ(const table::Table& a, const table::Table& b);

}  // namespace mulens::diff
