// What the trial moves against the saved scheme, and the findings of the data.
#include "ui/charts/charts.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mulens::ui {
namespace {

const std::array<const char*, 6> grade_keys{"grade_A", "grade_B", "grade_C", "grade_D", "grade_u", "grade_n"};

/// From (rows) to (columns), 宗; the cells darker where more moved.
void matrix(const app::Changes& changes, const Rect& box) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    std::uint64_t most = 1;
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < 6; ++b)
            if (a != b) most = std::max(most, changes.moved[a][b]);
    // As wide as the words are in this language; where columns are narrower their words take two lines.
    float widest = px(54);
    for (const char* key : grade_keys) widest = std::max(widest, text_width(fonts().small, tr(key)));
    const float label = widest + px(10), cell_w = std::min(widest + px(8), (box.width() - label) / 6);
    const float head = widest > cell_w - px(4) ? px(36) : px(22);
    const float cell_h = std::min(px(26), (box.height() - head) / 6);
    for (std::size_t b = 0; b < 6; ++b) {
        const auto lines = wrapped(fonts().small, tr(grade_keys[b]), cell_w - px(4), 2);
        float y = box.y0 + head - px(22) - px(14) * static_cast<float>(lines.size() - 1);
        for (const auto& line : lines) {
            const float x = box.x0 + label + cell_w * static_cast<float>(b);
            put_centred(list, fonts().small, {x, y, x + cell_w, y + px(20)}, ink().secondary, line);
            y += px(14);
        }
    }
    for (std::size_t a = 0; a < 6; ++a) {
        const float y = box.y0 + head + cell_h * static_cast<float>(a);
        put_fit(list, fonts().small, box.x0, y + cell_h / 2, ink().secondary, tr(grade_keys[a]), label - px(6), true);
        for (std::size_t b = 0; b < 6; ++b) {
            const Rect cell{box.x0 + label + cell_w * static_cast<float>(b), y,
                            box.x0 + label + cell_w * static_cast<float>(b + 1) - 1, y + cell_h - 1};
            const std::uint64_t plots = changes.moved[a][b];
            const bool diagonal = a == b;
            const double strength =
                plots == 0 || diagonal ? 0 : 0.12 + 0.38 * static_cast<double>(plots) / static_cast<double>(most);
            fill(list, cell, style::mix(ink().box, ink().accent, strength), px(2));
            if (plots > 0)
                put_centred(list, fonts().small, cell, diagonal ? ink().secondary : ink().text, count(plots));
            if (plots > 0)
                tooltip_in(cell, tr(grade_keys[a]) + " → " + tr(grade_keys[b]),
                           plots_and_mu(plots, changes.moved_mu[a][b]));
        }
    }
}

}  // namespace

void changes_part(const View& view, Memory&, const Rect& box) {
    if (!view.complete) return chart_note(box, tr(view.jobs.empty() ? "no_results" : "loading_rest"));
    if (!view.trial) return chart_note(box, tr("no_trial"));
    const app::Changes& c = view.changes;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect left{box.x0 + px(16), box.y0 + px(12), box.x0 + px(16) + std::min(px(260), box.width() * 0.38F),
                    box.y1 - px(8)};
    const auto line = [&, y = left.y0](const char* key, std::uint64_t plots, double area) mutable {
        const float middle = y + px(12);
        put_fit(list, fonts().small, left.x0, middle, ink().secondary, tr(key), left.width() * 0.5F, true);
        put_right(list, fonts().body, left.x1, middle, ink().text, plots_and_mu(plots, area));
        y += px(26);
    };
    auto write = line;
    write("low_gained", c.low_gained, c.low_gained_mu);
    write("low_lost", c.low_lost, c.low_lost_mu);
    std::uint64_t moved = 0;
    double moved_mu = 0;
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < 6; ++b)
            if (a != b) {
                moved += c.moved[a][b];
                moved_mu += c.moved_mu[a][b];
            }
    write("grades_moved", moved, moved_mu);
    // A gain is told in its two parts, saved → trial.
    const app::Gain &was = view.gain_saved(), &is = view.gain();
    const auto part = [&](const char* key, float y, const std::string& from, const std::string& to,
                          const std::string& unit, double per_mu) {
        const float middle = y + px(12);
        put_fit(list, fonts().small, left.x0, middle, ink().secondary, tr(std::string(key) + "_short"),
                left.width() * 0.4F, true);
        const float room = put_right(list, fonts().small, left.x1, middle, ink().secondary, unit) + px(4);
        put_right(list, fonts().body, left.x1 - room, middle, ink().text, from + " → " + to);
        tooltip_in({left.x0, y, left.x1, y + px(26)},
                   fmt::format("{} · {} {} → {}", tr(key), tr("gain_per_mu"), rate(is.now), rate(per_mu)),
                   tr(std::string(key) + "_tip"));
    };
    part("gain_new_tax", left.y0 + px(78), figure(was.new_tax, 0), figure(is.new_tax, 0), tr("unit_wan_yuan"),
         is.at_standard);
    part("gain_land_out", left.y0 + px(104), mu(was.mu), mu(is.mu), tr("unit_mu"), is.without);
    const float y = left.y0 + px(140);
    if (y + px(30) < box.y1) {
        const std::string& word = tr("reset");
        if (button_at("reset", {left.x0, y, left.x0 + button_width(word), y + px(30)}, word)) view.run("reset_scheme");
    }
    const Rect right{left.x1 + px(40), left.y0, box.x1 - px(16), box.y1 - px(8)};
    put_fit(list, fonts().small, right.x0, right.y0 + px(6), ink().secondary, tr("moves_title"), right.width());
    matrix(c, {right.x0, right.y0 + px(18), right.x1, right.y1});
}

void problems_part(const View& view, Memory& memory, const Rect& box) {
    if (!view.loaded) return chart_note(box, tr(view.jobs.empty() ? "table_empty" : "loading_rest"));
    if (view.problems.empty()) return chart_note(box, tr(view.complete ? "no_problems" : "loading_rest"));
    const std::array<GridColumn, 4> columns{{{"severity", tr("severity"), "", "", false, 70, 0, false},
                                             {"subject", tr("finding_subject"), "", "", false, 170, 0, false},
                                             {"message", tr("finding_message"), "", "", false, 420, 0, false},
                                             {"file", tr("finding_file"), "", "", false, 160, 0, false}}};
    const Rect area{box.x0 + px(6), box.y0, box.x1 - px(2), box.y1};
    const auto event = grid(
        "problems", area, memory.problems, columns, view.problems.size(), [&](std::uint64_t) { return GridState{}; },
        [&](const GridCell& cell) {
            const Finding& finding = view.problems[cell.line];
            const Rect& spot = cell.box;
            if (cell.column_index == 0) {
                const Tone& tone = finding.severity == Severity::error     ? look().tones.error
                                   : finding.severity == Severity::warning ? look().tones.amber
                                                                           : look().tones.neutral;
                badge(cell.list, spot.x0, spot.middle(), tr(std::string("severity_") + name_of(finding.severity)),
                      tone);
                return;
            }
            const std::string text = cell.column_index == 1   ? finding.subject
                                     : cell.column_index == 2 ? app::sentence_of(look().lang, finding)
                                                              : finding.file;
            bool cut = false;
            put_fit(cell.list, fonts().body, spot.x0, spot.middle(),
                    cell.column_index == 2 ? ink().text : ink().secondary,
                    cell.column_index == 1 ? short_code(text) : text, spot.width(), false, &cut);
            if (cut || cell.column_index == 1) tooltip_in(spot, text, finding.code);
        });
    const bool click = event.kind == GridEvent::Kind::click;
    if (!click && event.kind != GridEvent::Kind::double_click) return;
    const Finding& finding = view.problems[event.line];
    if (finding.layer != "parcels" || finding.subject.empty()) return;
    view.run("inspect", finding.subject);
    view.run("zoom_to", "parcel", finding.subject);
}

}  // namespace mulens::ui
