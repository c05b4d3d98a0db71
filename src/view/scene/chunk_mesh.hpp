// One chunk of a mesh in the making: its own vertex numbers from 0, to be put behind the chunks before it.
#pragma once

#include "scene/mesh.hpp"
#include "scene/triangulate.hpp"

#include <span>

namespace mulens::scene {

/// Box of the finite points of a feature; empty without any.
[[nodiscard]] geom::Box finite_box(const geom::Polygons& polygons, Row feature);
/// The middle one (upper of two) of the square roots of box areas. Reorders `sizes`; 0 where there are none.
[[nodiscard]] double median(std::vector<float>& sizes);

struct ChunkMesh {
    Mesh::Chunk chunk;
    std::vector<float> xy;
    std::vector<std::uint32_t> rows, indices, coarse;
};

/// `rows` ascending: later rows are drawn over earlier ones.
[[nodiscard]] ChunkMesh mesh_chunk(const geom::Polygons& polygons, std::span<const Row> rows, geom::Point origin,
                                   bool coarse, Triangulator& triangulator);

}  // namespace mulens::scene
