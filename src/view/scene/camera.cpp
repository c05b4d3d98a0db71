#include "scene/camera.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::scene {
namespace {

// Closer than 0.1 mm a pixel doubles run out of digits at an easting of 40 500 000; farther than the globe is no map.
constexpr double closest = 1e-4;
constexpr double farthest = 1e5;

}  // namespace

void Camera::fit(const geom::Box& box, double margin) {
    if (box.empty() || !std::isfinite(box.max_x - box.min_x) || !std::isfinite(box.max_y - box.min_y)) return;
    x = (box.min_x + box.max_x) / 2;
    y = (box.min_y + box.max_y) / 2;
    if (width <= 0 || height <= 0) return;
    const double share = 1 - 2 * std::clamp(margin, 0.0, 0.45);
    const double m = std::max((box.max_x - box.min_x) / (width * share), (box.max_y - box.min_y) / (height * share));
    if (m > 0) m_per_px = std::clamp(m, closest, farthest);  // a single point: stay as close as we are
}

void Camera::zoom_about(double px, double py, double factor) {
    if (!(factor > 0) || !std::isfinite(factor)) return;
    const geom::Point fixed = to_world(px, py);
    m_per_px = std::clamp(m_per_px / factor, closest, farthest);
    x = fixed.x - (px - width / 2.0) * m_per_px;
    y = fixed.y + (py - height / 2.0) * m_per_px;
}

}  // namespace mulens::scene
