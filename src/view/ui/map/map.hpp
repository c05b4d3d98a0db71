// The mouse on the map: pan, zoom, inspect, select, measure, swipe. The picture itself is the renderer's; drawn here
// are only what the mouse is doing (lasso, measurement, handle) and the tool strip.
#pragma once

#include "ui/memory.hpp"
#include "ui/view.hpp"
#include "ui/widgets/widgets.hpp"

namespace mulens::ui {

void map_input(const View& view, Memory& memory, const Rect& map);
/// Plates with the names left and right of the line of the swipe; empty where there is none, or no room.
[[nodiscard]] std::pair<Rect, Rect> swipe_plates(const View& view, const Rect& map);
/// Where the buttons over the map stand, in pixels of the map; empty where there is no room for them. Also the names at
/// the line of the swipe.
[[nodiscard]] std::vector<geom::Box> map_covered(const View& view, const Rect& map);
void map_tools(const View& view, Memory& memory, const Rect& map);
void map_menu(const View& view, Memory& memory);
/// Lasso, rectangle, measurement with its figures.
void draw_path(const View& view, const MapMemory& memory, const Rect& map, ImDrawList& list);

/// Length of a line in m, and the area of a ring in m² (plane).
[[nodiscard]] double path_length(const std::vector<geom::Point>& path);
[[nodiscard]] double path_area(const std::vector<geom::Point>& path);

}  // namespace mulens::ui
