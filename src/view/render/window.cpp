#include "render/window.hpp"

#include <epoxy/gl.h>

#include <algorithm>

namespace mulens::render {

void clear_window(int width, int height, style::Colour colour) {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(static_cast<float>(colour.r) / 255, static_cast<float>(colour.g) / 255,
                 static_cast<float>(colour.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

Pixels read_window(int width, int height) {
    Pixels out;
    out.width = width;
    out.height = height;
    const std::size_t row = std::size_t{4} * static_cast<std::size_t>(width);
    out.rgba.resize(row * static_cast<std::size_t>(height));
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, out.rgba.data());
    for (int y = 0; y < height / 2; ++y) {
        const auto top = out.rgba.begin() + static_cast<std::ptrdiff_t>(row) * y;
        const auto bottom = out.rgba.begin() + static_cast<std::ptrdiff_t>(row) * (height - 1 - y);
        std::swap_ranges(top, top + static_cast<std::ptrdiff_t>(row), bottom);
    }
    return out;
}

}  // namespace mulens::render
