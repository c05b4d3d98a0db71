#include "render/colour_pass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::render {
namespace {

/// How much darker a border is than the fill.
constexpr double border_depth = 0.42;

void set_colour(const gl::Program& program, const char* name, style::Colour c, float alpha = 1) {
    program.set(name, static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255,
                alpha * static_cast<float>(c.a) / 255);
}

}  // namespace

bool ColourPass::update(const scene::Frame& frame, const IdPicture& picture) {
    // Outlines cannot show on plots of a few pixels: the fill itself lights up. In steps, for each step repaints.
    const double typical_px = picture.typical_m / frame.camera.m_per_px / frame.camera.ui_scale;
    const auto light = static_cast<float>(std::round(4 * std::clamp((5 - typical_px) / 2, 0.0, 1.0)) / 4);
    const std::size_t rows = picture.rows;
    bool changed = paint_.update(frame.words, {frame.palette, light}, rows);
    if (frame.right_words)
        changed =
            right_paint_.update(frame.right_words,
                                {frame.right_palette.empty() ? frame.palette : frame.right_palette, light}, rows) ||
            changed;
    return changed;
}

const gl::Program& ColourPass::program(const Variant& v) {
    if (const auto found = programs_.find(v); found != programs_.end()) return found->second;
    const bool gather = gathers_ && v.stride == 1 && v.reach == 1;
    const std::string defines = fmt::format(
        "#define SAMPLES {}\n#define STRIDE {}\n#define REACH {}\n{}{}{}", v.samples, v.stride, v.reach,
        v.mask ? "#define MASK\n" : "", v.hatch ? "#define HATCH\n" : "", gather ? "#define GATHER\n" : "");
    return programs_.emplace(v, gl::Program("screen", "colour", defines)).first->second;
}

void ColourPass::draw(const scene::Frame& frame, const IdPicture& picture, const PixelRect& rect, int origin_x,
                      int origin_y, bool quick, bool mix_background) {
    const int stride = picture.supersample;
    const int samples = quick ? 1 : stride;
    const double line_px = 0.5 * frame.camera.ui_scale;
    const int reach = samples == 1 ? 1 : std::max(1, static_cast<int>(std::lround(line_px * stride)));
    const double typical_px = picture.typical_m / frame.camera.m_per_px;
    const double fade_px = std::max(1e-3, static_cast<double>(frame.border_fade_px));
    double border = std::clamp((typical_px - fade_px) / (1.5 * fade_px), 0.0, 1.0);
    if (samples == 1) border *= std::min(1.0, line_px);
    const bool swipe = frame.right_words && frame.swipe_px >= 0;
    const bool hatched = paint_.hatched() || (swipe && right_paint_.hatched());

    const gl::Program& p = program({samples, stride, border > 0 ? reach : 0, picture.has_mask, hatched});
    p.use();
    p.set("ids", 0);
    p.set("paints", 1);
    p.set("words", 2);
    p.set("mask", 3);
    p.set("origin", -origin_x * stride, -origin_y * stride);
    set_colour(p, "background", frame.background, mix_background ? 1.0F : 0.0F);
    p.set("opacity", frame.fill_opacity);
    p.set("border", static_cast<float>(border_depth * border));
    set_colour(p, "hatch", frame.hatch);
    p.set("hatch_px", static_cast<float>(7 * frame.camera.ui_scale));
    set_colour(p, "tint", frame.building_tint);
    picture.ids.texture().bind(0);
    if (picture.has_mask) picture.mask.texture().bind(3);
    empty_.bind();
    glEnable(GL_SCISSOR_TEST);
    const auto part = [&](int x0, int x1, const ParcelPaint& paint) {
        x0 = std::max(x0, rect.x);
        x1 = std::min(x1, rect.x + rect.width);
        if (x0 >= x1) return;
        paint.bind(1, 2);
        glScissor(x0, rect.y, x1 - x0, rect.height);
        glDrawArrays(GL_TRIANGLES, 0, 3);
    };
    const int split = swipe ? static_cast<int>(std::lround(std::min(frame.swipe_px, 1e6F))) : rect.x + rect.width;
    part(rect.x, split, paint_);
    if (swipe) part(split, rect.x + rect.width, right_paint_);
    glDisable(GL_SCISSOR_TEST);
}

}  // namespace mulens::render
