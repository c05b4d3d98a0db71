#include "ui/panels/menus.hpp"

#include "ui/panels/panels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mulens::ui {

bool begin_menu(const char* id, float x, float y, float width) {
    ImGui::SetNextWindowPos(ImVec2(x, y), ImGuiCond_Appearing);
    ImGui::SetNextWindowSizeConstraints(ImVec2(px(width), 0), ImVec2(px(420), FLT_MAX));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(6), px(6)));
    const bool open = ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    return open;
}

void end_menu() { ImGui::EndPopup(); }

bool menu_row(const std::string& label, const std::string& key, bool enabled, bool ticked) {
    const float wanted =
        (px(44) + text_width(fonts().body, label) + text_width(fonts().small, key) + px(key.empty() ? 0 : 24));
    const float room = std::max(ImGui::GetContentRegionAvail().x, std::min(wanted, px(408)));
    ImGui::PushID(static_cast<int>(ImGui::GetCursorPosY()));
    const Item row = item(label.c_str(), 27, room / look().scale);
    ImGui::PopID();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (row.hovered && enabled) fill(list, row.box, ink().hover, px(4));
    const style::Colour colour = enabled ? ink().text : ink().secondary;
    if (ticked) icon(list, Icon::tick, row.box.x0 + px(13), row.box.middle(), px(10), colour);
    put_right(list, fonts().small, row.box.x1 - px(8), row.box.middle(), ink().secondary, key);
    put_fit(list, fonts().body, row.box.x0 + px(26), row.box.middle(), colour, label,
            row.box.width() - px(36) - text_width(fonts().small, key));
    if (!row.clicked || !enabled) return false;
    ImGui::CloseCurrentPopup();
    return true;
}

void menu_line() {
    const Rect box = space(9);
    hairline(*ImGui::GetWindowDrawList(), box.x0 + px(4), std::round(box.middle()), box.x1 - px(4),
             std::round(box.middle()), ink().line);
}

void menu_heading(const std::string& text) {
    const Rect box = space(24);
    put_fit(*ImGui::GetWindowDrawList(), fonts().small, box.x0 + px(8), box.middle(), ink().secondary, text,
            box.width() - px(12));
}

std::string key_of(const char* verb) {
    const app::Verb* found = app::find_verb(verb);
    return found == nullptr ? "" : found->key;
}

namespace {

void file_menu(const View& view, Memory& memory) {
    if (menu_row(tr("menu_open"), key_of("open"))) ask_file(view, memory, "open", false);
    if (!view.recent.empty()) {
        menu_heading(tr("recent"));
        for (std::size_t i = 0; i < std::min<std::size_t>(5, view.recent.size()); ++i)
            if (menu_row(view.recent[i])) view.run("open", view.recent[i]);
    }
    menu_line();
    const bool any = view.complete;
    if (menu_row(tr("menu_export"), key_of("export"), any)) ask_file(view, memory, "export", true, "parcels.gpkg");
    if (menu_row(tr("menu_picture"), key_of("picture"), view.loaded))
        ask_file(view, memory, "picture", true, "map.png");
    if (menu_row(tr("menu_sheet_pdf"), key_of("sheet"), any && view.sheet != nullptr && !view.sheet->zone))
        ask_file(view, memory, "sheet", true, "sheet.pdf");
    menu_line();
    if (menu_row(tr("menu_close"), key_of("close"), view.loaded)) view.run("close");
    if (menu_row(tr("menu_quit"), key_of("quit"))) view.run("quit");
}

void edit_menu(const View& view, Memory& memory) {
    const auto named = [](const std::string& word, const std::string& label) {
        return label.empty() ? word : word + "  " + label;
    };
    if (menu_row(named(tr("menu_undo"), view.undo_label), key_of("undo"), !view.undo_label.empty())) view.run("undo");
    if (menu_row(named(tr("menu_redo"), view.redo_label), key_of("redo"), !view.redo_label.empty())) view.run("redo");
    menu_line();
    if (menu_row(tr("menu_select_all"), key_of("select_all"), view.complete)) view.run("select_all");
    if (menu_row(tr("menu_select_invert"), key_of("select_invert"), view.complete)) view.run("select_invert");
    if (menu_row(tr("menu_select_neighbours"), key_of("select_neighbours"), view.complete))
        view.run("select_neighbours");
    if (menu_row(tr("menu_select_none"), key_of("select_none"), !view.document().selection->empty()))
        view.run("select_none");
    menu_line();
    if (menu_row(tr("menu_filter"), "", view.complete)) {
        memory.palette_open = memory.palette_fresh = true;
        memory.palette_text = "filter ";
    }
    if (menu_row(tr("menu_filter_none"), "", !view.document().filter.empty())) view.run("filter_none");
    menu_line();
    if (menu_row(tr("menu_copy_rows"), key_of("copy_rows"), view.complete)) view.run("copy_rows");
    if (menu_row(tr("menu_copy_command"), key_of("copy_command"), !view.log.empty())) view.run("copy_command");
}

void tool_rows(const View& view) {
    const std::array<std::pair<const char*, app::Tool>, 5> tools{{{"pick", app::Tool::pick},
                                                                  {"rectangle", app::Tool::rectangle},
                                                                  {"lasso", app::Tool::lasso},
                                                                  {"distance", app::Tool::measure_distance},
                                                                  {"area", app::Tool::measure_area}}};
    for (const auto& [name, tool] : tools)
        if (menu_row(tr(std::string("tool_") + name), "", view.loaded, view.moment().tool == tool))
            view.run("tool", name);
}

void view_menu(const View& view, Memory&) {
    const app::Session& s = view.session();
    if (menu_row(tr("menu_zoom_all"), "", view.loaded)) view.run("zoom_to", "all");
    if (menu_row(tr("menu_zoom_selection"), "", !view.document().selection->empty())) view.run("zoom_to", "selection");
    if (menu_row(tr("menu_zoom_low"), "", view.complete)) view.run("zoom_to", "low");
    menu_line();
    tool_rows(view);
    menu_line();
    if (menu_row(tr("panel_left"), "", true, s.left_open)) view.run("panel", "left", "toggle");
    if (menu_row(tr("panel_right"), "", true, s.right_open)) view.run("panel", "right", "toggle");
    if (menu_row(tr("panel_bottom"), "", true, s.bottom_open)) view.run("panel", "bottom", "toggle");
    menu_line();
    if (menu_row(tr("menu_hatch_d"), "", true, view.document().hatch_d)) view.run("hatch_d", "toggle");
    if (menu_row(tr("menu_meeting"), key_of("meeting"), true, s.meeting)) view.run("meeting", "toggle");
    if (menu_row(tr("menu_dark"), key_of("theme"), true, s.dark)) view.run("theme", "toggle");
    const bool swiping = s.swipe != app::Swipe::off;
    if (menu_row(tr("menu_swipe"), key_of("swipe"), view.complete, swiping))
        view.run("swipe", swiping ? "off" : "saved");
}

void scheme_menu(const View& view, Memory& memory) {
    if (menu_row(tr("menu_scheme_panel"), "", view.complete, view.session().scheme_open))
        view.run("panel", "scheme", "toggle");
    menu_line();
    if (menu_row(tr("menu_reset_scheme"), key_of("reset_scheme"), view.trial)) view.run("reset_scheme");
    if (menu_row(tr("menu_save_scheme"), key_of("save_scheme"), view.complete && !view.scheme.empty()))
        ask_file(view, memory, "save_scheme", true, "scheme.toml");
    menu_line();
    menu_heading(tr("menu_other_schemes"));
    for (const auto& name : config::scheme_names())
        if (menu_row(name, "", view.loaded)) view.run("scheme", name);
}

void plan_menu(const View& view, Memory& memory) {
    for (const auto& form : planning::questions()) {
        const bool zh = look().lang == app::Lang::zh;
        if (menu_row(zh ? form.zh : form.en, "", view.complete)) {
            view.run("plan_form", form.command);
            view.run("tab", "plan");
        }
    }
    menu_line();
    const bool any = view.answer != nullptr;
    const bool swiping = view.session().swipe == app::Swipe::plan;
    if (menu_row(tr("plan_swipe"), "", any, swiping)) view.run("swipe", swiping ? "off" : "plan");
    if (menu_row(tr("plan_export"), "", any)) ask_file(view, memory, "export_plan", true, "plan");
    if (menu_row(tr("plan_clear"), "", any || view.asking)) view.run("ask_none");
}

void help_menu(const View& view, Memory& memory) {
    if (menu_row(tr("menu_palette"), "Ctrl+K")) memory.palette_open = memory.palette_fresh = true;
    if (menu_row(tr("menu_keys"), "F1")) memory.keys_open = true;
    if (menu_row(tr("menu_sample")) && view.outside != nullptr && view.outside->try_sample) view.outside->try_sample();
    menu_line();
    if (menu_row(tr("menu_about"))) memory.about_open = true;
}

}  // namespace

void menu_contents(const View& view, Memory& memory, int which) {
    switch (which) {
        case 0:
            return file_menu(view, memory);
        case 1:
            return edit_menu(view, memory);
        case 2:
            return view_menu(view, memory);
        case 3:
            return scheme_menu(view, memory);
        case 4:
            return plan_menu(view, memory);
        default:
            return help_menu(view, memory);
    }
}

}  // namespace mulens::ui
