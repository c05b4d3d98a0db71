#include "write/output_columns.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "query/filter.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace mulens::write {
namespace {

std::string resolve(const table::Table& table, std::string_view table_name, const std::string& word) {
    if (table.has(word)) return word;
    for (const auto& name : table.names()) {
        const auto info = config::column_catalogue().describe(table_name, name);
        if (info.zh == word || config::header_zh(info) == word) return name;
    }
    throw Error::make(ExitCode::usage, "there is no column {}; the nearest: {}", word,
                      fmt::join(query::nearest_names(word, table.names()), ", "));
}

/// Bytes of the UTF-8 character at `text[i]`, 0 where it is broken.
std::size_t character_length(std::string_view text, std::size_t i) {
    for (std::size_t length = 1; length <= 4 && i + length <= text.size(); ++length)
        if (valid_utf8(text.substr(i, length))) return length;
    return 0;
}

}  // namespace

std::vector<OutputColumn> output_columns(const table::Table& table, std::string_view table_name,
                                         const std::vector<std::string>& names) {
    const auto& catalogue = config::column_catalogue();
    std::vector<OutputColumn> columns;
    for (const auto& name : names.empty() ? table.names() : names) {
        const std::string column = names.empty() ? name : resolve(table, table_name, name);
        columns.push_back({catalogue.describe(table_name, column), table.share(column)});
    }
    if (names.empty())
        std::stable_sort(columns.begin(), columns.end(),
                         [](const auto& a, const auto& b) { return a.info.order < b.info.order; });
    return columns;
}

std::string header_of(const config::ColumnInfo& info, Headers headers) {
    switch (headers) {
        case Headers::zh:
            return config::header_zh(info);
        case Headers::en:
            return info.name;
        case Headers::both:
            return config::header_zh(info) + "\n" + info.name;
    }
    return info.name;
}

std::string field_name(const config::ColumnInfo& info, Headers headers) {
    return headers == Headers::both ? config::header_zh(info) + " " + info.name : header_of(info, headers);
}

void append_number(std::string& out, double value) {
    if (!std::isfinite(value)) return;
    char buffer[40];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value == 0 ? 0.0 : value);
    out.append(buffer, result.ptr);
}

void append_date(std::string& out, double day_number) {
    if (std::isfinite(day_number)) out += to_iso(from_day_number(day_number));
}

void append_plain(std::string& out, const table::Column& column, Row row) {
    switch (column.kind()) {
        case table::Kind::text:
            out += column.text(row);
            return;
        case table::Kind::date:
            append_date(out, column.number(row));
            return;
        case table::Kind::boolean:
            if (!std::isnan(column.number(row))) out += column.number(row) != 0 ? "true" : "false";
            return;
        case table::Kind::number:
            append_number(out, column.number(row));
            return;
    }
}

std::string whole_utf8(std::string_view text) {
    if (valid_utf8(text)) return std::string(text);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character_length(text, i);
        out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    return out;
}

}  // namespace mulens::write
