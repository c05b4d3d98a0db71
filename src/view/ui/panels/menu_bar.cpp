#include "ui/panels/panels.hpp"

#include "ui/panels/menus.hpp"

#include <algorithm>
#include <array>

namespace mulens::ui {
namespace {

constexpr std::array<const char*, 6> menu_names{"menu_file",   "menu_edit", "menu_view",
                                                "menu_scheme", "menu_plan", "menu_help"};

/// The line that says what is looked at: project · as of · scheme, and 试算.
void context_line(const View& view, ImDrawList& list, float x, float x1, float middle) {
    std::string line = view.project;
    const auto add = [&](const std::string& part) {
        if (part.empty()) return;
        if (!line.empty()) line += " · ";
        line += part;
    };
    if (view.made_up) add(tr("made_up_short"));
    if (!view.as_of.empty()) add(tr("as_of_short") + " " + view.as_of);
    if (view.loaded) add(view.scheme.empty() ? tr("no_scheme_short") : view.scheme);
    const float badge_room = view.trial ? badge_width(tr("trial")) + px(12) : 0;
    const float room = x1 - x - badge_room;
    if (room < px(30)) return;
    bool cut = false;
    const float width = put_fit(list, fonts().small, x, middle, ink().secondary, line, room, false, &cut);
    if (cut) tooltip_in({x, middle - px(12), x + width, middle + px(12)}, line);
    if (view.trial) {
        const float at = x + width + px(12);
        badge(list, at, middle, tr("trial"), look().tones.amber);
        tooltip_in({at, middle - px(10), at + badge_room, middle + px(10)}, tr("trial_tip"));
    }
}

}  // namespace

void menu_bar(const View& view, Memory& memory, const Rect& box) {
    if (!begin_panel("##menu", box, ink().panel, 0, 0, false)) return end_panel();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    hairline(list, box.x0, box.y1 - std::max(1.0F, std::floor(look().scale)), box.x1, box.y1, ink().line);
    const float middle = box.middle();
    float x = box.x0 + px(16);
    x += put(list, fonts().strong, x, middle, ink().text, tr("product")) + px(10);
    static bool any_open = false;
    bool open_now = false;
    for (std::size_t i = 0; i < menu_names.size(); ++i) {
        const std::string& name = tr(menu_names[i]);
        const Rect spot{x, box.y0 + px(6), x + text_width(fonts().body, name) + px(20), box.y1 - px(6)};
        const Item head = item_at(menu_names[i], spot);
        const std::string popup = std::string(menu_names[i]) + "##popup";
        const bool open = ImGui::IsPopupOpen(popup.c_str());
        if (open || head.hovered) fill(list, spot, open ? ink().press : ink().hover, px(5));
        put_centred(list, fonts().body, spot, ink().text, name);
        const bool over = spot.contains(ImGui::GetIO().MousePos);
        if (head.clicked || (any_open && over && !open)) ImGui::OpenPopup(popup.c_str());
        if (begin_menu(popup.c_str(), spot.x0, box.y1 - px(4))) {
            menu_contents(view, memory, static_cast<int>(i));
            end_menu();
        }
        open_now = open_now || ImGui::IsPopupOpen(popup.c_str());
        x = spot.x1;
    }
    any_open = open_now;

    // From the right: theme, language, search.
    float right = box.x1 - px(10);
    if (icon_button_at("theme", {right - px(30), middle - px(14), right, middle + px(14)}, Icon::moon))
        view.run("theme", "toggle");
    tooltip(tr("theme_tip"));
    right -= px(38);
    const std::array<std::string, 2> langs{"中", "EN"};
    const float lang_width = segments_width(langs);
    const int lang_now = look().lang == app::Lang::zh ? 0 : 1;
    if (const auto next =
            segments_at("lang", {right - lang_width, middle - px(13), right, middle + px(13)}, langs, lang_now))
        view.run("language", *next == 0 ? "zh" : "en");
    tooltip(tr("language_tip"));
    right -= lang_width + px(14);
    const float wanted = std::clamp(box.width() * 0.21F, px(170), px(300));
    const Rect field{right - wanted, middle - px(14), right, middle + px(14)};
    const Item search = item_at("search", field);
    fill(list, field, search.hovered ? ink().hover : ink().panel, px(6));
    frame(list, field, ink().line, px(6));
    icon(list, Icon::search, field.x0 + px(16), middle, px(13), ink().secondary);
    const float keys = put_right(list, fonts().small, field.x1 - px(10), middle, ink().secondary, "Ctrl K");
    put_fit(list, fonts().small, field.x0 + px(30), middle, ink().secondary, tr("search_hint"),
            field.width() - px(50) - keys);
    if (search.clicked) {
        memory.palette_open = memory.palette_fresh = true;
        memory.palette_text.clear();
    }
    tooltip(tr("search_tip"));
    context_line(view, list, x + px(12), field.x0 - px(16), middle);
    end_panel();
}

}  // namespace mulens::ui
