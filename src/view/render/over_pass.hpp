// The flat drawing above the map: rectangles, outlines, polygons, lines and text, anti-aliased, in order, in one draw
// call a glyph page (usually one).
#pragma once

#include "render/gl/buffer.hpp"
#include "render/gl/framebuffer.hpp"
#include "render/gl/program.hpp"
#include "render/gl/vertex_array.hpp"
#include "scene/draw_list.hpp"
#include "text/atlas.hpp"

#include <vector>

namespace mulens::render {

class OverPass {
  public:
    OverPass();
    /// Pixels of the list are pixels of the canvas, y down. Blending is on afterwards.
    void draw(const scene::DrawList& list, const gl::Canvas& canvas);

  private:
    /// What over.vert reads.
    struct Vertex {
        float x, y;  ///< pixel
        float u, v;  ///< place in the shape's own axes, or in the glyph page (texels)
        float p[4];  ///< numbers of the shape
        float kind;  ///< see over.frag
        style::Colour colour;
    };
    struct Run {
        std::size_t first = 0, count = 0;
        int page = -1;
    };
    void quad(float x0, float y0, float x1, float y1, float u0, float v0, float u1, float v1, const float (&p)[4],
              float kind, style::Colour colour);
    void add(const scene::DrawItem& item);
    void rect(const scene::DrawItem& item);
    void polygon(const scene::DrawItem& item);
    void polyline(const scene::DrawItem& item);
    void text(const scene::DrawItem& item);
    void glyphs(const scene::DrawItem& item, float x, float baseline, float halo, style::Colour colour);
    void use_page(int page);
    void upload_pages();

    gl::Program program_;
    gl::Buffer buffer_;
    gl::VertexArray array_;
    text::GlyphAtlas atlas_;
    std::vector<gl::Texture> pages_;
    std::vector<Vertex> vertices_;
    std::vector<Run> runs_;
};

}  // namespace mulens::render
