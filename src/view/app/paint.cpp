#include "app/paint.hpp"

#include "base/parallel.hpp"
#include "config/columns.hpp"
#include "style/ramp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>

namespace mulens::app {
namespace {

using scene::Word;
using style::Colour;

Colour no_data_colour() { return style::rgb(0x262b30); }  // dark theme; the light one's is the class's own
Colour out_of_scope_colour(bool dark) { return style::rgb(dark ? 0x33393f : 0xe4e4e1); }

std::vector<style::GradeCut> cuts_of(const rules::LiveResult& judged) {
    std::vector<style::GradeCut> out;
    for (const auto& cut : judged.grades->cuts) {
        style::GradeCut one{cut.scale_class, cut.mode, {}};
        const auto lines =
            judged.scheme ? judged.scheme->cut.lines_of(cut.scale_class) : std::vector<config::CutLine>();
        for (const auto& line : cut.lines) {
            style::GradeCut::Line shown_line{line.grade, line.op, line.score};
            for (const auto& wanted : lines)
                if (wanted.grade == line.grade) shown_line.cumulative = wanted.cumulative;
            one.lines.push_back(shown_line);
        }
        out.push_back(std::move(one));
    }
    return out;
}

LegendRow legend_row(const style::Class& one, Lang lang) {
    LegendRow row;
    row.code = one.code;
    row.label = lang == Lang::zh ? one.zh : one.en;
    row.colour = one.colour;
    row.hatched = one.hatched;
    return row;
}

void begin(Paint& paint, style::Classes classes, Lang lang, bool dark) {
    if (dark) classes.classes.back().colour = no_data_colour();
    paint.palette = classes.palette();
    paint.no_data = classes.no_data();
    Legend& legend = paint.legend;
    legend.title = lang == Lang::zh ? classes.zh : classes.en;
    legend.unit = unit_word(lang, classes.unit);
    legend.note = lang == Lang::zh ? classes.zh_note : classes.en_note;
    legend.continuous = classes.kind == style::ClassKind::ramp;
    if (legend.continuous) {
        legend.ramp.assign(paint.palette.begin(), paint.palette.end() - 1);
        legend.low = classes.low * (classes.percent ? 100 : 1);
        legend.high = classes.high * (classes.percent ? 100 : 1);
        legend.rows.push_back(legend_row(classes.classes.back(), lang));
    } else {
        for (const auto& one : classes.classes) legend.rows.push_back(legend_row(one, lang));
    }
    paint.styled = std::move(classes);
}

/// " · 规下 A ≥ 98.2 B ≥ 71.0 C ≥ 40.1 分".
std::string other_lines(const std::vector<style::GradeCut>& cuts, Lang lang) {
    std::string out;
    if (cuts.size() > 1 && !cuts.front().scale_class.empty()) out = scale_word(lang, cuts.front().scale_class);
    for (std::size_t c = 1; c < cuts.size(); ++c) {
        out += "; " + scale_word(lang, cuts[c].scale_class);
        for (const auto& line : cuts[c].lines)
            if (std::isfinite(line.score)) out += fmt::format(" {} ≥ {:.1f}", line.grade, line.score);
    }
    if (!out.empty()) out = (lang == Lang::zh ? ":" : ": ") + out;
    return out;
}

Paint paint_grades(const rules::LiveResult& judged, Lang lang, bool dark) {
    Paint paint;
    const auto cuts = cuts_of(judged);
    // The legend names the lines of the first class (规上); the note names the others'.
    begin(paint, style::grade_classes(std::span(cuts).first(std::min<std::size_t>(1, cuts.size()))), lang, dark);
    paint.legend.note += other_lines(cuts, lang);
    std::array<std::uint16_t, 7> place{};
    const char* const values[] = {"A", "B", "C", "D", "ungraded", "not_evaluated", ""};
    for (std::size_t i = 0; i < place.size(); ++i) place[i] = paint.styled.index_of(std::string_view(values[i]));
    paint.out_of_scope = place[6];
    if (dark) {
        paint.palette[place[6]] = out_of_scope_colour(true);
        paint.legend.rows[place[6]].colour = out_of_scope_colour(true);
    }
    const auto& grades = judged.grades->grade;
    paint.classes.resize(grades.size());
    for (std::size_t row = 0; row < grades.size(); ++row) paint.classes[row] = place[rules::grade_place(grades[row])];
    return paint;
}

Paint paint_numbers(const Document& document, const table::Column& column, const rules::LiveResult& judged, Lang lang,
                    bool dark) {
    Paint paint;
    const auto info = config::column_catalogue().describe("parcels", document.metric);
    const table::FlatNumbers flat(column);
    const auto& values = flat.get();
    if (document.breaks.empty()) {
        const auto ends = style::nice_ends(values, style::ramp(document.ramp).diverging);
        begin(paint, style::ramp_classes(info, ends.low, ends.high, document.ramp), lang, dark);
    } else {
        begin(paint, style::break_classes(info, document.breaks, document.ramp), lang, dark);
    }
    paint.out_of_scope = static_cast<std::uint16_t>(paint.palette.size());
    paint.palette.push_back(out_of_scope_colour(dark));
    LegendRow out;
    out.code = "out";
    out.label = tr(lang, "scope_out");
    out.colour = paint.palette.back();
    paint.legend.rows.push_back(std::move(out));
    const auto& in_scope = judged.standing->in_scope;
    paint.classes.resize(values.size());
    for (std::size_t row = 0; row < values.size(); ++row)
        paint.classes[row] = in_scope[row] == 0 ? paint.out_of_scope : paint.styled.index_of(values[row]);
    return paint;
}

}  // namespace

Paint paint_parcels(const Document& document, const table::Table& table, const rules::LiveResult& judged, Lang lang,
                    bool dark) {
    const table::Column* column = table.find(document.metric);
    if (document.metric == "grade" || column == nullptr || column->is_text()) return paint_grades(judged, lang, dark);
    if (document.metric == "score" || document.metric == "shortfall") {
        // These follow the trial; the others are measured and stay.
        const auto now = table::Column::numbers(document.metric == "score" ? judged.grades->score : judged.shortfall);
        return paint_numbers(document, now, judged, lang, dark);
    }
    return paint_numbers(document, *column, judged, lang, dark);
}

Paint paint_outlines(Row rows, Lang lang, bool dark) {
    Paint paint;
    paint.legend.title = tr(lang, "loading");
    paint.palette.push_back(out_of_scope_colour(dark));
    paint.classes.assign(rows, 0);
    return paint;
}

std::vector<Word> make_words(const WordInput& in) {
    const std::size_t rows = in.paint->classes.size();
    std::vector<Word> out(rows);
    const bool some = in.pass != nullptr && !in.pass->empty();
    const auto moved = [&](std::size_t row) {
        return in.saved->grades->grade[row] != in.judged->grades->grade[row] ||
               in.saved->low[row] != in.judged->low[row];
    };
    const bool compare = in.saved != nullptr && in.judged != nullptr && in.saved != in.judged;
    parallel_chunks(in.threads, rows, 65536, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
        for (std::uint64_t row = first; row < last; ++row) {
            Word w = in.paint->classes[row];
            if (w == in.paint->no_data) w |= scene::word::hatched;
            if (!in.paint->hatched.empty() && in.paint->hatched[row] != 0) w |= scene::word::hatched;
            if (in.judged != nullptr) {
                if (in.judged->standing->in_scope[row] == 0) w |= scene::word::out_of_scope;
                if (in.judged->low[row] != 0 && in.low) {
                    w |= scene::word::low;
                    if ((*in.confirmed)[row] != 0) w |= scene::word::low_confirmed;
                }
                if (in.hatch_d && in.judged->grades->grade[row] == 'D') w |= scene::word::hatched;
                if (in.idle_shown && (*in.idle)[row] != 0) w |= scene::word::idle;
                if (compare && moved(row)) w |= scene::word::moved;
            }
            if (some && (*in.pass)[row] == 0) w |= scene::word::dimmed;
            out[row] = w;
        }
    });
    if (in.selection != nullptr)
        for (const Row row : *in.selection)
            if (row < rows) out[row] |= scene::word::selected;
    if (in.inspected < rows) out[in.inspected] |= scene::word::selected;
    return out;
}

void count_legend(const Paint& paint, const std::vector<Word>& words, const table::Table& table, Legend& legend) {
    std::vector<std::uint64_t> count(paint.palette.size());
    std::vector<double> mu(paint.palette.size());
    const table::Column* area = table.find("area_basis_mu");
    for (std::size_t row = 0; row < words.size(); ++row) {
        if ((words[row] & (scene::word::dimmed | scene::word::hidden)) != 0) continue;
        const auto c = words[row] & scene::word::class_mask;
        ++count[c];
        const double a = area == nullptr ? 0 : area->number(static_cast<Row>(row));
        if (a >= 0) mu[c] += a;
    }
    const std::size_t first = legend.continuous ? legend.ramp.size() : 0;  // no data and out of scope follow the ramp
    for (std::size_t i = 0; i < legend.rows.size() && first + i < count.size(); ++i) {
        legend.rows[i].count = count[first + i];
        legend.rows[i].area_mu = mu[first + i];
    }
}

}  // namespace mulens::app
