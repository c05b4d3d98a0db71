// A sheet as one A4 page (复核意见表 below): the drawing in points. The page is always light, whatever the window's
// theme.
#pragma once

#include "app/app.hpp"
#include "scene/draw_list.hpp"

#include <functional>
#include <string>

namespace mulens::app {

/// Width of a text in points: (text, size, bold).
using Measure = std::function<float(const std::string&, float, bool)>;

struct SheetPage {
    scene::DrawList drawing;
    bool has_map = false;
    geom::Box map;        ///< on the page, points, y down
    geom::Box map_world;  ///< what it shows
};

/// The app's open sheet. Never more than one page: long lists end with "… 另有 N 条".
[[nodiscard]] SheetPage sheet_page(const App& app, const Measure& measure);

}  // namespace mulens::app
