// The sheets: 一地一档 of a parcel, 一企一档 of an enterprise. Made on a click; words in the window's language.
#pragma once

#include "app/inside.hpp"

#include <memory>

namespace mulens::app {

[[nodiscard]] std::unique_ptr<Sheet> parcel_sheet(App::Inside& in, Row row);
[[nodiscard]] std::unique_ptr<Sheet> firm_sheet(App::Inside& in, Row firm);
/// Sheet::zones of a plot.
void add_zones(Sheet& sheet, const App::Inside& in, Row row);
/// Sheet::history: decisions of the project's table, then of this window, by any of the keys.
void add_history(Sheet& sheet, const App::Inside& in, const std::vector<std::string>& keys);
/// Of Moment::zone. Plots count whole, land and money by their share inside.
[[nodiscard]] std::unique_ptr<Sheet> zone_sheet(App::Inside& in);

/// Credit code, else number.
[[nodiscard]] std::string firm_key(const table::Table& firms, Row firm);
/// Sheet::effect; the sheet's key and rank must be there.
void add_effect(Sheet& sheet, const App::Inside& in, Row firm);
/// Sheet::grades of a firm, or of a plot (its own published grades, else its main firm's).
void add_grades(Sheet& sheet, const App::Inside& in, Row row, Row firm);
/// Bars of "why this grade". `subjects`: the row's table as the rules scored it.
[[nodiscard]] std::vector<ScorePart> score_parts(const App::Inside& in, const rules::Subjects& subjects, Row row);
/// "综合得分 41.7 分", "1,902 / 2,118", and how far the next grade is.
void add_standing(Sheet& sheet, const App::Inside& in, char grade, double score, double rank, std::uint64_t of,
                  std::uint8_t scale_class);
/// Text of the smallest single change that lifts the grade; "" where none does.
[[nodiscard]] std::string lift_text(const App::Inside& in, const rules::Subjects& subjects, Row row, char veto_limit);
[[nodiscard]] SheetLine line_of(const App::Inside& in, const table::Table& table, const char* column, Row row,
                                bool with_tip = true);
/// Median over parcels whose main firm is of a division of GB/T 4754 ("36"); NaN = none.
[[nodiscard]] double industry_median(const App::Inside& in, const char* metric, const std::string& division);
/// Adds the line where the table has a value.
void add_line(std::vector<SheetLine>& lines, const App::Inside& in, const table::Table& table, const char* column,
              Row row);

}  // namespace mulens::app
