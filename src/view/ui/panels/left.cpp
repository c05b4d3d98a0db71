#include "ui/panels/panels.hpp"

#include "ui/panels/menus.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mulens::ui {

void left_panel(const View& view, Memory& memory, const Rect& box) {
    if (begin_panel("##left", box, ink().panel, 16, 12)) {
        layers_part(view);
        gap(14);
        if (view.loaded) legend_part(view, memory);
        gap(14);
        scheme_part(view, memory);
        gap(16);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.PushClipRectFullScreen();
        hairline(list, box.x1 - std::max(1.0F, std::floor(look().scale)), box.y0,
                 box.x1 - std::max(1.0F, std::floor(look().scale)), box.y1, ink().line);
        list.PopClipRect();
    }
    end_panel();
}

void layers_part(const View& view) {
    heading(tr("layers"));
    for (const auto& [name, features] : view.layers) {
        const auto it = view.document().layers.find(name);
        const bool on = it != view.document().layers.end() && it->second;
        if (check_row(name.c_str(), tr("layer_" + name), on, features > 0 ? count(features) : "", view.loaded)) {
            view.run("layer", name, "toggle");
        }
        tooltip(tr("layer_" + name + "_tip"));
    }
    if (view.layers.empty()) {
        const Rect box = space(24);
        put_fit(*ImGui::GetWindowDrawList(), fonts().small, box.x0, box.middle(), ink().secondary, tr("no_layers"),
                box.width(), true);
    }
}

namespace {

/// "规上 ≥ 121.0 分(企业前20%) · 规下 ≥ 98.2 分" in the lines that fit: parts on their own line, brackets only where
/// there is room. The whole text is in the tooltip.
std::vector<std::string> limits_of(const std::string& label, float room) {
    std::vector<std::string> out;
    for (std::size_t begin = 0; begin <= label.size();) {
        std::size_t end = label.find(" · ", begin);
        if (end == std::string::npos) end = label.size();
        std::string part = label.substr(begin, end - begin);
        const std::size_t bracket = part.find('(');
        if (bracket != std::string::npos && bracket > 0 && text_width(fonts().small, part) > room) part.resize(bracket);
        while (!part.empty() && part.back() == ' ') part.pop_back();
        // "large ≥ 121.0 points": the unit goes before the figure is cut.
        const std::size_t blank = part.rfind(' ');
        if (blank != std::string::npos && text_width(fonts().small, part) > room) part.resize(blank);
        out.push_back(std::move(part));
        begin = end + std::string_view(" · ").size();
    }
    return out;
}

bool is_letter(const app::LegendRow& row) { return row.code.size() == 1 && row.code[0] >= 'A' && row.code[0] <= 'D'; }

/// A class: swatch, letter, limits, and the plots right-aligned.
void class_row(const View& view, const app::LegendRow& row, bool highlight) {
    const bool letter = is_letter(row);
    const std::string plots = highlight ? plots_and_mu(row.count, row.area_mu)
                                        : fmt::format(fmt::runtime(tr("class_plots")), count(row.count));
    const float right = text_width(fonts().small, plots) + px(8), left = px(letter ? 44 : 22);
    std::string label = row.label;
    if (letter && label.rfind(row.code, 0) == 0) label.erase(0, label.find_first_not_of(' ', 1));
    // A highlight's figures go below its name where both do not fit in a line.
    const float whole = ImGui::GetContentRegionAvail().x - left;
    const bool below = highlight && text_width(fonts().body, label) + right > whole;
    const float room = below ? whole : whole - right;
    const auto lines = letter ? limits_of(label, room) : std::vector<std::string>{label};
    const bool shown = !highlight || (row.code == "low" ? view.document().show_low : view.document().show_idle);
    const Item spot =
        item(row.code.c_str(), 24 + 16 * static_cast<float>(std::max<std::size_t>(1, lines.size()) - (below ? 0 : 1)));
    const Rect& box = spot.box;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (spot.hovered) fill(list, {box.x0 - px(6), box.y0, box.x1 + px(6), box.y1}, ink().hover, px(4));
    Swatch swatch{row.colour, row.outline, row.dashed, row.hatched};
    if (highlight) swatch.colour = shown ? (row.code == "low" ? ink().low : ink().idle) : ink().control;
    float y = box.y0 + px(12);
    draw_swatch(list, box.x0, y, px(13), swatch);
    if (below)
        put(list, fonts().small, box.x0 + left, y + px(17), ink().secondary, plots);
    else
        put_right(list, fonts().small, box.x1, y, ink().secondary, plots);
    if (letter) put(list, fonts().body, box.x0 + px(22), y, ink().text, row.code);
    bool any_cut = false;
    for (const auto& line : lines) {
        bool cut = false;
        put_fit(list, letter ? fonts().small : fonts().body, box.x0 + left, y,
                letter || !shown ? ink().secondary : ink().text, line, room, false, &cut);
        any_cut = any_cut || cut;
        y += px(16);
    }
    const std::string area = plots_and_mu(row.count, row.area_mu);
    tooltip((any_cut || letter ? row.label + " · " : "") + area, tr(highlight ? "highlight_tip" : "class_tip"));
    if (!spot.clicked) return;
    if (highlight)
        view.run("highlight", row.code, "toggle");
    else if (view.document().metric == "grade" && letter)
        view.run("select_where", "grade = '" + row.code + "'");
}

void continuous_ramp(const app::Legend& legend) {
    const Rect box = space(34);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y0 = box.y0 + px(4), y1 = y0 + px(10), width = box.width();
    const std::size_t steps = legend.ramp.size();
    for (std::size_t i = 0; i + 1 < steps; ++i) {
        const float a = box.x0 + width * static_cast<float>(i) / static_cast<float>(steps - 1);
        const float b = box.x0 + width * static_cast<float>(i + 1) / static_cast<float>(steps - 1);
        list.AddRectFilledMultiColor(ImVec2(a, y0), ImVec2(b + 0.5F, y1), u32(legend.ramp[i]), u32(legend.ramp[i + 1]),
                                     u32(legend.ramp[i + 1]), u32(legend.ramp[i]));
    }
    const float text_y = y1 + px(11);
    put(list, fonts().small, box.x0, text_y, ink().secondary, figure(legend.low, 2, true));
    put_right(list, fonts().small, box.x1, text_y, ink().secondary, figure(legend.high, 2, true));
    put_centred(list, fonts().small, {box.x0, text_y - px(8), box.x1, text_y + px(8)}, ink().secondary, legend.unit);
}

void metric_menu(const View& view) {
    for (const auto& metric : view.metrics) {
        const std::string unit = app::column_unit(look().lang, metric);
        const std::string name = metric == "grade" ? tr("grade_measured") : app::column_name(look().lang, metric);
        if (menu_row(name, unit, true, view.document().metric == metric)) view.run("show", metric);
    }
    if (view.answer != nullptr && menu_row(tr("plan_metric"), "", true, view.document().metric == "plan"))
        view.run("show", "plan");
    if (view.document().metric == "grade" || view.document().metric == "plan") return;
    menu_line();
    if (menu_row(tr("continuous"), "", true, view.document().breaks.empty())) view.run("breaks", "continuous");
    if (menu_row(tr("in_classes"), "", true, !view.document().breaks.empty())) view.run("breaks", "auto");
    for (const char* name : {"viridis", "cividis"})
        if (menu_row(name, "", true, view.document().ramp == name)) view.run("ramp", name);
}

}  // namespace

void legend_part(const View& view, Memory&) {
    const app::Legend& legend = view.legend;
    const std::string title = legend.title.empty() ? tr("legend") : legend.title;
    const std::string unit = legend.continuous ? "" : legend.unit;
    if (folding_heading("legend", title, true, unit) && view.complete) ImGui::OpenPopup("metrics");
    tooltip(tr("legend_tip"));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (begin_menu("metrics", at.x, at.y, 240)) {
        metric_menu(view);
        end_menu();
    }
    if (legend.continuous) continuous_ramp(legend);
    for (const auto& row : legend.rows)
        // Counts are those of the right side of a swipe; the left one may show the other classes.
        if (row.count > 0 || is_letter(row) || view.session().swipe == app::Swipe::plan ||
            (view.document().metric != "grade" && view.document().metric != "plan"))
            class_row(view, row, false);
    if (!legend.note.empty()) paragraph(legend.note, ink().secondary, fonts().small);
    for (const auto& row : legend.highlights) class_row(view, row, true);
}

}  // namespace mulens::ui
