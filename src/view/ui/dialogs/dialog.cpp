#include "ui/dialogs/dialogs.hpp"

#include "ui/base/draw.hpp"

#include <algorithm>

namespace mulens::ui {

bool begin_dialog(const char* name, float width, float height, bool& open) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float w = std::min(px(width), screen.x - px(32)), h = std::min(px(height), screen.y - px(32));
    const float x = std::round((screen.x - w) / 2),
                y = std::round(std::max(px(16), std::min(px(88), (screen.y - h) / 2)));
    // A veil takes the clicks beside the dialog.
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(screen);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, IM_COL32(0, 0, 0, 40));
    const std::string veil = std::string(name) + "_veil";
    ImGui::Begin(veil.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav);
    on_top();
    const Rect box{x, y, x + w, y + h};
    const Item outside = item_at("veil", {0, 0, screen.x, screen.y});
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && outside.hovered && !box.contains(ImGui::GetIO().MousePos))
        open = false;
    card(*ImGui::GetWindowDrawList(), box, px(10));
    ImGui::End();
    ImGui::PopStyleColor();
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) open = false;

    ImGui::SetNextWindowPos(ImVec2(box.x0, box.y0));
    ImGui::SetNextWindowSize(ImVec2(w, h));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(18), px(16)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(10));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    const bool shown =
        ImGui::Begin(name, nullptr,
                     (ImGuiWindowFlags_NoDecoration & ~ImGuiWindowFlags_NoScrollbar) | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleVar(3);
    on_top();
    return shown;
}

void end_dialog() { ImGui::End(); }

}  // namespace mulens::ui
