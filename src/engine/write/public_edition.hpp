// The public edition (method §6.4): a result set without any figure of level 内部.
//
// Guarantees: 内部 columns are dropped, banded or masked as the column catalogue says; a column that the catalogue does
// not know is dropped; sums over fewer than three firms (by the
// table's enterprise_count, else by the ledger) are blank, and so is one more row where a single blank could be
// worked out from the total; findings are counts; decisions, keys of cross-checks and money balances are taken out.
#pragma once

#include "config/columns.hpp"
#include "write/result_set.hpp"

#include <string>
#include <string_view>

namespace mulens::write {

[[nodiscard]] ResultSet public_edition(const ResultSet& results);
[[nodiscard]] table::Table public_table(const table::Table& table, std::string_view table_name);

/// "<3", "3–6", "≥40"; "" for NaN. A value on a limit belongs to the band above it.
[[nodiscard]] std::string band_of(double value, const std::vector<double>& limits);
/// Each ;-joined name cut to its first two characters and ＊＊＊.
[[nodiscard]] std::string masked(std::string_view names);

}  // namespace mulens::write
