// What a planning command found: named tables, some with a map, and the sentences above them. Plain data: the window
// shows it, the writers file it, the command line prints it.
#pragma once

#include "geom/polygons.hpp"
#include "table/table.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mulens::table {

struct ReportTable {
    std::string name;  ///< file stem and table name in the column catalogue: groups, group_plots, options …
    std::string zh;    ///< title of the sheet
    Table table;       ///< canonical columns and units
    std::string id{};  ///< column that identifies a row, "" = the row number
    std::shared_ptr<const geom::Polygons> geometry{};  ///< a feature a row, or null
    std::vector<std::string> on_screen{};              ///< columns that a terminal shows, in order
    bool whole_on_screen = false;                      ///< all rows, however many others are cut to
    std::string colour_by{};                           ///< column that colours its plots on a map, "" = one colour
};

struct Report {
    std::string command;              ///< assemble, options, plan …
    std::string zh;                   ///< 连片整合 …
    std::vector<std::string> lines;   ///< what to say first, a sentence a line, in the words of planners
    std::vector<ReportTable> tables;  ///< the answer first
    std::vector<std::pair<std::string, std::string>> facts;  ///< parameters and figures, for the manifest and --json
    std::vector<std::string> assumptions;                    ///< what was guessed or defaulted, with what overrides it
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

}  // namespace mulens::table
