// What must not be missed, from the words: suspected low-efficient, idle, selected and hovered parcels as outlines
// above everything; parcels under 4 px as symbols gathered on a grid, so that no picture has more than a few thousand.
//
// Hidden parcels have none; dimmed ones only where they are selected or hovered. Made anew for each camera: ≤ 8 ms
// where 5 % of a million parcels are highlighted. Const access is thread safe.
#pragma once

#include "geom/polygons.hpp"
#include "scene/frame.hpp"
#include "style/colour.hpp"

#include <span>
#include <vector>

namespace mulens::scene {

struct Highlights {
    LineBatch lines;
    DrawList symbols;
    std::size_t outlined = 0;  ///< parcels drawn as outlines
    std::size_t gathered = 0;  ///< parcels drawn by symbols
};

struct HighlightInput {
    std::span<const Word> words;  ///< one a row; rows beyond them are plain
    Camera camera;
    style::Theme theme;
    Row hovered = no_row;
};

class Highlighter {
  public:
    /// The polygons must outlive it. 16 bytes a row.
    Highlighter(const geom::Polygons& polygons, unsigned threads);
    [[nodiscard]] Highlights make(const HighlightInput& in) const;

  private:
    struct Extent {
        float x, y, w, h;  ///< middle from the origin, and size; w < 0: no geometry
    };
    const geom::Polygons& polygons_;
    double origin_x_ = 0, origin_y_ = 0;
    std::vector<Extent> extents_;
    std::vector<geom::Box> blocks_;  ///< of so many rows each, from the origin: what is not in view is passed over
};

}  // namespace mulens::scene
