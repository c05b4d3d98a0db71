// CSV: RFC 4180 quoting, UTF-8, LF, header of canonical names. Numbers are the shortest text that reads back as the
// same double, dates ISO 8601, booleans true/false, blank = none. A text column (key) is never quoted for its own sake,
// so readers must be told to keep leading zeros: a .csvt stands beside.
#pragma once

#include "base/progress.hpp"
#include "write/file_sink.hpp"
#include "write/output_columns.hpp"

namespace mulens::write {

struct CsvOptions {
    bool bom = false;
    Headers headers = Headers::en;
    unsigned threads = 1;
};

/// All rows, or `rows` where given, in that order. With zh or both a header is one line: "中文(单位)" or "中文(单位)
/// name".
WrittenFile write_csv(const std::string& path, const std::vector<OutputColumn>& columns, const CsvOptions& options,
                      Progress& progress, const std::vector<Row>* rows = nullptr);

/// The types of the columns for GDAL and QGIS: "String","Real","Date","Integer(Boolean)" …
WrittenFile write_csvt(const std::string& path, const std::vector<OutputColumn>& columns);

/// One line of cells.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);
/// The cell with quotes where RFC 4180 needs them, appended.
void append_csv_cell(std::string& out, std::string_view text);

}  // namespace mulens::write
