#include "ui/base/numbers.hpp"
#include "ui/map/map.hpp"
#include "ui/panels/panels.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::ui {
namespace {

struct Mouse {
    float x = 0, y = 0;  ///< in the map
    geom::Point world;
};

Mouse mouse_on(const View& view, const Rect& map) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    Mouse out{at.x - map.x0, at.y - map.y0, {}};
    out.world = view.session().camera.to_world(static_cast<double>(out.x), static_cast<double>(out.y));
    return out;
}

/// The wheel asks for a zoom; it is done over about a sixth of a second, about the point where the wheel turned.
void zoom_step(const View& view, Memory& memory, const Mouse& mouse, bool over) {
    MapMemory& m = memory.map;
    const ImGuiIO& io = ImGui::GetIO();
    if (over && io.MouseWheel != 0) {
        if (m.zoom_left == 0) m.zoom_time = view.now_s;
        m.zoom_left = std::clamp(m.zoom_left + static_cast<double>(io.MouseWheel) * std::log(io.KeyCtrl ? 1.08 : 1.28),
                                 -3.0, 3.0);
        m.zoom_x = mouse.x;
        m.zoom_y = mouse.y;
    }
    if (m.zoom_left == 0) return;
    const double passed = std::clamp(view.now_s - m.zoom_time, 0.008, 0.05);
    m.zoom_time = view.now_s;
    double step = m.zoom_left * (1 - std::exp(-passed * 18));
    if (std::abs(m.zoom_left - step) < 0.01) step = m.zoom_left;
    m.zoom_left -= step;
    if (std::abs(m.zoom_left) < 1e-12) m.zoom_left = 0;
    view.run("zoom", std::exp(step), static_cast<double>(m.zoom_x), static_cast<double>(m.zoom_y));
    memory.busy_drawing = true;
}

void hover(const View& view, Memory& memory, const Mouse& mouse, bool over) {
    const Row row =
        over && view.row_at ? view.row_at(static_cast<double>(mouse.x), static_cast<double>(mouse.y)) : no_row;
    if (row == memory.map.hovered) return;
    memory.map.hovered = row;
    view.run("hover", row == no_row ? std::string("none") : view.parcel_id(row));
}

void click(const View& view, const Mouse& mouse) {
    const Row row = view.row_at ? view.row_at(static_cast<double>(mouse.x), static_cast<double>(mouse.y)) : no_row;
    const bool add = ImGui::GetIO().KeyCtrl;
    if (row == no_row) {
        if (add) return;
        const auto zone = view.zone_at ? view.zone_at(static_cast<double>(mouse.x), static_cast<double>(mouse.y))
                                       : std::vector<std::string>();
        if (!zone.empty()) return view.push(app::Command{"inspect_zone", zone});
        if (!view.document().selection->empty()) view.run("select_none");
        if (view.sheet != nullptr) view.run("inspect_none");
        return;
    }
    const std::string id = view.parcel_id(row);
    if (add) return view.run("select_toggle", id);
    if (row == view.moment().inspected) return view.run("next_sheet");
    view.run("inspect", id);
    view.run("select", id);
}

void pan(const View& view, MapMemory& m, const Rect& map, const Mouse& mouse) {
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    if (moved.x == 0 && moved.y == 0) return;
    (void)map;
    (void)m;
    (void)mouse;
    view.run("pan", static_cast<double>(moved.x), static_cast<double>(moved.y));
}

constexpr float drag_begins = 4;

void pick_tool(const View& view, Memory& memory, const Rect& map, const Item& area, const Mouse& mouse) {
    MapMemory& m = memory.map;
    if (area.held && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        m.pressed_x = mouse.x;
        m.pressed_y = mouse.y;
        m.panning = false;
        m.second = area.double_clicked;  // of a double click: told while the button is down
    }
    if (area.held && m.second && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        m.zoom_left += std::log(2.0);
        m.zoom_x = mouse.x;
        m.zoom_y = mouse.y;
        m.zoom_time = view.now_s;
        memory.busy_drawing = true;
    }
    if (area.held) {
        const float away = std::hypot(mouse.x - m.pressed_x, mouse.y - m.pressed_y);
        if (!m.panning && away > px(drag_begins)) {
            m.panning = true;
            view.run("pan", static_cast<double>(mouse.x - m.pressed_x), static_cast<double>(mouse.y - m.pressed_y));
        } else if (m.panning) {
            pan(view, m, map, mouse);
        }
        return;
    }
    if (area.clicked && !m.panning && !m.second) click(view, mouse);
    m.panning = m.second = false;
}

void finish_selection(const View& view, MapMemory& m, bool lasso) {
    if (lasso && m.path.size() >= 3) {
        app::Command command{"select_lasso", {}};
        for (const auto& point : m.path) {
            command.args.push_back(app::argument(std::round(point.x * 100) / 100));
            command.args.push_back(app::argument(std::round(point.y * 100) / 100));
        }
        view.push(std::move(command));
    } else if (!lasso && m.path.size() == 2) {
        view.run("select_box", std::min(m.path[0].x, m.path[1].x), std::min(m.path[0].y, m.path[1].y),
                 std::max(m.path[0].x, m.path[1].x), std::max(m.path[0].y, m.path[1].y));
    }
    m.path.clear();
    m.drawing = false;
}

void select_tool(const View& view, Memory& memory, const Item& area, const Mouse& mouse, bool lasso) {
    MapMemory& m = memory.map;
    if (area.held && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        m.drawing = true;
        m.path = {mouse.world};
        m.pressed_x = mouse.x;
        m.pressed_y = mouse.y;
    }
    if (!m.drawing) return;
    if (area.held) {
        const double far = 3 * view.session().camera.m_per_px;
        if (!lasso)
            m.path = {m.path.front(), mouse.world};
        else if (std::hypot(mouse.world.x - m.path.back().x, mouse.world.y - m.path.back().y) > far)
            m.path.push_back(mouse.world);
        return;
    }
    if (std::hypot(mouse.x - m.pressed_x, mouse.y - m.pressed_y) < px(drag_begins) && m.path.size() < 3) {
        m.path.clear();
        m.drawing = false;
        return click(view, mouse);
    }
    finish_selection(view, m, lasso);
}

/// Clicks set points; a double click or Enter ends, Esc starts anew.
void measure_tool(Memory& memory, const Item& area, const Mouse& mouse) {
    MapMemory& m = memory.map;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) m.path.clear();
    if (area.double_clicked || ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false)) {
        m.path_done = true;
        return;
    }
    if (!area.clicked) return;
    if (m.path_done) m.path.clear();
    m.path_done = false;
    m.path.push_back(mouse.world);
}

void swipe_handle(const View& view, Memory& memory, const Rect& map) {
    if (view.session().swipe == app::Swipe::off) return;
    const float x = std::round(map.x0 + map.width() * view.session().swipe_at);
    const Rect grip{x - px(7), map.y0, x + px(7), map.y1};
    const Item handle = item_at("swipe", grip);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    fill(list, {x - px(1), map.y0, x + px(1), map.y1}, ink().panel);
    fill(list, {x, map.y0, x + 1, map.y1}, ink().text);
    list.AddCircleFilled(ImVec2(x, map.middle()), px(13), u32(ink().panel));
    list.AddCircle(ImVec2(x, map.middle()), px(13), u32(ink().control), 0, px(1));
    icon(list, Icon::swipe, x, map.middle(), px(15), ink().text);
    const auto [left, right] = swipe_plates(view, map);
    for (const auto& [plate, name] : {std::pair(left, view.swipe_sides.first), {right, view.swipe_sides.second}}) {
        if (plate.width() <= 0) continue;
        card(list, plate, px(5));
        put_centred(list, fonts().small_strong, plate, ink().text,
                    fitted(fonts().small_strong, name, plate.width() - px(15)));
        tooltip_in(plate, name);
    }
    if (handle.hovered || handle.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (!handle.held) return;
    hold(view, memory, true);
    const float share = std::clamp((ImGui::GetIO().MousePos.x - map.x0) / std::max(1.0F, map.width()), 0.02F, 0.98F);
    if (share != view.session().swipe_at) view.run("swipe_at", std::round(static_cast<double>(share) * 1000) / 1000);
}

}  // namespace

void map_input(const View& view, Memory& memory, const Rect& map) {
    ImGui::PushStyleColor(ImGuiCol_WindowBg, 0);
    begin_panel("##map", map, {0, 0, 0, 0}, 0, 0, false);
    // What is asked first has the mouse: buttons and handle before the map under them.
    map_tools(view, memory, map);
    swipe_handle(view, memory, map);
    const Item area = item_at("canvas", map);
    const Mouse mouse = mouse_on(view, map);
    const bool over = area.hovered;
    MapMemory& m = memory.map;
    zoom_step(view, memory, mouse, over);
    if (over && ImGui::IsMouseDragging(ImGuiMouseButton_Middle, 0)) pan(view, m, map, mouse);
    switch (view.moment().tool) {
        case app::Tool::pick:
            m.path.clear();
            pick_tool(view, memory, map, area, mouse);
            break;
        case app::Tool::rectangle:
        case app::Tool::lasso:
            select_tool(view, memory, area, mouse, view.moment().tool == app::Tool::lasso);
            break;
        default:
            measure_tool(memory, area, mouse);
    }
    if (!m.panning && !m.drawing) hover(view, memory, mouse, over);
    if (area.right_clicked) {
        m.menu_row = view.row_at ? view.row_at(static_cast<double>(mouse.x), static_cast<double>(mouse.y)) : no_row;
        m.menu_x = mouse.x;
        m.menu_y = mouse.y;
        ImGui::OpenPopup("map_menu");
    }
    draw_path(view, m, map, *ImGui::GetWindowDrawList());
    map_menu(view, memory);
    end_panel();
    ImGui::PopStyleColor();
}

}  // namespace mulens::ui
