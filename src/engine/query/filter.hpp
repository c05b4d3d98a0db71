// Filter and sort expressions over the columns of a table, through SQLite: `tax_per_mu < 5 AND far < 1`.
//
// Guarantees: the table is never copied (a read-only virtual table looks at the columns named) and never changed; NaN
// and "" are NULL, booleans are 1/0 (true and false may be written), dates compare as ISO text ('2024-06-30').
// Only one condition is taken: no sub-query, no second statement, no function that looks outside the row. Rows come in
// table order, or in the order asked for with ties in table order. Each call has its own connection: thread safe.
#pragma once

#include "base/ids.hpp"
#include "base/progress.hpp"
#include "table/table.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mulens::query {

/// Another name under which a column may be written (its Chinese header): {written, column}.
using Aliases = std::vector<std::pair<std::string, std::string>>;

/// Rows for which `where` is true ("" = all), ordered by `order_by` ("" = table order). Throws Error(usage) with
/// SQLite's words, and with the nearest column names for an unknown column; Stopped once `progress` wants to stop.
[[nodiscard]] std::vector<Row> select(const table::Table& table, const std::string& where,
                                      const std::string& order_by = {}, const Aliases& aliases = {},
                                      const Progress* progress = nullptr);

/// At most `count` of `names` that look most like `word`, nearest first.
[[nodiscard]] std::vector<std::string> nearest_names(const std::string& word, const std::vector<std::string>& names,
                                                     std::size_t count = 3);

}  // namespace mulens::query
