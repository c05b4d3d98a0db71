#include "app/paint.hpp"

#include "base/parallel.hpp"
#include "config/columns.hpp"
#include "style/ramp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::app {
namespace {

using scene::Word;
using style::Colour;

constexpr std::size_t ramp_steps = 256;

Colour out_of_scope_colour(bool dark) { return style::rgb(dark ? 0x33393f : 0xe4e4e1); }
Colour no_data_colour(bool dark) { return style::rgb(dark ? 0x262b30 : 0xf0f0ed); }

std::string grade_label(char grade, const std::vector<rules::ClassCut>& cuts, const config::Scheme* scheme, Lang lang) {
    if (grade == 'u') return tr(lang, "grade_ungraded");
    if (grade == 'n') return tr(lang, "grade_not_evaluated");
    if (cuts.empty()) return {};
    const char* unit = lang == Lang::zh ? " 分" : " pts";
    const auto line_of = [&](char g) {
        for (const auto& line : cuts.front().lines)
            if (line.grade == g) return line.score;
        return config::not_given;
    };
    if (grade == 'D') {
        const double limit = line_of('C');
        return std::isnan(limit) ? std::string() : fmt::format("< {:.1f}{}", limit, unit);
    }
    const double limit = line_of(grade);
    if (std::isnan(limit)) return {};
    std::string text = fmt::format("≥ {:.1f}{}", limit, unit);
    if (scheme != nullptr && scheme->cut.mode == config::CutMode::quota)
        for (const auto& line : scheme->cut.lines_of(scheme->classes.empty() ? "" : scheme->classes.front().id))
            if (line.grade == grade && !std::isnan(line.cumulative) && grade == 'A')
                text += fmt::format(lang == Lang::zh ? "(企业前{:.0f}%)" : " (top {:.0f}%)", line.cumulative * 100);
    return text;
}

Paint paint_grades(const rules::LiveResult& judged, Lang lang, bool dark) {
    Paint paint;
    const auto& grades = judged.grades->grade;
    const auto* scheme = judged.scheme.get();
    paint.legend.title = column_name(lang, "grade");
    for (const char* g = grade_letters; *g != ' '; ++g) {
        paint.palette.push_back(style::grade_colour(*g));
        LegendRow row;
        row.code = *g >= 'A' && *g <= 'D' ? std::string(1, *g) : *g == 'u' ? "ungraded" : "not_evaluated";
        row.label = grade_label(*g, judged.grades->cuts, scheme, lang);
        row.colour = paint.palette.back();
        paint.legend.rows.push_back(std::move(row));
    }
    paint.palette.push_back(out_of_scope_colour(dark));
    paint.no_data = 5;
    paint.out_of_scope = 6;
    LegendRow out;
    out.code = "out";
    out.label = tr(lang, "scope_out");
    out.colour = paint.palette.back();
    paint.legend.rows.push_back(std::move(out));
    if (scheme != nullptr && scheme->cut.mode == config::CutMode::quota) paint.legend.note = tr(lang, "legend_quota");
    paint.classes.resize(grades.size());
    for (std::size_t row = 0; row < grades.size(); ++row)
        paint.classes[row] = static_cast<std::uint16_t>(rules::grade_place(grades[row]));
    return paint;
}

/// 2 % and 98 % of the values, rounded outward: a few odd plots must not use up the ramp.
std::pair<double, double> range_of(const std::vector<double>& values) {
    std::vector<double> known;
    known.reserve(values.size());
    for (const double v : values)
        if (std::isfinite(v)) known.push_back(v);
    if (known.empty()) return {0, 1};
    const auto at = [&](double share) {
        const auto place = known.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(known.size() - 1));
        std::nth_element(known.begin(), place, known.end());
        return *place;
    };
    double low = at(0.02), high = at(0.98);
    if (low >= 0 && low < high * 0.25) low = 0;
    low = low == 0 ? 0 : nice_number(low, false);
    high = nice_number(high, true);
    if (!(high > low)) high = low + 1;
    return {low, high};
}

void add_tail(Paint& paint, Lang lang, bool dark) {
    const auto add = [&](const char* code, const char* key, Colour colour, bool hatched) {
        paint.palette.push_back(colour);
        LegendRow row;
        row.code = code;
        row.label = tr(lang, key);
        row.colour = colour;
        row.hatched = hatched;
        paint.legend.rows.push_back(std::move(row));
        return static_cast<std::uint16_t>(paint.palette.size() - 1);
    };
    paint.no_data = add("no_data", "no_data", no_data_colour(dark), true);
    paint.out_of_scope = add("out", "scope_out", out_of_scope_colour(dark), false);
    paint.has_out_of_scope = true;
}

Paint paint_numbers(const Document& document, const table::Column& column, const rules::LiveResult& judged, Lang lang,
                    bool dark) {
    Paint paint;
    const auto info = config::column_catalogue().describe("parcels", document.metric);
    const bool share = info.kind == config::ColumnKind::share;
    paint.legend.title = column_name(lang, document.metric);
    paint.legend.unit = config::shown_unit(info);
    const auto& ramp = style::ramp(document.ramp);
    const auto& values = column.values();
    const auto& in_scope = judged.standing->in_scope;
    paint.classes.resize(values.size());
    if (document.breaks.empty()) {
        const auto [low, high] = range_of(values);
        paint.legend.continuous = true;
        paint.legend.low = low * (share ? 100 : 1);
        paint.legend.high = high * (share ? 100 : 1);
        paint.palette.assign(ramp.steps.begin(), ramp.steps.end());
        paint.legend.ramp = paint.palette;
        add_tail(paint, lang, dark);
        const double scale = static_cast<double>(ramp_steps) / (high - low);
        for (std::size_t row = 0; row < values.size(); ++row) {
            const double at = std::clamp((values[row] - low) * scale, 0.0, static_cast<double>(ramp_steps - 1));
            paint.classes[row] = in_scope[row] == 0        ? paint.out_of_scope
                                 : std::isnan(values[row]) ? paint.no_data
                                                           : static_cast<std::uint16_t>(at);
        }
        return paint;
    }
    const auto& breaks = document.breaks;
    const auto shown_limit = [&](double v) { return shown(lang, document.metric, v); };
    for (std::size_t c = 0; c <= breaks.size(); ++c) {
        const std::size_t step = c * (ramp_steps - 1) / breaks.size();
        paint.palette.push_back(ramp.steps[step]);
        LegendRow row;
        row.code = std::to_string(c);
        row.label = c == 0               ? "< " + shown_limit(breaks[0])
                    : c == breaks.size() ? "≥ " + shown_limit(breaks[c - 1])
                                         : shown_limit(breaks[c - 1]) + " – " + shown_limit(breaks[c]);
        row.colour = paint.palette.back();
        paint.legend.rows.push_back(std::move(row));
    }
    add_tail(paint, lang, dark);
    for (std::size_t row = 0; row < values.size(); ++row)
        paint.classes[row] = in_scope[row] == 0 ? paint.out_of_scope
                             : std::isnan(values[row])
                                 ? paint.no_data
                                 : static_cast<std::uint16_t>(
                                       std::upper_bound(breaks.begin(), breaks.end(), values[row]) - breaks.begin());
    return paint;
}

}  // namespace

double nice_number(double value, bool up) {
    if (value == 0 || !std::isfinite(value)) return 0;
    if (value < 0) return -nice_number(-value, !up);
    const double power = std::pow(10, std::floor(std::log10(value)));
    const double digits[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    double below = digits[0];
    for (const double d : digits) {
        if (up && d * power >= value * (1 - 1e-12)) return d * power;
        if (d * power <= value * (1 + 1e-12)) below = d;
    }
    return up ? 10 * power : below * power;
}

Paint paint_parcels(const Document& document, const table::Table& table, const rules::LiveResult& judged, Lang lang,
                    bool dark) {
    const table::Column* column = table.find(document.metric);
    Paint paint = document.metric == "grade" || column == nullptr || column->is_text()
                      ? paint_grades(judged, lang, dark)
                      : paint_numbers(document, *column, judged, lang, dark);
    return paint;
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
            if (in.paint->has_out_of_scope && w == in.paint->no_data) w |= scene::word::hatched;
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
    const std::size_t first = legend.continuous ? legend.ramp.size() : 0;
    for (std::size_t i = 0; i < legend.rows.size() && first + i < count.size(); ++i) {
        legend.rows[i].count = count[first + i];
        legend.rows[i].area_mu = mu[first + i];
    }
}

}  // namespace mulens::app
