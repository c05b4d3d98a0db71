#include "crs/sniff.hpp"

#include "crs/gauss.hpp"
#include "crs/identify.hpp"
#include "crs/transform.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

#include <cmath>
#include <optional>
#include <utility>

namespace mulens::crs {
namespace {

using geom::Box;
using geom::Point;

constexpr const char* option = "name it with --source-crs FILE=EPSG:n";
constexpr double neighbourhood_deg = 3;  // data may reach a zone's width beyond the registered area

Box turned(const Box& b) { return {b.min_y, b.min_x, b.max_y, b.max_x}; }
bool finite(const Box& b) {
    return !b.empty() && std::isfinite(b.min_x) && std::isfinite(b.min_y) && std::isfinite(b.max_x) &&
           std::isfinite(b.max_y);
}
Point centre(const Box& b) { return {(b.min_x + b.max_x) / 2, (b.min_y + b.max_y) / 2}; }
Box grown(Box b, double by) { return {b.min_x - by, b.min_y - by, b.max_x + by, b.max_y + by}; }

bool like_degrees(const Box& b) { return b.min_x >= -180.5 && b.max_x <= 360.5 && b.min_y >= -90.5 && b.max_y <= 90.5; }
/// Degrees whose place is in or near China.
bool china_degrees(const Box& b) { return b.min_x >= 70 && b.max_x <= 138 && b.min_y >= 3 && b.max_y <= 55; }
/// Northings of Gauss–Krüger zones between Hainan and Heilongjiang.
bool china_northing(double low, double high) { return low >= 1.9e6 && high <= 6.0e6; }

/// The zone that both ends of the box name, with Chinese northings.
std::optional<int> zone_of(const Box& b) {
    const std::optional<int> low = zone_prefix(b.min_x);
    const std::optional<int> high = zone_prefix(b.max_x);
    if (!low || !high || *low != *high || !china_northing(b.min_y, b.max_y)) return {};
    return low;
}
bool like_meridian_form(const Box& b) { return b.min_x >= 1e5 && b.max_x <= 9e5 && china_northing(b.min_y, b.max_y); }
/// Eastings and northings of Qiantang and its neighbours (EPSG:4549).
bool like_hangzhou(const Box& b) { return b.min_x >= 4e5 && b.max_x < 7e5 && b.min_y >= 3.2e6 && b.max_y <= 3.5e6; }

std::string shown(const Box& b) {
    const char* form = like_degrees(b) ? "{:.4f}…{:.4f}, {:.4f}…{:.4f}" : "{:.0f}…{:.0f}, {:.0f}…{:.0f}";
    return fmt::format(fmt::runtime(form), b.min_x, b.max_x, b.min_y, b.max_y);
}

/// Does the box, read in this CRS, lie where the CRS is used? Unknown areas count as the whole world.
bool plausible(const Box& b, const std::string& crs, double margin_deg = neighbourhood_deg) {
    const Box area = area_of_use(crs);
    if (is_geographic(crs)) {
        if (!like_degrees(b)) return false;
        return area.empty() || grown(area, margin_deg).contains(centre(b).x, centre(b).y);
    }
    Point p = centre(b);
    try {
        Transform(crs, geographic_of(crs)).apply(&p.x, 1);
    } catch (const Error&) {
        return true;  // a CRS without a registered base: nothing to say against it
    }
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) return false;
    if (area.empty()) return true;
    const Box wide = grown(area, margin_deg);
    return wide.contains(p.x, p.y) || wide.contains(p.x + 360, p.y);
}

std::string zone_id(int zone, Datum datum) { return id_of({datum, zone >= 25 ? 3 : 6, zone, true}); }

/// What the numbers alone say, x taken as easting; crs = "" where they say nothing.
Sniff from_numbers(const Box& b, Datum datum) {
    if (const std::optional<int> zone = zone_of(b)) {
        const Gauss g{datum, *zone >= 25 ? 3 : 6, *zone, true};
        // 13–15 million is also where Web Mercator puts East China.
        if (*zone < 16 && b.min_y < 7.0e6)
            return {"", fmt::format("eastings {} fit 6° zone {} and Web Mercator alike: {}", shown(b), *zone, option)};
        return {id_of(g), fmt::format("eastings {} begin with zone number {}", shown(b), *zone)};
    }
    if (like_hangzhou(b))
        return {id_of({datum, 3, 40, false}),
                fmt::format("{} fit the plane coordinates of the 120°E zone without zone number", shown(b))};
    if (like_meridian_form(b))
        return {"",
                fmt::format(
                    "{} are plane coordinates without zone number, which every 3° and 6° zone shares (EPSG:4534–4554 "
                    "by central meridian 75–135°E, EPSG:4502–4512): {}",
                    shown(b), option)};
    if (china_degrees(b)) return {"EPSG:4490", fmt::format("{} are degrees in China", shown(b))};
    return {};
}

Sniff undeclared(const Box& b) {
    Sniff s = from_numbers(b, Datum::cgcs2000);
    const Sniff t = from_numbers(turned(b), Datum::cgcs2000);
    if (s.crs.empty() && !t.crs.empty()) {
        s = t;
        s.swapped = true;
        s.reason = fmt::format("x and y are exchanged (northing first): {}", t.reason);
    }
    if (s.crs.empty() && s.reason.empty()) {
        if (like_degrees(b))
            s = {"EPSG:4326", fmt::format("{} fit degrees", shown(b))};
        else if (std::abs(b.min_x) <= 20037509 && std::abs(b.max_x) <= 20037509 && b.min_x > 8.0e6 &&
                 b.max_x < 15.2e6 && b.min_y > 2.0e6 && b.max_y < 7.3e6)
            s = {"EPSG:3857", fmt::format("{} fit Web Mercator in China", shown(b))};
        else
            s.reason = fmt::format(
                "no coordinate reference system is declared and {} fit none that can be told from numbers: {}",
                shown(b), option);
    }
    if (!s.crs.empty()) {
        const bool zoned = gauss_of(s.crs).has_value();
        s.reason = fmt::format("none declared; {}: {} assumed{}; if that is wrong, {}", s.reason, s.crs,
                               zoned ? " (CGCS2000, not Xian 1980 or Beijing 1954)" : "", option);
    } else if (!s.reason.starts_with("no coordinate")) {
        s.reason = "none declared; " + s.reason;
    }
    return s;
}

Sniff corrected(const std::string& declared, std::string crs, bool swapped, std::string why) {
    Sniff s;
    s.reason =
        fmt::format("{} declared, but {}: read as {}{}", declared, why, crs, swapped ? " with x and y exchanged" : "");
    s.corrected = crs != declared;
    s.swapped = swapped;
    s.crs = std::move(crs);
    return s;
}

Datum datum_of(const std::string& declared) {
    if (const std::optional<Gauss> g = gauss_of(declared)) return g->datum;
    const std::string base = geographic_of(declared);
    if (base == "EPSG:4610") return Datum::xian80;
    if (base == "EPSG:4214") return Datum::beijing54;
    return Datum::cgcs2000;
}

/// Do the numbers, read as degrees, lie where a projected CRS is used?
bool degrees_within(const Box& b, const std::string& projected_crs, double margin_deg) {
    const Box area = area_of_use(projected_crs);
    return like_degrees(b) && !area.empty() && grown(area, margin_deg).contains(centre(b).x, centre(b).y);
}

/// Other readings of a box that does not fit its declared CRS; crs = "" where none fits better.
Sniff other_reading(const Box& b, const std::string& declared, const std::string& id) {
    const Box t = turned(b);
    const Datum datum = datum_of(id);
    const bool degrees_declared = is_geographic(id);
    const std::string base = geographic_of(id);
    for (const bool swap : {false, true}) {
        const Box& r = swap ? t : b;
        if (swap && plausible(r, id, degrees_declared ? neighbourhood_deg : 1.5))
            return corrected(declared, id, true, fmt::format("x {} holds the northing or latitude", shown(b)));
        if (const std::optional<int> zone = zone_of(r); zone && (*zone >= 16 || gauss_of(id)))
            return corrected(declared, zone_id(*zone, datum), swap,
                             fmt::format("eastings begin with zone number {} ({})", *zone, shown(b)));
        if (const std::optional<Gauss> g = gauss_of(id); g && g->prefix && like_meridian_form(r))
            return corrected(declared, id_of({g->datum, g->width, g->zone, false}), swap,
                             fmt::format("eastings have no zone number ({})", shown(b)));
        if (!degrees_declared && degrees_within(r, id, neighbourhood_deg)) {
            return corrected(declared, base.empty() ? "EPSG:4326" : base, swap,
                             fmt::format("the coordinates are degrees ({})", shown(b)));
        }
        if (degrees_declared && like_hangzhou(r))
            return corrected(declared, id_of({datum, 3, 40, false}), swap,
                             fmt::format("the coordinates are metres that fit the 120°E zone ({})", shown(b)));
    }
    return {};
}

}  // namespace

Sniff sniff(const Box& box, const std::string& declared) {
    const std::string known = identify(declared);
    const std::string& id = known.empty() ? declared : known;
    const std::string name = id.starts_with("EPSG:") ? id : id.empty() ? "" : describe(id);
    if (!finite(box)) {
        if (id.empty())
            return {"", fmt::format(
                            "no coordinate reference system is declared and there are no coordinates to tell it: {}",
                            option)};
        return {id, fmt::format("{} declared; no coordinates to check it", name), true};
    }
    if (id.empty()) return undeclared(box);
    if (!is_geographic(id) && !is_projected(id))
        return {"", fmt::format("the declared coordinate reference system \"{}\" cannot be used: {}",
                                name.substr(0, 60), option)};
    // Metres near the origin of a zone that would be its own degrees: a district is not a few metres wide.
    const bool degrees_for_metres = is_projected(id) && degrees_within(box, id, 0);
    if (!degrees_for_metres && plausible(box, id))
        return {id, fmt::format("{} declared, the coordinates fit", name), true};
    Sniff other = other_reading(box, name, id);
    if (!other.crs.empty()) return other;
    if (is_geographic(id))
        return {like_degrees(box) ? id : "",
                like_degrees(box)
                    ? fmt::format("{} declared; the coordinates {} lie outside its area of use", name, shown(box))
                    : fmt::format("{} declared, which is in degrees, but the coordinates {} are not: {}", name,
                                  shown(box), option)};
    return {id, fmt::format("{} declared; the coordinates {} lie outside its area of use; if that is wrong, {}", name,
                            shown(box), option)};
}

}  // namespace mulens::crs
