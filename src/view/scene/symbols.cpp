#include "scene/symbols.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::scene {
namespace {

// More parcels, a larger symbol: 1 → 2.75, 100 → 4.5 design px from the middle.
double radius_px(const Symbol& symbol, double scale) {
    return scale * std::min(2.25 + 0.9 * std::log10(static_cast<double>(symbol.count)), 5.5);
}

std::vector<geom::Point> diamond(const Symbol& s, double r) {
    return {{s.x, s.y - r}, {s.x + r, s.y}, {s.x, s.y + r}, {s.x - r, s.y}};
}

}  // namespace

SymbolGrid::SymbolGrid(const Camera& camera)
    : width_(camera.width), height_(camera.height), cell_px_(6 * std::max(0.25, camera.ui_scale)) {}

void SymbolGrid::add(geom::Point px) {
    if (px.x >= 0 && px.y >= 0 && px.x < width_ && px.y < height_)
        points_.push_back({static_cast<float>(px.x), static_cast<float>(px.y)});
}

std::vector<Symbol> SymbolGrid::symbols() const {
    std::vector<Symbol> out;
    if (points_.empty()) return out;
    struct Sum {
        float x = 0, y = 0;
        std::uint32_t count = 0;
    };
    std::vector<Sum> cells;
    for (double cell = cell_px_;;) {
        const auto columns = static_cast<std::size_t>(width_ / cell) + 1;
        const auto lines = static_cast<std::size_t>(height_ / cell) + 1;
        const auto per_px = static_cast<float>(1 / cell);
        cells.assign(columns * lines, {});
        std::size_t used = 0;
        for (const At& p : points_) {
            const std::size_t column = std::min(columns - 1, static_cast<std::size_t>(p.x * per_px));
            const std::size_t line = std::min(lines - 1, static_cast<std::size_t>(p.y * per_px));
            Sum& sum = cells[line * columns + column];
            sum.x += p.x;
            sum.y += p.y;
            used += sum.count++ == 0 ? 1 : 0;
        }
        if (used <= most_symbols) break;
        // Full cells shrink in number with the square of their size: most of the way in one step.
        cell *= std::max(1.25, 0.95 * std::sqrt(static_cast<double>(used) / most_symbols));
    }
    for (const Sum& sum : cells)
        if (sum.count > 0)
            out.push_back({static_cast<double>(sum.x) / sum.count, static_cast<double>(sum.y) / sum.count, sum.count});
    return out;
}

void draw_diamond(DrawList& out, const Symbol& symbol, style::Colour colour, style::Colour casing, double scale,
                  bool strong) {
    const double r = radius_px(symbol, scale) * (strong ? 1.3 : 1);
    out.polygon(diamond(symbol, r + 0.75 * scale), casing);
    out.polygon(diamond(symbol, r), colour);
}

void draw_ring(DrawList& out, const Symbol& symbol, style::Colour colour, style::Colour casing, double scale) {
    const double r = radius_px(symbol, scale);
    const double c = r + 0.75 * scale;
    out.rect(symbol.x - c, symbol.y - c, symbol.x + c, symbol.y + c, casing, c);
    out.outline(symbol.x - r, symbol.y - r, symbol.x + r, symbol.y + r, colour, 1.5 * scale, r);
}

void draw_dot(DrawList& out, const Symbol& symbol, style::Colour colour, style::Colour casing, double scale) {
    const double r = radius_px(symbol, scale) + 0.5 * scale;
    const double c = r + 1.5 * scale;
    out.rect(symbol.x - c, symbol.y - c, symbol.x + c, symbol.y + c, casing, c);
    out.rect(symbol.x - r, symbol.y - r, symbol.x + r, symbol.y + r, colour, r);
}

}  // namespace mulens::scene
