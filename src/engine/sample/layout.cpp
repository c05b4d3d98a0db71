#include "sample/layout.hpp"

#include "base/error.hpp"
#include "sample/projection.hpp"
#include "sample/rng.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mulens::sample {
namespace {

constexpr double base_parcels = 5000;
constexpr double net_share = 0.74;         ///< of a region that ends up in blocks, before the exact count
constexpr double leaf_mean = 0.69;         ///< mean leaf of a recursive split ÷ its threshold, found by trial
constexpr double leaf_mean_small = 0.715;  ///< the same where blocks are small
constexpr double widest_m = 118000;        ///< largest side of the grown frame

Ring region_plan(Point centre, const config::RegionLayout& layout, double rotation, double grow) {
    const double area = layout.area_km2 * 1e6 * grow;
    const double b = std::sqrt(area / layout.side_ratio) / 2, a = b * layout.side_ratio;
    const Ring box = rectangle(centre, direction(rotation), a, b);
    Ring out;
    for (std::size_t i = 0; i < 4; ++i) {
        const double cut = (i < layout.corners.size() ? layout.corners[i] : 0.0) * 2 * std::min(a, b);
        const Point before = box[(i + 3) % 4], at = box[i], after = box[(i + 1) % 4];
        if (cut <= 0) {
            out.push_back(at);
            continue;
        }
        const double in = length(before, at), on = length(at, after);
        out.push_back({at.x + (before.x - at.x) * cut * 1.3 / in, at.y + (before.y - at.y) * cut * 1.3 / in});
        out.push_back({at.x + (after.x - at.x) * cut / on, at.y + (after.y - at.y) * cut / on});
    }
    return out;
}

/// Long edges get points in between, so that the warp bends them.
Ring densified(const Ring& ring, double step) {
    Ring out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        const int parts = std::max(1, static_cast<int>(length(a, b) / step));
        for (int k = 0; k < parts; ++k) {
            const double t = static_cast<double>(k) / parts;
            out.push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
        }
    }
    return out;
}

/// Above a certain size the regions fill the frame: each is what lies nearest to its middle.
void fill_frame(Layout& layout) {
    for (Region& region : layout.regions) {
        Ring cell{{layout.frame.min_x, layout.frame.min_y},
                  {layout.frame.max_x, layout.frame.min_y},
                  {layout.frame.max_x, layout.frame.max_y},
                  {layout.frame.min_x, layout.frame.max_y}};
        for (const Region& other : layout.regions) {
            if (&other == &region) continue;
            const Point a = region.centre, b = other.centre;
            const double l = length(a, b);
            const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
            cell = clip_left(cell, Line{middle, {(a.y - b.y) / l, (b.x - a.x) / l}});
        }
        region.plan = cell;
    }
}

void add_regions(Layout& layout) {
    const double own = std::min(1.0, layout.scale);
    const double grow = layout.scale < 1 ? own : layout.grow_x * layout.grow_y;
    const auto add = [&](int platform, const std::string& name, double lon, double lat, const config::RegionLayout& l) {
        Region r;
        r.platform = platform;
        r.name = name;
        r.centre = layout.place(metres_from_degrees({lon, lat}));
        r.plot_factor = l.plot_factor;
        r.rotation = l.rotation_deg * std::numbers::pi / 180;
        r.plan = region_plan(r.centre, l, r.rotation, grow);
        layout.regions.push_back(std::move(r));
    };
    const auto& platforms = layout.facts.platforms;
    for (std::size_t i = 0; i < platforms.size(); ++i)
        if (!platforms[i].district_wide)
            add(static_cast<int>(i), platforms[i].name, platforms[i].lon, platforms[i].lat, platforms[i].layout);
    for (const auto& cluster : layout.facts.clusters) {
        const auto home =
            std::find_if(platforms.begin(), platforms.end(), [&](const auto& p) { return p.id == cluster.platform; });
        if (home == platforms.end()) throw Error::make(ExitCode::failed, "platforms.toml: no '{}'", cluster.platform);
        add(static_cast<int>(home - platforms.begin()), cluster.name, cluster.lon, cluster.lat, cluster.layout);
    }
    if (layout.filled) fill_frame(layout);
    for (Region& r : layout.regions) r.border = layout.warp.apply(densified(r.plan, 250));
}

/// Cuts a region into superblocks and blocks by roads and canals, from wide to narrow.
class Divider {
  public:
    Divider(Layout& layout, std::uint32_t region, double block_area)
        : layout_(layout), region_(region), block_area_(block_area), rng_(layout.seed, {1, region}) {}

    void run() {
        const Region& r = layout_.regions[region_];
        divide(inset(r.plan, layout_.filled ? 30 : 16), direction(r.rotation), 0);
    }

  private:
    void divide(const Ring& ring, Point axis, int depth) {
        const double area = signed_area(ring);
        if (area < 6000) return;
        const Extent along = extent_along(ring, axis);
        const Point cross{-axis.y, axis.x};
        const Extent across = extent_along(ring, cross);
        const double stop = block_area_ * rng_.between(0.75, 1.9);
        if (area < stop) return finish(ring);
        const bool cut_along = along.size() * rng_.between(0.85, 1.15) < across.size();
        const Extent& range = cut_along ? across : along;
        const Point way = cut_along ? cross : axis;
        const double t = range.low + range.size() * (0.5 + rng_.between(-0.13, 0.13));
        const double tilt = rng_.between(-1, 1) * (depth < 2 ? 0.035 : 0.022);
        const Point turned{way.x * std::cos(tilt) - way.y * std::sin(tilt),
                           way.x * std::sin(tilt) + way.y * std::cos(tilt)};
        const Point middle = centroid(ring);
        const double off = t - (middle.x * way.x + middle.y * way.y);
        const Line line{{middle.x + way.x * off, middle.y + way.y * off}, {-turned.y, turned.x}};
        const double km2 = area / 1e6;
        const bool canal = km2 > 1.1 && rng_.chance(km2 > 6 ? 0.3 : 0.22);
        const double width = canal ? 66 : km2 > 40 ? 80 : km2 > 6 ? 58 : km2 > 1.6 ? 42 : km2 > 0.5 ? 30 : 20;
        record(ring, line, width, canal);
        const Ring left = clip_left(ring, line.shifted(width / 2));
        const Ring right = clip_left(ring, line.shifted(-width / 2).reversed());
        if (left.size() > 2) divide(left, bent(axis), depth + 1);
        if (right.size() > 2) divide(right, bent(axis), depth + 1);
    }

    Point bent(Point axis) {
        const double a = rng_.between(-0.02, 0.02);
        return {axis.x * std::cos(a) - axis.y * std::sin(a), axis.x * std::sin(a) + axis.y * std::cos(a)};
    }

    void record(const Ring& ring, const Line& line, double width, bool canal) {
        if (layout_.big) return;
        double low = 1e300, high = -1e300;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point a = ring[i], b = ring[(i + 1) % ring.size()];
            const double da = line.distance(a), db = line.distance(b);
            if ((da > 0) == (db > 0)) continue;
            const double u = da / (da - db);
            const double s = line.position({a.x + (b.x - a.x) * u, a.y + (b.y - a.y) * u});
            low = std::min(low, s);
            high = std::max(high, s);
        }
        if (low >= high) return;
        const int parts = std::max(1, static_cast<int>((high - low) / 220));
        Ring one, other;
        Point before{};
        for (int k = 0; k <= parts; ++k) {
            const double s = low - 14 + (high - low + 28) * k / parts;
            const auto at = [&](const Line& l) {
                return layout_.warp.apply(Point{l.at.x + l.along.x * s, l.at.y + l.along.y * s});
            };
            const Point now = at(line);
            if (canal) {
                one.push_back(at(line.shifted(-15)));
                other.push_back(at(line.shifted(15)));
            } else if (k > 0 && layout_.river.from_bank(now) > 20 && layout_.river.from_bank(before) > 20) {
                layout_.roads.push_back({before, now, width});
            }
            before = now;
        }
        if (!canal) return;
        one.insert(one.end(), other.rbegin(), other.rend());
        layout_.canals.push_back(std::move(one));
    }

    void finish(const Ring& ring) {
        Ring real = layout_.river.keep_dry(layout_.warp.apply(ring), layout_.filled ? 60 : 130, 12000);
        if (real.size() < 3) return;
        const Extent a = extent_along(real, main_direction(real));
        if (signed_area(real) / a.size() < 55) return;  // a strip is a verge, no block
        Block block;
        block.ring = chamfered(real, rng_.between(7, 14));
        block.region = region_;
        block.area_m2 = signed_area(block.ring);
        const Point middle = centroid(block.ring);
        // Quality changes slowly over the map, with a jump now and then.
        const double x = middle.x / 1000, y = middle.y / 1000;
        block.quality = std::exp(0.32 * std::sin(0.55 * x + 0.9) * std::cos(0.47 * y) + 0.28 * rng_.normal());
        const bool west = layout_.river.nearest(middle).line.distance(middle) > 0;
        double best = 1e300;
        for (std::size_t s = 0; s < layout_.street_seeds.size(); ++s) {
            const double d = length(middle, layout_.street_seeds[s]);
            if (layout_.facts.streets[s].west_bank == west && d < best)
                best = d, block.street = static_cast<std::uint32_t>(s);
        }
        layout_.blocks.push_back(std::move(block));
    }

    Layout& layout_;
    std::uint32_t region_;
    double block_area_;
    Rng rng_;
};

void choose_frame(Layout& layout) {
    const auto& f = layout.facts;
    const double width = f.max_e - f.min_e, height = f.max_n - f.min_n;
    layout.filled = layout.scale > 6.5;
    if (layout.filled) {
        const double side = std::min(widest_m, std::sqrt(layout.scale * base_parcels * 15500 / 0.66));
        layout.grow_x = std::min(side, widest_m) / width;
        layout.grow_y = std::min(side, widest_m) / height;
    } else if (layout.scale > 1) {
        layout.grow_x = layout.grow_y = std::sqrt(layout.scale);
    }
    const Point low = layout.place({f.min_e, f.min_n}), high = layout.place({f.max_e, f.max_n});
    layout.frame.add(low.x, low.y);
    layout.frame.add(high.x, high.y);
}

}  // namespace

Point Layout::place(Point p) const {
    const Point c{(facts.min_e + facts.max_e) / 2, (facts.min_n + facts.max_n) / 2};
    return {c.x + (p.x - c.x) * grow_x, c.y + (p.y - c.y) * grow_y};
}

std::uint64_t Layout::wanted_parcels() const { return static_cast<std::uint64_t>(base_parcels * scale + 0.5); }

Layout make_layout(const SampleOptions& options, Progress& progress) {
    Layout layout;
    layout.facts = config::load_district_facts();
    layout.seed = options.seed;
    layout.scale = options.scale;
    layout.big = options.scale > 20;
    choose_frame(layout);
    const Point centre = layout.place(
        {0.5 * (layout.facts.min_e + layout.facts.max_e), 0.5 * (layout.facts.min_n + layout.facts.max_n)});
    layout.warp = Warp(centre, layout.filled);
    std::vector<CurvePoint> course;
    for (const auto& p : layout.facts.river) course.push_back({layout.place({p.e, p.n}), p.width});
    layout.river = River(course);
    for (const auto& s : layout.facts.streets)
        layout.street_seeds.push_back(layout.place(metres_from_degrees({s.lon, s.lat})));
    add_regions(layout);

    double total = 0, weight = 0;
    for (const Region& r : layout.regions) {
        total += signed_area(r.plan) * net_share;
        weight += signed_area(r.plan) * net_share / r.plot_factor;
    }
    const double plot = weight / static_cast<double>(layout.wanted_parcels());
    progress.stage("laying out blocks", layout.regions.size());
    for (std::uint32_t i = 0; i < layout.regions.size(); ++i) {
        progress.check();
        Divider(layout, i, plot * layout.regions[i].plot_factor * 10).run();
        progress.advance(1);
    }
    double exact = 0;
    for (const Block& b : layout.blocks) exact += b.area_m2 / layout.regions[b.region].plot_factor;
    double all = 0;
    for (const Block& b : layout.blocks) all += b.area_m2;
    layout.plot_area_m2 =
        exact / static_cast<double>(layout.wanted_parcels()) / (layout.filled ? leaf_mean_small : leaf_mean);
    layout.mean_plot_m2 = all / static_cast<double>(layout.wanted_parcels());
    return layout;
}

}  // namespace mulens::sample
