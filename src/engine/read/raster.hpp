// A part of a georeferenced raster (GeoTIFF, MBTiles, whatever GDAL reads) as RGBA in the working CRS: the basemap.
// Each call opens the file for itself: thread safe.
#pragma once

#include "base/progress.hpp"
#include "geom/box.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::read {

struct RasterPart {
    geom::Box box;  ///< what the pixels cover, in the CRS asked for; empty: the raster lies elsewhere
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;  ///< row 0 north; alpha 0 outside the raster
};

/// `box` in `crs`, at most `width` × `height` pixels. Error(unreadable) for a file that is no raster, Error(crs) for
/// one that does not say where it lies.
[[nodiscard]] RasterPart read_raster(const std::string& path, const std::string& crs, const geom::Box& box, int width,
                                     int height, Progress& progress);

}  // namespace mulens::read
