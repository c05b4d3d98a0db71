// Where the map looks. Pixels are framebuffer pixels with y down; the world is metres in the working CRS, x east, y
// north. Double throughout: at an easting of 40 500 000 a float step is 4 m. A value; thread safe.
#pragma once

#include "geom/box.hpp"

namespace mulens::scene {

struct Camera {
    double x = 0, y = 0;  ///< world point in the middle of the picture
    double m_per_px = 1;  ///< > 0
    int width = 0, height = 0;
    double ui_scale = 1;  ///< framebuffer pixels per design pixel (2 on a 2× screen)

    [[nodiscard]] geom::Point to_world(double px, double py) const {
        return {x + (px - width / 2.0) * m_per_px, y - (py - height / 2.0) * m_per_px};
    }
    [[nodiscard]] geom::Point to_px(double wx, double wy) const {
        return {width / 2.0 + (wx - x) / m_per_px, height / 2.0 - (wy - y) / m_per_px};
    }
    [[nodiscard]] geom::Box box() const {
        return {x - width / 2.0 * m_per_px, y - height / 2.0 * m_per_px, x + width / 2.0 * m_per_px,
                y + height / 2.0 * m_per_px};
    }
    /// The N of 1:N on a screen of 96 design pixels an inch.
    [[nodiscard]] double scale_denominator() const { return m_per_px * ui_scale * 96 / 0.0254; }
    /// The box fills the picture but for a margin (share of the picture on each side).
    void fit(const geom::Box& box, double margin = 0.04);
    /// Zooms so that the world point under the pixel stays under it; factor > 1 looks closer.
    void zoom_about(double px, double py, double factor);
    bool operator==(const Camera&) const = default;
};

}  // namespace mulens::scene
