// The Gauss–Krüger zones of China by EPSG number: CGCS2000, Xian 1980 and Beijing 1954, 3° and 6° wide, with the zone
// number before the easting (zone form) or without it (central-meridian form). No PROJ; pure functions.
#pragma once

#include <optional>
#include <string>

namespace mulens::crs {

enum class Datum { cgcs2000, xian80, beijing54 };

struct Gauss {
    Datum datum = Datum::cgcs2000;
    int width = 3;        ///< degrees: 3 (zones 25–45) or 6 (zones 13–23)
    int zone = 40;        ///< number of the zone
    bool prefix = false;  ///< eastings begin with the zone number (40 500 000)

    [[nodiscard]] int central_meridian() const { return width == 3 ? 3 * zone : 6 * zone - 3; }
    [[nodiscard]] double false_easting() const { return 500000.0 + (prefix ? zone * 1e6 : 0.0); }
    bool operator==(const Gauss&) const = default;
};

/// What "EPSG:4528" stands for; nothing where it is no Gauss–Krüger zone of these three datums.
[[nodiscard]] std::optional<Gauss> gauss_of(const std::string& id);
/// "EPSG:n"; "" where the zone does not exist (3°: 25–45, 6°: 13–23).
[[nodiscard]] std::string id_of(const Gauss& gauss);
/// The zone that an easting begins with: 40 512 345 → 40; nothing outside 25–45 and 13–23 or within 100 km of the next.
[[nodiscard]] std::optional<int> zone_prefix(double easting);

}  // namespace mulens::crs
