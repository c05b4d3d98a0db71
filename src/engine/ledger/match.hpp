// Which enterprise stands on which parcel: link table, parcel code in the ledger, credit code on the parcel, point.
// The first that hits wins for an enterprise. The result does not depend on threads.
#pragma once

#include "ledger/ledger.hpp"
#include "ledger/rows.hpp"

#include <utility>
#include <vector>

namespace mulens::ledger {

struct Pair {
    Row parcel = no_row;
    Row enterprise = no_row;
    Row link = no_row;
    Method method = Method::link;
    bool parts = false;  ///< the parcel is one of several parts that the link's code names
};

struct Matches {
    std::vector<Pair> pairs;
    std::vector<ResidualReason> reason;  ///< per enterprise: why it has no pair, none where it has one
    /// Shares of links whose enterprise is unknown: they belong to the parcel's share sum. By parcel.
    std::vector<std::pair<Row, double>> dangling_shares;
    /// Part of its plot's basis area that a parcel among several parts is. By parcel.
    std::vector<std::pair<Row, double>> part_factor;
    std::uint64_t links_used = 0, links_other_time = 0, links_dangling = 0;
};

[[nodiscard]] Matches match(const LedgerInput& input, const EnterpriseKeys& keys, const KeyIndex& parcels,
                            Diagnostics& diagnostics);

/// Is a link in force in any part of the year? Blank dates and a blank year do not limit it.
[[nodiscard]] bool link_in_year(const table::Table& links, Row row, int year);

}  // namespace mulens::ledger
