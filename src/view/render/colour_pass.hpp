// Pass 2: colours from the ids, one word a parcel and the palette. Every id picture costs the same, however many
// parcels there are.
#pragma once

#include "render/gl/framebuffer.hpp"
#include "render/gl/program.hpp"
#include "render/gl/vertex_array.hpp"
#include "render/id_pass.hpp"
#include "render/parcel_paint.hpp"
#include "scene/frame.hpp"

#include <compare>
#include <map>

namespace mulens::render {

/// Pixels of the target, y up.
struct PixelRect {
    int x = 0, y = 0, width = 0, height = 0;
};

class ColourPass {
  public:
    /// True where words or palettes differ from the last frame's. `picture`: tells how large parcels are in it.
    bool update(const scene::Frame& frame, const IdPicture& picture);
    /// Colours `rect` of the bound framebuffer. `origin`: pixel of the target at the lower left id. `quick`: one id a
    /// pixel whatever the picture holds. `mix_background`: opaque colours come out; otherwise blend premultiplied.
    void draw(const scene::Frame& frame, const IdPicture& picture, const PixelRect& rect, int origin_x, int origin_y,
              bool quick, bool mix_background);

  private:
    struct Variant {
        int samples, stride, reach;
        bool mask, hatch;
        auto operator<=>(const Variant&) const = default;
    };
    const gl::Program& program(const Variant& variant);

    std::map<Variant, gl::Program> programs_;
    /// Four neighbouring ids in one look-up, where the driver can: a tenth less time a frame on a processor.
    const bool gathers_ = epoxy_has_gl_extension("GL_ARB_texture_gather");
    gl::VertexArray empty_;
    ParcelPaint paint_, right_paint_;
};

}  // namespace mulens::render
