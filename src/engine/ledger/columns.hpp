// The columns that the ledger adds to the parcels and enterprises tables.
#pragma once

#include "ledger/allocate.hpp"
#include "ledger/divide.hpp"

#include <string>
#include <vector>

namespace mulens::ledger {

struct ColumnInput {
    const LedgerInput& input;
    const Divided& divided;
    const ByEnterprise& by_enterprise;
    const std::vector<ResidualReason>& reason;
    const TaxColumns& tax;
};

[[nodiscard]] table::Table parcel_columns(const ColumnInput& in, const Allocated& allocated);
[[nodiscard]] table::Table enterprise_columns(const ColumnInput& in, std::vector<std::string>& assumptions);

}  // namespace mulens::ledger
