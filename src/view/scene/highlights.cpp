#include "scene/highlights.hpp"

#include "base/parallel.hpp"
#include "scene/chunk_mesh.hpp"
#include "scene/lines.hpp"
#include "scene/symbols.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mulens::scene {
namespace {

constexpr double symbol_below_px = 4;
constexpr double coarse_below_px = 12;
constexpr double fine_below_px = 24;  // thinner lines, or a whole district is nothing but lines
constexpr Row block_rows = 512;
// Bottom to top.
enum Kind : std::uint32_t { idle, low_fine, low, confirmed, selected_fine, selected, hovered, kinds };

std::vector<LineStyle> line_styles(const style::Theme& theme, double scale) {
    const auto px = [&](double design) { return static_cast<float>(design * scale); };
    std::vector<LineStyle> out(kinds);
    out[idle] = {style::idle_colour(), px(1.75), style::with_alpha(theme.paper, 190), px(0.75), px(4), 0};
    out[low_fine] = {style::low_colour(), px(1.1), {0, 0, 0, 0}, 0, 0, 0};
    out[low] = {style::low_colour(), px(2), {0, 0, 0, 0}, 0, 0, px(5)};
    out[confirmed] = {style::low_colour(), px(3), {0, 0, 0, 0}, 0, 0, px(11)};
    out[selected_fine] = {theme.accent, px(1.75), style::rgb(0xFFFFFF), px(0.75), 0, 0};
    out[selected] = {theme.accent, px(3), style::rgb(0xFFFFFF), px(1.5), 0, 0};
    out[hovered] = {theme.text, px(1), {0, 0, 0, 0}, 0, 0, 0};
    return out;
}

}  // namespace

Highlighter::Highlighter(const geom::Polygons& polygons, unsigned threads)
    : polygons_(polygons), extents_(polygons.size()), blocks_((polygons.size() + block_rows - 1) / block_rows) {
    for (Row row = 0; row < polygons.size(); ++row) {
        const geom::Box box = finite_box(polygons, row);
        if (box.empty()) continue;
        origin_x_ = box.min_x;
        origin_y_ = box.min_y;
        break;
    }
    const auto look = [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
        for (auto row = static_cast<Row>(first); row < last; ++row) {
            extents_[row] = {0, 0, -1, -1};
            geom::Box box = finite_box(polygons_, row);
            if (box.empty()) continue;
            box = {box.min_x - origin_x_, box.min_y - origin_y_, box.max_x - origin_x_, box.max_y - origin_y_};
            blocks_[row / block_rows].add(box);
            extents_[row] = {static_cast<float>((box.min_x + box.max_x) / 2),
                             static_cast<float>((box.min_y + box.max_y) / 2), static_cast<float>(box.max_x - box.min_x),
                             static_cast<float>(box.max_y - box.min_y)};
        }
    };
    parallel_chunks(threads, polygons.size(), 64 * block_rows, look);  // whole blocks
}

Highlights Highlighter::make(const HighlightInput& in) const {
    Highlights out;
    const Camera& camera = in.camera;
    out.lines.styles = line_styles(in.theme, camera.ui_scale);
    out.lines.origin_x = camera.x;
    out.lines.origin_y = camera.y;
    if (camera.width <= 0 || camera.height <= 0 || !(camera.m_per_px > 0)) return out;

    const geom::Box view = camera.box();
    const double margin = 16 * camera.ui_scale * camera.m_per_px;  // lines are broader than nothing
    const geom::Box grown{view.min_x - margin, view.min_y - margin, view.max_x + margin, view.max_y + margin};
    const auto x0 = static_cast<float>(grown.min_x - origin_x_);
    const auto x1 = static_cast<float>(grown.max_x - origin_x_);
    const auto y0 = static_cast<float>(grown.min_y - origin_y_);
    const auto y1 = static_cast<float>(grown.max_y - origin_y_);
    const double px = camera.m_per_px * camera.ui_scale;  // metres a design pixel

    std::array<std::vector<Row>, kinds> outlines;
    std::array<SymbolGrid, kinds> small{SymbolGrid(camera), SymbolGrid(camera), SymbolGrid(camera), SymbolGrid(camera),
                                        SymbolGrid(camera), SymbolGrid(camera), SymbolGrid(camera)};
    const auto size_px = [&](const Extent& e) { return std::sqrt(e.w * e.h) / static_cast<float>(px); };
    const auto add = [&](Row row, Kind kind) {
        const Extent& e = extents_[row];
        const double size = static_cast<double>(size_px(e));
        const bool fine = size < fine_below_px;
        if (size >= symbol_below_px)
            outlines[fine && kind == low ? low_fine : fine && kind == selected ? selected_fine : kind].push_back(row);
        else
            small[kind].add(camera.to_px(origin_x_ + static_cast<double>(e.x), origin_y_ + static_cast<double>(e.y)));
    };
    const auto in_view = [&](const Extent& e) {
        return e.w >= 0 && e.x + e.w / 2 >= x0 && e.x - e.w / 2 <= x1 && e.y + e.h / 2 >= y0 && e.y - e.h / 2 <= y1;
    };
    constexpr Word any = word::low | word::idle | word::selected;
    const auto rows = static_cast<Row>(std::min(in.words.size(), extents_.size()));
    const geom::Box in_blocks{grown.min_x - origin_x_, grown.min_y - origin_y_, grown.max_x - origin_x_,
                              grown.max_y - origin_y_};
    for (Row row = 0; row < rows; ++row) {
        if (row % block_rows == 0 && !blocks_[row / block_rows].meets(in_blocks)) {
            row += block_rows - 1;
            continue;
        }
        const Word w = in.words[row];
        if ((w & any) == 0 || (w & word::hidden) != 0 || !in_view(extents_[row])) continue;
        if ((w & word::dimmed) == 0) {
            if ((w & word::idle) != 0) add(row, idle);
            if ((w & word::low) != 0) add(row, (w & word::low_confirmed) != 0 ? confirmed : low);
        }
        if ((w & word::selected) != 0) add(row, selected);
    }
    if (in.hovered < extents_.size() && in_view(extents_[in.hovered]) &&
        !(in.hovered < rows && (in.words[in.hovered] & word::hidden) != 0))
        add(in.hovered, hovered);

    LineMaker maker(out.lines, grown, 0.25 * camera.m_per_px);
    for (std::uint32_t kind = 0; kind < kinds; ++kind) {
        out.outlined += outlines[kind].size();
        for (const Row row : outlines[kind]) {
            const Extent& e = extents_[row];
            if (size_px(e) < static_cast<float>(coarse_below_px))
                maker.add_coarse(polygons_, row, kind, 0.06 * std::sqrt(static_cast<double>(e.w * e.h)));
            else
                maker.add_feature(polygons_, row, kind);
        }
    }
    const double scale = camera.ui_scale;
    for (const SymbolGrid& grid : small) out.gathered += grid.added();
    out.symbols.items.reserve(2 * std::min(out.gathered, kinds * SymbolGrid::most_symbols));
    for (const Symbol& s : small[idle].symbols())
        draw_ring(out.symbols, s, style::idle_colour(), in.theme.paper, scale);
    for (const Kind kind : {low, confirmed})
        for (const Symbol& s : small[kind].symbols())
            draw_diamond(out.symbols, s, style::low_colour(), in.theme.paper, scale, kind == confirmed);
    for (const Kind kind : {selected, hovered})
        for (const Symbol& s : small[kind].symbols())
            draw_dot(out.symbols, s, kind == selected ? in.theme.accent : in.theme.text, style::rgb(0xFFFFFF), scale);
    return out;
}

}  // namespace mulens::scene
