// Factories with yards: halls in rows along the plot's own axis, some L-shaped, an office at times.
#include "sample/block.hpp"
#include "sample/rng.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::sample {
namespace {

bool inside(const Ring& convex, const Ring& ring) {
    for (std::size_t i = 0; i < convex.size(); ++i) {
        const Point a = convex[i], b = convex[(i + 1) % convex.size()];
        const double l = length(a, b);
        if (l < 1e-6) continue;
        const Line line{a, {(b.x - a.x) / l, (b.y - a.y) / l}};
        for (const Point p : ring)
            if (line.distance(p) < -1e-6) return false;
    }
    return true;
}

/// Cells of about equal size with gaps between them.
void cells(const Ring& ring, Point axis, double target, double gap, Rng& rng, std::vector<Ring>& out) {
    const double area = signed_area(ring);
    if (ring.size() < 3 || area < 90) return;
    if (area < target * 1.5 || out.size() > 24) {
        out.push_back(ring);
        return;
    }
    const Point cross{-axis.y, axis.x};
    const Extent along = extent_along(ring, axis), across = extent_along(ring, cross);
    const bool cut_along = along.size() < across.size() * 0.9;
    const Extent& range = cut_along ? across : along;
    const Point way = cut_along ? cross : axis;
    const double t = range.low + range.size() * (0.5 + rng.between(-0.14, 0.14));
    const Point middle = centroid(ring);
    const double off = t - (middle.x * way.x + middle.y * way.y);
    const Line line{{middle.x + way.x * off, middle.y + way.y * off}, {-way.y, way.x}};
    cells(clip_left(ring, line.shifted(gap / 2)), axis, target, gap, rng, out);
    cells(clip_left(ring, line.shifted(-gap / 2).reversed()), axis, target, gap, rng, out);
}

/// The largest rectangle tried, shrinking, that lies in the cell.
Ring fit(const Ring& cell, Point axis, double fill, double deepest) {
    const Point cross{-axis.y, axis.x};
    const Extent along = extent_along(cell, axis), across = extent_along(cell, cross);
    Point middle = centroid(cell);
    double a = along.size() / 2 * fill, b = std::min(across.size() / 2 * fill, deepest / 2);
    for (int i = 0; i < 14; ++i) {
        const Ring r = rectangle(middle, axis, a, b);
        if (inside(cell, r)) return a > 4.5 && b > 4.5 ? r : Ring{};
        a *= 0.93;
        b *= 0.93;
    }
    return {};
}

/// Takes a corner out of a rectangle.
Ring l_shape(const Ring& r, Rng& rng) {
    const double u = rng.between(0.35, 0.6), v = rng.between(0.35, 0.6);
    const int turn = rng.below(4);
    const auto at = [&](int i) { return r[static_cast<std::size_t>((i + turn) % 4)]; };
    const auto mix = [](Point p, Point q, double t) { return Point{p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t}; };
    const Point e = mix(at(1), at(2), v), f = mix(at(3), at(2), u);
    const Point corner{e.x + f.x - at(2).x, e.y + f.y - at(2).y};
    return {at(0), at(1), e, corner, f, at(3)};
}

void describe_hall(Building& b, int usual_floors, Rng& rng) {
    b.floors = usual_floors == 1 ? (rng.chance(0.7) ? 1 : 2) : std::max(1, usual_floors + rng.below(4) - 1);
    if (rng.chance(0.25)) b.floors = 1;
    b.storey_dm = b.floors == 1 ? (rng.chance(0.5) ? 82 + rng.below(39) : 60 + rng.below(20)) : 42 + rng.below(18);
}

struct Plan {
    double halls = 4, fill_low = 0.86, fill_high = 0.99, setback = 9, gap = 11, deepest = 95, skip = 0.1;
    int floors = 2;
    const char* use = "厂房";
};

Plan plan_for(const Layout& layout, const Block& block, const Plot& plot, Rng& rng) {
    Plan plan;
    const auto& lead = layout.platform_of(block).lead;
    for (const auto& i : layout.facts.industries)
        if (i.id == lead) plan.floors = i.floors;
    plan.setback = std::clamp(std::sqrt(plot.area_m2) * 0.07, 6.5, 13.0) + rng.between(0, 2.5);
    plan.halls = std::clamp((layout.filled ? 3.6 : 2.9) + (layout.filled ? 3.9 : 3.3) * plot.area_m2 /
                                                              layout.mean_plot_m2 * rng.between(0.8, 1.3),
                            1.0, 15.0);
    plan.gap = rng.between(8.5, 13.5);
    if (rng.chance(0.07)) plan.skip = 0.62;  // much yard, little hall
    switch (plot.use) {
        case Use::storage:
            plan = {2.5, 0.9, 0.99, plan.setback, 16, 130, 0.05, 1, "仓库"};
            break;
        case Use::dormitory:
            plan = {std::clamp(9 * plot.area_m2 / layout.mean_plot_m2, 2.0, 14.0),
                    0.75,
                    0.9,
                    plan.setback,
                    17,
                    17,
                    0.05,
                    9,
                    "宿舍"};
            break;
        case Use::school:
            plan = {4, 0.55, 0.8, plan.setback, 20, 24, 0.2, 4, "教学楼"};
            break;
        case Use::substation:
            plan = {1, 0.4, 0.6, plan.setback, 10, 40, 0, 2, "变电站"};
            break;
        default:
            break;
    }
    return plan;
}

/// Moves a building over the nearest border by a few metres, unless it would meet another one.
void push_over_border(Plot& plot, Building& building, Rng& rng) {
    const Point middle = centroid(building.ring);
    double best = 1e300;
    Point outward{};
    for (std::size_t i = 0; i < plot.core.size(); ++i) {
        const Point a = plot.core[i], b = plot.core[(i + 1) % plot.core.size()];
        const double l = length(a, b);
        if (l < 20) continue;
        const Line line{a, {(b.x - a.x) / l, (b.y - a.y) / l}};
        double nearest = 1e300;
        for (const Point p : building.ring) nearest = std::min(nearest, line.distance(p));
        const double along = line.position(middle);
        if (along < 0 || along > l || nearest >= best) continue;
        best = nearest;
        outward = {line.along.y, -line.along.x};
    }
    if (best > 40) return;
    const double by = best + rng.between(1.5, 3.5);
    Ring moved = building.ring;
    for (Point& p : moved) p = {p.x + outward.x * by, p.y + outward.y * by};
    const Box box = box_of(moved);
    for (const Building& other : plot.buildings)
        if (&other != &building && box_of(other.ring).meets(box)) return;
    building.ring = std::move(moved);
}

}  // namespace

void add_buildings(const Layout& layout, std::uint32_t index, std::vector<Plot>& plots) {
    const Block& block = layout.blocks[index];
    Rng rng(layout.seed, {4, index});
    std::vector<Ring> parts;
    for (Plot& plot : plots) {
        if (plot.vacant || plot.use == Use::road || plot.use == Use::green) continue;
        const Plan plan = plan_for(layout, block, plot, rng);
        const Ring yard = inset(plot.core, plan.setback);
        if (yard.size() < 3) continue;
        const Point axis = main_direction(plot.core);
        parts.clear();
        cells(yard, axis, signed_area(yard) / plan.halls, plan.gap, rng, parts);
        for (const Ring& cell : parts) {
            if (!plot.buildings.empty() && rng.chance(plan.skip)) continue;
            Building b;
            b.use = plan.use;
            b.ring = fit(cell, axis, rng.between(plan.fill_low, plan.fill_high), plan.deepest);
            if (b.ring.empty()) continue;
            describe_hall(b, plan.floors, rng);
            if (plot.use == Use::industry && signed_area(b.ring) > 700 && rng.chance(0.17))
                b.ring = l_shape(b.ring, rng);
            if (plot.use == Use::industry && signed_area(b.ring) < 900 && rng.chance(0.3)) {
                b.floors = 4 + rng.below(6);
                b.storey_dm = 38 + rng.below(5);
                b.basements = rng.chance(0.4) ? 1 : 0;
                b.use = "办公";
            }
            plot.buildings.push_back(std::move(b));
        }
        for (Building& b : plot.buildings)
            if (in_scope(plot.use) && rng.chance(0.012)) push_over_border(plot, b, rng);
        for (Building& b : plot.buildings) round_mm(b.ring);
    }
}

}  // namespace mulens::sample
