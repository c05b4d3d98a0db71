// Where the panels stand, in framebuffer pixels: a pure function of the window's size and the session.
//
// The map keeps at least a third of the window and is never smaller than another panel: where room is short the
// bottom gives way first, then the right, then the left. Rectangles never overlap and cover the window.
#pragma once

#include "app/state.hpp"
#include "ui/base/draw.hpp"

namespace mulens::ui {

struct Layout {
    Rect menu, left, map, right, bottom, status;
    Rect left_edge, right_edge, bottom_edge;  ///< to drag; on the border of the map
    bool left_open = false, right_open = false, bottom_open = false;
};

[[nodiscard]] Layout lay_out(float width, float height, float scale, const app::Session& session);

inline constexpr float menu_height = 40, status_height = 30, strip = 14;
inline constexpr float least_side = 180, least_bottom = 120;

}  // namespace mulens::ui
