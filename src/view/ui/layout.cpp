#include "ui/layout.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::ui {

Layout lay_out(float width, float height, float scale, const app::Session& session) {
    const auto pixels = [&](float design) { return std::round(design * scale); };
    Layout out;
    const float top = pixels(menu_height), foot = std::max(top, height - pixels(status_height));
    out.left_open = session.left_open;
    out.right_open = session.right_open;
    out.bottom_open = session.bottom_open;
    const float middle = foot - top;
    float left = pixels(session.left_open ? std::max(least_side, session.left_width) : strip);
    float right = pixels(session.right_open ? std::max(least_side, session.right_width) : strip);
    float bottom = pixels(session.bottom_open ? std::max(least_bottom, session.bottom_height) : strip + 2);

    // The map at least as wide as a side and as tall as the bottom.
    const float least_map = std::max(width * 0.36F, pixels(240));
    left = std::min(left, std::floor(width * 0.3F));
    right = std::min(right, std::floor(width * 0.3F));
    const float too_wide = left + right + least_map - width;
    if (too_wide > 0) {
        const float take_right = std::min(too_wide, std::max(0.0F, right - pixels(strip)) * 0.6F);
        right = std::round(right - take_right);
        left = std::round(std::max(pixels(strip), left - std::max(0.0F, too_wide - take_right)));
    }
    bottom = std::min(bottom, std::floor(middle * 0.49F));
    const float map_width = std::max(1.0F, width - left - right);
    const float least_height = std::min(middle - pixels(strip), width * height * 0.336F / map_width);
    bottom = std::max(pixels(strip), std::min(bottom, std::floor(middle - least_height)));

    out.menu = {0, 0, width, top};
    out.status = {0, foot, width, height};
    out.left = {0, top, left, foot};
    out.right = {width - right, top, width, foot};
    out.map = {left, top, width - right, foot - bottom};
    out.bottom = {left, foot - bottom, width - right, foot};
    const float grip = pixels(3);
    out.left_edge = {left - grip, top, left + grip, foot};
    out.right_edge = {width - right - grip, top, width - right + grip, foot};
    out.bottom_edge = {left + grip, foot - bottom - grip, width - right - grip, foot - bottom + grip};
    return out;
}

}  // namespace mulens::ui
