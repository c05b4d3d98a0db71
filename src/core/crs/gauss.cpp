#include "crs/gauss.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace mulens::crs {
namespace {

/// EPSG numbers run in step with the zones.
struct Series {
    Datum datum;
    int width;
    int first_zone;
    int last_zone;
    int zone_form;      ///< number of first_zone, eastings with the zone number
    int meridian_form;  ///< number of first_zone, eastings around 500 000
};
constexpr std::array<Series, 6> all_series{{{Datum::cgcs2000, 3, 25, 45, 4513, 4534},
                                            {Datum::cgcs2000, 6, 13, 23, 4491, 4502},
                                            {Datum::xian80, 3, 25, 45, 2349, 2370},
                                            {Datum::xian80, 6, 13, 23, 2327, 2338},
                                            {Datum::beijing54, 3, 25, 45, 2401, 2422},
                                            {Datum::beijing54, 6, 13, 23, 21413, 21453}}};

}  // namespace

std::optional<Gauss> gauss_of(const std::string& id) {
    if (!id.starts_with("EPSG:")) return {};
    int code = 0;
    const char* end = id.data() + id.size();
    if (const auto [at, error] = std::from_chars(id.data() + 5, end, code); error != std::errc() || at != end)
        return {};
    for (const Series& s : all_series) {
        const int last = s.last_zone - s.first_zone;
        if (code >= s.zone_form && code <= s.zone_form + last)
            return Gauss{s.datum, s.width, s.first_zone + code - s.zone_form, true};
        if (code >= s.meridian_form && code <= s.meridian_form + last)
            return Gauss{s.datum, s.width, s.first_zone + code - s.meridian_form, false};
    }
    return {};
}

std::string id_of(const Gauss& gauss) {
    for (const Series& s : all_series)
        if (s.datum == gauss.datum && s.width == gauss.width && gauss.zone >= s.first_zone && gauss.zone <= s.last_zone)
            return "EPSG:" + std::to_string((gauss.prefix ? s.zone_form : s.meridian_form) + gauss.zone - s.first_zone);
    return {};
}

std::optional<int> zone_prefix(double easting) {
    const double zone = std::floor(easting / 1e6);
    const double rest = easting - zone * 1e6;
    if (!(rest >= 1e5 && rest <= 9e5)) return {};
    const bool three = zone >= 25 && zone <= 45;
    const bool six = zone >= 13 && zone <= 23;
    if (!three && !six) return {};
    return static_cast<int>(zone);
}

}  // namespace mulens::crs
