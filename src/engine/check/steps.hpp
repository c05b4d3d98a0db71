// The steps of check_parcels, in the order they run. Internal to the room.
#pragma once

#include "check/parcels.hpp"
#include "geom/polygons.hpp"
#include "geos/context.hpp"
#include "geos/repair.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mulens::check {

enum class GeometryStatus : std::uint8_t { ok, repaired, quarantined, empty };
[[nodiscard]] const char* name_of(GeometryStatus status);

/// Everything the steps share. Row numbers are those of the layer as read until `merge` has run.
struct Work {
    table::Layer& parcels;
    const CheckOptions& options;
    Diagnostics& diagnostics;
    Progress& progress;
    geos::Contexts& contexts;
    std::vector<GeometryStatus> status;  ///< per row
    std::vector<std::string> new_ids;    ///< per row: "" = keep the code as read
    ParcelCheck result;

    [[nodiscard]] std::string id_of(Row row) const;
    void report(std::string_view code, Row row, std::string_view detail, double value = table::none,
                std::string_view field = {}) const;
};

// geometry.cpp: validity and repair; quarantined features lose their geometry.
void examine_geometry(Work& work);
// codes.cpp: missing codes, one plot in two files, codes used twice.
void settle_codes(Work& work);
// overlaps.cpp: the index and the pairs whose interiors meet.
void find_overlaps(Work& work);
// areas.cpp: the area columns and the findings about them.
void add_areas(Work& work);

/// Area two features share: exact classification first, then clipping, GEOS where borders touch. NaN where all fail.
[[nodiscard]] double common_area(geos::Context& context, const geom::Polygons& polygons, Row a, Row b);

}  // namespace mulens::check
