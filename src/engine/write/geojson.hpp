// GeoJSON by RFC 7946: WGS 84, at most 7 decimals, outer rings counter-clockwise, valid after rounding, null for every
// blank, `id` = parcel_id, `bbox`, no `crs` member, features in row order, UTF-8. The same bytes for any thread count.
#pragma once

#include "base/progress.hpp"
#include "geom/polygons.hpp"
#include "write/file_sink.hpp"
#include "write/lonlat.hpp"
#include "write/output_columns.hpp"

namespace mulens::write {

struct GeoJsonLayer {
    std::string name;  ///< member "name": what QGIS calls the layer
    std::vector<OutputColumn> columns;
    const geom::Polygons* geometry = nullptr;
    std::string crs;
    table::ColumnPtr id;                     ///< text; blank: the row number
    const std::vector<Row>* rows = nullptr;  ///< nullptr = all
    Headers headers = Headers::en;           ///< names of the properties
};

struct GeoJsonReport {
    WrittenFile file;
    std::uint64_t features = 0;
    std::uint64_t repaired = 0;  ///< made valid after rounding
    std::uint64_t without = 0;   ///< features with geometry null
};

[[nodiscard]] GeoJsonReport write_geojson(const std::string& path, const GeoJsonLayer& layer, unsigned threads,
                                          Progress& progress);

/// `text` as a JSON string with quotes, appended; broken UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);
/// A grid coordinate in degrees: "120.2345678", without trailing zeros.
void append_degrees(std::string& out, std::int64_t grid);

}  // namespace mulens::write
