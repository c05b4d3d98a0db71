#include "ui/widgets/widgets.hpp"

#include <cmath>

#include <algorithm>

namespace mulens::ui {

void heading(const std::string& text, const std::string& right) {
    const Rect box = space(26);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float used =
        right.empty() ? 0 : put_right(list, fonts().small, box.x1, box.middle(), ink().secondary, right) + px(8);
    put_fit(list, fonts().small, box.x0, box.middle(), ink().secondary, text, box.width() - used, true);
}

bool folding_heading(const char* id, const std::string& text, bool open, const std::string& right) {
    const Item row = item(id, 26);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const style::Colour colour = row.hovered ? ink().text : ink().secondary;
    const float used =
        right.empty() ? 0
                      : put_right(list, fonts().small, row.box.x1, row.box.middle(), ink().secondary, right) + px(8);
    const float width =
        put_fit(list, fonts().small, row.box.x0, row.box.middle(), colour, text, row.box.width() - used - px(16), true);
    icon(list, open ? Icon::chevron_down : Icon::chevron_right, row.box.x0 + width + px(10), row.box.middle(), px(9),
         colour);
    return row.clicked;
}

bool check_row(const char* id, const std::string& label, bool on, const std::string& right, bool enabled) {
    const Item row = item(id, 24);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (row.hovered && enabled)
        fill(list, {row.box.x0 - px(6), row.box.y0, row.box.x1 + px(6), row.box.y1}, ink().hover, px(4));
    const style::Colour colour = enabled ? ink().text : ink().secondary;
    const float size = px(13), y = std::round(row.box.middle() - size / 2);
    frame(list, {row.box.x0 + 0.5F, y + 0.5F, row.box.x0 + size - 0.5F, y + size - 0.5F},
          on && enabled ? colour : ink().control, px(2.5F), std::max(1.0F, look().scale));
    if (on) icon(list, Icon::tick, row.box.x0 + size / 2, y + size / 2, px(10), colour);
    const float used = put_right(list, fonts().small, row.box.x1, row.box.middle(), ink().secondary, right);
    put_fit(list, fonts().body, row.box.x0 + px(20), row.box.middle(), colour, label, row.box.width() - px(26) - used,
            true);
    return row.clicked && enabled;
}

void draw_swatch(ImDrawList& list, float x, float middle, float size, const Swatch& swatch) {
    const Rect box{std::round(x), std::round(middle - size / 2), std::round(x + size), std::round(middle + size / 2)};
    if (swatch.outline) {
        const Rect inner{box.x0 + px(1), box.y0 + px(1), box.x1 - px(1), box.y1 - px(1)};
        if (swatch.dashed)
            dashed_frame(list, inner, swatch.colour, px(2), px(3));
        else
            frame(list, inner, swatch.colour, px(2), px(2));
        return;
    }
    fill(list, box, swatch.colour, px(2));
    if (!swatch.hatched) return;
    list.PushClipRect(ImVec2(box.x0, box.y0), ImVec2(box.x1, box.y1), true);
    for (float at = -size; at < size; at += px(4))
        list.AddLine(ImVec2(box.x0 + at, box.y1), ImVec2(box.x0 + at + size, box.y0), u32(style::Colour{0, 0, 0, 90}),
                     px(1));
    list.PopClipRect();
}

void fact_row(const std::string& label, const std::string& value, const std::string& unit,
              const std::string& explanation, bool strong) {
    const Rect box = space(23);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImFont* font = strong ? fonts().strong : fonts().body;
    const float label_room = std::min(text_width(fonts().small, label), box.width() * 0.62F);
    // The figure before its unit: where both do not fit the unit goes, and the tooltip has it.
    float unit_width = unit.empty() ? 0 : text_width(fonts().small, unit) + px(4);
    const bool without = unit_width > 0 && text_width(font, value) + unit_width + label_room + px(10) > box.width() &&
                         text_width(font, value) + label_room + px(10) <= box.width();
    if (without) unit_width = 0;
    if (unit_width > 0) put_right(list, fonts().small, box.x1, box.middle(), ink().secondary, unit);
    const float room = std::max(px(20), box.width() - unit_width - label_room - px(10));
    bool cut = false;
    const std::string shown = fitted(font, value, room);
    cut = shown != value;
    put_right(list, font, box.x1 - unit_width, box.middle(), ink().text, shown);
    put_fit(list, fonts().small, box.x0, box.middle(), ink().secondary, label, box.width() * 0.62F);
    cut = cut || without;
    if (cut || !explanation.empty())
        tooltip_in(box, cut ? label + " " + value + " " + unit : explanation, cut ? explanation : "");
}

void paragraph(const std::string& text, style::Colour colour, const ImFont* font) {
    const float room = std::max(px(40), ImGui::GetContentRegionAvail().x);
    for (const auto& line : wrapped(font, text, room)) {
        const Rect box = space(em_of(font) / look().scale * 1.5F);
        put(*ImGui::GetWindowDrawList(), font, box.x0, box.middle(), colour, line);
    }
}

void text_box(std::span<const BoxLine> lines) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, pad = px(10);
    struct Piece {
        std::string text;
        const BoxLine* line;
    };
    std::vector<Piece> pieces;
    for (const auto& line : lines)
        for (auto& text : wrapped(line.strong ? fonts().small_strong : fonts().small, line.text, width - 2 * pad))
            pieces.push_back({std::move(text), &line});
    const float step = px(18);
    const Rect box{at.x, at.y, at.x + width, at.y + px(16) + step * static_cast<float>(pieces.size())};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    fill(list, box, ink().box, px(6));
    float y = box.y0 + px(8) + step / 2;
    for (const auto& piece : pieces) {
        put(list, piece.line->strong ? fonts().small_strong : fonts().small, box.x0 + pad, y,
            piece.line->quiet ? ink().secondary : ink().text, piece.text);
        y += step;
    }
    ImGui::Dummy(ImVec2(width, box.height()));
}

}  // namespace mulens::ui
