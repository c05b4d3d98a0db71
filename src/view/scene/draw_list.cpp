#include "scene/draw_list.hpp"

#include <utility>

namespace mulens::scene {

TextStyle words(style::Colour colour, double size_px, Align align, bool bold) {
    TextStyle style;
    style.size_px = static_cast<float>(size_px);
    style.colour = colour;
    style.align = align;
    style.bold = bold;
    return style;
}
namespace {

DrawItem boxed(DrawItem::Kind kind, double x0, double y0, double x1, double y1, style::Colour colour, double radius) {
    DrawItem item;
    item.kind = kind;
    item.x0 = static_cast<float>(x0);
    item.y0 = static_cast<float>(y0);
    item.x1 = static_cast<float>(x1);
    item.y1 = static_cast<float>(y1);
    item.colour = colour;
    item.radius = static_cast<float>(radius);
    return item;
}

}  // namespace

void DrawList::rect(double x0, double y0, double x1, double y1, style::Colour colour, double radius) {
    items.push_back(boxed(DrawItem::Kind::rect, x0, y0, x1, y1, colour, radius));
}

void DrawList::outline(double x0, double y0, double x1, double y1, style::Colour colour, double width, double radius) {
    items.push_back(boxed(DrawItem::Kind::outline, x0, y0, x1, y1, colour, radius));
    items.back().width = static_cast<float>(width);
}

void DrawList::line(double x0, double y0, double x1, double y1, style::Colour colour, double width) {
    polyline({{x0, y0}, {x1, y1}}, colour, width);
}

void DrawList::polyline(std::vector<geom::Point> points, style::Colour colour, double width, double dash) {
    DrawItem item;
    item.kind = DrawItem::Kind::polyline;
    item.points = std::move(points);
    item.colour = colour;
    item.width = static_cast<float>(width);
    item.dash = static_cast<float>(dash);
    items.push_back(std::move(item));
}

void DrawList::polygon(std::vector<geom::Point> points, style::Colour colour) {
    DrawItem item;
    item.kind = DrawItem::Kind::polygon;
    item.points = std::move(points);
    item.colour = colour;
    items.push_back(std::move(item));
}

void DrawList::text(double x, double baseline, std::string text, const TextStyle& style) {
    DrawItem item = boxed(DrawItem::Kind::text, x, baseline, x, baseline, style.colour, 0);
    item.text = std::move(text);
    item.text_style = style;
    items.push_back(std::move(item));
}

void DrawList::append(const DrawList& other) { items.insert(items.end(), other.items.begin(), other.items.end()); }

}  // namespace mulens::scene
