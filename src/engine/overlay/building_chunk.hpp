// One chunk of buildings held against the parcels. Internal to the room.
#pragma once

#include "overlay/balance.hpp"
#include "overlay/building_parts.hpp"
#include "overlay/buildings.hpp"
#include "overlay/hits.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace mulens::overlay {

/// The buildings of one chunk on one parcel. `box` is around them, in float steps from the index's corner, outward.
struct Group {
    Row parcel = 0;
    std::uint32_t count = 0;
    Row first = 0;  ///< rows of the layer: its first and last building
    Row last = 0;
    std::array<float, 4> box{};
    double footprint_m2 = 0;
    double gfa_m2 = 0;
    double far_area_m2 = 0;
    double overlap_m2 = 0;

    [[nodiscard]] bool meets(const Group& other) const {
        return box[0] <= other.box[2] && other.box[0] <= box[2] && box[1] <= other.box[3] && other.box[1] <= box[3];
    }
};

/// What is told once a file at the end.
struct FileNotes {
    std::string file;
    ExactSum outside_m2;               ///< of buildings that stand partly or wholly outside
    std::uint64_t without_floors = 0;  ///< where the file has neither floors nor heights
};

struct ChunkResult {
    Row first = 0;
    Row rows = 0;
    std::vector<Group> groups;                     ///< ascending by parcel
    std::vector<std::pair<Row, Finding>> clashes;  ///< by parcel; void where the parcel is seen again
    std::vector<FileNotes> notes;
    Balance balance;
    std::uint64_t outside_buildings = 0;
};

/// The worker's view: everything that does not change from chunk to chunk.
struct Surroundings {
    const geom::Polygons& parcels;
    const geom::BoxIndex& index;
    const BuildingOptions& options;
};

/// A chunk on its way: valid geometry, boxes, measures, parts by (parcel, building).
struct Prepared {
    std::vector<geom::Box> boxes;
    std::vector<Measures> measures;
    std::vector<Part> parts;
};

/// Repairs the chunk's geometry and finds its parts. Where `result` is given, findings and balance go there and to
/// the diagnostics; without it the chunk is seen again and nothing is told twice.
[[nodiscard]] Prepared prepare_chunk(const Surroundings& around, geos::Context& context, table::Layer& chunk,
                                     ChunkResult* result, Diagnostics* diagnostics);
/// Sums a chunk's groups into `result`.
void settle_chunk(const Surroundings& around, geos::Context& context, const table::Layer& chunk,
                  const Prepared& prepared, ChunkResult& result);
[[nodiscard]] Finding clash_finding(const Clash& clash, const table::Layer& chunk);

}  // namespace mulens::overlay
