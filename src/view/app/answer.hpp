// The answer to a planning question, as the window shows it: the report, and which parcels each row of its tables is
// about. Immutable once made; shared by the job that made it and the window.
#pragma once

#include "app/asked.hpp"
#include "app/dataset.hpp"
#include "app/paint.hpp"
#include "app/state.hpp"
#include "planning/questions.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mulens::app {

/// What a question is asked of besides the data: the trial scheme and the decisions made in this window.
struct AskedOf {
    std::shared_ptr<const config::Scheme> trial;  ///< null: the saved scheme
    std::vector<EditedDecision> decisions;
    bool operator==(const AskedOf&) const = default;
};

struct Answer {
    AskedQuestion question;
    std::uint64_t generation = 0;  ///< of the data it was asked of
    AskedOf of;
    double seconds = 0;  ///< that it took
    table::Report report;
    PlaceNames places;                                 ///< of the data it was asked of
    std::vector<std::vector<std::vector<Row>>> plots;  ///< table, row → parcels, ascending

    /// The table of that name, else the first with plots on the map; nullptr where there is none.
    [[nodiscard]] const table::ReportTable* find(const std::string& name) const;
    [[nodiscard]] std::size_t index_of(const table::ReportTable& table) const;
    /// The table that colours the map: `name` where it has plots, else the first that has.
    [[nodiscard]] const table::ReportTable* on_map(const std::string& name) const;
    /// Scenarios that the table tells apart, in order of appearance; fewer than two: none to compare.
    [[nodiscard]] std::vector<std::string> scenarios(const table::ReportTable& table) const;
};

/// Answers made within this time follow fields and sliders by themselves.
inline constexpr double live_answer_s = 0.3;

/// Asks, and finds the parcels of every row. `parcels`: the table as the trial scheme and the decisions in `of` judge
/// it; null where there are neither. Throws as the question does, Stopped.
[[nodiscard]] std::shared_ptr<const Answer> answer_of(const Dataset& data, const AskedQuestion& question,
                                                      const AskedOf& of,
                                                      const std::shared_ptr<const table::Table>& parcels,
                                                      Progress& progress);

/// Words of the questions' forms, and all that an answer says: for glyph ranges.
[[nodiscard]] std::vector<std::string> question_texts();
[[nodiscard]] std::string texts_of(const table::Report& report);

/// Classes of a column as map and charts colour them; "" = one class for all rows.
[[nodiscard]] style::Classes answer_classes(const Answer& answer, const table::ReportTable& table,
                                            const std::string& column, std::size_t most = 40);
/// A text of a column in words of the language.
[[nodiscard]] std::string answer_word(const Answer& answer, const table::ReportTable& table, const std::string& column,
                                      const std::string& value, Lang lang);
/// A cell in words: numbers with separators and the catalogue's decimals, codes in Chinese where the window is.
[[nodiscard]] std::string answer_cell(const Answer& answer, const table::ReportTable& table, const std::string& column,
                                      Row row, Lang lang, bool masked);

/// Colours of a table of the answer; parcels that it does not name are quiet. `scenario`: only its rows, "" = all.
[[nodiscard]] Paint paint_answer(const Answer& answer, const table::ReportTable& table, const std::string& scenario,
                                 const rules::LiveResult& judged, Row parcels, Lang lang, bool dark);

}  // namespace mulens::app
