#include "ui/widgets/widgets.hpp"

#include "app/command.hpp"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mulens::ui {

std::optional<double> slider(const char* id, double value, double low, double high, double mark, bool* held) {
    const Item row = item(id, 18);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float half = px(6), y = row.box.middle(), x0 = row.box.x0 + half, x1 = row.box.x1 - half;
    const auto share_of = [&](double v) {
        const double share = high > low ? (v - low) / (high - low) : 0;
        return static_cast<float>(std::clamp(std::isfinite(share) ? share : 0.0, 0.0, 1.0));
    };
    const float at = x0 + (x1 - x0) * share_of(value);
    fill(list, {x0, y - px(2), x1, y + px(2)}, ink().track, px(2));
    fill(list, {x0, y - px(2), at, y + px(2)}, ink().accent, px(2));
    if (std::isfinite(mark) && mark != value) {
        const float x = x0 + (x1 - x0) * share_of(mark);
        fill(list, {x - px(1), y - px(6), x + px(1), y + px(6)}, ink().secondary);
    }
    list.AddCircleFilled(ImVec2(at, y), half, u32(ink().panel));
    list.AddCircle(ImVec2(at, y), half - 1, u32(row.hovered || row.held ? ink().accent : ink().control), 0, px(1.5F));
    if (held != nullptr) *held = row.held;
    if (!row.held || !(high > low)) return std::nullopt;
    const double share = std::clamp((ImGui::GetIO().MousePos.x - x0) / std::max(1.0F, x1 - x0), 0.0F, 1.0F);
    // Steps of a nice size: about 1/200 of the range, so that figures stay short.
    const double step = std::pow(10, std::floor(std::log10((high - low) / 50)));
    const double next = std::clamp(std::round((low + share * (high - low)) / step) * step, low, high);
    if (std::abs(next - value) < step * 1e-6) return std::nullopt;
    return next;
}

namespace {

struct FieldStyle {
    FieldStyle(float pad_x, float pad_y) {
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(pad_x, pad_y));
        ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
        ImGui::PushStyleColor(ImGuiCol_FrameBgHovered, 0);
        ImGui::PushStyleColor(ImGuiCol_FrameBgActive, 0);
    }
    ~FieldStyle() {
        ImGui::PopStyleColor(3);
        ImGui::PopStyleVar();
    }
    FieldStyle(const FieldStyle&) = delete;
    FieldStyle& operator=(const FieldStyle&) = delete;
};

}  // namespace

bool text_field(const char* id, const Rect& box, std::string& text, const std::string& hint, bool& enter, bool focus,
                bool search) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    fill(list, box, ink().panel, px(6));
    const ImVec2 back = ImGui::GetCursorPos();
    const float left = search ? px(30) : px(10);
    ImGui::SetCursorScreenPos(ImVec2(box.x0 + left, box.y0));
    ImGui::SetNextItemWidth(box.width() - left - px(6));
    bool active = false;
    {
        ImGui::PushFont(fonts().body);
        const FieldStyle style(0, (box.height() - fonts().body->FontSize) / 2);
        if (focus) ImGui::SetKeyboardFocusHere();
        enter = ImGui::InputText(id, &text, ImGuiInputTextFlags_EnterReturnsTrue);
        active = ImGui::IsItemActive();
        ImGui::PopFont();
    }
    frame(list, box, active ? ink().accent : ink().line, px(6));
    if (search) icon(list, Icon::search, box.x0 + px(17), box.middle(), px(13), ink().secondary);
    if (text.empty() && !hint.empty())
        put_fit(list, fonts().body, box.x0 + left + (active ? px(3) : 0), box.middle(), ink().secondary, hint,
                box.width() - left - px(8), true);
    ImGui::SetCursorPos(back);
    return active;
}

std::optional<double> number_field(const char* id, const Rect& box, const std::string& text, double value) {
    static ImGuiID editing = 0;
    static std::string typed;
    const ImGuiID key = ImGui::GetID(id);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (editing != key) {
        const Item state = item_at(id, box);
        if (state.hovered) fill(list, {box.x0 - px(4), box.y0, box.x1 + px(4), box.y1}, ink().hover, px(4));
        put_right(list, fonts().body, box.x1, box.middle(), ink().text, text);
        if (state.clicked) {
            editing = key;
            typed = app::argument(value);
        }
        return std::nullopt;
    }
    bool enter = false;
    static bool was_active = false;
    const bool active = text_field(id, box, typed, "", enter, !was_active);
    const bool done = enter || (was_active && !active);
    was_active = active || !was_active;
    if (!done) return std::nullopt;
    editing = 0;
    was_active = false;
    char* end = nullptr;
    const double parsed = std::strtod(typed.c_str(), &end);
    if (end == typed.c_str() || !std::isfinite(parsed) || parsed == value) return std::nullopt;
    return parsed;
}

}  // namespace mulens::ui
