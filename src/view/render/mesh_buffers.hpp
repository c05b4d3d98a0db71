// A mesh on the GPU: vertices, both sets of triangles, the overview as a texture. Uploaded once a version.
#pragma once

#include "render/detail.hpp"
#include "render/gl/buffer.hpp"
#include "render/gl/texture.hpp"
#include "render/gl/vertex_array.hpp"
#include "scene/frame.hpp"

#include <span>

namespace mulens::render {

class MeshBuffers {
  public:
    /// True where something was uploaded.
    bool update(const scene::Block<scene::Mesh>& mesh);
    /// Draws ranges of a plan with the program in use (its uniforms are set by `ids.vert`'s user).
    void draw(std::span<const Range> ranges);

    [[nodiscard]] const scene::Mesh* mesh() const { return mesh_.get(); }
    [[nodiscard]] std::uint64_t version() const { return version_; }
    [[nodiscard]] const gl::Texture& overview() const { return overview_; }
    /// The highest row + 1 that has triangles.
    [[nodiscard]] std::size_t rows() const { return first_vertex_.empty() ? 0 : first_vertex_.size() - 1; }
    /// World box of one feature; empty where it has no triangles.
    [[nodiscard]] geom::Box box_of(std::uint32_t row_plus_1) const;

  private:
    void index_rows();

    std::shared_ptr<const scene::Mesh> mesh_;
    std::uint64_t version_ = 0;
    gl::Buffer xy_, rows_, indices_, coarse_;
    gl::VertexArray exact_array_, coarse_array_;
    gl::Texture overview_;
    std::vector<std::uint32_t> first_vertex_;  ///< a row
};

}  // namespace mulens::render
