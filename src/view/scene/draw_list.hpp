// Flat drawing in picture pixels (y down): labels, symbols, scale bar, legend, and the A4 sheets. The renderer draws
// it with GL, the paper room with cairo. Items are drawn in order.
#pragma once

#include "geom/box.hpp"
#include "style/colour.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::scene {

enum class Align : std::uint8_t { left, centre, right };

struct TextStyle {
    float size_px = 14;  ///< height of the em square
    style::Colour colour;
    bool bold = false;
    Align align = Align::left;
    style::Colour halo{0, 0, 0, 0};  ///< drawn around the glyphs where its alpha is not 0
    float halo_px = 0;
};

/// A style without a halo.
[[nodiscard]] TextStyle words(style::Colour colour, double size_px, Align align = Align::left, bool bold = false);

struct DrawItem {
    enum class Kind : std::uint8_t { rect, outline, polygon, polyline, text };
    Kind kind = Kind::rect;
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;  ///< rect, outline: corners; text: x0 = anchor, y0 = baseline
    float radius = 0;                      ///< of corners
    float width = 1;                       ///< of outlines and polylines
    float dash = 0;                        ///< length of dashes and gaps, 0 = solid
    style::Colour colour;
    std::vector<geom::Point> points;  ///< polygon (convex), polyline
    std::string text;
    TextStyle text_style;
};

class DrawList {
  public:
    std::vector<DrawItem> items;

    void rect(double x0, double y0, double x1, double y1, style::Colour colour, double radius = 0);
    void outline(double x0, double y0, double x1, double y1, style::Colour colour, double width = 1, double radius = 0);
    void line(double x0, double y0, double x1, double y1, style::Colour colour, double width = 1);
    void polyline(std::vector<geom::Point> points, style::Colour colour, double width = 1, double dash = 0);
    void polygon(std::vector<geom::Point> points, style::Colour colour);
    void text(double x, double baseline, std::string text, const TextStyle& style);
    void append(const DrawList& other);
};

}  // namespace mulens::scene
