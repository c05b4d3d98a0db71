#include "geom/ellipsoid.hpp"

#include <cmath>
#include <numbers>

namespace mulens::geom {
namespace {

constexpr double radians = std::numbers::pi / 180.0;

Ellipsoid make_cgcs2000() {
    Ellipsoid s{};
    const double f = 1 / 298.257222101;
    s.a_m = 6378137.0;
    s.b_m = s.a_m * (1 - f);
    s.e2 = f * (2 - f);
    const double e2 = s.e2;
    const double e4 = e2 * e2;
    const double e6 = e4 * e2;
    const double e8 = e4 * e4;
    s.A = 1 + 3.0 / 6 * e2 + 30.0 / 80 * e4 + 35.0 / 112 * e6 + 630.0 / 2304 * e8;
    s.B = 1.0 / 6 * e2 + 15.0 / 80 * e4 + 21.0 / 112 * e6 + 420.0 / 2304 * e8;
    s.C = 3.0 / 80 * e4 + 7.0 / 112 * e6 + 180.0 / 2304 * e8;
    s.D = 1.0 / 112 * e6 + 45.0 / 2304 * e8;
    s.E = 5.0 / 2304 * e8;
    return s;
}

/// Area between two latitudes over one radian of longitude, signed by the direction, ÷ 2b².
double strip(const Ellipsoid& s, double from_lat, double to_lat) {
    const double half = (to_lat - from_lat) / 2;
    const double mean = (from_lat + to_lat) / 2;
    return s.A * std::sin(half) * std::cos(mean) - s.B * std::sin(3 * half) * std::cos(3 * mean) +
           s.C * std::sin(5 * half) * std::cos(5 * mean) - s.D * std::sin(7 * half) * std::cos(7 * mean) +
           s.E * std::sin(9 * half) * std::cos(9 * mean);
}

}  // namespace

const Ellipsoid& cgcs2000() {
    static const Ellipsoid ellipsoid = make_cgcs2000();
    return ellipsoid;
}

double ellipsoid_area_m2(RingView ring) {
    if (ring.size() < 3) return 0;
    const Ellipsoid& s = cgcs2000();
    const double reference = ring.x(0);  // any meridian does; a near one keeps the digits
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double mean_lon = (ring.x(i) - reference + (ring.x(i + 1) - reference)) / 2;
        sum += mean_lon * radians * strip(s, ring.y(i) * radians, ring.y(i + 1) * radians);
    }
    return std::abs(2 * s.b_m * s.b_m * sum);
}

double ellipsoid_area_m2(const Polygons& polygons, Row feature) {
    double area = 0;
    for (std::uint64_t p = polygons.first_polygon(feature); p < polygons.end_polygon(feature); ++p)
        for (std::uint64_t r = polygons.polygon_offsets[p]; r < polygons.polygon_offsets[p + 1]; ++r) {
            const double ring = ellipsoid_area_m2(polygons.ring(r));
            area += r == polygons.polygon_offsets[p] ? ring : -ring;
        }
    return area;
}

}  // namespace mulens::geom
