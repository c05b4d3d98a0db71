// One sheet of a list for people: title, note lines, header, numbered rows, 小计 a group, 合计. Private to the lists.
#pragma once

#include "write/output_columns.hpp"
#include "write/xlsx_book.hpp"

#include <string>
#include <vector>

namespace mulens::write {

struct RowGroup {
    std::string name;  ///< shown in the 小计 row; the group column holds it in each row as well
    std::vector<Row> rows;
};

struct ListSheet {
    std::string sheet;
    std::string title;
    std::vector<std::string> notes;  ///< lines under the title
    std::vector<OutputColumn> columns;
    std::vector<RowGroup> groups;
    std::vector<std::string> summed;  ///< columns that get a 小计 and 合计
    std::string unit = "宗";          ///< what is counted
    bool subtotals = true;
    bool total = true;
    const table::Table* total_row = nullptr;  ///< the 合计 from elsewhere: ratios of sums cannot be summed
    Headers headers = Headers::zh;
};

void write_list_sheet(XlsxBook& book, const ListSheet& list);

/// A sheet of two columns: what, value.
void write_notes_sheet(XlsxBook& book, const std::string& name, const std::string& title,
                       const std::vector<std::pair<std::string, std::string>>& lines);
/// A plain sheet from text cells; the first line is the header.
void write_text_sheet(XlsxBook& book, const std::string& name, const std::string& title,
                      const std::vector<std::vector<std::string>>& lines);

}  // namespace mulens::write
