#include "write/csv.hpp"

#include "write/row_text.hpp"

namespace mulens::write {
namespace {

std::string header_line(const std::vector<OutputColumn>& columns, Headers headers) {
    std::vector<std::string> cells;
    for (const auto& column : columns) {
        std::string cell = header_of(column.info, headers);
        for (char& c : cell)
            if (c == '\n') c = ' ';
        cells.push_back(std::move(cell));
    }
    return csv_line(cells);
}

void append_row(std::string& out, const std::vector<OutputColumn>& columns, Row row) {
    bool first = true;
    for (const auto& [info, column] : columns) {
        if (!first) out += ',';
        first = false;
        if (column->is_text())
            append_csv_cell(out, column->text(row));
        else
            append_plain(out, *column, row);
    }
    out += '\n';
}

}  // namespace

void append_csv_cell(std::string& out, std::string_view text) {
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) line += ',';
        append_csv_cell(line, cells[i]);
    }
    line += '\n';
    return line;
}

WrittenFile write_csvt(const std::string& path, const std::vector<OutputColumn>& columns) {
    std::string line;
    for (const auto& [info, column] : columns) {
        if (!line.empty()) line += ',';
        switch (column->kind()) {
            case table::Kind::text:
                line += "\"String\"";
                break;
            case table::Kind::date:
                line += "\"Date\"";
                break;
            case table::Kind::boolean:
                line += "\"Integer(Boolean)\"";
                break;
            case table::Kind::number:
                line += "\"Real\"";
                break;
        }
    }
    return write_file(path, line + "\n");
}

WrittenFile write_csv(const std::string& path, const std::vector<OutputColumn>& columns, const CsvOptions& options,
                      Progress& progress, const std::vector<Row>* rows) {
    FileSink sink(path);
    if (options.bom) sink.append("\xEF\xBB\xBF");
    sink.append(header_line(columns, options.headers));
    const std::uint64_t count = rows != nullptr ? rows->size() : columns.empty() ? 0 : columns.front().column->size();
    write_rows(sink, count, options.threads, progress,
               [&](std::uint64_t first, std::uint64_t last, unsigned, std::string& text) {
                   for (std::uint64_t i = first; i < last; ++i)
                       append_row(text, columns, rows != nullptr ? (*rows)[i] : static_cast<Row>(i));
               });
    return sink.close();
}

}  // namespace mulens::write
