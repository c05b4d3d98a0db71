#include "ui/charts/charts.hpp"
#include "ui/panels/menus.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/grid.hpp"

#include <algorithm>
#include <array>

namespace mulens::ui {
namespace {

/// Design pixels that the first rows need in a column.
float content_of(const View& view, const app::TableColumn& column) {
    const auto& rows = *view.table.rows;
    float widest = column.column == "grade" ? text_width(fonts().small, tr("grade_not_evaluated")) : 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(12, rows.size()); ++i) {
        const std::string text = view.cell(column, rows[i]);
        widest = std::max(widest, text_width(fonts().body, column.column == "parcel_id" ? short_code(text) : text));
    }
    const float wanted = widest / look().scale + 2;
    return column.number || column.column == "parcel_id" ? wanted : std::min(wanted, 130.0F);
}

std::vector<GridColumn> columns_of(const View& view) {
    std::vector<GridColumn> out;
    for (const auto& column : view.table.columns) {
        GridColumn one;
        one.id = column.column;
        one.name = column.column == "grade" ? tr("grade_short") : column.name;
        one.unit = column.unit;
        one.right = column.number;
        one.width = column.width;
        one.content = content_of(view, column);
        if (view.session().sort_column == column.column) one.sorted = view.session().sort_descending ? -1 : 1;
        one.tooltip = column.column == "grade" ? column.name + " · " + tr("sort_tip") : tr("sort_tip");
        if (column.column == "potential") one.tooltip = tr("potential_tip") + "\n" + tr("sort_tip");
        out.push_back(std::move(one));
    }
    return out;
}

void draw_value(const View& view, const GridCell& cell, const app::TableColumn& column, Row row) {
    const std::string text = view.cell(column, row);
    const Rect& box = cell.box;
    if (column.column == "grade") {
        const char grade = view.grade(row);
        if (grade >= 'A' && grade <= 'D')
            return grade_chip(cell.list, {box.x0, box.middle() - px(9), box.x0 + px(18), box.middle() + px(9)}, grade);
        put_fit(cell.list, fonts().small, box.x0, box.middle(), ink().secondary, text, box.width());
        return;
    }
    if ((column.column == "review_status" || column.column == "idle_status") && text != "–" && !text.empty()) {
        const Tone& tone = tone_of(text);
        if (badge_width(text) <= box.width() + px(8)) {
            badge(cell.list, box.x0, box.middle(), text, tone);
            return;
        }
    }
    if (column.number) {
        put_right(cell.list, fonts().body, box.x1, box.middle(), text == "–" ? ink().secondary : ink().text, text);
        return;
    }
    const bool code = column.column == "parcel_id";
    bool cut = false;
    put_fit(cell.list, fonts().body, box.x0, box.middle(), ink().text, code ? short_code(text) : text, box.width(),
            false, &cut);
    if (cut || code) tooltip_in(box, text);
}

void row_menu(const View& view, Row row) {
    const std::string id = view.parcel_id(row);
    menu_heading(short_code(id));
    if (menu_row(tr("map_inspect"))) view.run("inspect", id);
    if (menu_row(tr("map_zoom"))) view.run("zoom_to", "parcel", id);
    if (menu_row(tr("map_add"))) view.run("select_toggle", id);
    if (menu_row(tr("map_options"))) view.run("ask", "options", "plots=" + id);
    menu_line();
    if (menu_row(tr("copy_id")) && view.copy_text) view.copy_text(id);
    if (menu_row(tr("menu_copy_rows"), key_of("copy_rows"))) view.run("copy_rows");
    if (menu_row(tr("menu_copy_command"), key_of("copy_command"))) view.run("copy_command");
}

/// Click inspects and selects; Ctrl toggles; Shift selects from the last click to here.
void on_click(const View& view, Memory& memory, const std::vector<Row>& rows, std::uint64_t line) {
    const Row row = rows[line];
    const std::string id = view.parcel_id(row);
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl) return view.run("select_toggle", id);
    const auto from = std::find(rows.begin(), rows.end(), memory.table.anchor);
    if (io.KeyShift && from != rows.end()) {
        auto a = static_cast<std::size_t>(from - rows.begin()), b = static_cast<std::size_t>(line);
        if (a > b) std::swap(a, b);
        app::Command command{"select", {}};
        for (std::size_t i = a; i <= b && i < a + 5000; ++i) command.args.push_back(view.parcel_id(rows[i]));
        return view.push(std::move(command));
    }
    memory.table.anchor = row;
    memory.table.shown = row;
    view.run("inspect", id);
    view.run("select", id);
}

/// The parcel clicked on the map is brought into view here.
void follow_map(const View& view, Memory& memory, const std::vector<Row>& rows, double visible) {
    const Row inspected = view.moment().inspected;
    if (inspected == memory.table.shown) return;
    memory.table.shown = inspected;
    if (inspected == no_row) return;
    const auto at = std::find(rows.begin(), rows.end(), inspected);
    if (at != rows.end()) scroll_to(memory.table, static_cast<std::uint64_t>(at - rows.begin()), visible);
}

}  // namespace

void table_part(const View& view, Memory& memory, const Rect& box) {
    if (!view.loaded || view.table.rows == nullptr)
        return chart_note(box, tr(view.jobs.empty() ? "table_empty" : "loading_rest"));
    const std::vector<Row>& rows = *view.table.rows;
    if (rows.empty())
        return chart_note(box, view.document().filter.empty() ? tr(view.complete ? "table_none" : "loading_rest")
                                                              : tr("table_filtered_out"));
    const Rect area{box.x0 + px(6), box.y0, box.x1 - px(2), box.y1};
    follow_map(view, memory, rows, static_cast<double>((area.height() - px(grid_head)) / px(grid_row)));
    const auto columns = columns_of(view);
    const auto event = grid(
        "table", area, memory.table, columns, rows.size(),
        [&](std::uint64_t line) {
            const Row row = rows[line];
            return GridState{view.selected(row) || row == view.moment().hovered, row == view.moment().inspected};
        },
        [&](const GridCell& cell) {
            draw_value(view, cell, view.table.columns[static_cast<std::size_t>(cell.column_index)], rows[cell.line]);
        });
    switch (event.kind) {
        case GridEvent::Kind::sort: {
            const auto& column = view.table.columns[static_cast<std::size_t>(event.column)];
            const bool again = view.session().sort_column == column.column;
            const bool descending = again ? !view.session().sort_descending : column.number;
            view.run("sort", column.column, descending ? "desc" : "asc");
            memory.table.first = 0;
            break;
        }
        case GridEvent::Kind::click:
            on_click(view, memory, rows, event.line);
            break;
        case GridEvent::Kind::double_click:
            view.run("zoom_to", "parcel", view.parcel_id(rows[event.line]));
            break;
        case GridEvent::Kind::menu:
            memory.map.menu_row = rows[event.line];
            ImGui::OpenPopup("row_menu");
            break;
        default:
            break;
    }
    const ImVec2 at = ImGui::GetIO().MousePos;
    if (begin_menu("row_menu", at.x, at.y)) {
        if (memory.map.menu_row != no_row) row_menu(view, memory.map.menu_row);
        end_menu();
    }
}

}  // namespace mulens::ui
