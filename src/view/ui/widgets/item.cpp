#include "ui/widgets/widgets.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace mulens::ui {
namespace {

Rect here(float height, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = width > 0 ? width : std::max(1.0F, ImGui::GetContentRegionAvail().x);
    return {at.x, at.y, at.x + room, at.y + height};
}

Item state_of(const Rect& box, bool clicked) {
    Item out;
    out.box = box;
    out.hovered = ImGui::IsItemHovered();
    out.held = ImGui::IsItemActive();
    out.clicked = clicked;
    out.double_clicked = out.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    out.right_clicked = out.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right);
    return out;
}

void show_tooltip(const std::string& text, const std::string& more) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(10), px(7)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(6));
    ImGui::PushFont(fonts().small);
    ImGui::BeginTooltip();
    on_top();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto write = [&](const std::string& part, style::Colour colour) {
        for (const auto& line : wrapped(fonts().small, part, px(300))) {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            put(list, fonts().small, at.x, at.y + px(9), colour, line);
            ImGui::Dummy(ImVec2(text_width(fonts().small, line), px(18)));
        }
    };
    write(text, ink().text);
    write(more, ink().secondary);
    ImGui::EndTooltip();
    ImGui::PopFont();
    ImGui::PopStyleVar(3);
}

}  // namespace

Rect space(float height) {
    const Rect box = here(px(height), 0);
    ImGui::Dummy(ImVec2(box.width(), box.height()));
    return box;
}

void gap(float height) { ImGui::Dummy(ImVec2(1, px(height))); }

Item item(const char* id, float height, float width) {
    const Rect box = here(px(height), width > 0 ? px(width) : 0);
    const bool clicked = ImGui::InvisibleButton(id, ImVec2(box.width(), box.height()));
    return state_of(box, clicked);
}

Item item_at(const char* id, const Rect& box) {
    const ImRect area(box.x0, box.y0, std::max(box.x1, box.x0 + 1), std::max(box.y1, box.y0 + 1));
    const ImGuiID key = ImGui::GetID(id);
    if (!ImGui::ItemAdd(area, key)) return {box};
    bool hovered = false, held = false;
    const bool clicked = ImGui::ButtonBehavior(area, key, &hovered, &held, ImGuiButtonFlags_MouseButtonLeft);
    return state_of(box, clicked);
}

void tooltip(const std::string& text, const std::string& more) {
    if (text.empty() || !ImGui::IsItemHovered() || ImGui::GetCurrentContext()->HoveredIdTimer < 0.45F) return;
    show_tooltip(text, more);
}

void tooltip_in(const Rect& box, const std::string& text, const std::string& more) {
    if (text.empty() || !ImGui::IsWindowHovered() || !box.contains(ImGui::GetIO().MousePos)) return;
    if (ImGui::GetIO().MouseDown[0]) return;
    show_tooltip(text, more);
}

bool begin_panel(const char* name, const Rect& box, style::Colour ground, float pad_x, float pad_y, bool scrolls) {
    ImGui::SetNextWindowPos(ImVec2(box.x0, box.y0));
    ImGui::SetNextWindowSize(ImVec2(std::max(1.0F, box.width()), std::max(1.0F, box.height())));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(pad_x), px(pad_y)));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, u32(ground));
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                             ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                             ImGuiWindowFlags_NoNav;
    flags &= ~ImGuiWindowFlags_NoScrollbar;
    if (!scrolls) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    const bool shown = ImGui::Begin(name, nullptr, flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    return shown;
}

void end_panel() { ImGui::End(); }

void on_top() { ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow()); }

}  // namespace mulens::ui
