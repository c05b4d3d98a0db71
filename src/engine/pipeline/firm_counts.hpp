// How many enterprises a group of parcels holds: each firm once a group, whatever number of its plots lie there.
// Deterministic; firms that the ledger left out as duplicates do not count.
#pragma once

#include "ledger/ledger.hpp"
#include "overlay/zones.hpp"
#include "table/table.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mulens::pipeline {

using FirmCounts = std::map<std::string, std::uint64_t, std::less<>>;

/// By the values of a text column of the parcels ("" where it is blank).
[[nodiscard]] FirmCounts firms_by(const table::Table& parcels, const ledger::LedgerResult& ledger,
                                  const std::string& column);
/// By every zone that a parcel lies in; zones of one name are one group.
[[nodiscard]] FirmCounts firms_by(const overlay::ZoneOverlay& zones, const std::vector<std::string>& names,
                                  const ledger::LedgerResult& ledger);
/// All firms with a plot.
[[nodiscard]] std::uint64_t firms_with_land(const ledger::LedgerResult& ledger);

}  // namespace mulens::pipeline
