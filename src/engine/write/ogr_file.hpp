// GeoPackage, Shapefile and FlatGeobuf through GDAL: MultiPolygons in the working CRS, columns of the catalogue.
//
// The same input gives the same bytes (dates inside a GeoPackage are fixed); one transaction; no -wal or -shm is left.
// A GeoPackage and a shapefile keep row order; a FlatGeobuf is ordered by its spatial index and holds no row
// without geometry (a warning counts them). Numbers are doubles bit
// for bit in gpkg and fgb; a DBF holds decimals (15 significant digits). Throws Error(unwritable) naming the file.
#pragma once

#include "base/date.hpp"
#include "base/progress.hpp"
#include "geom/polygons.hpp"
#include "write/file_sink.hpp"
#include "write/options.hpp"
#include "write/output_columns.hpp"
#include "write/style_files.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mulens::write {

struct OgrLayer {
    std::string name;  ///< layer name
    std::vector<OutputColumn> columns;
    const geom::Polygons* geometry = nullptr;
    std::string crs;
    const std::vector<Row>* rows = nullptr;                     ///< nullptr = all
    std::vector<std::pair<std::string, std::string>> metadata;  ///< provenance, GeoPackage only
    std::optional<Date> date;                                   ///< stands for "now" inside the file
    Headers headers = Headers::en;                              ///< field names (never of a shapefile)
    const StyleRequest* style = nullptr;                        ///< NAME.qml and NAME.sld beside it; layer_styles
};

/// Writes `folder`/`stem`.gpkg, .fgb or .shp with its companions, and the style where one is asked for. `warnings` gets
/// every loss (cut text, short names).
[[nodiscard]] std::vector<WrittenFile> write_ogr(const std::string& folder, const std::string& stem, Format format,
                                                 const OgrLayer& layer, Progress& progress,
                                                 std::vector<std::string>& warnings);

}  // namespace mulens::write
