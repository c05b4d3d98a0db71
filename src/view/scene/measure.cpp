#include "scene/measure.hpp"

#include "geom/units.hpp"

#include <cmath>

namespace mulens::scene {

PathMeasure measure_path(std::span<const geom::Point> path) {
    PathMeasure out;
    geom::Point first;
    geom::Point before;
    bool any = false;
    double twice = 0;  // relative to the first point, so that an easting costs no digits
    for (const geom::Point& p : path) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        if (!any) first = before = p;
        any = true;
        out.length_m += std::hypot(p.x - before.x, p.y - before.y);
        twice += (before.x - first.x) * (p.y - first.y) - (p.x - first.x) * (before.y - first.y);
        before = p;
    }
    out.perimeter_m = out.length_m + std::hypot(before.x - first.x, before.y - first.y);
    out.area_m2 = std::abs(twice) / 2;
    out.area_mu = geom::mu_from_m2(out.area_m2);
    return out;
}

}  // namespace mulens::scene
