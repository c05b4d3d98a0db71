// Carries the enterprises' money and quantities to their parcels, and balances every money column to the 分.
#pragma once

#include "ledger/divide.hpp"

#include <string>
#include <vector>

namespace mulens::ledger {

struct Allocated {
    table::Table parcels;  ///< a column a money or quantity column that the ledger has, plus tax_missing
    std::vector<Allocation> allocations;
    std::vector<Balance> balances;
    std::vector<ResidualSum> residual_sums;
};

struct AllocateInput {
    const LedgerInput& input;
    const Divided& divided;
    const ByEnterprise& by_enterprise;
    const std::vector<ResidualReason>& reason;
    const std::vector<double>& tax;  ///< 评价税收 of each enterprise
};

[[nodiscard]] Allocated allocate(const AllocateInput& in, Diagnostics& diagnostics);

/// Money columns in ledger order (万元 in tables, 分 inside) and quantities (reals).
[[nodiscard]] const std::vector<std::string>& money_columns();
[[nodiscard]] const std::vector<std::string>& quantity_columns();

}  // namespace mulens::ledger
