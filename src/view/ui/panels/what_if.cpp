// "What if this figure is corrected" in a firm's sheet: the figure, its new value, and what moves with it.
#include "ui/panels/menus.hpp"
#include "ui/panels/panels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::ui {
namespace {

constexpr std::size_t most_moved = 12;  // rows; the heading says how many there are

const app::FirmField& chosen_field(const app::FirmEffect& effect, const Memory& memory) {
    const std::string& wanted = memory.what_if_field.empty() ? effect.field : memory.what_if_field;
    for (const auto& field : effect.fields)
        if (field.field == wanted) return field;
    return effect.fields.front();
}

/// The figure as it stands; a click offers the others.
void field_row(const app::FirmEffect& effect, const app::FirmField& now, Memory& memory) {
    const Item row = item("what_if_field", 26);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (row.hovered) fill(list, {row.box.x0 - px(6), row.box.y0, row.box.x1 + px(6), row.box.y1}, ink().hover, px(4));
    float right = row.box.x1;
    if (!now.unit.empty())
        right -= put_right(list, fonts().small, right, row.box.middle(), ink().secondary, now.unit) + px(4);
    right -= put_right(list, fonts().body, right, row.box.middle(), ink().text, now.value) + px(24);
    const float width =
        put_fit(list, fonts().body, row.box.x0, row.box.middle(), ink().text, now.name, right - row.box.x0);
    icon(list, Icon::chevron_down, row.box.x0 + width + px(12), row.box.middle(), px(9), ink().secondary);
    tooltip(tr("what_if_field_tip"), now.name + (now.unit.empty() ? "" : " (" + now.unit + ")"));
    if (row.clicked) ImGui::OpenPopup("what_if_fields");
    if (!begin_menu("what_if_fields", row.box.x0, row.box.y1 + px(2))) return;
    for (const auto& field : effect.fields)
        if (menu_row(field.name, "", true, field.field == now.field)) memory.what_if_field = field.field;
    end_menu();
}

void value_row(const View& view, const app::FirmEffect& effect, const app::FirmField& field) {
    const bool tried = effect.tried && effect.field == field.field;
    const Rect row = space(30);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    put_fit(list, fonts().small, row.x0, row.middle(), ink().secondary, tr("what_if_value"), row.width() * 0.4F, true);
    float right = row.x1;
    if (effect.tried) {
        if (icon_button_at("what_if_clear", {right - px(24), row.y0 + px(3), right, row.y1 - px(3)}, Icon::close))
            view.run("what_if_none");
        tooltip(tr("what_if_clear_tip"));
        right -= px(28);
    }
    if (!field.unit.empty())
        right -= put_right(list, fonts().small, right, row.middle(), ink().secondary, field.unit) + px(6);
    const Rect box{std::max(row.x0 + row.width() * 0.42F, right - px(110)), row.y0 + px(2), right, row.y1 - px(2)};
    frame(list, box, ink().control, px(5));
    const double value = tried ? effect.number : field.number;
    if (const auto next = number_field("what_if_number", {box.x0 + px(8), box.y0, box.x1 - px(8), box.y1},
                                       tried ? effect.to : field.value, std::isnan(value) ? 0 : value))
        view.run("what_if", view.sheet->key, field.field, *next);
    tooltip_in(box, tr("what_if_value_tip"), tr("what_if_value_more"));
}

float chip(ImDrawList& list, float x, float middle, char grade) {
    grade_chip(list, {x, middle - px(8), x + px(16), middle + px(8)}, grade == ' ' ? 'n' : grade);
    return px(16);
}

float arrow(ImDrawList& list, float x, float middle) {
    return put(list, fonts().small, x + px(4), middle, ink().secondary, "→") + px(8);
}

void result_rows(const app::FirmEffect& effect) {
    const Rect row = space(28);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    float x = row.x0;
    x += chip(list, x, row.middle(), effect.grade_before);
    x += arrow(list, x, row.middle());
    x += chip(list, x, row.middle(), effect.grade_after) + px(10);
    const bool moves = effect.grade_before != effect.grade_after;
    put_fit(list, fonts().small_strong, x, row.middle(), ink().text, tr(moves ? "what_if_moves" : "what_if_stays"),
            row.x1 - x);
    fact_row(tr("what_if_score"), effect.score_before + " → " + effect.score_after, "");
    fact_row(tr("what_if_rank"), effect.rank_before + " → " + effect.rank_after, "");
}

void moved_rows(const View& view, const app::FirmEffect& effect) {
    gap(4);
    heading(tr(effect.moved.empty() ? "what_if_nobody" : "what_if_others"),
            effect.moved.empty() ? "" : std::to_string(effect.moved.size()));
    for (std::size_t i = 0; i < std::min(effect.moved.size(), most_moved); ++i) {
        const auto& move = effect.moved[i];
        ImGui::PushID(static_cast<int>(i) + 4000);
        const Item row = item("moved", 24);
        ImGui::PopID();
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const Rect& box = row.box;
        if (row.hovered) fill(list, {box.x0 - px(6), box.y0, box.x1 + px(6), box.y1}, ink().hover, px(4));
        const float room = px(56);
        bool cut = false;
        put_fit(list, fonts().body, box.x0, box.middle(), row.hovered ? ink().accent : ink().text, move.name,
                box.width() - room - px(8), false, &cut);
        float x = box.x1 - room;
        x += chip(list, x, box.middle(), move.before);
        x += arrow(list, x, box.middle());
        chip(list, x, box.middle(), move.after);
        if (cut) tooltip(move.name);
        if (row.clicked) view.run("inspect_firm", move.key);
    }
    if (effect.moved.size() > most_moved)
        paragraph(fmt::format(fmt::runtime(app::tr(look().lang, "and_more")), effect.moved.size() - most_moved),
                  ink().secondary, fonts().small);
    paragraph(tr("what_if_note"), ink().secondary, fonts().small);
}

}  // namespace

void what_if_part(const View& view, Memory& memory) {
    const app::FirmEffect& effect = view.sheet->effect;
    if (effect.fields.empty()) return;
    if (memory.what_if_firm != view.sheet->key) {
        memory.what_if_firm = view.sheet->key;
        memory.what_if_field.clear();
    }
    gap(10);
    heading(tr("what_if"));
    const app::FirmField& field = chosen_field(effect, memory);
    field_row(effect, field, memory);
    value_row(view, effect, field);
    if (!effect.tried) return;
    result_rows(effect);
    moved_rows(view, effect);
}

}  // namespace mulens::ui
