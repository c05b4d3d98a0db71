// Draws frames. Works in any current OpenGL 3.3 core context: the window's or a Context; every call, and the end of the
// renderer, belongs to the thread and the context it was made in. Leaves the GL state as it found it.
//
// What did not change is not drawn again: ids are kept while camera and layers stay, colours while words stay, the
// whole picture while nothing moved. A frame that could be better (coarser ids while moving, one sample a pixel while a
// threshold is dragged) makes draw() return false: draw the same frame again, each time within the budget, until true.
#pragma once

#include "render/png.hpp"
#include "scene/frame.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace mulens::render {

/// Where the picture goes: a rectangle of a framebuffer in GL pixels (y up). Scaled by nothing: it should have the
/// camera's size; what does not fit is cut off at the right and at the bottom.
struct Target {
    unsigned framebuffer = 0;
    int x = 0, y = 0, width = 0, height = 0;
};

class Renderer {
  public:
    /// Throws Error where the context is too old or a shader does not compile.
    Renderer();
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    /// Into the renderer's own picture. True: it will not get better. An `exact` frame is drawn whole at once; others
    /// within about `budget_ms` for ids and as much for colours.
    bool draw(const scene::Frame& frame, double budget_ms = 18);
    /// The same, copied to a window.
    bool draw(const scene::Frame& frame, const Target& target, double budget_ms = 18);

    /// Waits until everything is drawn (for measuring).
    void finish() const;
    /// Row + 1 under a pixel of the last frame (y down), 0 = nothing. Waits for one texel.
    [[nodiscard]] std::uint32_t id_at(int px, int py) const;
    /// Ids at the pixels of a rectangle of the last frame (y down, row 0 at the top); 0 outside.
    [[nodiscard]] std::vector<std::uint32_t> read_ids(int x, int y, int width, int height) const;
    /// The last frame.
    [[nodiscard]] Pixels read_pixels() const;

  private:
    struct Passes;
    std::unique_ptr<Passes> passes_;
};

}  // namespace mulens::render
