// A table of any number of rows: only what shows is asked for. The scroll position is a row number in double, so that
// the millionth row stands as still as the first. Columns can be resized and scrolled sideways.
#pragma once

#include "ui/memory.hpp"
#include "ui/widgets/widgets.hpp"

#include <functional>
#include <span>
#include <string>

namespace mulens::ui {

struct GridColumn {
    std::string id, name, unit, tooltip;
    bool right = false;  ///< numbers
    float width = 100;   ///< design pixels, wanted
    float content = 0;   ///< design pixels that what shows needs; 0 = width
    int sorted = 0;      ///< −1 descending, 1 ascending
    bool sortable = true;
};
struct GridCell {
    const GridColumn& column;
    int column_index;
    std::uint64_t line;
    Rect box;  ///< inside the column's padding
    ImDrawList& list;
};
struct GridEvent {
    enum class Kind : std::uint8_t { none, sort, click, double_click, menu, hover } kind = Kind::none;
    int column = -1;
    std::uint64_t line = 0;
};
struct GridState {
    bool marked = false;  ///< selected
    bool strong = false;  ///< inspected
};

/// Draws and returns the last thing that happened. `more`: text under the last row ("" = none).
[[nodiscard]] GridEvent grid(const char* id, const Rect& box, TableMemory& memory, std::span<const GridColumn> columns,
                             std::uint64_t lines, const std::function<GridState(std::uint64_t)>& state,
                             const std::function<void(const GridCell&)>& draw_cell);
/// Scrolls so that a line shows.
void scroll_to(TableMemory& memory, std::uint64_t line, double visible_lines);

inline constexpr float grid_head = 30, grid_row = 30;

}  // namespace mulens::ui
