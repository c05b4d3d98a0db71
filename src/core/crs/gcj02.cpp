#include "crs/gcj02.hpp"

#include <cmath>
#include <numbers>

namespace mulens::crs {
namespace {

using geom::Point;
constexpr double pi = std::numbers::pi;
constexpr double tolerance_deg = 1e-10;  // a digit better than promised
constexpr int most_steps = 50;

double shift_x(double x, double y) {
    double s = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
    s += (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
    s += (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0;
    s += (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
    return s;
}

double shift_y(double x, double y) {
    double s = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
    s += (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
    s += (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0;
    s += (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y / 30.0 * pi)) * 2.0 / 3.0;
    return s;
}

/// x with forward(x) = image, by repeated subtraction of what is left over: the maps are near the identity.
template <typename Forward>
Point inverse(Point image, Forward forward) {
    Point p = image;
    for (int step = 0; step < most_steps; ++step) {
        const Point q = forward(p);
        const double dx = image.x - q.x;
        const double dy = image.y - q.y;
        p.x += dx;
        p.y += dy;
        if (std::abs(dx) < tolerance_deg && std::abs(dy) < tolerance_deg) break;
    }
    return p;
}

}  // namespace

bool gcj02_applies(Point p) { return p.x >= 72.004 && p.x <= 137.8347 && p.y >= 0.8293 && p.y <= 55.8271; }

Point gcj02_from_wgs84(Point p) {
    if (!gcj02_applies(p)) return p;
    constexpr double a = 6378245.0;
    constexpr double ee = 0.00669342162296594323;
    const double phi = p.y / 180.0 * pi;
    const double w2 = 1 - ee * std::sin(phi) * std::sin(phi);
    const double w = std::sqrt(w2);
    const double north = shift_y(p.x - 105.0, p.y - 35.0) * 180.0 / ((a * (1 - ee)) / (w2 * w) * pi);
    const double east = shift_x(p.x - 105.0, p.y - 35.0) * 180.0 / (a / w * std::cos(phi) * pi);
    return {p.x + east, p.y + north};
}

Point wgs84_from_gcj02(Point p) { return gcj02_applies(p) ? inverse(p, gcj02_from_wgs84) : p; }

Point bd09_from_gcj02(Point p) {
    constexpr double k = pi * 3000.0 / 180.0;
    const double r = std::hypot(p.x, p.y) + 0.00002 * std::sin(p.y * k);
    const double theta = std::atan2(p.y, p.x) + 0.000003 * std::cos(p.x * k);
    return {r * std::cos(theta) + 0.0065, r * std::sin(theta) + 0.006};
}

Point gcj02_from_bd09(Point p) { return inverse(p, bd09_from_gcj02); }
Point bd09_from_wgs84(Point p) { return gcj02_applies(p) ? bd09_from_gcj02(gcj02_from_wgs84(p)) : p; }
Point wgs84_from_bd09(Point p) { return gcj02_applies(p) ? wgs84_from_gcj02(gcj02_from_bd09(p)) : p; }

}  // namespace mulens::crs
