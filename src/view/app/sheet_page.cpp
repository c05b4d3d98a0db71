#include "app/sheet_page.hpp"

#include "base/date.hpp"
#include "config/scheme.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::app {
namespace {

using scene::Align;
using scene::TextStyle;
using style::Colour;

constexpr double left = 48, right = 547, middle = 305, top = 52, bottom = 806;

class Writer {
  public:
    Writer(const App& app, const Measure& measure, scene::DrawList& out) : app_(app), measure_(measure), out_(out) {}

    double y = top;

    void text(double x, const std::string& words, float size, Colour colour, bool bold = false,
              Align align = Align::left) {
        out_.text(x, y, words, TextStyle{size, colour, bold, align, {0, 0, 0, 0}, 0});
    }
    void heading(double x, const char* key) {
        y += 8;
        text(x, tr(lang(), key), 10, style::light_theme().text, true);
        y += 15;
    }
    /// name … value unit, between x0 and x1; long values end with "…".
    void pair(double x0, double x1, const SheetLine& line) {
        const auto& theme = style::light_theme();
        const std::string name = fitted(line.name, 9, (x1 - x0) * 0.7);
        text(x0, name, 9, theme.secondary);
        std::string value = line.value + (line.unit.empty() ? "" : " " + line.unit);
        const double room = x1 - x0 - measure_(name, 9, false) - 10;
        text(x1, fitted(std::move(value), 9, room), 9, theme.text, false, Align::right);
        y += 14;
    }
    [[nodiscard]] std::string fitted(std::string words, float size, double room) const {
        if (measure_(words, size, false) <= room) return words;
        while (!words.empty() && measure_(words + "…", size, false) > room) {
            words.pop_back();
            while (!words.empty() && (static_cast<unsigned char>(words.back()) & 0xc0U) == 0x80U) words.pop_back();
            if (!words.empty() && static_cast<unsigned char>(words.back()) >= 0xc0U) words.pop_back();
        }
        return words + "…";
    }
    /// Breaks a sentence at characters; returns after the last line.
    void paragraph(double x, double width, const std::string& words, float size, Colour colour) {
        std::string line;
        const auto flush = [&] {
            text(x, line, size, colour);
            y += size * 1.5;
            line.clear();
        };
        for (std::size_t at = 0; at < words.size();) {
            std::size_t next = at + 1;
            while (next < words.size() && (static_cast<unsigned char>(words[next]) & 0xc0U) == 0x80U) ++next;
            const std::string one = words.substr(at, next - at);
            if (measure_(line + one, size, false) > width) flush();
            line += one;
            at = next;
        }
        if (!line.empty()) flush();
    }
    [[nodiscard]] Lang lang() const { return app_.state().session.lang; }
    [[nodiscard]] scene::DrawList& out() { return out_; }

  private:
    const App& app_;
    const Measure& measure_;
    scene::DrawList& out_;
};

std::string status_line(const App& app) {
    const auto& settings = app.data()->run.settings;
    std::string out = settings.project.name;
    if (settings.as_of) out += " · " + tr(app.state().session.lang, "as_of") + " " + to_iso(*settings.as_of);
    if (const auto* scheme = app.scheme()) out += " · " + scheme->zh + fmt::format(" ({})", scheme->year);
    return out;
}

void bars(Writer& w, const std::vector<ScorePart>& parts, double x0, double x1) {
    const auto& theme = style::light_theme();
    for (const auto& part : parts) {
        w.text(x0, part.name, 9, theme.secondary);
        const double b0 = x0 + 112, b1 = x1 - 84, width = b1 - b0;
        w.out().rect(b0, w.y - 6, b1, w.y - 1, theme.line, 2);
        const double share = part.weight > 0 ? std::clamp(part.points / part.weight / 1.5, 0.0, 1.0) : 0;
        if (share > 0) w.out().rect(b0, w.y - 6, b0 + width * share, w.y - 1, theme.accent, 2);
        w.out().line(b0 + width / 1.5, w.y - 8, b0 + width / 1.5, w.y + 1, theme.text, 1);
        w.text(x1, part.value + " " + part.unit, 8, theme.text, false, Align::right);
        w.y += 14;
    }
}

std::string grade_word(Lang lang, char grade) {
    if (grade >= 'A' && grade <= 'D') return {grade};
    return grade == 'u' ? tr(lang, "grade_ungraded") : grade == 'n' ? tr(lang, "grade_not_evaluated") : "–";
}

/// "2023 C · 公布 …", one line a year.
std::vector<SheetLine> grade_lines(Lang lang, const Sheet& sheet) {
    std::vector<SheetLine> out;
    for (const auto& one : sheet.grades) {
        std::string name = (one.year > 0 ? std::to_string(one.year) : "–") + " · " +
                           tr(lang, one.computed ? "grade_computed" : "grade_published");
        if (!one.note.empty()) name += " · " + one.note;
        out.push_back({std::move(name), grade_word(lang, one.grade), {}, {}});
    }
    return out;
}

/// "评价用地面积 35.95 → 500.00 亩 · B → C · 76.8 → 68.9 · 1,092 / 1,420", and what the quota moves.
std::vector<SheetLine> effect_lines(Lang lang, const FirmEffect& effect) {
    std::vector<SheetLine> out;
    if (!effect.tried) return out;
    const auto pair = [](const std::string& a, const std::string& b) { return a + " → " + b; };
    out.push_back({effect.name, pair(effect.from, effect.to), effect.unit, {}});
    out.push_back({tr(lang, "page_grade"),
                   pair(grade_word(lang, effect.grade_before), grade_word(lang, effect.grade_after)),
                   {},
                   {}});
    out.push_back({tr(lang, "what_if_score"), pair(effect.score_before, effect.score_after), {}, {}});
    out.push_back({tr(lang, "what_if_rank"), pair(effect.rank_before, effect.rank_after), {}, {}});
    for (const auto& move : effect.moved)
        out.push_back({move.name, pair(grade_word(lang, move.before), grade_word(lang, move.after)), {}, {}});
    return out;
}

/// 复核意见表: before, after, who, when.
void review_form(Writer& w, const Sheet& sheet) {
    const auto& theme = style::light_theme();
    const Lang lang = w.lang();
    w.y = std::max(w.y, 650.0);
    w.heading(left, "review_form");
    const double y0 = w.y - 10, rows[] = {22, 34, 34, 26};
    const char* const keys[] = {"review_before", "review_opinion", "review_after", "review_signed"};
    double y = y0;
    for (std::size_t i = 0; i < 4; ++i) {
        w.out().outline(left, y, right, y + rows[i], theme.line, 0.8);
        w.out().line(left + 92, y, left + 92, y + rows[i], theme.line, 0.8);
        w.y = y + 15;
        w.text(left + 8, tr(lang, keys[i]), 9, theme.secondary);
        if (i == 0) {
            std::string now = sheet.grade >= 'A' && sheet.grade <= 'D' ? std::string(1, sheet.grade) : "–";
            if (!sheet.score.empty()) now += " · " + sheet.score;
            for (const auto& badge : sheet.badges) now += " · " + badge;
            w.text(left + 100, now, 9, theme.text);
        } else if (i == 1 && !sheet.review_status.empty()) {
            w.text(left + 100, sheet.review_status, 9, theme.text);
        } else if (i == 2 && sheet.effect.tried) {
            const auto& effect = sheet.effect;
            const std::string after = fmt::format("{} · {} · {} {} → {} {}", grade_word(lang, effect.grade_after),
                                                  effect.score_after, effect.name, effect.from, effect.to, effect.unit);
            w.text(left + 100, w.fitted(after, 9, right - left - 108), 9, theme.text);
            w.y += 13;
            w.text(left + 100, fmt::format(fmt::runtime(tr(lang, "page_what_if")), effect.moved.size()), 8,
                   theme.secondary);
        }
        y += rows[i];
    }
}

}  // namespace

SheetPage sheet_page(const App& app, const Measure& measure) {
    SheetPage page;
    const Sheet* sheet = app.sheet();
    if (sheet == nullptr || sheet->zone) return page;
    const auto& theme = style::light_theme();
    Writer w(app, measure, page.drawing);
    const Lang lang = w.lang();
    w.text(left, tr(lang, sheet->firm ? "firm_sheet" : "parcel_sheet"), 10, theme.secondary);
    w.text(right, w.fitted(status_line(app), 8, 360), 8, theme.secondary, false, Align::right);
    w.y += 24;
    const bool graded = sheet->grade >= 'A' && sheet->grade <= 'D';
    if (graded) {
        w.out().rect(left, w.y - 17, left + 24, w.y + 7, style::grade_colour(sheet->grade), 5);
        w.text(left + 12, std::string(1, sheet->grade), 14, sheet->grade == 'A' ? style::rgb(0xffffff) : theme.text,
               true, Align::centre);
    }
    w.text(left + (graded ? 34 : 0), w.fitted(sheet->title, 16, right - left - 40), 16, theme.text, true);
    w.y += 18;
    std::string under = sheet->subtitle;
    if (app.trial_differs()) under += " · " + tr(lang, "trial");
    w.text(left, w.fitted(under, 9, right - left), 9, theme.secondary);
    w.y += 10;
    w.out().line(left, w.y, right, w.y, theme.line, 0.8);
    w.y += 8;
    const double columns_at = w.y;

    w.heading(left, "sheet_facts");
    for (const auto& line : sheet->facts) w.pair(left, middle - 16, line);
    if (!sheet->parts.empty()) {
        w.heading(left, "why_grade");
        bars(w, sheet->parts, left, middle - 16);
        if (!sheet->smallest_lift.empty())
            w.paragraph(left, middle - 16 - left, sheet->smallest_lift, 8.5F, theme.secondary);
    }
    const double left_end = w.y;

    w.y = columns_at;
    if (!sheet->firm) {
        page.has_map = true;
        page.map = {middle, w.y + 6, right, w.y + 6 + 170};
        const geom::Box box = app.data()->shapes().box(sheet->row);
        const double side = std::max({box.max_x - box.min_x, box.max_y - box.min_y, 60.0}) * 2.2;
        const double cx = (box.min_x + box.max_x) / 2, cy = (box.min_y + box.max_y) / 2;
        const double tall = side * 170 / (right - middle);
        page.map_world = {cx - side / 2, cy - tall / 2, cx + side / 2, cy + tall / 2};
        w.y += 186;
    }
    const auto list = [&](const char* key, const auto& lines, std::size_t most, auto&& draw) {
        if (lines.empty() || w.y > 620) return;
        w.heading(middle, key);
        std::size_t shown_lines = 0;
        for (const auto& one : lines) {
            if (shown_lines == most || w.y > 630) break;
            draw(one);
            ++shown_lines;
        }
        if (shown_lines < lines.size()) {
            w.text(middle, fmt::format(fmt::runtime(tr(lang, "and_more")), lines.size() - shown_lines), 8.5F,
                   theme.secondary);
            w.y += 13;
        }
    };
    list("low_reasons", sheet->reasons, 4,
         [&](const std::string& one) { w.paragraph(middle, right - middle, one, 9, theme.text); });
    list("gain", sheet->gain, 5, [&](const SheetLine& one) { w.pair(middle, right, one); });
    list("compared", sheet->compared, 4, [&](const SheetLine& one) { w.pair(middle, right, one); });
    list("people", sheet->people, 6, [&](const auto& one) { w.pair(middle, right, one.second); });
    list("grade_history", grade_lines(lang, *sheet), 6, [&](const SheetLine& one) { w.pair(middle, right, one); });
    list("plots", sheet->plots, 8, [&](const auto& one) { w.pair(middle, right, one.second); });
    list("what_if", effect_lines(lang, sheet->effect), 24, [&](const SheetLine& one) { w.pair(middle, right, one); });
    list("idle_clock", sheet->idle_clock, 8, [&](const SheetLine& one) { w.pair(middle, right, one); });
    list("sheet_findings", sheet->findings, 3, [&](const Finding& one) {
        w.paragraph(middle, right - middle, sentence_of(lang, one), 8.5F, theme.secondary);
    });
    w.y = std::max(w.y, left_end);
    review_form(w, *sheet);
    w.y = bottom;
    w.text(left, tr(lang, app.data()->made_up ? "made_up" : "internal"), 8, theme.secondary);
    w.text(right, "Mulens 亩镜", 8, theme.secondary, false, Align::right);
    return page;
}

}  // namespace mulens::app
