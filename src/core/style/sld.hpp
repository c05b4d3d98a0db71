// Styled Layer Descriptors of the OGC, for GeoServer, QGIS and others. Pure functions.
#pragma once

#include "style/map_rules.hpp"

#include <cstdint>
#include <string>

namespace mulens::style {

enum class SldVersion : std::uint8_t {
    v1_0,  ///< SLD 1.0.0 with filters of Filter Encoding 1.0
    v1_1,  ///< SLD 1.1.0 with Symbology Encoding 1.1: what QGIS itself writes
};

/// `layer`: the name of the layer that is styled. Highlights are a feature type style of their own, drawn above.
[[nodiscard]] std::string sld(const LayerStyle& style, const std::string& layer, SldVersion version = SldVersion::v1_1);

}  // namespace mulens::style
