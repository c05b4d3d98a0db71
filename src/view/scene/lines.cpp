#include "scene/lines.hpp"

#include "scene/chunk_mesh.hpp"
#include "scene/rings.hpp"
#include "scene/simplify.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::scene {
namespace {

double twice_area(std::span<const geom::Point> ring) {
    double sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        sum += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
               (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    return sum;
}

}  // namespace

bool LineMaker::gather(geom::RingView ring) {
    points_.clear();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geom::Point p = ring.at(i);
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        if (!points_.empty() && points_.back() == p) continue;
        points_.push_back(p);
    }
    while (points_.size() > 1 && points_.back() == points_.front()) points_.pop_back();
    return points_.size() >= 3;
}

void LineMaker::put(geom::Point a, geom::Point b, double along, std::uint32_t style) {
    geom::Box box;
    box.add(a.x, a.y);
    box.add(b.x, b.y);
    if (!box.meets(view_)) return;
    out_.pieces.push_back({static_cast<float>(a.x - out_.origin_x), static_cast<float>(a.y - out_.origin_y),
                           static_cast<float>(b.x - out_.origin_x), static_cast<float>(b.y - out_.origin_y),
                           static_cast<float>(along), style});
}

// points_, closed. A point is passed over while it and those passed before lie close to the piece drawn instead.
void LineMaker::add_ring(bool turned, std::uint32_t style) {
    if (turned) std::reverse(points_.begin(), points_.end());
    const std::size_t n = points_.size();
    double along = 0;
    std::size_t from = 0;
    constexpr std::size_t most_passed = 64;
    const auto close_enough = [&](std::size_t to) {
        if (to - from > most_passed) return false;
        for (std::size_t i = from + 1; i < to; ++i)
            if (distance_m(points_[i], points_[from], points_[to % n]) > detail_m_) return false;
        return true;
    };
    while (from < n) {
        std::size_t to = from + 1;
        while (to < n && close_enough(to + 1)) ++to;
        const geom::Point a = points_[from];
        const geom::Point b = points_[to % n];
        put(a, b, along, style);
        along += std::hypot(b.x - a.x, b.y - a.y);
        from = to;
    }
}

void LineMaker::add_feature(const geom::Polygons& polygons, Row row, std::uint32_t style) {
    for (std::uint64_t p = polygons.first_polygon(row); p < polygons.end_polygon(row); ++p)
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r) {
            if (!gather(polygons.ring(r))) continue;
            const bool hole = r != polygons.first_ring(p);
            add_ring((twice_area(points_) < 0) != hole, style);
        }
}

void LineMaker::add_coarse(const geom::Polygons& polygons, Row row, std::uint32_t style, double tolerance_m) {
    for (std::uint64_t p = polygons.first_polygon(row); p < polygons.end_polygon(row); ++p) {
        if (polygons.first_ring(p) == polygons.end_ring(p) || !gather(polygons.ring(polygons.first_ring(p)))) continue;
        few_points(points_, tolerance_m, 6, taken_);
        few_.clear();
        for (const std::uint32_t i : taken_) few_.push_back(points_[i]);
        points_.swap(few_);
        add_ring(twice_area(points_) < 0, style);
    }
}

LineStyle platform_line(const style::Theme& theme, double ui_scale) {
    LineStyle line;
    line.colour = theme.dark ? style::rgb(0xE6E8EA) : style::rgb(0x2F3640);
    line.width_px = static_cast<float>(2 * ui_scale);
    line.casing = style::with_alpha(theme.paper, 200);
    line.casing_px = static_cast<float>(1.5 * ui_scale);
    return line;
}

LineStyle street_line(const style::Theme& theme, double ui_scale) {
    LineStyle line;
    line.colour = theme.secondary;
    line.width_px = static_cast<float>(1.25 * ui_scale);
    line.dash_px = static_cast<float>(6 * ui_scale);
    line.casing = style::with_alpha(theme.paper, 150);
    line.casing_px = static_cast<float>(ui_scale);
    return line;
}

LineStyle constraint_line(double ui_scale) {
    LineStyle line;
    line.colour = style::rgb(0x0F766E);
    line.width_px = static_cast<float>(1.5 * ui_scale);
    line.dash_px = static_cast<float>(3 * ui_scale);
    line.glow_px = static_cast<float>(6 * ui_scale);
    return line;
}

LineStyle renewal_line(double ui_scale) {
    LineStyle line;
    line.colour = style::rgb(0x3F6212);
    line.width_px = static_cast<float>(1.75 * ui_scale);
    line.dash_px = static_cast<float>(9 * ui_scale);
    line.glow_px = static_cast<float>(5 * ui_scale);
    return line;
}

LineBatch border_lines(const geom::Polygons& polygons, const LineStyle& style, const geom::Box& view, double m_per_px) {
    LineBatch out;
    out.styles = {style};
    if (view.empty()) return out;
    out.origin_x = (view.min_x + view.max_x) / 2;
    out.origin_y = (view.min_y + view.max_y) / 2;
    LineMaker maker(out, view, 0.3 * m_per_px);
    for (Row row = 0; row < polygons.size(); ++row) {
        const geom::Box box = finite_box(polygons, row);
        if (!box.meets(view)) continue;
        if (std::max(box.max_x - box.min_x, box.max_y - box.min_y) >= 4 * m_per_px) maker.add_feature(polygons, row, 0);
    }
    return out;
}

}  // namespace mulens::scene
