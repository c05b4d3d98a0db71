// The style file of QGIS 3: a rule-based renderer. Beside a layer file as NAME.qml, or in a GeoPackage's layer_styles,
// QGIS applies it by itself. Pure functions.
#pragma once

#include "style/map_rules.hpp"

#include <string>

namespace mulens::style {

[[nodiscard]] std::string qml(const LayerStyle& style);
/// A condition as QGIS reads it (and OGR SQL, but for is_true): "grade" = 'A', "far" >= 0.5 AND "far" < 1.
[[nodiscard]] std::string expression(const Condition& condition);

}  // namespace mulens::style
