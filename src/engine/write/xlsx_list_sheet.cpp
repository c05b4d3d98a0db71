#include "write/xlsx_list_sheet.hpp"

#include "base/exact.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::write {
namespace {

class SheetWriter {
  public:
    SheetWriter(XlsxBook& book, const ListSheet& list)
        : book_(book),
          list_(list),
          sheet_(book.add_sheet(list.sheet)),
          columns_(static_cast<lxw_col_t>(list.columns.size() + 1)) {}

    void write() {
        widths();
        head();
        const lxw_row_t header = row_ - 1;
        std::size_t number = 0;
        for (const auto& group : list_.groups) {
            for (const Row from : group.rows) body(from, ++number);
            const bool several = list_.groups.size() > 1 || !group.name.empty();
            if (list_.subtotals && several) sums(group.name + " 小计", {&group}, CellRole::total);
        }
        const lxw_row_t last = std::max(row_, header + 1) - 1;
        worksheet_autofilter(sheet_, header, 0, std::max(last, header), static_cast<lxw_col_t>(columns_ - 1));
        if (number == 0) empty();
        if (list_.total) total();
        worksheet_freeze_panes(sheet_, header + 1, std::min<lxw_col_t>(columns_, 3));
        set_page(sheet_, header, header);
        worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    }

  private:
    void widths() {
        worksheet_set_column(sheet_, 0, 0, 7, nullptr);
        for (std::size_t i = 0; i < list_.columns.size(); ++i) {
            const auto& [info, column] = list_.columns[i];
            // A header may wrap over three lines; what stands below it should not.
            double width = std::clamp(shown_width(header_of(info, list_.headers)) / 2.5 + 1, 7.0, 12.0);
            std::size_t seen = 0;
            for (const auto& group : list_.groups)
                for (const Row row : group.rows) {
                    if (++seen > 2000) break;
                    width = std::max(width, cell_width(info, *column, row));
                }
            if (list_.total_row != nullptr && list_.total_row->find(info.name) != nullptr && i > 0)
                width = std::max(width, cell_width(info, list_.total_row->at(info.name), 0));
            width = std::clamp(width, 6.0, info.name == "reasons_text" ? 44.0 : 26.0);
            widths_.push_back(width);
            wrapped_.push_back(column->is_text() && width >= 20);
            worksheet_set_column(sheet_, static_cast<lxw_col_t>(i + 1), static_cast<lxw_col_t>(i + 1), width, nullptr);
        }
    }

    /// Characters a cell takes: numbers as they are formatted, with their thousands.
    static double cell_width(const config::ColumnInfo& info, const table::Column& column, Row row) {
        if (column.is_text()) return shown_width(config::column_catalogue().value_zh(info.name, column.text(row))) + 2;
        if (column.kind() == table::Kind::date) return 11.5;
        const double value = column.number(row);
        if (!std::isfinite(value)) return 0;
        const double digits = std::floor(std::log10(std::max(1.0, std::abs(value)))) + 1;
        const int decimals = info.kind == config::ColumnKind::integer ? 0 : std::max(info.decimals, 0);
        return digits + std::floor((digits - 1) / 3) + (decimals > 0 ? decimals + 1 : 0) + 2;
    }

    void head() {
        const auto last = static_cast<lxw_col_t>(columns_ - 1);
        worksheet_set_row(sheet_, 0, 28, nullptr);
        merge(row_++, last, list_.title, book_.plain(CellRole::title));
        for (const auto& note : list_.notes) {
            worksheet_set_row(sheet_, row_, 18, nullptr);
            merge(row_++, last, note, book_.plain(CellRole::note));
        }
        worksheet_set_row(sheet_, row_, list_.headers == Headers::both ? 62 : 46, nullptr);
        put_text(sheet_, row_, 0, list_.headers == Headers::en ? "no" : "序号", book_.plain(CellRole::header));
        for (std::size_t i = 0; i < list_.columns.size(); ++i)
            put_text(sheet_, row_, static_cast<lxw_col_t>(i + 1), header_of(list_.columns[i].info, list_.headers),
                     book_.plain(CellRole::header));
        ++row_;
    }

    void merge(lxw_row_t row, lxw_col_t last, const std::string& text, lxw_format* format) {
        if (last == 0)
            put_text(sheet_, row, 0, text, format);
        else
            worksheet_merge_range(sheet_, row, 0, row, last, text.c_str(), format);
    }

    /// Not every program fits rows to wrapped text by itself.
    void fit_height(Row from) {
        double lines = 1;
        for (std::size_t i = 0; i < wrapped_.size(); ++i) {
            if (!wrapped_[i]) continue;
            double here = 0;
            for (const auto& part : split(list_.columns[i].column->text(from), '\n'))
                here += std::max(1.0, std::ceil((shown_width(part) + 1) / (widths_[i] - 1)));
            lines = std::max(lines, here);
        }
        if (lines > 1) worksheet_set_row(sheet_, row_, std::min(15 * lines + 2, 400.0), nullptr);
    }

    void body(Row from, std::size_t number) {
        fit_height(from);
        config::ColumnInfo count;
        count.kind = config::ColumnKind::integer;
        worksheet_write_number(sheet_, row_, 0, static_cast<double>(number), book_.format(count));
        for (std::size_t i = 0; i < list_.columns.size(); ++i) {
            const auto& [info, column] = list_.columns[i];
            put_cell(sheet_, row_, static_cast<lxw_col_t>(i + 1), info, *column, from,
                     book_.format(info, CellRole::body, wrapped_[i]), list_.headers != Headers::en);
        }
        ++row_;
    }

    /// Sums skip blanks; all blank is blank.
    void sums(const std::string& label, const std::vector<const RowGroup*>& groups, CellRole role) {
        std::size_t count = 0;
        for (const auto* group : groups) count += group->rows.size();
        put_text(sheet_, row_, 0, "", book_.plain(role));
        for (std::size_t i = 0; i < list_.columns.size(); ++i) {
            const auto& [info, column] = list_.columns[i];
            lxw_format* format = book_.format(info, role);
            const auto at = static_cast<lxw_col_t>(i + 1);
            if (i == 0) {
                put_text(sheet_, row_, at, fmt::format("{} {} {}", label, count, list_.unit), book_.plain(role));
                continue;
            }
            const bool summed = std::find(list_.summed.begin(), list_.summed.end(), info.name) != list_.summed.end();
            ExactSum sum;
            bool any = false;
            for (const auto* group : groups)
                for (const Row row : group->rows)
                    if (summed && std::isfinite(column->number(row))) sum.add(column->number(row)), any = true;
            if (any)
                worksheet_write_number(sheet_, row_, at, sum.value(), format);
            else
                worksheet_write_blank(sheet_, row_, at, format);
        }
        ++row_;
    }

    void total() {
        if (list_.total_row == nullptr || list_.total_row->rows() == 0) {
            std::vector<const RowGroup*> all;
            for (const auto& group : list_.groups) all.push_back(&group);
            sums("合计", all, CellRole::total);
            return;
        }
        put_text(sheet_, row_, 0, "", book_.plain(CellRole::total));
        for (std::size_t i = 0; i < list_.columns.size(); ++i) {
            const auto& info = list_.columns[i].info;
            const auto at = static_cast<lxw_col_t>(i + 1);
            const table::Column* column = list_.total_row->find(info.name);
            if (i == 0)
                put_text(sheet_, row_, at, "合计", book_.plain(CellRole::total));
            else if (column == nullptr)
                worksheet_write_blank(sheet_, row_, at, book_.format(info, CellRole::total));
            else
                put_cell(sheet_, row_, at, info, *column, 0, book_.format(info, CellRole::total), true);
        }
        ++row_;
    }

    void empty() { merge(row_++, static_cast<lxw_col_t>(columns_ - 1), "无", book_.plain(CellRole::note)); }

    XlsxBook& book_;
    const ListSheet& list_;
    lxw_worksheet* sheet_;
    lxw_col_t columns_;
    lxw_row_t row_ = 0;
    std::vector<bool> wrapped_;
    std::vector<double> widths_;
};

}  // namespace

void write_list_sheet(XlsxBook& book, const ListSheet& list) { SheetWriter(book, list).write(); }

void write_notes_sheet(XlsxBook& book, const std::string& name, const std::string& title,
                       const std::vector<std::pair<std::string, std::string>>& lines) {
    std::vector<std::vector<std::string>> cells{{"项目", "内容"}};
    for (const auto& [what, value] : lines) cells.push_back({what, value});
    write_text_sheet(book, name, title, cells);
}

void write_text_sheet(XlsxBook& book, const std::string& name, const std::string& title,
                      const std::vector<std::vector<std::string>>& lines) {
    lxw_worksheet* sheet = book.add_sheet(name);
    std::size_t columns = 1;
    for (const auto& line : lines) columns = std::max(columns, line.size());
    for (std::size_t i = 0; i < columns; ++i) {
        double width = 10;
        for (const auto& line : lines)
            if (i < line.size()) width = std::max(width, shown_width(line[i]) + 2);
        worksheet_set_column(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), std::min(width, 90.0),
                             nullptr);
    }
    if (columns > 1)
        worksheet_merge_range(sheet, 0, 0, 0, static_cast<lxw_col_t>(columns - 1), title.c_str(),
                              book.plain(CellRole::title));
    else
        put_text(sheet, 0, 0, title, book.plain(CellRole::title));
    config::ColumnInfo text;
    for (std::size_t r = 0; r < lines.size(); ++r)
        for (std::size_t c = 0; c < lines[r].size(); ++c)
            put_text(sheet, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c), lines[r][c],
                     r == 0 ? book.plain(CellRole::header) : book.format(text, CellRole::body, true));
    worksheet_freeze_panes(sheet, 2, 0);
    set_page(sheet, 1, 1);
}

}  // namespace mulens::write
