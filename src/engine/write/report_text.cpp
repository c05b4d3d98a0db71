// A report on a terminal: sentences, then tables in columns that Chinese characters keep straight.
#include "base/text.hpp"
#include "write/output_columns.hpp"
#include "write/report_files.hpp"
#include "write/xlsx_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::write {
namespace {

std::string thousands(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, std::max(0, decimals));
    const std::size_t first = text[0] == '-' ? 1 : 0;
    const std::size_t point = text.find('.');
    for (std::size_t i = point == std::string::npos ? text.size() : point; i > first + 3;) text.insert(i -= 3, ",");
    return text;
}

}  // namespace

std::string shown_number(const config::ColumnInfo& info, const table::Column& values, Row row) {
    const double value = values.number(row);
    if (values.kind() == table::Kind::date) {
        std::string text;
        append_date(text, value);
        return text;
    }
    if (info.kind == config::ColumnKind::share) return thousands(value * 100, std::max(info.decimals, 0)) + " %";
    if (info.name == "year") return fmt::format("{:.0f}", value);
    if (info.kind == config::ColumnKind::integer) return thousands(value, 0);
    return thousands(value, info.decimals < 0 ? 2 : std::min(info.decimals, 2));
}

namespace {

std::string shown(const OutputColumn& column, Row row, Lang lang) {
    const auto& info = column.info;
    const auto& values = *column.column;
    if (values.is_text()) {
        const std::string text = whole_utf8(values.text(row));
        const auto& words = config::column_catalogue();
        if (text.empty()) return "–";
        return std::string(lang == Lang::zh ? words.value_zh(info.name, text) : words.value_en(info.name, text));
    }
    const double value = values.number(row);
    if (!std::isfinite(value)) return "–";
    if (values.kind() == table::Kind::boolean)
        return lang == Lang::zh ? (value != 0 ? "是" : "否") : (value != 0 ? "yes" : "no");
    return shown_number(info, values, row);
}

void append_padded(std::string& out, const std::string& text, double width, bool right) {
    const auto gap = static_cast<std::size_t>(std::max(0.0, width - shown_width(text)));
    if (right) out.append(gap, ' ');
    out += text;
    if (!right) out.append(gap, ' ');
}

void append_table(std::string& out, const table::ReportTable& part, std::size_t most, Lang lang) {
    const auto columns = output_columns(part.table, part.name, part.on_screen);
    const auto rows = static_cast<Row>(std::min<std::size_t>(most, part.table.rows()));
    std::vector<std::vector<std::string>> cells(columns.size());
    std::vector<double> widths(columns.size(), 0);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        cells[c].push_back(lang == Lang::zh ? config::header_zh(columns[c].info) : config::header_en(columns[c].info));
        for (Row row = 0; row < rows; ++row) cells[c].push_back(shown(columns[c], row, lang));
        for (const auto& cell : cells[c]) widths[c] = std::max(widths[c], shown_width(cell));
    }
    const Words more = rows < part.table.rows()
                           ? said(" (前 {} 行,共 {} 行)", " (first {} of {} rows)", rows, part.table.rows())
                           : Words();
    out += fmt::format("\n{}{}\n", part.title.in(lang), more.in(lang));
    for (std::size_t line = 0; line <= rows; ++line) {
        std::string text = " ";
        for (std::size_t c = 0; c < columns.size(); ++c) {
            text += ' ';
            const auto kind = columns[c].info.kind;
            const bool right = kind != config::ColumnKind::text && kind != config::ColumnKind::key;
            append_padded(text, cells[c][line], widths[c], right);
            text += ' ';
        }
        while (!text.empty() && text.back() == ' ') text.pop_back();
        out += text + "\n";
    }
}

}  // namespace

std::string report_text(const table::Report& report, std::size_t rows) {
    std::string out;
    for (const auto& line : report.lines) out += line.in(report.lang) + "\n";
    for (const auto& part : report.tables)
        if (!part.on_screen.empty() && part.table.rows() > 0)
            append_table(out, part, part.whole_on_screen ? part.table.rows() : rows, report.lang);
    return out;
}

}  // namespace mulens::write
