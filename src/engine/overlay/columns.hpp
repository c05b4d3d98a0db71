// Overlay results as columns of the parcels table.
//
// Guarantees: one function an overlay; each adds or replaces only the columns it names. Ratios are blank (status
// no_data, not_applicable or invalid_geometry), never a division by zero.
#pragma once

#include "base/diagnostics.hpp"
#include "overlay/buildings.hpp"
#include "overlay/platforms.hpp"
#include "overlay/zones.hpp"
#include "table/layer.hpp"

namespace mulens::overlay {

/// platform, platform_share, platforms ("name:share;…", 4 decimals, catalogue order) by method §2.5; findings
/// unknown_platform and platform_share_low. `zones` may be nullptr: then only what is declared counts. Declared is the
/// platform field, else source_platform, else the file's stem.
void add_platform_columns(table::Layer& parcels, const PlatformCatalogue& platforms, const ZoneOverlay* zones,
                          Diagnostics& diagnostics);
/// street: the largest share; a declared street stays where no street is hit.
void add_street_column(table::Layer& parcels, const table::Layer& streets, const ZoneOverlay& zones);
/// constraints: names ;-joined in layer order, each once.
void add_constraint_column(table::Layer& parcels, const table::Layer& constraints, const ZoneOverlay& zones);
/// renewal_area: the largest share.
void add_renewal_column(table::Layer& parcels, const table::Layer& renewal, const ZoneOverlay& zones);
/// regulatory_unit and far_limit (of the unit with the largest share; a declared far_limit stays where none is hit).
void add_regulatory_columns(table::Layer& parcels, const table::Layer& regulatory, const ZoneOverlay& zones);
/// building_count, footprint_m2, gfa_m2, far_area_m2, far, building_density, building_overlap_m2.
void add_building_columns(table::Layer& parcels, const BuildingResult& buildings);

}  // namespace mulens::overlay
