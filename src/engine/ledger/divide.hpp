// Divides each parcel among its enterprises: s(e,p), land in 1e-9 m², and the steps of the assessed area.
#pragma once

#include "ledger/match.hpp"

#include <cstdint>
#include <vector>

namespace mulens::ledger {

struct Divided {
    std::vector<Share> shares;             ///< by parcel, then enterprise
    std::vector<AreaStep> steps;           ///< along shares
    std::vector<std::uint64_t> of_parcel;  ///< parcels + 1 offsets
    std::vector<TaxSource> source;         ///< per parcel
    std::vector<std::int64_t> basis_nano;  ///< per parcel, 0 where not measurable
    LandBalance land;
};

[[nodiscard]] Divided divide(const LedgerInput& input, Matches& matches, Diagnostics& diagnostics);

/// Offsets and share indices by enterprise; an enterprise's shares in parcel_id order.
struct ByEnterprise {
    std::vector<std::uint64_t> offsets;
    std::vector<std::uint32_t> shares;
    std::vector<std::uint32_t> main;  ///< the share with most land (the lower parcel_id at a tie), no_row without any
};
[[nodiscard]] ByEnterprise by_enterprise(const LedgerInput& input, const std::vector<Share>& shares);

/// Turns `none` into quarantined, no_area or zero_weight where an enterprise's parcels can carry nothing.
void find_weightless(const LedgerInput& input, const Divided& divided, const ByEnterprise& by_enterprise,
                     std::vector<ResidualReason>& reason);

/// Per parcel: 1 where the geometry could not be repaired.
[[nodiscard]] std::vector<std::uint8_t> quarantined(const table::Table& parcels);

}  // namespace mulens::ledger
