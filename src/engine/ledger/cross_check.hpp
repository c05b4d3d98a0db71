// The four lists that come with every run: 有地无企, 有企无地, 有地无税, 有税无地.
#pragma once

#include "base/exact.hpp"
#include "base/ids.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace mulens::ledger {

struct LedgerResult;
struct LedgerInput;

/// Rows ascending; sums over them. Money that is blank is not in the sums.
struct CrossCheckList {
    std::string code;  ///< land_without_enterprise …
    std::string zh;
    bool of_parcels = true;  ///< rows are parcel rows, else enterprise rows
    std::vector<Row> rows;
    ExactSum area_m2;  ///< basis area of the parcels, 0 for enterprises
    Int128 tax_fen = 0;
    Int128 output_fen = 0;
    std::uint64_t tax_blank = 0;
};

struct CrossChecks {
    CrossCheckList land_without_enterprise;  ///< 有地无企: no enterprise on the parcel
    CrossCheckList enterprise_without_land;  ///< 有企无地: a counted firm that found no parcel with land
    CrossCheckList land_without_tax;         ///< 有地无税: enterprises, but their tax is blank, zero or below
    CrossCheckList tax_without_land;         ///< 有税无地: those without land whose tax is above zero
};

/// `parcel_in_scope`: 1 = list this parcel; empty: all parcels.
[[nodiscard]] CrossChecks cross_check(const LedgerInput& input, const LedgerResult& result,
                                      std::span<const std::uint8_t> parcel_in_scope = {});

}  // namespace mulens::ledger
