// The window's own framebuffer: cleared before a frame, read back for a screenshot. Needs its context to be current.
#pragma once

#include "render/png.hpp"
#include "style/colour.hpp"

namespace mulens::render {

void clear_window(int width, int height, style::Colour colour);
/// What the window shows (back buffer: before the buffers are swapped); row 0 is the top.
[[nodiscard]] Pixels read_window(int width, int height);

}  // namespace mulens::render
