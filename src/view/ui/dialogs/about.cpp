#include "ui/dialogs/dialogs.hpp"

#include <algorithm>
#include <array>

namespace mulens::ui {
namespace {

void close_button(bool& open) {
    gap(14);
    if (button("close", tr("close"))) open = false;
}

void key_row(const std::string& key, const std::string& text) {
    const Rect box = space(25);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    badge(list, box.x0, box.middle(), key, look().tones.neutral);
    put_fit(list, fonts().body, box.x0 + px(130), box.middle(), ink().text, text, box.width() - px(130));
}

}  // namespace

void keys_dialog(const View&, Memory& memory) {
    if (!memory.keys_open) return;
    if (begin_dialog("##keys", 560, 560, memory.keys_open)) {
        const Rect head = space(30);
        put(*ImGui::GetWindowDrawList(), fonts().title, head.x0, head.middle(), ink().text, tr("menu_keys"));
        gap(6);
        key_row("Ctrl+K", tr("menu_palette"));
        for (const auto& verb : app::verbs())
            if (!verb.key.empty()) key_row(verb.key, look().lang == app::Lang::zh ? verb.zh : verb.en);
        heading(tr("mouse"));
        constexpr std::array<std::pair<const char*, const char*>, 6> rows{{{"mouse_wheel", "mouse_wheel_does"},
                                                                           {"mouse_drag", "mouse_drag_does"},
                                                                           {"mouse_click", "mouse_click_does"},
                                                                           {"mouse_ctrl", "mouse_ctrl_does"},
                                                                           {"mouse_double", "mouse_double_does"},
                                                                           {"mouse_right", "mouse_right_does"}}};
        for (const auto& [key, does] : rows) key_row(tr(key), tr(does));
        close_button(memory.keys_open);
    }
    end_dialog();
}

void about_dialog(const View& view, Memory& memory) {
    if (!memory.about_open) return;
    if (begin_dialog("##about", 460, 330, memory.about_open)) {
        const Rect head = space(34);
        put(*ImGui::GetWindowDrawList(), fonts().title, head.x0, head.middle(), ink().text, tr("product_long"));
        paragraph(tr("about_text"), ink().text, fonts().body);
        gap(8);
        paragraph(tr("about_rule"), ink().secondary, fonts().small);
        if (view.made_up) {
            gap(6);
            paragraph(tr("made_up_long"), ink().secondary, fonts().small);
        }
        close_button(memory.about_open);
    }
    end_dialog();
}

}  // namespace mulens::ui
