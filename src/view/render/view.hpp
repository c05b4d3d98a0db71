// A camera in samples: the id picture has `supersample` of them on each side of a pixel. Values; thread safe.
#pragma once

#include "scene/camera.hpp"

namespace mulens::render {

struct View {
    double x = 0, y = 0;  ///< world point in the middle
    double m_per_sample = 1;
    int width = 0, height = 0;  ///< samples

    [[nodiscard]] double left() const { return x - width / 2.0 * m_per_sample; }
    [[nodiscard]] double bottom() const { return y - height / 2.0 * m_per_sample; }
    [[nodiscard]] geom::Box box() const {
        return {left(), bottom(), x + width / 2.0 * m_per_sample, y + height / 2.0 * m_per_sample};
    }
    bool operator==(const View&) const = default;
};

[[nodiscard]] inline View view_of(const scene::Camera& camera, int supersample) {
    return {camera.x, camera.y, camera.m_per_px / supersample, camera.width * supersample, camera.height * supersample};
}

}  // namespace mulens::render
