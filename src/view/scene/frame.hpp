// One picture of the map, fully described: what the renderer draws and nothing it has to decide. Plain data. Shared
// blocks carry a version: the renderer uploads a block only when its version changed.
#pragma once

#include "scene/camera.hpp"
#include "scene/draw_list.hpp"
#include "scene/mesh.hpp"
#include "scene/words.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mulens::scene {

template <typename T>
struct Block {
    std::shared_ptr<const T> data;
    std::uint64_t version = 0;  ///< differs whenever the contents differ
    explicit operator bool() const { return data != nullptr; }
};

/// A line as the renderer draws it: an anti-aliased band in pixels, whatever the zoom.
struct LineStyle {
    style::Colour colour;
    float width_px = 1;
    style::Colour casing{0, 0, 0, 0};
    float casing_px = 0;  ///< on each side
    float dash_px = 0;    ///< dashes and gaps; 0 = solid
    float glow_px = 0;    ///< soft band on the left side of the line (inside of a counter-clockwise ring)
    bool operator==(const LineStyle&) const = default;
};
/// Line pieces in world metres from `origin`, each with a style.
struct LineBatch {
    struct Piece {
        float x0, y0, x1, y1;
        float along = 0;          ///< metres from the start of its ring, for dashes
        std::uint32_t style = 0;  ///< index into styles
    };
    double origin_x = 0, origin_y = 0;
    std::vector<LineStyle> styles;
    std::vector<Piece> pieces;
};

/// A georeferenced picture under the parcels (basemap), RGBA, row 0 north.
struct Image {
    geom::Box box;
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
};

struct Frame {
    Camera camera;
    style::Colour background;
    std::vector<Block<Image>> images;
    float image_opacity = 1;

    Block<Mesh> parcels;
    Block<std::vector<Word>> words;        ///< one a parcel
    Block<std::vector<Word>> right_words;  ///< swipe: right of swipe_px these words count; none: no swipe
    float swipe_px = -1;
    std::vector<style::Colour> palette;        ///< by the class of a word; at most 1024
    std::vector<style::Colour> right_palette;  ///< empty: the same
    float fill_opacity = 0.85F;
    float border_fade_px = 4;  ///< parcels smaller than this have no border
    style::Colour hatch{0, 0, 0, 90};

    Block<Mesh> buildings;  ///< drawn as a tint over the fill where the camera is close enough; none: not drawn
    style::Colour building_tint{0, 0, 0, 46};

    std::vector<Block<LineBatch>> lines;  ///< bottom to top: zone borders, highlights, selection
    std::uint32_t hovered = 0;            ///< row + 1
    style::Colour hover_colour;
    DrawList over;        ///< labels, symbols, furniture
    int supersample = 1;  ///< ids per pixel on each side: 2 when still, 4 for files
    bool exact = false;   ///< true: no shortcuts of the overview or coarse triangles (pictures for files, tests)
};

}  // namespace mulens::scene
