#include "geom/curve.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mulens::geom {
namespace {

std::uint32_t hilbert(std::uint32_t x, std::uint32_t y) {
    std::uint32_t d = 0;
    for (std::uint32_t s = 0x8000; s > 0; s /= 2) {
        const std::uint32_t rx = (x & s) != 0 ? 1 : 0;
        const std::uint32_t ry = (y & s) != 0 ? 1 : 0;
        d += s * s * ((3 * rx) ^ ry);
        if (ry == 0) {
            if (rx == 1) {
                x = 0xFFFF - x;
                y = 0xFFFF - y;
            }
            std::swap(x, y);
        }
    }
    return d;
}

}  // namespace

Curve::Curve(const Box& extent)
    : x_(extent.min_x),
      y_(extent.min_y),
      scale_x_(extent.max_x > extent.min_x ? 65535.0 / (extent.max_x - extent.min_x) : 0),
      scale_y_(extent.max_y > extent.min_y ? 65535.0 / (extent.max_y - extent.min_y) : 0) {}

std::uint32_t Curve::position(const Box& box) const {
    const double x = ((box.min_x + box.max_x) / 2 - x_) * scale_x_;
    const double y = ((box.min_y + box.max_y) / 2 - y_) * scale_y_;
    return hilbert(static_cast<std::uint32_t>(std::clamp(x, 0.0, 65535.0)),
                   static_cast<std::uint32_t>(std::clamp(y, 0.0, 65535.0)));
}

// Least significant digit first, so that ties keep their order.
void sort_by_curve(std::vector<std::uint64_t>& keys) {
    if (keys.size() < 4096) {
        std::stable_sort(keys.begin(), keys.end(), [](auto a, auto b) { return a >> 32 < b >> 32; });
        return;
    }
    std::vector<std::uint64_t> other(keys.size());
    for (unsigned shift = 32; shift < 64; shift += 11) {
        std::array<std::uint32_t, 2049> count{};
        for (const std::uint64_t key : keys) ++count[((key >> shift) & 2047) + 1];
        for (std::size_t i = 1; i < count.size(); ++i) count[i] += count[i - 1];
        for (const std::uint64_t key : keys) other[count[(key >> shift) & 2047]++] = key;
        keys.swap(other);
    }
}

}  // namespace mulens::geom
