// What a planning command found: named tables, some with a map, and the sentences above them, in both languages. Plain
// data: the window shows it, the writers file it, the command line prints it.
#pragma once

#include "base/words.hpp"
#include "geom/polygons.hpp"
#include "table/table.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mulens::table {

/// How the rows of a table are drawn as bars; no `by`: not at all. Either `parts` or `columns` is set.
struct Chart {
    std::vector<std::string> by;       ///< text columns to choose from: a bar for each value
    std::vector<std::string> parts;    ///< text columns, a set of bars each, cut by the column's values; side by side
    std::vector<std::string> amounts;  ///< what lengths tell: number columns to choose from, "" = rows are counted
    std::vector<std::string> columns;  ///< number columns, a bar of the value each: before and after, budget and cost
    std::string leave_out;             ///< a value of the first `by` that is a sum of the others
    bool stacked = false;              ///< `columns` make one bar together
    bool worst_first = false;          ///< by the first part, not by the whole length
};

struct ReportTable {
    std::string name;  ///< file stem and table name in the column catalogue: groups, group_plots, options …
    Words title;       ///< of the sheet
    Table table;       ///< canonical columns and units
    std::string id{};  ///< column that identifies a row, "" = the row number
    std::shared_ptr<const geom::Polygons> geometry{};  ///< a feature a row, or null
    std::vector<std::string> on_screen{};              ///< columns that a terminal shows, in order
    bool whole_on_screen = false;                      ///< all rows, however many others are cut to
    std::string colour_by{};                           ///< column that colours its plots on a map, "" = one colour
    Chart chart{};
    std::map<std::string, std::string, std::less<>> english{};  ///< Chinese cells that no catalogue knows → English
};

struct Report {
    std::string command;              ///< assemble, options, plan …
    Words title;                      ///< 连片整合 …
    std::vector<Words> lines;         ///< what to say first, a sentence a line, in the words of planners
    std::vector<ReportTable> tables;  ///< the answer first
    std::vector<std::pair<std::string, std::string>> facts;  ///< parameters and figures, for the manifest and --json
    std::vector<Words> assumptions;                          ///< what was guessed or defaulted, with what overrides it
    Lang lang = Lang::zh;                                    ///< in which it is written and printed
};

/// A figure or word as the manifest and --json have it: numbers in the shortest form that reads back the same.
struct FactValue {
    template <typename T>
    FactValue(const T& value) : text(fmt::format("{}", value)) {}  // NOLINT: written as {"name", value}
    std::string text;
};
struct Fact {
    const char* name;
    FactValue value;
};
/// What every report ends with: its parameters and figures, in order.
inline void add_facts(Report& report, std::initializer_list<Fact> facts) {
    for (const auto& fact : facts) report.facts.emplace_back(fact.name, fact.value.text);
}

/// The report as it is written and printed in `lang`: its sentences in cells too. Codes stay codes.
[[nodiscard]] Report spoken(Report report, Lang lang);

}  // namespace mulens::table
