#include "ui/window.hpp"

#include "ui/dialogs/dialogs.hpp"
#include "ui/map/map.hpp"
#include "ui/panels/panels.hpp"

#include <imgui_internal.h>

namespace mulens::ui {

Layout draw_window(const View& view, Memory& memory) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const Layout layout = lay_out(size.x, size.y, look().scale, view.session());
    memory.busy_drawing = false;
    // ImGui closes popups by Esc only with its own keyboard navigation, which would take the arrow keys too.
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false) &&
        ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup))
        ImGui::ClosePopupToLevel(0, false);
    memory.was_held = memory.held;
    memory.held = false;
    if (view.loaded) map_input(view, memory, layout.map);
    map_states(view, memory, layout.map);
    menu_bar(view, memory, layout.menu);
    if (layout.left_open)
        left_panel(view, memory, layout.left);
    else
        collapsed_strip(view, "left", layout.left);
    if (layout.right_open)
        right_panel(view, memory, layout.right);
    else
        collapsed_strip(view, "right", layout.right);
    if (layout.bottom_open)
        bottom_panel(view, memory, layout.bottom);
    else
        collapsed_strip(view, "bottom", layout.bottom);
    status_bar(view, memory, layout.status);
    splitters(view, layout);
    toasts(view, memory, layout.map);
    decide_popup(view, memory);
    palette_dialog(view, memory);
    file_dialog(view, memory);
    keys_dialog(view, memory);
    about_dialog(view, memory);
    if (memory.was_held && !memory.held) view.run("drag", "off");
    return layout;
}

}  // namespace mulens::ui
