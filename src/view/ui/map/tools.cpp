#include "ui/base/numbers.hpp"
#include "ui/map/map.hpp"
#include "ui/panels/menus.hpp"
#include "ui/panels/panels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace mulens::ui {

double path_length(const std::vector<geom::Point>& path) {
    double sum = 0;
    for (std::size_t i = 1; i < path.size(); ++i)
        sum += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
    return sum;
}

double path_area(const std::vector<geom::Point>& path) {
    double twice = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto& a = path[i];
        const auto& b = path[(i + 1) % path.size()];
        // From the first point, so that large coordinates cost no digits.
        twice += (a.x - path[0].x) * (b.y - path[0].y) - (b.x - path[0].x) * (a.y - path[0].y);
    }
    return std::abs(twice) / 2;
}

namespace {

void read_out(ImDrawList& list, ImVec2 at, const std::string& text, const Rect& map) {
    const float width = text_width(fonts().small_strong, text) + px(16);
    const float x = std::clamp(at.x + px(14), map.x0 + px(4), std::max(map.x0 + px(4), map.x1 - width - px(4)));
    const float y = std::clamp(at.y - px(34), map.y0 + px(4), map.y1 - px(30));
    const Rect box{x, y, x + width, y + px(24)};
    fill(list, box, ink().panel, px(5));
    frame(list, box, ink().line, px(5));
    put(list, fonts().small_strong, box.x0 + px(8), box.middle(), ink().text, text);
}

std::string length_text(double metres) {
    return metres >= 10000 ? figure(metres / 1000, 2) + " km" : figure(metres, metres < 100 ? 1 : 0) + " m";
}

std::string area_text(double m2) {
    return fmt::format("{} {} · {} m²", mu(m2 * 15 / 10000), tr("unit_mu"), figure(m2, 0));
}

}  // namespace

void draw_path(const View& view, const MapMemory& memory, const Rect& map, ImDrawList& list) {
    if (memory.path.empty()) return;
    const app::Tool tool = view.moment().tool;
    const auto& camera = view.session().camera;
    const auto screen = [&](const geom::Point& p) {
        const geom::Point at = camera.to_px(p.x, p.y);
        return ImVec2(map.x0 + static_cast<float>(at.x), map.y0 + static_cast<float>(at.y));
    };
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool measuring = tool == app::Tool::measure_distance || tool == app::Tool::measure_area;
    std::vector<geom::Point> path = memory.path;
    if (tool == app::Tool::rectangle && path.size() == 2)
        path = {path[0], {path[1].x, path[0].y}, path[1], {path[0].x, path[1].y}};
    if (measuring && !memory.path_done)
        path.push_back(camera.to_world(static_cast<double>(mouse.x - map.x0), static_cast<double>(mouse.y - map.y0)));
    std::vector<ImVec2> points;
    for (const auto& point : path) points.push_back(screen(point));
    const bool closed = tool != app::Tool::measure_distance;
    list.PushClipRect(ImVec2(map.x0, map.y0), ImVec2(map.x1, map.y1), true);
    list.AddPolyline(points.data(), static_cast<int>(points.size()), u32(ink().panel), closed ? ImDrawFlags_Closed : 0,
                     px(4));
    list.AddPolyline(points.data(), static_cast<int>(points.size()), u32(ink().accent), closed ? ImDrawFlags_Closed : 0,
                     px(2));
    if (measuring)
        for (const auto& point : points) {
            list.AddCircleFilled(point, px(4), u32(ink().panel));
            list.AddCircle(point, px(4), u32(ink().accent), 0, px(2));
        }
    if (tool == app::Tool::measure_distance)
        read_out(list, points.back(), length_text(path_length(path)), map);
    else if (tool == app::Tool::measure_area && path.size() >= 3)
        read_out(list, points.back(), area_text(path_area(path)), map);
    else if (path.size() >= 3)
        read_out(list, mouse, area_text(path_area(path)), map);
    list.PopClipRect();
}

namespace {

/// The two cards of buttons: tools above, zoom below; nothing where the map is too low for them.
struct ToolCards {
    float side = 0, x = 0;
    Rect tools{}, zoom{};
};
ToolCards tool_cards(const Rect& map, std::size_t tools) {
    ToolCards out;
    out.side = px(28);
    out.x = map.x1 - px(12) - out.side - px(4);
    const float y = map.y0 + px(12);
    if (map.height() < out.side * 9) return out;
    out.tools = {out.x - px(2), y, out.x + out.side + px(2), y + out.side * static_cast<float>(tools) + px(4)};
    const float below = out.tools.y1 + px(10);
    out.zoom = {out.tools.x0, below, out.tools.x1, below + out.side * 3 + px(4)};
    return out;
}
constexpr std::size_t tool_count = 5;

}  // namespace

std::pair<Rect, Rect> swipe_plates(const View& view, const Rect& map) {
    std::pair<Rect, Rect> out;
    if (view.session().swipe == app::Swipe::off) return out;
    const float x = std::round(map.x0 + map.width() * view.session().swipe_at);
    const float end = tool_cards(map, tool_count).tools.width() > 0 ? map.x1 - px(44) : map.x1;
    const auto side = [&](const std::string& name, bool left) -> Rect {
        const float room = (left ? x - map.x0 : end - x) - px(24);
        if (name.empty() || room < px(40)) return {};
        const std::string text = fitted(fonts().small_strong, name, std::min(room - px(16), px(220)));
        const float width = text_width(fonts().small_strong, text) + px(16);
        const float x0 = left ? x - px(12) - width : x + px(12);
        return {x0, map.y0 + px(12), x0 + width, map.y0 + px(36)};
    };
    out.first = side(view.swipe_sides.first, true);
    out.second = side(view.swipe_sides.second, false);
    return out;
}

std::vector<geom::Box> map_covered(const View& view, const Rect& map) {
    std::vector<geom::Box> out;
    if (!view.loaded) return out;
    const auto cards = tool_cards(map, tool_count);
    const auto [left, right] = swipe_plates(view, map);
    for (const Rect& one : {cards.tools, cards.zoom, left, right}) {
        if (one.width() <= 0) continue;
        const float air = px(4);
        geom::Box box;
        box.add(static_cast<double>(one.x0 - map.x0 - air), static_cast<double>(one.y0 - map.y0 - air));
        box.add(static_cast<double>(one.x1 - map.x0 + air), static_cast<double>(one.y1 - map.y0 + air));
        out.push_back(box);
    }
    return out;
}

void map_tools(const View& view, Memory& memory, const Rect& map) {
    if (!view.loaded) return;
    struct Tool {
        const char* verb;
        Icon which;
        app::Tool tool;
    };
    constexpr std::array<Tool, tool_count> tools{{{"pick", Icon::pointer, app::Tool::pick},
                                         {"rectangle", Icon::rectangle, app::Tool::rectangle},
                                         {"lasso", Icon::lasso, app::Tool::lasso},
                                         {"distance", Icon::distance, app::Tool::measure_distance},
                                         {"area", Icon::area, app::Tool::measure_area}}};
    const ToolCards cards = tool_cards(map, tools.size());
    if (cards.tools.width() <= 0) return;
    const float side = cards.side, x = cards.x;
    float y = cards.tools.y0 + px(2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    card(list, cards.tools, px(7));
    for (const auto& tool : tools) {
        if (icon_button_at(tool.verb, {x, y, x + side, y + side}, tool.which, view.moment().tool == tool.tool)) {
            memory.map.path.clear();
            view.run("tool", tool.verb);
        }
        tooltip(tr(std::string("tool_") + tool.verb), tr(std::string("tool_") + tool.verb + "_tip"));
        y += side;
    }
    card(list, cards.zoom, px(7));
    y = cards.zoom.y0 + px(2);
    const auto zoom = [&](double factor) {
        memory.map.zoom_left += std::log(factor);
        memory.map.zoom_x = map.width() / 2;
        memory.map.zoom_y = map.height() / 2;
        memory.map.zoom_time = view.now_s;
        memory.busy_drawing = true;
    };
    if (icon_button_at("in", {x, y, x + side, y + side}, Icon::plus)) zoom(1.6);
    tooltip(tr("zoom_in"));
    if (icon_button_at("out", {x, y + side, x + side, y + 2 * side}, Icon::minus)) zoom(1 / 1.6);
    tooltip(tr("zoom_out"));
    if (icon_button_at("fit", {x, y + 2 * side, x + side, y + 3 * side}, Icon::fit)) view.run("zoom_to", "all");
    tooltip(tr("menu_zoom_all"));
}

void map_menu(const View& view, Memory& memory) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    if (!begin_menu("map_menu", at.x, at.y)) return;
    const Row row = memory.map.menu_row;
    if (row != no_row) {
        const std::string id = view.parcel_id(row);
        menu_heading(short_code(id));
        if (menu_row(tr("map_inspect"))) view.run("inspect", id);
        if (menu_row(tr("map_next"), key_of("next_sheet"))) view.run("next_sheet");
        if (menu_row(tr("map_zoom"))) view.run("zoom_to", "parcel", id);
        if (menu_row(tr("map_add"))) view.run("select_toggle", id);
        if (menu_row(tr("map_options"), "", view.complete)) view.run("ask", "options", "plots=" + id);
        if (menu_row(tr("map_find_near"), "", view.complete))
            view.run("ask", "find", "near=" + id, "within=800", "min_mu=50");
        if (menu_row(tr("map_neighbours"))) {
            view.run("select", id);
            view.run("select_neighbours");
        }
        menu_line();
        if (menu_row(tr("copy_id")) && view.copy_text) view.copy_text(id);
    }
    if (menu_row(tr("copy_place")) && view.copy_text) {
        const auto world = view.session().camera.to_world(static_cast<double>(memory.map.menu_x),
                                                          static_cast<double>(memory.map.menu_y));
        view.copy_text(fmt::format("{:.2f} {:.2f}", world.x, world.y));
    }
    if (menu_row(tr("menu_copy_command"), key_of("copy_command"))) view.run("copy_command");
    menu_line();
    if (menu_row(tr("menu_zoom_all"))) view.run("zoom_to", "all");
    if (menu_row(tr("menu_select_none"), key_of("select_none"), !view.document().selection->empty()))
        view.run("select_none");
    end_menu();
}

}  // namespace mulens::ui
