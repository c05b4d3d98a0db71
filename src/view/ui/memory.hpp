// What the window itself remembers between frames and nobody else needs: open dialogs, text being typed, scroll
// positions, drags under way. Everything that matters to people is in app::State.
#pragma once

#include "app/answer_chart.hpp"
#include "app/model.hpp"
#include "geom/box.hpp"

#include <map>
#include <string>
#include <vector>

namespace mulens::ui {

struct FilePanel {
    bool open = false, saving = false, fresh = false;
    std::string purpose;  ///< verb to push: "open", "export", "save_scheme", "picture", "sheet", "basemap"
    std::string folder, name, filter;
    std::string shown_folder;
    int chosen = -1;
};

struct TableMemory {
    double first = 0;  ///< row at the top, with fraction
    float shift = 0;   ///< pixels scrolled to the right
    std::vector<float> widths;
    std::string widths_of;  ///< the columns they belong to
    float widths_room = 0;  ///< … and the room they were made for
    bool widths_by_hand = false;
    bool two_lines = false;  ///< of the header
    Row anchor = no_row;
    Row shown = no_row;  ///< inspected row that was scrolled into view
    bool dragging_bar = false;
    float bar_grab = 0;
    int resizing = -1;
    std::vector<float> measured;
};

struct MapMemory {
    bool panning = false, drawing = false, swiping = false;
    bool second = false;  ///< the button is down for the second time of a double click
    float pressed_x = 0, pressed_y = 0;
    double pan_x = 0, pan_y = 0;
    double zoom_left = 0;  ///< log of the zoom still to be done by the animation
    float zoom_x = 0, zoom_y = 0;
    double zoom_time = 0;
    std::vector<geom::Point> path;  ///< world: lasso, rectangle, measurement
    bool path_done = false;
    Row menu_row = no_row;
    float menu_x = 0, menu_y = 0;
    Row hovered = no_row;
};

struct Memory {
    bool palette_open = false, palette_fresh = false, about_open = false, keys_open = false;
    std::string palette_text;
    int palette_chosen = 0;
    FilePanel files;
    TableMemory table, problems;
    MapMemory map;
    std::map<std::string, std::map<std::string, std::string>> plan_values;  ///< question, field → being entered
    app::AskedQuestion plan_asked;                                          ///< the question that the form follows
    std::map<std::string, double> plan_seconds;                             ///< what the last answer to a question took
    double plan_changed_s = 0;  ///< when a field of a quick question changed; 0: not, or asked since
    std::string plan_shown_command;
    int plan_page = 0;  ///< 0: the sentences; else the n-th table of the answer
    const void* plan_answer = nullptr;
    std::size_t plan_chart_table = 0, plan_chart_by = 0, plan_chart_amount = 0;
    app::AnswerChart plan_chart;
    std::string plan_chart_key;  ///< what it was made of
    TableMemory plan;
    std::vector<Row> plan_order;
    std::string plan_order_of, plan_sort;
    bool plan_descending = true;
    double brush_x0 = 0, brush_y0 = 0;
    bool brushing = false;
    bool detail_open = false;
    bool busy_drawing = false;  ///< an animation runs: draw the next frame soon
    bool held = false;          ///< a slider or handle is held in this frame
    bool was_held = false;      ///< … and was in the last
    std::string decide_kind, decide_reason;
    bool decide_open = false;
    std::string what_if_firm, what_if_field;  ///< the figure chosen in this firm's sheet
    std::string bookmark_name, filter_text, filter_shown;
    bool filter_focus = false;
};

}  // namespace mulens::ui
