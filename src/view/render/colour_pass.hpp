// Pass 2: colours from the ids, one word a parcel and the palette. Every id picture costs the same, however many
// parcels there are.
#pragma once

#include "render/gl/framebuffer.hpp"
#include "render/gl/program.hpp"
#include "render/gl/vertex_array.hpp"
#include "render/id_pass.hpp"
#include "scene/frame.hpp"

#include <map>
#include <tuple>

namespace mulens::render {

/// Words of the parcels as a texture, 4096 a row.
class WordTexture {
  public:
    /// True where something was uploaded.
    bool update(const scene::Block<std::vector<scene::Word>>& words);
    void bind(GLuint unit) const { texture_.bind(unit); }

  private:
    gl::Texture texture_;
    std::shared_ptr<const std::vector<scene::Word>> words_;
    std::uint64_t version_ = 0;
    bool filled_ = false;
};

/// Pixels of the target, y up.
struct PixelRect {
    int x = 0, y = 0, width = 0, height = 0;
};

class ColourPass {
  public:
    /// True where words or palettes differ from the last frame's.
    bool update(const scene::Frame& frame);
    /// Colours `rect` of the bound framebuffer. `origin`: pixel of the target at the lower left id. `quick`: one id a
    /// pixel whatever the picture holds. `mix_background`: opaque colours come out; otherwise blend premultiplied.
    void draw(const scene::Frame& frame, const IdPicture& picture, const PixelRect& rect, int origin_x, int origin_y,
              bool quick, bool mix_background);

  private:
    const gl::Program& program(int samples, int stride, int reach, bool mask);

    std::map<std::tuple<int, int, int, bool>, gl::Program> programs_;
    gl::VertexArray empty_;
    WordTexture words_, right_words_;
    gl::Texture palette_;
    std::vector<style::Colour> palette_texels_;
};

}  // namespace mulens::render
