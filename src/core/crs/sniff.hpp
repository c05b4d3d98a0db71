// Doubts about a declared CRS, answered from the numbers; and the choice of the working CRS. Pure but for PROJ's
// registry; thread safe; not for loops.
#pragma once

#include "geom/box.hpp"

#include <string>

namespace mulens::crs {

/// crs = ""  the numbers do not decide: the caller stops with Error(crs) and `reason` (it names the option).
/// certain   the declared CRS fits, or the numbers leave no other reading; otherwise it is an assumption to report.
/// swapped   x holds the northing (latitude): exchange x and y before anything else.
/// corrected the result is not what was declared (then `reason` says what was declared and why it cannot be).
struct Sniff {
    std::string crs;
    std::string reason;  ///< one sentence, for screen and manifest
    bool certain = false;
    bool swapped = false;
    bool corrected = false;
};
/// `declared` as identify() gives it, a WKT that it does not know, or "".
[[nodiscard]] Sniff sniff(const geom::Box& box, const std::string& declared);

struct Working {
    std::string crs;
    std::string reason;
};
/// 118.5–121.5°E in China: EPSG:4549. Elsewhere in China: the CGCS2000 3° zone (of the data where they are in one, else
/// by longitude). Elsewhere: the data's own CRS where it is a metric plane true to area there (1 %), else the UTM
/// zone. Never Web Mercator. `lonlat`: box of all spatial layers in degrees; where it is empty the data's CRS stays.
[[nodiscard]] Working choose_working(const std::string& data_crs, const geom::Box& lonlat);

/// Coarse outline of China (land and coast, about 50 km): good enough to choose a zone, for nothing else.
[[nodiscard]] bool in_china(geom::Point lonlat);

}  // namespace mulens::crs
