#include "crs/gauss.hpp"
#include "crs/identify.hpp"
#include "crs/sniff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace mulens::crs {
namespace {

using geom::Point;

/// A plane CRS is used as it is up to this error of area: a UTM zone used in its neighbour stays within it.
constexpr double area_tolerance = 0.01;

/// Counter-clockwise from Kashgar; land border and coast with its islands, to half a degree.
constexpr std::array<Point, 47> outline{
    {{73.4, 39.5},  {75.0, 37.0},  {78.0, 35.0},  {78.7, 31.5},  {81.2, 30.0},  {84.0, 28.6},  {88.0, 27.8},
     {89.0, 27.3},  {91.8, 27.6},  {94.0, 28.8},  {97.3, 28.0},  {98.6, 26.0},  {97.6, 24.0},  {99.0, 22.0},
     {101.5, 21.1}, {102.5, 22.4}, {105.5, 23.0}, {106.7, 21.9}, {108.0, 21.3}, {108.3, 18.0}, {110.5, 17.9},
     {112.0, 20.8}, {117.0, 22.4}, {119.5, 21.5}, {122.3, 22.0}, {122.5, 25.5}, {123.0, 28.0}, {123.2, 31.5},
     {121.5, 34.0}, {123.2, 37.0}, {122.0, 38.6}, {124.3, 39.6}, {126.5, 41.4}, {128.3, 41.8}, {130.7, 42.2},
     {131.3, 44.5}, {133.2, 45.0}, {135.2, 48.4}, {130.8, 48.6}, {127.5, 50.5}, {125.8, 53.3}, {120.5, 53.6},
     {119.8, 50.2}, {115.6, 47.9}, {111.5, 44.5}, {105.0, 41.4}, {95.5, 44.3}}};
constexpr std::array<Point, 6> northwest{
    {{95.5, 44.3}, {90.9, 45.3}, {87.8, 49.2}, {82.5, 46.0}, {80.0, 42.2}, {73.4, 39.5}}};

double cross_at(Point a, Point b, double y) { return a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x); }

/// The CGCS2000 3° zone of a longitude, central-meridian form.
std::string zone_at(double lon) {
    const int zone = std::clamp(static_cast<int>(std::floor((lon + 1.5) / 3)), 25, 45);
    return id_of({Datum::cgcs2000, 3, zone, false});
}

std::string utm_at(Point p) {
    if (p.y >= 84) return "EPSG:32661";
    if (p.y <= -80) return "EPSG:32761";
    const double lon = p.x - 360 * std::floor((p.x + 180) / 360);
    const int zone = std::clamp(static_cast<int>(std::floor((lon + 180) / 6)) + 1, 1, 60);
    return fmt::format("EPSG:{}", (p.y >= 0 ? 32600 : 32700) + zone);
}

Working in_chinese_zone(const std::string& data_crs, Point p) {
    if (p.x >= 118.5 && p.x <= 121.5)
        return {"EPSG:4549", "CGCS2000 3° zone, central meridian 120°E: the default between 118.5 and 121.5°E"};
    if (const std::optional<Gauss> g = gauss_of(data_crs); g && g->datum == Datum::cgcs2000 && g->width == 3)
        if (std::abs(p.x - g->central_meridian()) <= 3)
            return {id_of({Datum::cgcs2000, 3, g->zone, false}),
                    fmt::format("the data's own CGCS2000 3° zone, central meridian {}°E", g->central_meridian())};
    const std::string id = zone_at(p.x);
    return {id, fmt::format("the CGCS2000 3° zone of {:.2f}°E, central meridian {}°E", p.x,
                            gauss_of(id)->central_meridian())};
}

}  // namespace

bool in_china(Point p) {
    bool inside = false;
    const std::size_t n = outline.size() + northwest.size();
    const auto corner = [&](std::size_t i) { return i < outline.size() ? outline[i] : northwest[i - outline.size()]; };
    for (std::size_t i = 0; i < n; ++i) {
        const Point a = corner(i);
        const Point b = corner((i + 1) % n);
        if ((a.y > p.y) != (b.y > p.y) && p.x < cross_at(a, b, p.y)) inside = !inside;
    }
    return inside;
}

Working choose_working(const std::string& data_crs, const geom::Box& lonlat) {
    const std::string known = identify(data_crs);
    const std::string id = known.empty() ? data_crs : known;
    const bool usable = metric_plane(id) && !web_mercator(id);
    if (lonlat.empty() || !std::isfinite(lonlat.min_x + lonlat.max_x + lonlat.min_y + lonlat.max_y)) {
        if (usable) return {id, "the data's own plane CRS"};
        return {"", "no coordinates to choose a working CRS by: name one with --crs EPSG:n"};
    }
    const Point p{(lonlat.min_x + lonlat.max_x) / 2, (lonlat.min_y + lonlat.max_y) / 2};
    if (in_china(p)) return in_chinese_zone(id, p);
    const double excess = usable ? areal_scale(id, p) - 1 : 1;
    if (std::abs(excess) <= area_tolerance)
        return {id, fmt::format("the data's own plane CRS (areas there {:+.2f} %)", 100 * excess)};
    return {utm_at(p), fmt::format("the UTM zone of {:.2f}°, {:.2f}°", p.x, p.y)};
}

}  // namespace mulens::crs
