// libxlsxwriter behind one class: cell formats from the column catalogue, errors as Error(unwritable), the same input
// gives the same bytes (the creation date is the run's as-of date). Private to the write room's XLSX files.
#pragma once

#include "base/date.hpp"
#include "config/columns.hpp"
#include "table/column.hpp"
#include "write/options.hpp"

#include <xlsxwriter.h>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace mulens::write {

enum class CellRole : std::uint8_t { body, header, total, title, note };

class XlsxBook {
  public:
    /// `streaming`: rows go to disk as they come (write them in order); for tables of any length.
    XlsxBook(std::string path, const std::string& title, std::optional<Date> date, bool streaming);
    ~XlsxBook();
    XlsxBook(const XlsxBook&) = delete;
    XlsxBook& operator=(const XlsxBook&) = delete;

    [[nodiscard]] lxw_worksheet* add_sheet(const std::string& name);
    [[nodiscard]] lxw_format* format(const config::ColumnInfo& info, CellRole role = CellRole::body, bool wrap = false);
    [[nodiscard]] lxw_format* plain(CellRole role);
    /// Writes the file and sees that every sheet is whole; throws Error(unwritable).
    void close();

  private:
    void check_temporary_files() const;
    void check_written() const;

    std::string path_;
    lxw_workbook* book_ = nullptr;
    std::vector<lxw_worksheet*> sheets_;
    std::map<std::tuple<std::string, CellRole, bool>, lxw_format*> formats_;
};

/// "#,##0.00", "0.0%", "yyyy-mm-dd", "@" …
[[nodiscard]] std::string number_format(const config::ColumnInfo& info);
/// A value with its format; blank where there is none. With `zh` coded values and booleans in Chinese.
void put_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t col, const config::ColumnInfo& info,
              const table::Column& column, Row from, lxw_format* format, bool zh);
void put_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t col, const std::string& text, lxw_format* format);
/// Width of text in columns of a spreadsheet: 2 for a Chinese character, else 1; the longest line counts.
[[nodiscard]] double shown_width(std::string_view text);
/// A4 landscape, one page wide, header rows repeated, page numbers.
void set_page(lxw_worksheet* sheet, lxw_row_t first_header, lxw_row_t last_header);

}  // namespace mulens::write
