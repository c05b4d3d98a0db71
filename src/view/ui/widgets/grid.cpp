#include "ui/widgets/grid.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace mulens::ui {
namespace {

constexpr float pad = 10;  // of a cell, on each side

struct Shape {
    Rect head, body, bar;  ///< bar: vertical scroll bar
    float width = 0;       ///< of all columns
    double visible = 0;    ///< lines that show
};

void fit_widths(TableMemory& memory, std::span<const GridColumn> columns, float room) {
    std::string key;
    for (const auto& column : columns) key += column.id + column.name + '|';
    const bool same = memory.widths_of == key && memory.widths.size() == columns.size();
    if (same && (memory.widths_by_hand || memory.widths_room == room)) return;
    memory.widths_of = key;
    memory.widths_room = room;
    memory.widths_by_hand = false;
    memory.widths.clear();
    std::vector<float> least;
    float sum = 0, sum_least = 0;
    for (const auto& column : columns) {
        const float name = std::max(text_width(fonts().small, column.name), text_width(fonts().small, column.unit));
        least.push_back(std::max(name / look().scale + (column.sorted != 0 ? 16 : 2),
                                 column.content > 0 ? std::min(column.content, column.width) : 40) +
                        2 * pad);
        memory.widths.push_back(std::max(column.width, least.back()));
        sum += memory.widths.back();
        sum_least += least.back();
    }
    const float spare = room / look().scale - sum;
    if (spare < 0 && sum > sum_least) {
        // Too wide: every column gives what it does not need, in proportion.
        const float share = std::min(1.0F, -spare / (sum - sum_least));
        for (std::size_t i = 0; i < columns.size(); ++i) memory.widths[i] -= (memory.widths[i] - least[i]) * share;
    }
    if (spare <= 0) return;
    // Room that is left goes to the widest text column, so that the table fills the panel.
    std::size_t widest = columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!columns[i].right && (widest == columns.size() || memory.widths[i] > memory.widths[widest])) widest = i;
    if (widest < columns.size()) memory.widths[widest] += spare;
}

void vertical_bar(TableMemory& memory, const Shape& shape, std::uint64_t lines) {
    if (static_cast<double>(lines) <= shape.visible) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float track = shape.bar.height();
    const float length = std::max(px(28), static_cast<float>(track * shape.visible / static_cast<double>(lines)));
    const double most = static_cast<double>(lines) - shape.visible;
    const Item bar = item_at("bar", shape.bar);
    const float mouse = ImGui::GetIO().MousePos.y;
    float top = shape.bar.y0 + static_cast<float>(memory.first / most) * (track - length);
    if (bar.held) {
        if (!memory.dragging_bar) {
            memory.dragging_bar = true;
            memory.bar_grab = mouse >= top && mouse < top + length ? mouse - top : length / 2;
        }
        const double share =
            std::clamp((mouse - memory.bar_grab - shape.bar.y0) / std::max(1.0F, track - length), 0.0F, 1.0F);
        memory.first = std::round(share * most);
        top = shape.bar.y0 + static_cast<float>(memory.first / most) * (track - length);
    } else {
        memory.dragging_bar = false;
    }
    fill(list, {shape.bar.x0 + px(3), top, shape.bar.x1 - px(2), top + length},
         bar.hovered || bar.held ? ink().control : ink().line, px(3));
}

void sideways_bar(TableMemory& memory, const Shape& shape) {
    const float room = shape.body.width();
    if (shape.width <= room) {
        memory.shift = 0;
        return;
    }
    memory.shift = std::clamp(memory.shift, 0.0F, shape.width - room);
    const Rect track{shape.body.x0 + px(4), shape.body.y1 - px(9), shape.body.x1 - px(4), shape.body.y1 - px(1)};
    const float length = track.width() * room / shape.width;
    const Item bar = item_at("sideways", track);
    if (bar.held)
        memory.shift =
            std::clamp(memory.shift + ImGui::GetIO().MouseDelta.x * shape.width / room, 0.0F, shape.width - room);
    const float x = track.x0 + memory.shift / shape.width * track.width();
    fill(*ImGui::GetWindowDrawList(), {x, track.y0 + px(2), x + length, track.y1 - px(1)},
         bar.hovered || bar.held ? ink().control : ink().line, px(3));
}

/// Header: names quiet, unit beside, an arrow where sorted; the border can be dragged.
GridEvent draw_head(TableMemory& memory, std::span<const GridColumn> columns, const Shape& shape) {
    GridEvent out;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(ImVec2(shape.head.x0, shape.head.y0), ImVec2(shape.head.x1, shape.head.y1), true);
    float x = shape.head.x0 - memory.shift;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const GridColumn& column = columns[i];
        const float width = px(memory.widths[i]);
        const Rect box{x, shape.head.y0, x + width, shape.head.y1};
        ImGui::PushID(static_cast<int>(i));
        const Rect edge{box.x1 - px(4), box.y0, box.x1 + px(3), box.y1};
        const Item grip = item_at("edge", edge);
        if (grip.hovered || grip.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        if (grip.held) memory.widths_by_hand = true;
        if (grip.held)
            memory.widths[i] = std::clamp((ImGui::GetIO().MousePos.x - box.x0) / look().scale, 40.0F, 900.0F);
        const Item head = item_at("head", {box.x0, box.y0, box.x1 - px(4), box.y1});
        if (head.clicked && column.sortable) out = {GridEvent::Kind::sort, static_cast<int>(i), 0};
        tooltip(column.name, column.tooltip);
        ImGui::PopID();
        const style::Colour colour = head.hovered && column.sortable ? ink().text : ink().secondary;
        const std::string text = column.unit.empty() ? column.name : column.name + " " + column.unit;
        const float arrow = column.sorted != 0 ? px(14) : 0;
        const float room = width - 2 * px(pad) - arrow;
        const bool two = !column.unit.empty() && text_width(fonts().small, text) > room;
        const auto write = [&](const std::string& part, float y) {
            const float used = std::min(text_width(fonts().small, part), room);
            const float at = column.right ? box.x1 - px(pad) - arrow - used : box.x0 + px(pad);
            put_fit(list, fonts().small, at, y, colour, part, room);
            return at + used;
        };
        const float end = two ? write(column.name, box.middle() - px(7)) : write(text, box.middle());
        if (two) (void)write(column.unit, box.middle() + px(8));
        if (column.sorted != 0)
            icon(list, column.sorted < 0 ? Icon::chevron_down : Icon::chevron_up, end + px(8),
                 two ? box.middle() - px(7) : box.middle(), px(8), colour);
        x += width;
    }
    list.PopClipRect();
    hairline(list, shape.head.x0, shape.head.y1 - 1, shape.head.x1, shape.head.y1 - 1, ink().line);
    return out;
}

GridEvent draw_lines(TableMemory& memory, std::span<const GridColumn> columns, const Shape& shape, std::uint64_t lines,
                     const std::function<GridState(std::uint64_t)>& state,
                     const std::function<void(const GridCell&)>& draw_cell) {
    GridEvent out;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Item area = item_at("lines", shape.body);
    const float row = px(grid_row);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    list.PushClipRect(ImVec2(shape.body.x0, shape.body.y0), ImVec2(shape.body.x1, shape.body.y1), true);
    auto line = static_cast<std::uint64_t>(std::max(0.0, std::floor(memory.first)));
    float y = shape.body.y0 - static_cast<float>((memory.first - std::floor(memory.first)) * row);
    for (; line < lines && y < shape.body.y1; ++line, y += row) {
        const Rect box{shape.body.x0, std::round(y), shape.body.x1, std::round(y + row)};
        const bool over = area.hovered && mouse.y >= box.y0 && mouse.y < box.y1;
        const GridState now = state(line);
        if (now.marked || now.strong || over)
            fill(list, box, now.marked || now.strong ? ink().accent_soft : ink().hover);
        if (now.strong) fill(list, {box.x0, box.y0, box.x0 + px(2), box.y1}, ink().accent);
        hairline(list, box.x0, box.y1 - 1, box.x1, box.y1 - 1, style::with_alpha(ink().line, 150));
        float x = box.x0 - memory.shift;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const float width = px(memory.widths[i]);
            if (x + width > box.x0 && x < box.x1)
                draw_cell(
                    {columns[i], static_cast<int>(i), line, {x + px(pad), box.y0, x + width - px(pad), box.y1}, list});
            x += width;
        }
        if (!over) continue;
        out.line = line;
        out.kind = area.double_clicked  ? GridEvent::Kind::double_click
                   : area.clicked       ? GridEvent::Kind::click
                   : area.right_clicked ? GridEvent::Kind::menu
                                        : GridEvent::Kind::hover;
    }
    list.PopClipRect();
    return out;
}

}  // namespace

void scroll_to(TableMemory& memory, std::uint64_t line, double visible_lines) {
    const auto at = static_cast<double>(line);
    if (at >= memory.first && at + 1 <= memory.first + visible_lines) return;
    memory.first = std::max(0.0, at - std::floor(visible_lines / 2));
}

GridEvent grid(const char* id, const Rect& box, TableMemory& memory, std::span<const GridColumn> columns,
               std::uint64_t lines, const std::function<GridState(std::uint64_t)>& state,
               const std::function<void(const GridCell&)>& draw_cell) {
    ImGui::PushID(id);
    Shape shape;
    const float bar = px(12);
    float one_line = 0;
    for (const auto& column : columns)
        one_line +=
            text_width(fonts().small, column.name + " " + column.unit) + px(2 * pad + (column.sorted != 0 ? 16 : 2));
    // Room for names above their units where they do not stand in one line.
    const float head_height = one_line > box.width() - bar || memory.two_lines ? grid_head + 10 : grid_head;
    shape.head = {box.x0, box.y0, box.x1 - bar, box.y0 + px(head_height)};
    shape.body = {box.x0, shape.head.y1, box.x1 - bar, box.y1};
    shape.bar = {box.x1 - bar, shape.head.y1, box.x1, box.y1};
    fit_widths(memory, columns, shape.body.width());
    memory.two_lines = false;
    for (std::size_t i = 0; i < columns.size(); ++i)
        memory.two_lines =
            memory.two_lines ||
            (!columns[i].unit.empty() && text_width(fonts().small, columns[i].name + " " + columns[i].unit) >
                                             px(memory.widths[i]) - px(2 * pad + (columns[i].sorted != 0 ? 14 : 0)));
    for (const float width : memory.widths) shape.width += px(width);
    shape.visible = std::max(1.0, static_cast<double>(shape.body.height() / px(grid_row)));
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsWindowHovered() && box.contains(io.MousePos)) {
        if (io.KeyShift)
            memory.shift -= io.MouseWheel * px(60);
        else
            memory.first -= static_cast<double>(io.MouseWheel) * 3;
        memory.shift -= io.MouseWheelH * px(60);
    }
    memory.first = std::clamp(memory.first, 0.0, std::max(0.0, static_cast<double>(lines) - shape.visible));
    vertical_bar(memory, shape, lines);
    sideways_bar(memory, shape);
    const GridEvent head = draw_head(memory, columns, shape);
    const GridEvent body = draw_lines(memory, columns, shape, lines, state, draw_cell);
    ImGui::PopID();
    return head.kind != GridEvent::Kind::none ? head : body;
}

}  // namespace mulens::ui
