#include "crs/suspect.hpp"

#include "crs/gcj02.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace mulens::crs {
namespace {

using geom::Point;

constexpr double reach_m = 3;
constexpr std::size_t most_tried = 20000;
constexpr std::size_t least_restored = 10;
constexpr double least_share = 0.02;   // of the corners tried
constexpr double least_advantage = 5;  // restored against as they are

/// Metres on a local plane: good to a thousandth, the same for both layers.
struct Plane {
    double east_m;
    double north_m = 110950;
    explicit Plane(double latitude) : east_m(111320 * std::cos(latitude * std::numbers::pi / 180)) {}
    [[nodiscard]] Point at(Point lonlat) const { return {lonlat.x * east_m, lonlat.y * north_m}; }
};

/// Reference corners by square cells, sorted; a look-up tries the nine cells around.
class Corners {
  public:
    Corners(std::span<const double> lonlat, const Plane& plane) {
        entries_.reserve(lonlat.size() / 2);
        for (std::size_t i = 0; i + 1 < lonlat.size(); i += 2) {
            const Point p = plane.at({lonlat[i], lonlat[i + 1]});
            if (std::isfinite(p.x) && std::isfinite(p.y)) entries_.push_back({cell(p.x), cell(p.y), p});
        }
        std::sort(entries_.begin(), entries_.end(), before);
    }
    [[nodiscard]] bool near(Point p) const {
        for (std::int64_t dx = -1; dx <= 1; ++dx) {
            const Entry low{cell(p.x) + dx, cell(p.y) - 1, {}};
            for (auto e = std::lower_bound(entries_.begin(), entries_.end(), low, before);
                 e != entries_.end() && e->cx == low.cx && e->cy <= low.cy + 2; ++e)
                if (std::hypot(e->at.x - p.x, e->at.y - p.y) <= reach_m) return true;
        }
        return false;
    }

  private:
    struct Entry {
        std::int64_t cx, cy;
        Point at;
    };
    static bool before(const Entry& a, const Entry& b) { return a.cx != b.cx ? a.cx < b.cx : a.cy < b.cy; }
    static std::int64_t cell(double metres) { return static_cast<std::int64_t>(std::floor(metres / reach_m)); }
    std::vector<Entry> entries_;
};

}  // namespace

Suspicion suspect_shift(std::span<const double> layer, std::span<const double> reference) {
    Suspicion s;
    const std::size_t points = layer.size() / 2;
    if (points == 0 || reference.size() < 2 || !std::isfinite(layer[1])) return s;
    const Plane plane(layer[1]);
    const Corners corners(reference, plane);
    const std::size_t step = std::max<std::size_t>(1, (points + most_tried - 1) / most_tried);
    std::size_t gcj = 0;
    std::size_t bd = 0;
    Point sample{};
    for (std::size_t i = 0; i < points; i += step) {
        const Point p{layer[2 * i], layer[2 * i + 1]};
        if (!std::isfinite(p.x) || !std::isfinite(p.y) || !gcj02_applies(p)) continue;
        sample = p;
        ++s.tried;
        s.as_is += corners.near(plane.at(p));
        gcj += corners.near(plane.at(wgs84_from_gcj02(p)));
        bd += corners.near(plane.at(wgs84_from_bd09(p)));
    }
    s.restored = std::max(gcj, bd);
    const auto restored = static_cast<double>(s.restored);
    if (s.restored < least_restored || restored < least_share * static_cast<double>(s.tried) ||
        restored < least_advantage * static_cast<double>(s.as_is))
        return s;
    s.shift = gcj >= bd ? Shift::gcj02 : Shift::bd09;
    const Point back = s.shift == Shift::gcj02 ? wgs84_from_gcj02(sample) : wgs84_from_bd09(sample);
    const Point from = plane.at(sample);
    const Point to = plane.at(back);
    s.displacement_m = std::hypot(from.x - to.x, from.y - to.y);
    const char* name = s.shift == Shift::gcj02 ? "GCJ-02" : "BD-09";
    s.reason = fmt::format(
        "the layer looks displaced by {:.0f} m as {} is: {} of {} corners meet the other layer when it is taken "
        "back, {} as they are; if so, write shift = \"{}\" for it in the project",
        s.displacement_m, name, s.restored, s.tried, s.as_is, name);
    return s;
}

}  // namespace mulens::crs
