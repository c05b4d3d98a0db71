#include "write/lonlat.hpp"

#include "base/exact.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::write {
namespace {

constexpr double grid_per_degree = 1e7;
// Longer rings go to GEOS, whose sweep is then quicker than looking at every pair.
constexpr std::size_t short_ring = 80;

/// Twice the signed area of (a, b, c), exact.
int side(const GridPoint& a, const GridPoint& b, const GridPoint& c) {
    const Int128 cross = static_cast<Int128>(b.x - a.x) * (c.y - a.y) - static_cast<Int128>(b.y - a.y) * (c.x - a.x);
    return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

bool between(std::int64_t a, std::int64_t b, std::int64_t v) { return std::min(a, b) <= v && v <= std::max(a, b); }

bool on_segment(const GridPoint& a, const GridPoint& b, const GridPoint& p) {
    return side(a, b, p) == 0 && between(a.x, b.x, p.x) && between(a.y, b.y, p.y);
}

bool segments_meet(const GridPoint& a, const GridPoint& b, const GridPoint& c, const GridPoint& d) {
    if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x)) return false;
    if (std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y)) return false;
    const int c_side = side(a, b, c), d_side = side(a, b, d), a_side = side(c, d, a), b_side = side(c, d, b);
    if (c_side * d_side < 0 && a_side * b_side < 0) return true;
    return on_segment(a, b, c) || on_segment(a, b, d) || on_segment(c, d, a) || on_segment(c, d, b);
}

Int128 twice_area(const GridRing& ring) {
    Int128 sum = 0;
    const GridPoint& o = ring.front();
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += static_cast<Int128>(ring[i].x - o.x) * (ring[i + 1].y - o.y) -
               static_cast<Int128>(ring[i + 1].x - o.x) * (ring[i].y - o.y);
    return sum;
}

/// `p` lies on the way back from `b` to `a` or beyond: the ring runs out and back along one line.
bool spike(const GridPoint& a, const GridPoint& b, const GridPoint& p) {
    if (side(a, b, p) != 0) return false;
    const Int128 dot = static_cast<Int128>(b.x - a.x) * (p.x - b.x) + static_cast<Int128>(b.y - a.y) * (p.y - b.y);
    return dot < 0;
}

}  // namespace

void GridBox::add(const GridPoint& p) {
    min_x = std::min(min_x, p.x);
    min_y = std::min(min_y, p.y);
    max_x = std::max(max_x, p.x);
    max_y = std::max(max_y, p.y);
}

void GridBox::add(const GridBox& b) {
    if (b.empty()) return;
    add(GridPoint{b.min_x, b.min_y});
    add(GridPoint{b.max_x, b.max_y});
}

bool clean_ring(GridRing& ring, bool outer) {
    if (!ring.empty() && ring.front() == ring.back()) ring.pop_back();
    // One pass with a stack; taking a spike's tip away may bring out the next one.
    GridRing kept;
    kept.reserve(ring.size() + 1);
    for (const GridPoint& p : ring) {
        for (;;) {
            if (!kept.empty() && kept.back() == p) break;
            if (kept.size() >= 2 && spike(kept[kept.size() - 2], kept.back(), p)) {
                kept.pop_back();
                continue;
            }
            kept.push_back(p);
            break;
        }
    }
    // The same across the seam.
    for (bool changed = true; changed && kept.size() >= 3;) {
        const std::size_t n = kept.size();
        changed = true;
        if (kept[n - 1] == kept[0] || spike(kept[n - 2], kept[n - 1], kept[0]))
            kept.pop_back();
        else if (spike(kept[n - 1], kept[0], kept[1]))
            kept.erase(kept.begin());
        else
            changed = false;
    }
    if (kept.size() < 3) return false;
    kept.push_back(kept.front());
    // A bow-tie may have no signed area and still be land; a ring along one line is all spikes and gone by now.
    if ((twice_area(kept) > 0) != outer) std::reverse(kept.begin(), kept.end());
    ring = std::move(kept);
    return true;
}

bool ring_is_simple(const GridRing& ring) {
    const std::size_t n = ring.size() - 1;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            if (j == i + 1) {
                if (spike(ring[i], ring[j], ring[j + 1])) return false;
            } else if (i == 0 && j == n - 1) {
                if (spike(ring[j], ring[0], ring[1])) return false;
            } else if (segments_meet(ring[i], ring[i + 1], ring[j], ring[j + 1])) {
                return false;
            }
        }
    }
    return true;
}

LonLatMaker::LonLatMaker(const std::string& crs) : transform_(crs, "EPSG:4326") {}

LonLatResult LonLatMaker::make(const geom::Polygons& geometry, Row feature, GridMultiPolygon& out) {
    out.clear();
    for (std::uint64_t p = geometry.first_polygon(feature); p < geometry.end_polygon(feature); ++p) {
        GridPolygon polygon;
        for (std::uint64_t r = geometry.first_ring(p); r < geometry.end_ring(p); ++r) {
            const geom::RingView view = geometry.ring(r);
            xy_.assign(view.data(), view.data() + 2 * view.size());
            transform_.apply(xy_.data(), view.size());
            GridRing ring(view.size());
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const double lon = xy_[2 * i], lat = xy_[2 * i + 1];
                if (!(std::abs(lon) <= 180 && std::abs(lat) <= 90)) return out.clear(), LonLatResult::none;
                ring[i] = {std::llround(lon * grid_per_degree), std::llround(lat * grid_per_degree)};
            }
            const bool outer = polygon.empty();
            if (clean_ring(ring, outer))
                polygon.push_back(std::move(ring));
            else if (outer)
                break;  // without its outer ring a polygon is gone, holes and all
        }
        if (!polygon.empty()) out.push_back(std::move(polygon));
    }
    if (out.empty()) return LonLatResult::none;
    const bool cheap = out.size() == 1 && out[0].size() == 1 && out[0][0].size() <= short_ring;
    if (cheap ? ring_is_simple(out[0][0]) : is_valid(out)) return LonLatResult::whole;
    out = make_valid(out);
    return out.empty() ? LonLatResult::none : LonLatResult::repaired;
}

}  // namespace mulens::write
