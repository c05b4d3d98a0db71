// Lines in pixels over the parcels: glow, then casings, then the lines, of a batch at a time. Pieces out of view are
// left out by boxes over runs of pieces.
#pragma once

#include "render/gl/buffer.hpp"
#include "render/gl/framebuffer.hpp"
#include "render/gl/program.hpp"
#include "render/gl/vertex_array.hpp"
#include "scene/frame.hpp"

#include <vector>

namespace mulens::render {

class LinePass {
  public:
    LinePass();
    /// True where the lines differ from the last frame's.
    bool update(const scene::Frame& frame);
    /// Into `canvas`, which has the size of the camera's picture. Blending is on afterwards.
    void draw(const scene::Frame& frame, const gl::Canvas& canvas);

  private:
    enum class Part : int { glow = 0, casing = 1, line = 2 };
    struct Run {
        std::size_t first = 0, count = 0;
        geom::Box box;  ///< world
    };
    struct Batch {
        std::shared_ptr<const scene::LineBatch> data;
        std::uint64_t version = 0;
        gl::Buffer pieces;
        gl::VertexArray array;
        gl::Texture styles;
        std::vector<Run> runs;
        float widest_px = 0;
        bool glow = false, casing = false;
    };
    static void upload(Batch& batch, const scene::Block<scene::LineBatch>& block);
    void draw_part(Batch& batch, Part part, const scene::Camera& camera);

    gl::Program program_, blend_;
    gl::VertexArray empty_;
    gl::Canvas glow_;
    std::vector<Batch> batches_;
};

}  // namespace mulens::render
