// Last year's enterprises as a benchmark. Pure function of its tables; thread safe.
#pragma once

#include "ledger/tax.hpp"
#include "table/table.hpp"

#include <string>

namespace mulens::pipeline {

/// Brings last year's enterprises as read to where this year's stand: `tax` by the same formula and, where their ledger
/// gives no land (area_assessed_mu), the land each firm has this year, found by credit code, else by enterprise number;
/// blank where it is not there any more. Returns the sentence that says so; "" where no land was needed.
[[nodiscard]] std::string complete_last_year(const table::Table& this_year, const ledger::TaxFormula& formula,
                                             unsigned threads, table::Table& last_year);

}  // namespace mulens::pipeline
