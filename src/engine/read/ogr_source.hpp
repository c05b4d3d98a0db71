// Any OGR vector layer as a Source, read in order by one thread with its own handle.
#pragma once

#include "read/cells.hpp"
#include "read/gdal_env.hpp"
#include "read/source.hpp"

#include <ogrsf_frmts.h>

#include <string>
#include <vector>

namespace mulens::read {

/// An opened layer and what kind of file it is.
struct OgrLayer {
    Dataset dataset;
    OGRLayer* layer = nullptr;
    std::string driver;
    bool raw_bytes = false;     ///< text is in the file's encoding (DBF)
    bool closed_lines = false;  ///< closed lines count as polygons (DXF)
};

/// Throws Error: no such file, missing side file, unreadable, several layers, wrong geometry.
[[nodiscard]] OgrLayer open_ogr_layer(const config::LayerSpec& spec, bool spatial_role);

/// Feature by feature, or by Arrow batches where the driver is fast at it.
[[nodiscard]] std::unique_ptr<Source> feature_source(const config::LayerSpec& spec, OgrLayer layer, SourceFacts facts);
[[nodiscard]] std::unique_ptr<Source> arrow_source(const config::LayerSpec& spec, OgrLayer layer, SourceFacts facts);

}  // namespace mulens::read
