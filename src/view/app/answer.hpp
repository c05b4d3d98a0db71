// The answer to a planning question, as the window shows it: the report, and which parcels each row of its tables is
// about. Immutable once made; shared by the job that made it and the window.
#pragma once

#include "app/dataset.hpp"
#include "app/paint.hpp"
#include "pipeline/questions.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace mulens::app {

/// What was asked: part of the document, so undo goes through it.
struct AskedQuestion {
    std::string command;  ///< "" = nothing
    std::map<std::string, std::string> values;
    bool operator==(const AskedQuestion&) const = default;
};

struct Answer {
    AskedQuestion question;
    std::uint64_t generation = 0;  ///< of the data it was asked of
    table::Report report;
    std::vector<std::vector<std::vector<Row>>> plots;  ///< table, row → parcels, ascending

    /// The table of that name, else the first with plots on the map; nullptr where there is none.
    [[nodiscard]] const table::ReportTable* find(const std::string& name) const;
    [[nodiscard]] std::size_t index_of(const table::ReportTable& table) const;
    /// The table that colours the map: `name` where it has plots, else the first that has.
    [[nodiscard]] const table::ReportTable* on_map(const std::string& name) const;
    /// Scenarios that the table tells apart, in order of appearance; fewer than two: none to compare.
    [[nodiscard]] std::vector<std::string> scenarios(const table::ReportTable& table) const;
};

/// Asks, and finds the parcels of every row. Throws as the question does, Stopped.
[[nodiscard]] std::shared_ptr<const Answer> answer_of(const Dataset& data, const AskedQuestion& question,
                                                      Progress& progress);

/// Colours of a table of the answer; parcels that it does not name are quiet. `scenario`: only its rows, "" = all.
[[nodiscard]] Paint paint_answer(const Answer& answer, const table::ReportTable& table, const std::string& scenario,
                                 const rules::LiveResult& judged, Row parcels, Lang lang, bool dark);

}  // namespace mulens::app
