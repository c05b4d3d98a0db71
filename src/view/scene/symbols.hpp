// Symbols for parcels too small to outline: those close together share one. Deterministic. Not thread safe.
#pragma once

#include "scene/camera.hpp"
#include "scene/draw_list.hpp"
#include "style/colour.hpp"

#include <cstdint>
#include <vector>

namespace mulens::scene {

struct Symbol {
    double x = 0, y = 0;      ///< px: the middle of what it stands for
    std::uint32_t count = 1;  ///< parcels
};

class SymbolGrid {
  public:
    explicit SymbolGrid(const Camera& camera);
    void add(geom::Point px);
    [[nodiscard]] std::size_t added() const { return points_.size(); }
    /// At most `most_symbols`, by rows of the grid: cells of 6 design px, made larger until that holds.
    [[nodiscard]] std::vector<Symbol> symbols() const;

    static constexpr std::size_t most_symbols = 1500;

  private:
    struct At {
        float x, y;
    };
    double width_, height_, cell_px_;
    std::vector<At> points_;
};

/// Suspected low-efficient: a diamond; `strong`: confirmed, larger.
void draw_diamond(DrawList& out, const Symbol& symbol, style::Colour colour, style::Colour casing, double scale,
                  bool strong);
/// Suspected idle: a ring.
void draw_ring(DrawList& out, const Symbol& symbol, style::Colour colour, style::Colour casing, double scale);
/// Selected.
void draw_dot(DrawList& out, const Symbol& symbol, style::Colour colour, style::Colour casing, double scale);

}  // namespace mulens::scene
