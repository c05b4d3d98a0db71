// The columns of a table in output order with their terms: what every writer walks over.
#pragma once

#include "config/columns.hpp"
#include "table/table.hpp"
#include "write/options.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::write {

struct OutputColumn {
    config::ColumnInfo info;
    table::ColumnPtr column;
};

/// Catalogue order first, then the columns that the catalogue does not know, in table order. `table_name` chooses the
/// entry (parcels, enterprises, ledger, idle, summary). With `names`, exactly those, in that order; an unknown one is
/// Error(usage) with the nearest names; Chinese headers are accepted too.
[[nodiscard]] std::vector<OutputColumn> output_columns(const table::Table& table, std::string_view table_name,
                                                       const std::vector<std::string>& names = {});

/// The header cell of a column; `both` puts the canonical name on a second line.
[[nodiscard]] std::string header_of(const config::ColumnInfo& info, Headers headers);

/// The same on one line, as a field name of GeoJSON, GeoPackage and FlatGeobuf.
[[nodiscard]] std::string field_name(const config::ColumnInfo& info, Headers headers);
/// Shortest text that reads back as the same double, appended; nothing for NaN and infinities.
void append_number(std::string& out, double value);
/// ISO date, appended; nothing for NaN.
void append_date(std::string& out, double day_number);
/// The value as plain text: number, ISO date, true/false, text; "" = none.
void append_plain(std::string& out, const table::Column& column, Row row);
/// UTF-8 with every broken byte replaced by U+FFFD; the text itself where it is whole.
[[nodiscard]] std::string whole_utf8(std::string_view text);

}  // namespace mulens::write
