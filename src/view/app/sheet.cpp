#include "app/sheet.hpp"

#include "config/columns.hpp"
#include "rules/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::app {

SheetLine line_of(const App::Inside& in, const table::Table& table, const char* column, Row row, bool with_tip) {
    const Lang lang = in.lang();
    const bool meeting = in.state.session.meeting;
    SheetLine out;
    out.name = column_name(lang, column);
    const auto* values = table.find(column);
    out.value = values == nullptr   ? "–"
                : values->is_text() ? in.text_shown(column, values->text(row))
                : meeting           ? banded(lang, column, values->number(row))
                                    : shown(lang, column, values->number(row));
    if (out.value != "–") out.unit = column_unit(lang, column);
    if (with_tip) {
        const auto info = config::column_catalogue().describe("parcels", column);
        const std::string files = config::shown_unit(info);  // the files' own word, where the window's is another
        out.tooltip = out.name + (out.unit.empty() ? "" : " (" + out.unit + ")") +
                      (out.unit.empty() || out.unit == files ? "" : " = " + files) +
                      (info.note.empty() ? "" : "\n" + info.note);
    }
    return out;
}

void add_line(std::vector<SheetLine>& lines, const App::Inside& in, const table::Table& table, const char* column,
              Row row) {
    SheetLine line = line_of(in, table, column, row);
    if (line.value != "–") lines.push_back(std::move(line));
}

std::vector<ScorePart> score_parts(const App::Inside& in, const rules::Subjects& subjects, Row row) {
    std::vector<ScorePart> out;
    if (!in.judged || !in.judged->scheme || subjects.scale_class[row] == rules::no_class) return out;
    const Lang lang = in.lang();
    for (const auto& part : rules::explain_score(*in.judged->scheme, subjects, in.judged->grades->benchmarks, row)) {
        ScorePart bar;
        bar.name = column_name(lang, part.metric);
        bar.value = in.state.session.meeting ? banded(lang, part.metric, part.x) : shown(lang, part.metric, part.x);
        bar.unit = column_unit(lang, part.metric);
        bar.points = part.score;
        bar.weight = part.weight;
        bar.reached = part.benchmark > 0 ? part.x / part.benchmark : table::none;
        bar.tooltip = fmt::format(fmt::runtime(tr(lang, "score_part_tip")), bar.name, bar.value, bar.unit,
                                  shown(lang, part.metric, part.benchmark), shown(lang, "score", part.score),
                                  shown(lang, "score", part.weight));
        if (part.capped) bar.tooltip += "\n" + tr(lang, "score_part_capped");
        if (part.missing) bar.tooltip += "\n" + tr(lang, "score_part_missing");
        out.push_back(std::move(bar));
    }
    return out;
}

void add_standing(Sheet& sheet, const App::Inside& in, char grade, double score, double rank, std::uint64_t of,
                  std::uint8_t scale_class) {
    const Lang lang = in.lang();
    sheet.grade = grade;
    if (!std::isnan(score)) sheet.score = fmt::format("{:.1f}", score);
    if (!std::isnan(rank) && of > 0)
        sheet.rank = fmt::format("{} / {}", shown(lang, "rank", rank), shown(lang, "rank", static_cast<double>(of)));
    const auto& cuts = in.judged->grades->cuts;
    if (grade < 'B' || grade > 'D' || scale_class >= cuts.size()) return;
    for (auto line = cuts[scale_class].lines.rbegin(); line != cuts[scale_class].lines.rend(); ++line) {
        if (line->grade >= grade || !(line->score > score) || std::isinf(line->score)) continue;
        sheet.to_next = fmt::format(fmt::runtime(tr(lang, "to_next_grade")), line->grade, line->score - score);
        return;
    }
}

std::string lift_text(const App::Inside& in, const rules::Subjects& subjects, Row row, char veto_limit) {
    if (!in.judged->scheme) return {};
    const auto lift = rules::smallest_lift(*in.judged->scheme, subjects, in.judged->grades->benchmarks,
                                           in.judged->grades->cuts, row, veto_limit);
    if (!lift) return {};
    const Lang lang = in.lang();
    return fmt::format(fmt::runtime(tr(lang, "smallest_lift")), column_name(lang, lift->metric),
                       shown(lang, lift->metric, lift->from), shown(lang, lift->metric, lift->to),
                       column_unit(lang, lift->metric), lift->relative * 100, lift->grade_to);
}

const Sheet* App::sheet() const {
    auto& in = *inside_;
    return in.sheet
        .get({in.versions.data, in.versions.judged, in.versions.inspected, in.versions.lang},
             [&]() -> std::unique_ptr<Sheet> {
                 const auto& moment = in.state.moment;
                 if (!in.data) return nullptr;
                 if (moment.inspected_firm != no_row && in.judged &&
                     moment.inspected_firm < in.data->run.enterprises.rows())
                     return firm_sheet(in, moment.inspected_firm);
                 if (moment.inspected != no_row && moment.inspected < in.data->rows())
                     return parcel_sheet(in, moment.inspected);
                 if (moment.zone != no_row && in.data->complete) return zone_sheet(in);
                 return nullptr;
             })
        .get();
}

}  // namespace mulens::app
