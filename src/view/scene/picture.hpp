// A map as a picture for files: title, marks, map, legend, furniture, source, at any size and resolution. The map lies
// in a part of the picture: the camera is that of the whole picture, and the drawing, put over the map, covers what is
// not map. Pure functions.
#pragma once

#include "scene/legend.hpp"

namespace mulens::scene {

struct PictureSpec {
    int width = 1600, height = 1000;  ///< pixels
    double dpi = 96;                  ///< sizes on paper: 96 = one design pixel a pixel
    bool chinese = true;
    style::Theme theme;
    geom::Box world;  ///< what the map must show
    std::string title, subtitle;
    std::string scheme;    ///< "示范评价办法(2024)"; "" = none
    std::string as_of;     ///< "2024-12-31"; "" = none
    std::string source;    ///< "" = none
    bool trial = false;    ///< 试算: differs from the saved scheme
    bool internal = true;  ///< 内部资料
    bool made_up = false;  ///< 演示数据
    std::string lonlat, grid;
    LegendSpec legend;
};
struct PictureLayout {
    Camera camera;                 ///< of the whole picture
    geom::Box map;                 ///< picture pixels
    DrawList drawing;              ///< to be put over everything
    std::vector<geom::Box> taken;  ///< parts of the map under the drawing: no labels there (place_labels)
};
/// Pictures from 200 × 150 px; where room is short the legend moves onto the map, then marks and legend go.
[[nodiscard]] PictureLayout layout_picture(const PictureSpec& spec, const Measure& measure);

}  // namespace mulens::scene
