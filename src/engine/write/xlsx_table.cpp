#include "write/xlsx_table.hpp"

#include "base/error.hpp"
#include "write/xlsx_book.hpp"

#include <algorithm>

namespace mulens::write {

WrittenFile write_xlsx_table(const std::string& path, const XlsxTable& table, Progress& progress) {
    const std::uint64_t rows = table.selection != nullptr ? table.selection->size() : table.rows;
    if (rows >= xlsx_rows_limit)
        throw Error::make(ExitCode::usage, "{} rows do not fit into a spreadsheet (limit {}); choose gpkg or csv", rows,
                          xlsx_rows_limit);
    XlsxBook book(path, table.title, table.date, true);
    lxw_worksheet* sheet = book.add_sheet(table.sheet);
    const auto last_column = static_cast<lxw_col_t>(std::max<std::size_t>(table.columns.size(), 1) - 1);
    const auto last_row = static_cast<lxw_row_t>(rows);
    std::vector<lxw_format*> formats;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& info = table.columns[i].info;
        formats.push_back(book.format(info));
        const double width = std::clamp(shown_width(header_of(info, table.headers)) + 3, 10.0, 30.0);
        worksheet_set_column(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), width, nullptr);
    }
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_autofilter(sheet, 0, 0, last_row, last_column);
    set_page(sheet, 0, 0);
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        put_text(sheet, 0, static_cast<lxw_col_t>(i), header_of(table.columns[i].info, table.headers),
                 book.plain(CellRole::header));
    const bool zh = table.headers == Headers::zh;
    for (std::uint64_t r = 0; r < rows; ++r) {
        if (r % 4096 == 0) progress.check();
        const Row from = table.selection != nullptr ? (*table.selection)[r] : static_cast<Row>(r);
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            put_cell(sheet, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(i), table.columns[i].info,
                     *table.columns[i].column, from, formats[i], zh);
    }
    book.close();
    progress.advance(rows);
    return describe_file(path);
}

}  // namespace mulens::write
