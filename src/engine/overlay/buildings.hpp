// Parcels × buildings, streamed: footprint, gross floor area and FAR area a parcel (method §2.6) and the balance.
//
// How: buildings come in chunks, in any order and from any worker. Within a chunk everything is settled at once:
// candidates by index, exact classification, clipping; buildings of one parcel that overlap go to a GEOS union. What
// stays is one small entry a (chunk, parcel), so memory does not grow with the buildings' geometry. Only parcels whose
// buildings are spread over chunks and may overlap there are read again at the end.
//
// Guarantees: the result does not depend on threads or on the order of chunks; it depends on the chunk limits only in
// the last bit of a sum, so keep them fixed. Nothing is lost silently: see Balance.
//
// floors are storeys above ground. Missing floors: height_m ÷ 3.6, else the parcel's GFA is blank and a finding says
// why. far_area counts floors of a storey over 8 m twice (storey_height_m, else height_m ÷ floors). A record marked
// underground adds floor area but no footprint, no far_area and cannot overlap what stands above it. An identical
// record (outline and measures) counts once.
#pragma once

#include "base/diagnostics.hpp"
#include "base/progress.hpp"
#include "geom/index.hpp"
#include "overlay/balance.hpp"
#include "table/layer.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace mulens::overlay {

struct BuildingOptions {
    unsigned threads = 1;
    double storey_m = 3.6;     ///< method §2.6: floors = height ÷ this where floors are missing
    double high_storey_m = 8;  ///< method §2.6: storeys above this count twice in far_area
    /// Per parcel: does its interior meet another parcel's (ParcelCheck::overlaps)? Where given, a building inside a
    /// parcel that meets no other needs no further search. Empty: not known.
    std::vector<bool> parcel_overlaps;
    double overlap_m2 = 1;         ///< overlaps up to this are no finding (the program's default) …
    double overlap_share = 0.001;  ///< … nor up to this share of the smaller
};

/// Per parcel row. Without buildings all are 0.
struct BuildingResult {
    std::vector<std::uint32_t> count;  ///< records on the parcel, identical ones once
    std::vector<double> footprint_m2;
    std::vector<double> gfa_m2;       ///< NaN where a building's floors are not known
    std::vector<double> far_area_m2;  ///< NaN where a building's floors are not known
    std::vector<double> overlap_m2;   ///< Σ of parts − their union
    Balance balance;                  ///< buildings × parcels
    std::uint64_t buildings = 0;
    std::uint64_t outside_buildings = 0;  ///< that touch no parcel
};

class BuildingOverlay {
  public:
    /// Reads rows [first, first + count) of the buildings again, as FeatureStream::read does.
    using Read = std::function<void(Row first, Row count, unsigned worker, table::Layer& out)>;

    /// `parcels` (valid geometry) and `index` over their boxes must outlive the object.
    BuildingOverlay(const geom::Polygons& parcels, const geom::BoxIndex& index, const BuildingOptions& options,
                    Diagnostics& diagnostics);
    ~BuildingOverlay();

    /// Adds the buildings of one chunk, whose first row is `first`. Thread safe for different workers. The chunk's
    /// geometry is repaired in place.
    void add(Row first, table::Layer& chunk, unsigned worker);
    /// After all chunks. `read` is called for the few that must be seen again. Throws Stopped.
    [[nodiscard]] BuildingResult finish(const Read& read, Progress& progress);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mulens::overlay
