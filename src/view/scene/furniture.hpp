// The quiet card on the map: scale bar, a square of so many 亩 at the same scale, coordinates, north. Sizes are design
// pixels times the camera's ui_scale. Pure functions.
#pragma once

#include "scene/camera.hpp"
#include "scene/draw_list.hpp"
#include "scene/labels.hpp"
#include "style/colour.hpp"

#include <string>

namespace mulens::scene {

/// The longest of 1, 2, 5 × a power of ten metres that is at most `most_px` long.
struct ScaleBar {
    double length_m = 0, length_px = 0;
    std::string label;  ///< "500 m", "2 km", "20 cm"
};
[[nodiscard]] ScaleBar scale_bar(const Camera& camera, double most_px);

/// A square of 1, 10, 100, … 亩 whose side is 14 … 40 design px; where none of these is, of 2 or 5 times one. None
/// (side 0) where 0.01 亩 is larger.
struct MuSquare {
    double area_mu = 0, side_px = 0;
    std::string label;  ///< "10 亩", "10 mu"
};
[[nodiscard]] MuSquare mu_square(const Camera& camera, bool chinese);

/// The text, or its beginning with "…" so that it is no wider than `most_px`.
[[nodiscard]] std::string shortened(const std::string& text, float size_px, bool bold, double most_px,
                                    const Measure& measure);

/// The text in lines no wider than `most_px`, broken at blanks, or between characters where there are none; the last of
/// `most_lines` is shortened. No line for an empty text.
[[nodiscard]] std::vector<std::string> in_lines(const std::string& text, float size_px, bool bold, double most_px,
                                                std::size_t most_lines, const Measure& measure);

struct FurnitureSpec {
    Camera camera;
    style::Theme theme;
    bool chinese = true;
    std::string lonlat;  ///< "E 120.4812° N 30.3127°"; "" = not shown
    std::string grid;    ///< "X 3354210 Y 40546270"; "" = not shown
    geom::Box area;      ///< picture pixels the card may use; empty: the whole picture
};
struct Furniture {
    DrawList drawing;
    geom::Box card;  ///< picture pixels; empty where there is no room
};
/// At the left bottom. Where room is short the coordinates go first, the plane ones before the degrees.
[[nodiscard]] Furniture map_furniture(const FurnitureSpec& spec, const Measure& measure);

}  // namespace mulens::scene
