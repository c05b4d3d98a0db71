// Polygons made ready for the GPU: triangles with the row at each vertex, in chunks of neighbours, at three levels of
// detail. Floats are offsets from `origin`, so that an easting costs no digits. Immutable once built; thread safe.
#pragma once

#include "base/ids.hpp"
#include "base/progress.hpp"
#include "geom/polygons.hpp"

#include <cstdint>
#include <vector>

namespace mulens::scene {

/// Ids as a picture: row + 1, 0 = nothing. Row 0 of the raster is the north edge. Sampled at pixel centres.
struct IdRaster {
    geom::Box box;
    int width = 0, height = 0;
    std::vector<std::uint32_t> ids;
};

struct Mesh {
    struct Chunk {
        geom::Box box;                                     ///< world
        std::uint64_t first = 0, count = 0;                ///< into `indices`
        std::uint64_t coarse_first = 0, coarse_count = 0;  ///< into `coarse`: few triangles a feature
        std::uint32_t features = 0;
        double typical_m = 0;  ///< square root of the median box area
    };
    double origin_x = 0, origin_y = 0;
    geom::Box box;
    std::vector<float> xy;               ///< x, y a vertex
    std::vector<std::uint32_t> rows;     ///< row + 1 a vertex
    std::vector<std::uint32_t> indices;  ///< triangles, chunk by chunk
    std::vector<std::uint32_t> coarse;   ///< the same features with few vertices (same vertex numbers)
    std::vector<Chunk> chunks;           ///< along a space-filling curve
    IdRaster overview;                   ///< the whole layer where features are about 2 px; empty for small layers
};

/// What planning needs: the mesh without vertices, triangles and ids.
[[nodiscard]] Mesh outline_of(const Mesh& mesh);

struct MeshOptions {
    unsigned threads = 1;
    bool coarse = true;
    bool overview = true;
    std::uint32_t features_per_chunk = 4096;
};

/// Throws Stopped. Features without geometry have no triangles. Where features overlap the later row lies on top: in a
/// chunk triangles come in the order of rows; across chunks the renderer must see to it by depth (`rows` at a vertex).
/// The same bytes for any number of threads. Coarse triangles tell a ring with at most 6 of its points and leave out
/// holes; features far larger than their chunk's typical one keep all theirs.
[[nodiscard]] Mesh build_mesh(const geom::Polygons& polygons, const MeshOptions& options, Progress& progress);

/// The ids of the features at pixel centres of a box, without GL: the overview, and the oracle of the id picture.
/// Throws Stopped where `progress` says so. Empty where the box or the picture is.
[[nodiscard]] IdRaster rasterise(const geom::Polygons& polygons, const geom::Box& box, int width, int height,
                                 unsigned threads, Progress* progress = nullptr);

}  // namespace mulens::scene
