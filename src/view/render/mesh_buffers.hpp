// A mesh on the GPU: vertices, both sets of triangles, the overview as a texture. Uploaded once a version; the mesh
// itself may go away then, or come back as scene::outline_of() with the same version.
#pragma once

#include "render/detail.hpp"
#include "render/gl/buffer.hpp"
#include "render/gl/texture.hpp"
#include "render/gl/vertex_array.hpp"
#include "scene/frame.hpp"
#include "scene/short_runs.hpp"

#include <span>

namespace mulens::render {

class MeshBuffers {
  public:
    /// True where what is to be drawn changed. No block: nothing is drawn, but what was uploaded waits to come back.
    bool update(const scene::Block<scene::Mesh>& mesh);
    /// Draws ranges of a plan with the program in use (its uniforms are set by `ids.vert`'s user).
    void draw(std::span<const Range> ranges);

    /// What is drawn, without vertices; null: nothing.
    [[nodiscard]] const scene::Mesh* mesh() const { return shown_ ? &mesh_ : nullptr; }
    [[nodiscard]] std::uint64_t version() const { return version_; }
    [[nodiscard]] const gl::Texture& overview() const { return overview_; }
    /// The highest row + 1 that has triangles.
    [[nodiscard]] std::size_t rows() const { return first_vertex_.empty() ? 0 : first_vertex_.size() - 1; }
    /// World box of one feature; empty where it has no triangles.
    [[nodiscard]] geom::Box box_of(std::uint32_t row_plus_1) const;

  private:
    /// Triangles of one level of detail, as 16-bit numbers where they can be.
    struct Triangles {
        gl::Buffer elements;
        gl::VertexArray array;
        std::vector<scene::ShortRun> runs;  ///< empty: 32 bits
        void fill(std::span<const std::uint32_t> indices);
        void draw(std::span<const Range> ranges, bool coarse);
    };
    void upload(const scene::Mesh& mesh);

    scene::Mesh mesh_;
    const scene::Mesh* source_ = nullptr;  ///< only to be compared
    bool shown_ = false;
    std::uint64_t version_ = 0;
    gl::Buffer xy_, rows_;
    Triangles exact_, coarse_;
    gl::Texture overview_;
    std::vector<std::uint32_t> first_vertex_;  ///< a row
    mutable std::uint32_t box_row_ = 0;        ///< the box that was asked for last
    mutable geom::Box box_;
};

}  // namespace mulens::render
