#include "render/colour_pass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::render {
namespace {

constexpr int words_a_row = 4096;
constexpr std::size_t palette_size = 1024;

void set_colour(const gl::Program& program, const char* name, style::Colour c, float alpha = 1) {
    program.set(name, static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255,
                alpha * static_cast<float>(c.a) / 255);
}

}  // namespace

bool WordTexture::update(const scene::Block<std::vector<scene::Word>>& words) {
    if (filled_ && words.data == words_ && (words_ == nullptr || words.version == version_)) return false;
    words_ = words.data;
    version_ = words.version;
    filled_ = true;
    const std::size_t count = words_ == nullptr ? 0 : words_->size();
    const int full_rows = static_cast<int>(count / words_a_row);
    const int rest = static_cast<int>(count % words_a_row);
    // Parcels without a word read 0: class 0, no marks.
    texture_.resize(gl::ids_format, words_a_row, std::max(1, full_rows + (rest > 0 ? 1 : 0)));
    if (full_rows > 0) texture_.upload(0, full_rows, words_->data());
    std::vector<scene::Word> last(words_a_row, 0);
    if (rest > 0) std::copy_n(words_->data() + std::size_t(full_rows) * words_a_row, rest, last.begin());
    if (rest > 0 || count == 0) texture_.upload(full_rows, 1, last.data());
    return true;
}

bool ColourPass::update(const scene::Frame& frame) {
    bool changed = words_.update(frame.words);
    if (frame.right_words) changed = right_words_.update(frame.right_words) || changed;
    std::vector<style::Colour> texels(2 * palette_size, style::Colour{0, 0, 0, 0});
    const auto put = [&](const std::vector<style::Colour>& from, std::size_t row) {
        std::copy_n(from.begin(), std::min(from.size(), palette_size),
                    texels.begin() + static_cast<std::ptrdiff_t>(row * palette_size));
    };
    put(frame.palette, 0);
    put(frame.right_palette.empty() ? frame.palette : frame.right_palette, 1);
    if (texels == palette_texels_) return changed;
    palette_texels_ = std::move(texels);
    palette_.resize(gl::colour_format, palette_size, 2);
    palette_.upload(0, 2, palette_texels_.data());
    return true;
}

const gl::Program& ColourPass::program(int samples, int stride, int reach, bool mask) {
    const auto key = std::tuple(samples, stride, reach, mask);
    if (const auto found = programs_.find(key); found != programs_.end()) return found->second;
    const std::string defines = fmt::format("#define SAMPLES {}\n#define STRIDE {}\n#define REACH {}\n{}", samples,
                                            stride, reach, mask ? "#define MASK\n" : "");
    return programs_.emplace(key, gl::Program("screen", "colour", defines)).first->second;
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
    // Outlines cannot show on plots of a few pixels: the fill itself lights up.
    const auto light = static_cast<float>(std::clamp((9 - typical_px / frame.camera.ui_scale) / 5, 0.0, 1.0));

    const gl::Program& p = program(samples, stride, reach, picture.has_mask);
    p.use();
    p.set("ids", 0);
    p.set("words", 1);
    p.set("palette", 2);
    p.set("mask", 3);
    p.set("origin", -origin_x * stride, -origin_y * stride);
    set_colour(p, "background", frame.background, mix_background ? 1.0F : 0.0F);
    p.set("opacity", frame.fill_opacity);
    p.set("border", static_cast<float>(border));
    set_colour(p, "hatch", frame.hatch);
    p.set("hatch_px", static_cast<float>(7 * frame.camera.ui_scale));
    set_colour(p, "low", style::rgb(0xC2185B), light);
    set_colour(p, "idle", style::rgb(0x7B1FA2), light);
    set_colour(p, "tint", frame.building_tint);
    picture.ids.texture().bind(0);
    palette_.bind(2);
    if (picture.has_mask) picture.mask.texture().bind(3);
    empty_.bind();
    glEnable(GL_SCISSOR_TEST);
    const auto part = [&](int x0, int x1, const WordTexture& words, int row) {
        x0 = std::max(x0, rect.x);
        x1 = std::min(x1, rect.x + rect.width);
        if (x0 >= x1) return;
        words.bind(1);
        p.set("palette_row", row);
        glScissor(x0, rect.y, x1 - x0, rect.height);
        glDrawArrays(GL_TRIANGLES, 0, 3);
    };
    const bool swipe = frame.right_words && frame.swipe_px >= 0;
    const int split = swipe ? static_cast<int>(std::lround(std::min(frame.swipe_px, 1e6F))) : rect.x + rect.width;
    part(rect.x, split, words_, 0);
    if (swipe) part(split, rect.x + rect.width, right_words_, 1);
    glDisable(GL_SCISSOR_TEST);
}

}  // namespace mulens::render
