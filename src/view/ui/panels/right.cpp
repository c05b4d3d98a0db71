#include "ui/panels/panels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mulens::ui {

void right_panel(const View& view, Memory& memory, const Rect& box) {
    if (begin_panel("##right", box, ink().panel, 16, 14)) {
        if (view.sheet == nullptr)
            district_sheet(view);
        else if (view.sheet->zone)
            zone_sheet(view);
        else if (view.sheet->firm)
            firm_sheet(view, memory);
        else
            parcel_sheet(view, memory);
        gap(16);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.PushClipRectFullScreen();
        hairline(list, box.x0, box.y0, box.x0, box.y1, ink().line);
        list.PopClipRect();
    }
    end_panel();
}

void sheet_lines(const std::vector<app::SheetLine>& lines) {
    for (const auto& line : lines) fact_row(line.name, line.value, line.unit, line.tooltip);
}

namespace {

/// Large figures without decimals: "119,599.55" → "119,600".
std::string short_figure(const std::string& text) {
    std::string digits;
    for (const char c : text)
        if (c != ',') digits += c;
    char* end = nullptr;
    const double value = std::strtod(digits.c_str(), &end);
    return !digits.empty() && *end == '\0' && std::abs(value) >= 1000 ? figure(value, 0) : text;
}

/// One of the six numbers: large figure, name below.
void number_tile(const Rect& box, const app::SheetLine& line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float width = put_fit(list, fonts().title, box.x0, box.y0 + px(16), ink().text, short_figure(line.value),
                                box.width() - px(4));
    if (width + px(4) + text_width(fonts().small, line.unit) <= box.width())
        put(list, fonts().small, box.x0 + width + px(4), box.y0 + px(17), ink().secondary, line.unit);
    bool cut = false;
    put_fit(list, fonts().small, box.x0, box.y0 + px(37), ink().secondary, line.name, box.width() - px(4), false, &cut);
    tooltip_in(box, line.name + "  " + line.value + " " + line.unit, line.tooltip);
}

void platform_rows(const View& view) {
    double largest = 0;
    for (const auto& row : view.platforms)
        if (std::isfinite(row.tax_per_mu)) largest = std::max(largest, row.tax_per_mu);
    float widest = 0;  // bars give way to names, as far as they can
    for (const auto& row : view.platforms) widest = std::max(widest, text_width(fonts().body, row.label));
    int id = 0;
    for (const auto& row : view.platforms) {
        ImGui::PushID(id++);
        const Item spot = item("platform", 24);
        ImGui::PopID();
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const bool on = view.document().platform == row.name;
        if (spot.hovered || on)
            fill(list, {spot.box.x0 - px(6), spot.box.y0, spot.box.x1 + px(6), spot.box.y1},
                 on ? ink().accent_soft : ink().hover, px(4));
        const float value_room = px(52);
        const float bar_room = std::clamp(spot.box.width() - value_room - widest - px(12), px(44),
                                          std::clamp(spot.box.width() * 0.28F, px(40), px(120)));
        put_right(list, fonts().body, spot.box.x1, spot.box.middle(), ink().text, rate(row.tax_per_mu));
        const Rect track{spot.box.x1 - value_room - bar_room, spot.box.middle() - px(3), spot.box.x1 - value_room,
                         spot.box.middle() + px(3)};
        fill(list, track, ink().track, px(3));
        if (std::isfinite(row.tax_per_mu) && largest > 0)
            fill(list,
                 {track.x0, track.y0,
                  track.x0 + track.width() * static_cast<float>(std::max(0.0, row.tax_per_mu) / largest), track.y1},
                 ink().bar, px(3));
        put_fit(list, fonts().body, spot.box.x0, spot.box.middle(), ink().text,
                row.name.empty() ? tr("no_platform") : row.label, track.x0 - spot.box.x0 - px(10));
        tooltip(row.label,
                fmt::format("{} · {} {} · {} {}", plots_and_mu(row.parcels, row.area_mu), tr("low"),
                            plots_and_mu(row.low, row.low_mu), tr("output_per_mu"), rate(row.output_per_mu)));
        if (spot.clicked) view.run("platform", on ? std::string("all") : row.name);
        if (spot.double_clicked) view.run("zoom_to", "platform", row.name);
    }
}

/// One part of a gain: what, how much, and the figure per mu that follows.
void gain_row(const char* key, const std::string& amount, const std::string& unit, double now, double then) {
    const Rect box = space(24);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float then_room = px(50);
    put_right(list, fonts().body, box.x1, box.middle(), ink().text, figure(then, 2));
    put_right(list, fonts().small, box.x1 - then_room, box.middle(), ink().secondary, "→");
    float right = box.x1 - then_room - px(20);
    if (!unit.empty()) right -= put_right(list, fonts().small, right, box.middle(), ink().secondary, unit) + px(4);
    right -= put_right(list, fonts().body, right, box.middle(), ink().text, amount) + px(6);
    put_fit(list, fonts().small, box.x0, box.middle(), ink().secondary, tr(std::string(key) + "_short"), right - box.x0,
            true);
    tooltip_in(box,
               fmt::format("{}  {} {} · {} {} → {} {}", tr(key), amount, unit, tr("gain_per_mu"), rate(now), rate(then),
                           tr("unit_wan_per_mu")),
               tr(std::string(key) + "_tip"));
}

void gain_part(const View& view) {
    if (!view.gain) return;
    const app::Gain& gain = view.gain();
    if (gain.plots == 0 || std::isnan(gain.now)) return;
    gap(8);
    heading(tr("gain_title"), tr("gain_per_mu") + "  " + figure(gain.now, 2));
    if (gain.with_gap > 0)
        gain_row("gain_new_tax", "+" + figure(gain.new_tax, 0), tr("unit_wan_yuan"), gain.now, gain.at_standard);
    gain_row("gain_land_out", "−" + mu(gain.mu), tr("unit_mu"), gain.now, gain.without);
}

}  // namespace

void district_sheet(const View& view) {
    if (!view.loaded) {
        heading(tr("sheet"));
        paragraph(tr("sheet_empty"), ink().secondary, fonts().small);
        return;
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect head = space(28);
    const bool whole = view.document().platform.empty();
    put_fit(list, fonts().title, head.x0, head.middle(), ink().text, view.looked_at,
            head.width() - (whole ? 0 : px(28)));
    if (!whole && icon_button_at("all", {head.x1 - px(24), head.y0 + px(2), head.x1, head.y0 + px(26)}, Icon::close))
        view.run("platform", "all");
    const Rect sub = space(20);
    put_fit(list, fonts().small, sub.x0, sub.middle(), ink().secondary, tr("sheet_hint"), sub.width());
    gap(12);
    const auto& six = view.six_numbers;
    for (std::size_t i = 0; i < six.size(); i += 2) {
        const Rect row = space(56);
        const float half = row.width() / 2;
        number_tile({row.x0, row.y0, row.x0 + half, row.y1}, six[i]);
        if (i + 1 < six.size()) number_tile({row.x0 + half, row.y0, row.x1, row.y1}, six[i + 1]);
    }
    if (six.empty()) paragraph(tr(view.jobs.empty() ? "no_results" : "loading_rest"), ink().secondary, fonts().small);
    gain_part(view);
    if (view.platforms.empty()) return;
    gap(8);
    heading(tr("platforms_by_tax"), tr("unit_wan_per_mu"));
    platform_rows(view);
}

void sheet_head(const View& view) {
    const app::Sheet& sheet = *view.sheet;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect head = space(28);
    const std::string title = sheet.firm ? sheet.title : short_code(sheet.title);
    const float room = head.width() - px(56);
    bool cut = false;
    const float width = put_fit(list, fonts().title, head.x0, head.middle(), ink().text, title, room, false, &cut);
    if (cut || title != sheet.title) tooltip_in({head.x0, head.y0, head.x0 + width, head.y1}, sheet.title);
    const float y = head.y0 + px(2);
    if (icon_button_at("close", {head.x1 - px(24), y, head.x1, y + px(24)}, Icon::close)) view.run("inspect_none");
    tooltip(tr("close_sheet"), key_text("inspect_none"));
    if (icon_button_at("copy", {head.x1 - px(50), y, head.x1 - px(26), y + px(24)}, Icon::file) && view.copy_text)
        view.copy_text(sheet.title);
    tooltip(tr("copy_id"));
    for (const auto& line : wrapped(fonts().small, sheet.subtitle, head.width(), 2)) {
        const Rect sub = space(19);
        put(list, fonts().small, sub.x0, sub.middle(), ink().secondary, line);
    }
    gap(8);
    const Rect box = space(44);
    const Rect chip{box.x0, box.y0 + px(2), box.x0 + px(40), box.y0 + px(42)};
    grade_chip(list, chip, sheet.grade, true);
    tooltip_in(chip, tr("grade_measured"), tr("grade_tip"));
    const float x = chip.x1 + px(10), first = box.y0 + px(12), second = box.y0 + px(32);
    float at =
        x + put_fit(list, fonts().body, x, first, ink().text,
                    sheet.score.empty() ? tr("no_score") : fmt::format(fmt::runtime(tr("score_words")), sheet.score),
                    box.x1 - x);
    if (!sheet.rank.empty())
        put_fit(list, fonts().small, at + px(12), first, ink().secondary,
                fmt::format(fmt::runtime(tr("rank_words")), sheet.rank), box.x1 - at - px(12));
    at = x;
    for (const auto& words : sheet.badges) {
        if (at + badge_width(words) > box.x1) break;
        at += badge(list, at, second, words, tone_of(words)) + px(6);
    }
    put_fit(list, fonts().small, at, second, ink().secondary, sheet.to_next, std::max(0.0F, box.x1 - at));
    gap(8);
}

void score_parts(const app::Sheet& sheet) {
    if (sheet.parts.empty()) return;
    gap(10);
    heading(tr("why_grade"));
    float widest = 0;
    for (const auto& part : sheet.parts) widest = std::max(widest, text_width(fonts().small, part.name));
    for (const auto& part : sheet.parts) {
        const Rect box = space(22);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const float value_room = px(58), name_room = std::clamp(widest + px(12), px(70), box.width() * 0.5F);
        put_fit(list, fonts().small, box.x0, box.middle(), ink().text, part.name, name_room - px(6));
        put_right(list, fonts().small, box.x1, box.middle(), ink().text, part.value);
        const Rect track{box.x0 + name_room, box.middle() - px(4), box.x1 - value_room, box.middle() + px(4)};
        // The benchmark stands at 60 % of the track, so that what lies above it still shows.
        const float mark = track.x0 + track.width() * 0.6F;
        fill(list, track, ink().track, px(4));
        if (std::isfinite(part.reached) && part.reached > 0) {
            const float share = static_cast<float>(std::min(1.0, part.reached * 0.6));
            if (track.width() * share > px(3))
                fill(list, {track.x0, track.y0, track.x0 + track.width() * share, track.y1}, ink().accent, px(4));
        }
        fill(list, {std::round(mark), box.middle() - px(7), std::round(mark) + px(2), box.middle() + px(7)},
             ink().text);
        const std::string points =
            fmt::format(fmt::runtime(tr("points_of")), figure(part.points, 1, true), figure(part.weight, 1, true));
        tooltip_in(box, fmt::format("{}  {} {}", part.name, part.value, part.unit),
                   points + (part.tooltip.empty() ? "" : "\n" + part.tooltip));
    }
}

const Tone& tone_of(const std::string& words) {
    const Tones& tones = look().tones;
    const auto is = [&](const char* key) {
        return words == app::tr(app::Lang::zh, key) || words == app::tr(app::Lang::en, key);
    };
    if (is("low") || is("low_efficiency") || is("status_suspected")) return tones.low;
    if (is("status_confirmed")) return tones.low_solid;
    if (is("status_checking")) return tones.amber;
    if (is("status_done")) return tones.green;
    if (is("idle") || words.find("未动工") != std::string::npos || words.find("中止") != std::string::npos ||
        words.find("dle") != std::string::npos)
        return tones.idle;
    return tones.neutral;
}

std::string key_text(const char* verb) {
    const app::Verb* found = app::find_verb(verb);
    return found == nullptr ? "" : found->key;
}

}  // namespace mulens::ui
