// Is one file displaced as web maps are (GCJ-02, about 500 m)? Suspected and reported, never converted (method §2:
// conversion only where the project says so).
#pragma once

#include "base/diagnostics.hpp"
#include "geom/polygons.hpp"
#include "read/source.hpp"
#include "table/layer.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::read {

struct ShiftSuspicion {
    bool suspected = false;
    std::size_t pairs = 0;      ///< plots of the file that other files have too
    std::size_t displaced = 0;  ///< of those, plots that lie elsewhere by the GCJ-02 offset (within 120 m)
    double distance_m = 0;      ///< median displacement of the pairs, or the offset that was tried
    double inside_before = 0;   ///< share of the file's plots inside the reference as they are …
    double inside_after = 0;    ///< … and with the GCJ-02 offset taken back
    std::string reason;         ///< one sentence for the finding
};

/// Looks at the rows of source `file` of a parcels layer in `working_crs` (a metric plane), against rows of other
/// sources with the same parcel_id, then against `reference` (borders or streets; nullptr or empty = none). Two tests:
/// (1) at least 3 shared plots, more than half of them displaced by the offset that GCJ-02 has there;
/// (2) no shared plots: at least 20 plots, and taking the offset back brings 15 % more of them inside the reference,
///     to 90 % or more.
/// Both hold for any source CRS; the caller asks for files that came in degrees.
[[nodiscard]] ShiftSuspicion suspect_shift(const table::Layer& parcels, std::uint16_t file,
                                           const geom::Polygons* reference, const std::string& working_crs);

/// Runs it for every file of the layer that came in degrees without a declared shift; adds `crs_suspect_shift`
/// (warning) with the option that converts.
void report_suspect_shifts(const table::Layer& parcels, const geom::Polygons* reference, const std::string& working_crs,
                           Diagnostics& diagnostics);

/// Borders downloaded from a web map's atlas (columns adcode, acroutes, childrenNum …) declare WGS 84 and are drawn in
/// GCJ-02: an outline alone gives no other sign of it.
[[nodiscard]] bool from_web_atlas(const std::vector<SourceColumn>& columns);
[[nodiscard]] std::string web_atlas_sentence(const std::string& file);

}  // namespace mulens::read
