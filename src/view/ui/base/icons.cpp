#include "ui/base/draw.hpp"

#include <array>
#include <cmath>
#include <initializer_list>

namespace mulens::ui {
namespace {

/// A pen on a square from −1 to 1.
struct Pen {
    ImDrawList& list;
    float x, y, half, width;
    ImU32 colour;

    [[nodiscard]] ImVec2 at(float u, float v) const { return {x + u * half, y + v * half}; }
    void lines(std::initializer_list<ImVec2> points, bool closed = false) const {
        for (const ImVec2& p : points) list.PathLineTo(at(p.x, p.y));
        list.PathStroke(colour, closed ? ImDrawFlags_Closed : 0, width);
    }
    void circle(float u, float v, float r) const { list.AddCircle(at(u, v), r * half, colour, 0, width); }
    void disc(float u, float v, float r) const { list.AddCircleFilled(at(u, v), r * half, colour); }
};

void draw_sun(const Pen& pen) {
    pen.circle(0, 0, 0.72F);
    pen.list.PathArcTo(pen.at(0, 0), 0.72F * pen.half, -1.5708F, 1.5708F);
    pen.list.PathFillConvex(pen.colour);
}

void draw_lasso(const Pen& pen) {
    pen.list.PathLineTo(pen.at(-0.1F, 0.75F));
    pen.list.PathBezierCubicCurveTo(pen.at(-1.3F, 0.2F), pen.at(-0.8F, -0.95F), pen.at(0.2F, -0.75F));
    pen.list.PathBezierCubicCurveTo(pen.at(1.2F, -0.5F), pen.at(0.9F, 0.5F), pen.at(-0.2F, 0.35F));
    pen.list.PathStroke(pen.colour, 0, pen.width);
}

void draw_arrow_back(const Pen& pen, float side) {
    pen.lines({{-0.3F * side, -0.75F}, {-0.8F * side, -0.25F}, {-0.3F * side, 0.25F}});
    pen.list.PathLineTo(pen.at(-0.8F * side, -0.25F));
    pen.list.PathLineTo(pen.at(0.3F * side, -0.25F));
    pen.list.PathBezierCubicCurveTo(pen.at(1.0F * side, -0.25F), pen.at(1.0F * side, 0.7F), pen.at(0.2F * side, 0.7F));
    pen.list.PathLineTo(pen.at(-0.2F * side, 0.7F));
    pen.list.PathStroke(pen.colour, 0, pen.width);
}

void draw_tool(const Pen& pen, Icon which) {
    switch (which) {
        case Icon::pointer:
            return pen.lines({{-0.5F, -0.8F},
                              {-0.5F, 0.6F},
                              {-0.1F, 0.25F},
                              {0.2F, 0.85F},
                              {0.45F, 0.72F},
                              {0.15F, 0.15F},
                              {0.6F, 0.1F}},
                             true);
        case Icon::rectangle:
            return pen.lines({{-0.8F, -0.6F}, {0.8F, -0.6F}, {0.8F, 0.6F}, {-0.8F, 0.6F}}, true);
        case Icon::lasso:
            return draw_lasso(pen);
        case Icon::distance:
            pen.lines({{-0.8F, 0.55F}, {0.8F, -0.55F}});
            pen.disc(-0.8F, 0.55F, 0.2F);
            return pen.disc(0.8F, -0.55F, 0.2F);
        case Icon::area:
            pen.lines({{-0.75F, 0.5F}, {-0.4F, -0.7F}, {0.75F, -0.35F}, {0.45F, 0.75F}}, true);
            pen.disc(-0.75F, 0.5F, 0.18F);
            pen.disc(-0.4F, -0.7F, 0.18F);
            pen.disc(0.75F, -0.35F, 0.18F);
            return pen.disc(0.45F, 0.75F, 0.18F);
        case Icon::fit:
            pen.lines({{-0.8F, -0.3F}, {-0.8F, -0.8F}, {-0.3F, -0.8F}});
            pen.lines({{0.3F, -0.8F}, {0.8F, -0.8F}, {0.8F, -0.3F}});
            pen.lines({{0.8F, 0.3F}, {0.8F, 0.8F}, {0.3F, 0.8F}});
            return pen.lines({{-0.3F, 0.8F}, {-0.8F, 0.8F}, {-0.8F, 0.3F}});
        case Icon::swipe:
            pen.lines({{0, -0.8F}, {0, 0.8F}});
            pen.lines({{-0.3F, -0.3F}, {-0.65F, 0}, {-0.3F, 0.3F}});
            return pen.lines({{0.3F, -0.3F}, {0.65F, 0}, {0.3F, 0.3F}});
        default:
            return;
    }
}

}  // namespace

void icon(ImDrawList& list, Icon which, float x, float y, float size, style::Colour colour) {
    const Pen pen{list, std::round(x), std::round(y), size / 2, std::max(1.0F, 1.3F * look().scale), u32(colour)};
    switch (which) {
        case Icon::close:
            pen.lines({{-0.6F, -0.6F}, {0.6F, 0.6F}});
            return pen.lines({{-0.6F, 0.6F}, {0.6F, -0.6F}});
        case Icon::tick:
            return pen.lines({{-0.65F, 0.0F}, {-0.2F, 0.5F}, {0.65F, -0.5F}});
        case Icon::chevron_right:
            return pen.lines({{-0.25F, -0.6F}, {0.3F, 0}, {-0.25F, 0.6F}});
        case Icon::chevron_left:
            return pen.lines({{0.25F, -0.6F}, {-0.3F, 0}, {0.25F, 0.6F}});
        case Icon::chevron_down:
            return pen.lines({{-0.6F, -0.25F}, {0, 0.3F}, {0.6F, -0.25F}});
        case Icon::chevron_up:
            return pen.lines({{-0.6F, 0.25F}, {0, -0.3F}, {0.6F, 0.25F}});
        case Icon::search:
            pen.circle(-0.15F, -0.15F, 0.55F);
            return pen.lines({{0.28F, 0.28F}, {0.8F, 0.8F}});
        case Icon::plus:
            pen.lines({{-0.65F, 0}, {0.65F, 0}});
            return pen.lines({{0, -0.65F}, {0, 0.65F}});
        case Icon::minus:
            return pen.lines({{-0.65F, 0}, {0.65F, 0}});
        case Icon::sun:
        case Icon::moon:
            return draw_sun(pen);
        case Icon::folder:
            return pen.lines({{-0.8F, 0.6F}, {-0.8F, -0.6F}, {-0.2F, -0.6F}, {0, -0.35F}, {0.8F, -0.35F}, {0.8F, 0.6F}},
                             true);
        case Icon::file:
            pen.lines({{-0.5F, -0.8F}, {0.2F, -0.8F}, {0.6F, -0.4F}, {0.6F, 0.8F}, {-0.5F, 0.8F}}, true);
            return pen.lines({{0.2F, -0.8F}, {0.2F, -0.4F}, {0.6F, -0.4F}});
        case Icon::undo:
            return draw_arrow_back(pen, 1);
        case Icon::redo:
            return draw_arrow_back(pen, -1);
        default:
            return draw_tool(pen, which);
    }
}

}  // namespace mulens::ui
