// A table of an answer as bars (table::Chart): which bars, cut into which parts, in which colours. Made from the same
// rows, words and colours as table and map, so that the three agree. Plain values, made on any thread.
#pragma once

#include "app/answer.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mulens::app {

struct ChartPart {
    std::string value, label;  ///< value: of the part's column, "" = blank
    style::Colour colour;
    bool rest = false;  ///< all values that have no part of their own
};
/// One set of bars; several stand side by side over the same names.
struct ChartSide {
    std::string column, title;  ///< column of the parts; "" where they are number columns
    std::vector<ChartPart> parts;
    std::vector<std::vector<double>> amounts;  ///< bar, part; never negative nor NaN
    double longest = 0;                        ///< of a bar
};
struct ChartBar {
    std::string value, name;
    std::size_t plots = 0;  ///< that a click selects
};
struct AnswerChart {
    std::string by, unit;
    bool stacked = true;  ///< parts make one bar; else each has its own
    std::vector<ChartBar> bars;
    std::vector<ChartSide> sides;
};

/// Tables that are charted, in the order of the report.
[[nodiscard]] std::vector<const table::ReportTable*> charted(const table::Report& report);

/// `by`, `amount`: of the table's Chart (the last one where there are fewer).
[[nodiscard]] AnswerChart chart_of(const Answer& answer, const table::ReportTable& table, std::size_t by,
                                   std::size_t amount, Lang lang);

/// Parcels of the rows that hold all these values, ascending; where the table itself names none, those of the first
/// other table with these columns that does.
[[nodiscard]] std::vector<Row> plots_where(const Answer& answer, const table::ReportTable& table,
                                           const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace mulens::app
