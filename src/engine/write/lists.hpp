// Which rows stand in which list, and the joins that the lists need. Pure: no files.
#pragma once

#include "write/result_set.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::write {

/// Rows of `parcels` with low_efficiency, by land × shortfall (what could be gained) within platforms, then parcel_id.
[[nodiscard]] std::vector<Row> low_efficiency_rows(const ResultSet& results);
/// Statuses that make land suspected idle; late and due soon are warnings, not yet idle.
[[nodiscard]] bool suspected_idle(std::string_view idle_status);
/// Rows of `parcels` that are suspected idle, in row order.
[[nodiscard]] std::vector<Row> idle_parcel_rows(const ResultSet& results);

/// `results.idle` with platform, street, owner, tenant, areas … of its parcels where it has no such column itself, and
/// with `as_of` on each row.
[[nodiscard]] table::Table idle_with_parcels(const ResultSet& results);
/// `results.parcels` with the columns of `results.idle` (the first idle row of each parcel) that it lacks, and `as_of`.
[[nodiscard]] table::Table parcels_with_idle(const ResultSet& results);
/// A table with one more column holding the same text in each row; unchanged where it has the column.
[[nodiscard]] table::Table with_text(table::Table table, const std::string& name, const std::string& text);
[[nodiscard]] table::Table with_date(table::Table table, const std::string& name, std::optional<Date> date);

/// The rows of `first`, then those of `second`; columns of either, blank where a table lacks them.
[[nodiscard]] table::Table stacked(const table::Table& first, const table::Table& second);

/// Rows of no platform stand under a name of their own, 未归口, so that the rows sum to the district.
[[nodiscard]] table::Table with_platform_names(const table::Table& table);

/// Platform names in the order of the summary, then the others by first appearance in `rows`; "" (未归口) last.
[[nodiscard]] std::vector<std::string> platform_order(const ResultSet& results, const table::Table& table,
                                                      const std::vector<Row>& rows);

/// What stands on the notes sheet and in the manifest: scheme, year, as-of, area basis, cut lines, 疑似 …
[[nodiscard]] std::vector<std::pair<std::string, std::string>> notes_of(const ResultSet& results);

}  // namespace mulens::write
