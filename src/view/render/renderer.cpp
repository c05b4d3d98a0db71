#include "render/renderer.hpp"

#include "render/colour_pass.hpp"
#include "render/context.hpp"
#include "render/gl/saved_state.hpp"
#include "render/id_pass.hpp"
#include "render/image_pass.hpp"
#include "render/line_pass.hpp"
#include "render/over_pass.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace mulens::render {
namespace {

using Clock = std::chrono::steady_clock;

/// A picture for a file may need more samples than one texture should hold.
constexpr std::int64_t most_samples = 48'000'000;
constexpr int tile_margin = 1;  // pixels around a tile, for borders that cross its edge

/// What the colours depend on besides words, palettes and ids.
struct Look {
    style::Colour background, hatch, tint;
    float image_opacity, fill_opacity, border_fade_px, swipe_px;
    bool swipe, images;
    double ui_scale;
    bool operator==(const Look&) const = default;
};

Look look_of(const scene::Frame& f) {
    return {f.background,     f.hatch,    f.building_tint,     f.image_opacity,   f.fill_opacity,
            f.border_fade_px, f.swipe_px, bool{f.right_words}, !f.images.empty(), f.camera.ui_scale};
}

bool usable(const scene::Camera& c) {
    return c.width > 0 && c.height > 0 && std::isfinite(c.x) && std::isfinite(c.y) && std::isfinite(c.m_per_px) &&
           c.m_per_px > 0;
}

}  // namespace

struct Renderer::Passes {
    IdPass ids;
    ColourPass colours;
    ImagePass images;
    LinePass lines;
    OverPass over;
    gl::Program hover_program{"screen", "hover"};
    gl::VertexArray empty;
    gl::Canvas base;     ///< background, images, parcels
    gl::Canvas picture;  ///< and everything above
    bool base_done = false, base_quick = false;
    int base_rows = 0;  ///< of the full picture that replaces a quick one
    gl::Canvas better;
    bool direct = false;  ///< the frame was painted into `picture`, `base` is behind
    std::uint64_t id_serial = 0;
    Look look{};
    scene::Camera last;  ///< of the last frame

    bool draw(const scene::Frame& frame, double budget_ms);
    bool draw_base(const scene::Frame& frame, double budget_ms);
    void draw_tiles(const scene::Frame& frame);
    void draw_above(const scene::Frame& frame);
    void draw_hover(const scene::Frame& frame);
    void begin(const scene::Frame& frame, const gl::Canvas& canvas, const PixelRect& rect);
    void paint(const scene::Frame& frame, const gl::Canvas& canvas, const PixelRect& rect, bool quick);
    [[nodiscard]] IdPass::Wish wish_for(const scene::Frame& frame, double budget_ms) const;
};

IdPass::Wish Renderer::Passes::wish_for(const scene::Frame& frame, double budget_ms) const {
    const int samples = std::clamp(frame.supersample, 1, 8);
    return {view_of(frame.camera, samples), samples, frame.exact, bool{frame.buildings}, budget_ms};
}

/// Background and images, where the parcels are going to be painted.
void Renderer::Passes::begin(const scene::Frame& frame, const gl::Canvas& canvas, const PixelRect& rect) {
    canvas.bind();
    if (frame.images.empty()) return;
    glEnable(GL_SCISSOR_TEST);
    glScissor(rect.x, rect.y, rect.width, rect.height);
    const auto& b = frame.background;
    glClearColor(static_cast<float>(b.r) / 255, static_cast<float>(b.g) / 255, static_cast<float>(b.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    images.draw(frame.camera, frame.image_opacity);
    glDisable(GL_SCISSOR_TEST);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

void Renderer::Passes::paint(const scene::Frame& frame, const gl::Canvas& canvas, const PixelRect& rect, bool quick) {
    begin(frame, canvas, rect);
    colours.draw(frame, ids.shown(), rect, 0, 0, quick, frame.images.empty());
    glDisable(GL_BLEND);
}

/// Pictures for files: ids tile by tile, each painted at once.
void Renderer::Passes::draw_tiles(const scene::Frame& frame) {
    const int samples = std::clamp(frame.supersample, 1, 8);
    const int side = std::max(64, static_cast<int>(std::sqrt(static_cast<double>(most_samples))) / samples - 8);
    const scene::Camera& camera = frame.camera;
    for (int y = 0; y < camera.height; y += side)
        for (int x = 0; x < camera.width; x += side) {
            const PixelRect rect{x, y, std::min(side, camera.width - x), std::min(side, camera.height - y)};
            scene::Camera tile = camera;
            tile.width = rect.width + 2 * tile_margin;
            tile.height = rect.height + 2 * tile_margin;
            tile.x = camera.x + (rect.x + rect.width / 2.0 - camera.width / 2.0) * camera.m_per_px;
            tile.y = camera.y + (rect.y + rect.height / 2.0 - camera.height / 2.0) * camera.m_per_px;
            ids.draw({view_of(tile, samples), samples, true, bool{frame.buildings}, 0});
            colours.update(frame, ids.shown());
            begin(frame, base, rect);
            colours.draw(frame, ids.shown(), rect, rect.x - tile_margin, rect.y - tile_margin, false,
                         frame.images.empty());
            glDisable(GL_BLEND);
        }
}

bool Renderer::Passes::draw_base(const scene::Frame& frame, double budget_ms) {
    const auto& camera = frame.camera;
    direct = false;
    ids.update_layers(frame.parcels, frame.buildings);
    bool changed = images.update(frame.images);
    if (base.width() != camera.width || base.height() != camera.height) {
        base.resize(gl::colour_format, camera.width, camera.height);
        base_done = false;
        changed = true;
    }
    if (const Look now = look_of(frame); !(now == look)) {
        look = now;
        changed = true;
    }
    const std::int64_t samples = std::clamp(frame.supersample, 1, 8);
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    if (samples * camera.width * samples * camera.height > most_samples || samples * camera.width > limit ||
        samples * camera.height > limit) {
        draw_tiles(frame);
        base_done = false;
        return true;
    }
    const bool ids_sharp = ids.draw(wish_for(frame, budget_ms));
    changed = colours.update(frame, ids.shown()) || changed;
    changed = changed || ids.shown().serial != id_serial;
    id_serial = ids.shown().serial;
    const PixelRect whole{0, 0, camera.width, camera.height};
    const bool several = !frame.exact && ids.shown().supersample > 1;
    if (changed) {
        base_quick = several;
        base_rows = 0;
        base_done = frame.exact;
        direct = !frame.exact;
        // While something moves the next frame differs too: no copy is kept. One sample a pixel now; the average of
        // all follows when nothing moves.
        if (direct) picture.resize(gl::colour_format, camera.width, camera.height);
        paint(frame, direct ? picture : base, whole, several);
        return ids_sharp && !several;
    }
    if (!base_done) {
        paint(frame, base, whole, several);
        base_done = true;
    }
    if (!base_quick || frame.supersample == 1) return ids_sharp;
    better.resize(gl::colour_format, camera.width, camera.height);
    const auto start = Clock::now();
    while (base_rows < camera.height) {
        const int rows = std::min(64, camera.height - base_rows);
        paint(frame, better, {0, base_rows, camera.width, rows}, false);
        glFinish();
        base_rows += rows;
        if (std::chrono::duration<double, std::milli>(Clock::now() - start).count() > budget_ms &&
            base_rows < camera.height)
            return false;
    }
    std::swap(base, better);
    base_quick = false;
    return ids_sharp;
}

void Renderer::Passes::draw_hover(const scene::Frame& frame) {
    if (frame.hovered == 0 || frame.hover_colour.a == 0 || !frame.parcels) return;
    const geom::Box box = ids.parcels().box_of(frame.hovered);
    const auto& camera = frame.camera;
    if (box.empty() || !ids.shown().view) return;
    const auto low = camera.to_px(box.min_x, box.max_y);
    const auto high = camera.to_px(box.max_x, box.min_y);
    const auto clip = [](double v, int size) { return static_cast<int>(std::clamp(v, 0.0, double(size))); };
    const int x0 = clip(std::floor(low.x) - 1, camera.width);
    const int x1 = clip(std::ceil(high.x) + 1, camera.width);
    const int y0 = clip(std::floor(low.y) - 1, camera.height);
    const int y1 = clip(std::ceil(high.y) + 1, camera.height);
    if (x0 >= x1 || y0 >= y1) return;
    glEnable(GL_SCISSOR_TEST);
    glScissor(x0, camera.height - y1, x1 - x0, y1 - y0);
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    const int stride = ids.shown().supersample;
    const auto& c = frame.hover_colour;
    hover_program.use();
    hover_program.set("ids", 0);
    hover_program.set_unsigned("hovered", frame.hovered);
    hover_program.set("stride", stride);
    hover_program.set("origin", 0, 0);
    hover_program.set("reach", std::max(1, static_cast<int>(std::lround(stride * camera.ui_scale))));
    hover_program.set("paint", static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255,
                      static_cast<float>(c.b) / 255, static_cast<float>(c.a) / 255);
    ids.shown().ids.texture().bind(0);
    picture.bind();
    empty.bind();
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glDisable(GL_SCISSOR_TEST);
}

void Renderer::Passes::draw_above(const scene::Frame& frame) {
    picture.resize(gl::colour_format, frame.camera.width, frame.camera.height);
    if (!direct) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, base.id());
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, picture.id());
        glBlitFramebuffer(0, 0, picture.width(), picture.height(), 0, 0, picture.width(), picture.height(),
                          GL_COLOR_BUFFER_BIT, GL_NEAREST);
    }
    lines.draw(frame, picture);
    draw_hover(frame);
    over.draw(frame.over, picture);
    glDisable(GL_BLEND);
}

bool Renderer::Passes::draw(const scene::Frame& frame, double budget_ms) {
    last = frame.camera;
    const bool done = draw_base(frame, budget_ms);
    lines.update(frame);
    draw_above(frame);
    return done;
}

Renderer::Renderer() {
    check_gl();
    passes_ = std::make_unique<Passes>();
}
Renderer::~Renderer() = default;

bool Renderer::draw(const scene::Frame& frame, double budget_ms) {
    if (!usable(frame.camera)) return true;
    const gl::SavedState saved;
    return passes_->draw(frame, budget_ms);
}

bool Renderer::draw(const scene::Frame& frame, const Target& target, double budget_ms) {
    if (!usable(frame.camera)) return true;
    const gl::SavedState saved;
    const bool done = passes_->draw(frame, budget_ms);
    const int width = std::min(target.width, passes_->picture.width());
    const int height = std::min(target.height, passes_->picture.height());
    const int from = passes_->picture.height() - height;
    const int to = target.y + target.height - height;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, passes_->picture.id());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.framebuffer);
    glBlitFramebuffer(0, from, width, from + height, target.x, to, target.x + width, to + height, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
    return done;
}

std::uint32_t Renderer::id_at(int px, int py) const { return read_ids(px, py, 1, 1).front(); }

void Renderer::finish() const { glFinish(); }

std::vector<std::uint32_t> Renderer::read_ids(int x, int y, int width, int height) const {
    std::vector<std::uint32_t> out(static_cast<std::size_t>(std::max(0, width)) * std::max(0, height), 0);
    const IdPicture& picture = passes_->ids.shown();
    if (!picture.view || out.empty()) return out;
    const gl::SavedState saved;
    const int n = picture.supersample;
    const int x0 = std::max(0, x);
    const int x1 = std::min(passes_->last.width, x + width);
    const int y0 = std::max(0, y);
    const int y1 = std::min(passes_->last.height, y + height);
    if (x0 >= x1 || y0 >= y1) return out;
    picture.ids.bind_for_reading();
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    std::vector<std::uint32_t> row(static_cast<std::size_t>(x1 - x0) * n);
    for (int py = y0; py < y1; ++py) {
        const int sample_row = (passes_->last.height - 1 - py) * n + n / 2;
        glReadPixels(x0 * n, sample_row, static_cast<GLsizei>(row.size()), 1, GL_RED_INTEGER, GL_UNSIGNED_INT,
                     row.data());
        for (int px = x0; px < x1; ++px)
            out[static_cast<std::size_t>(py - y) * width + (px - x)] =
                row[static_cast<std::size_t>(px - x0) * n + n / 2];
    }
    return out;
}

Pixels Renderer::read_pixels() const {
    Pixels pixels;
    const gl::Canvas& picture = passes_->picture;
    if (!picture) return pixels;
    const gl::SavedState saved;
    pixels.width = picture.width();
    pixels.height = picture.height();
    pixels.rgba.resize(std::size_t{4} * pixels.width * pixels.height);
    picture.bind_for_reading();
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, pixels.width, pixels.height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.rgba.data());
    const std::size_t row = std::size_t{4} * pixels.width;
    for (int y = 0; y < pixels.height / 2; ++y)
        std::swap_ranges(pixels.rgba.begin() + static_cast<std::ptrdiff_t>(y * row),
                         pixels.rgba.begin() + static_cast<std::ptrdiff_t>((y + 1) * row),
                         pixels.rgba.begin() + static_cast<std::ptrdiff_t>((pixels.height - 1 - y) * row));
    return pixels;
}

}  // namespace mulens::render
