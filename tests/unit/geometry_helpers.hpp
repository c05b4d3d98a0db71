// Made-up polygons and GEOS answers for the geometry tests.
#pragma once

#include "geom/area.hpp"
#include "geom/simple.hpp"
#include "geos/ops.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace mulens::test {

using Points = std::vector<std::pair<double, double>>;

inline void add_polygon(geom::Polygons& out, const Points& points) {
    for (const auto& [x, y] : points) out.add_point(x, y);
    out.add_point(points[0].first, points[0].second);
    out.end_ring();
    out.end_polygon();
    out.end_feature();
}

/// A star-shaped polygon around (x, y); `step` > 0 snaps it to a lattice so that borders touch and overlap often.
inline bool add_star(geom::Polygons& out, std::mt19937_64& random, double x, double y, double radius, int corners,
                     double step) {
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<double> angles;
    for (int i = 0; i < corners; ++i) angles.push_back(unit(random) * 2 * std::numbers::pi);
    std::sort(angles.begin(), angles.end());
    Points points;
    for (const double angle : angles) {
        const double r = radius * (0.4 + 0.6 * unit(random));
        double px = x + r * std::cos(angle);
        double py = y + r * std::sin(angle);
        if (step > 0) {
            px = std::round(px / step) * step;
            py = std::round(py / step) * step;
        }
        if (points.empty() || points.back() != std::pair{px, py}) points.emplace_back(px, py);
    }
    while (points.size() > 1 && points.back() == points.front()) points.pop_back();
    if (points.size() < 3) return false;
    if (unit(random) < 0.5) std::reverse(points.begin(), points.end());
    geom::Polygons one;
    add_polygon(one, points);
    if (!geom::certainly_valid(one, 0)) return false;
    out.add_feature(one, 0);
    return true;
}

/// The DE-9IM matrix by GEOS.
inline std::string relate(geos::Context& context, const geom::Polygons& a, Row fa, const geom::Polygons& b, Row fb) {
    const auto ga = geos::from_feature(context, a, fa);
    const auto gb = geos::from_feature(context, b, fb);
    char* text = GEOSRelate_r(context.handle(), ga.get(), gb.get());
    std::string matrix(text);
    GEOSFree_r(context.handle(), text);
    return matrix;
}

inline double geos_common_area(geos::Context& context, const geom::Polygons& a, Row fa, const geom::Polygons& b,
                               Row fb) {
    return geos::intersection_area(geos::from_feature(context, a, fa), geos::from_feature(context, b, fb)).value();
}

}  // namespace mulens::test
