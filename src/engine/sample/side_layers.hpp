// The layers around the plots: platform borders, streets, constraints, renewal areas, regulatory limits, and a base map
// (roads, water) that no project needs. Written as shapefiles in EPSG:4549, UTF-8.
#pragma once

#include "sample/emitter.hpp"

#include <string>
#include <vector>

namespace mulens::sample {

/// Writes all side layers into `folder`; returns those the project names.
[[nodiscard]] std::vector<WrittenFile> write_side_layers(const Layout& layout, const std::string& folder);

}  // namespace mulens::sample
