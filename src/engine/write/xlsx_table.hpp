// One table as an XLSX sheet: header row frozen with filters, codes as text, number formats of the catalogue. Rows are
// streamed. Numbers keep 16 significant digits (the library's limit); every other format keeps doubles bit for bit.
#pragma once

#include "base/date.hpp"
#include "base/progress.hpp"
#include "write/file_sink.hpp"
#include "write/output_columns.hpp"

#include <optional>

namespace mulens::write {

inline constexpr std::uint64_t xlsx_rows_limit = 1'000'000;

struct XlsxTable {
    std::string title;
    std::string sheet;
    std::vector<OutputColumn> columns;
    std::uint64_t rows = 0;
    const std::vector<Row>* selection = nullptr;  ///< nullptr = the first `rows` rows
    Headers headers = Headers::en;                ///< with zh, coded values are Chinese too
    std::optional<Date> date;
};

/// Throws Error(usage) for `xlsx_rows_limit` rows or more.
[[nodiscard]] WrittenFile write_xlsx_table(const std::string& path, const XlsxTable& table, Progress& progress);

}  // namespace mulens::write
