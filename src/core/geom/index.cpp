#include "geom/index.hpp"

#include "base/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::geom {
namespace {

// Position of (x, y) on a Hilbert curve over a 65536 × 65536 grid.
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

// Least significant digit first; the row is the low half of a key and ties keep row order.
void sort_by_curve(std::vector<std::uint64_t>& keys) {
    if (keys.size() < 4096) {
        std::sort(keys.begin(), keys.end());
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

}  // namespace

BoxIndex::BoxIndex(std::span<const Box> boxes, unsigned threads) {
    std::vector<std::uint64_t> keys;
    keys.reserve(boxes.size());
    for (Row i = 0; i < boxes.size(); ++i) {
        if (boxes[i].empty()) continue;
        extent_.add(boxes[i]);
        keys.push_back(i);
    }
    if (keys.empty()) return;
    const double sx = extent_.max_x > extent_.min_x ? 65535.0 / (extent_.max_x - extent_.min_x) : 0;
    const double sy = extent_.max_y > extent_.min_y ? 65535.0 / (extent_.max_y - extent_.min_y) : 0;
    parallel_chunks(threads, keys.size(), 65536, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
        for (std::uint64_t i = first; i < last; ++i) {
            const Box& b = boxes[keys[i]];
            const double x = ((b.min_x + b.max_x) / 2 - extent_.min_x) * sx;
            const double y = ((b.min_y + b.max_y) / 2 - extent_.min_y) * sy;
            const auto curve = hilbert(static_cast<std::uint32_t>(std::clamp(x, 0.0, 65535.0)),
                                       static_cast<std::uint32_t>(std::clamp(y, 0.0, 65535.0)));
            keys[i] |= static_cast<std::uint64_t>(curve) << 32;
        }
    });
    sort_by_curve(keys);

    std::uint32_t total = static_cast<std::uint32_t>(keys.size());
    level_begin_[1] = total;
    levels_ = 1;
    for (std::uint32_t n = total; n > fan;) {
        n = (n + fan - 1) / fan;
        total += n;
        level_begin_[++levels_] = total;
    }
    boxes_.resize(total);
    rows_.resize(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        rows_[i] = static_cast<Row>(keys[i] & 0xFFFFFFFFU);
        boxes_[i] = boxes[rows_[i]];
    }
    for (unsigned level = 1; level < levels_; ++level) {
        const Box* below = boxes_.data() + level_begin_[level - 1];
        for (std::uint32_t i = 0; i < level_size(level - 1); ++i) boxes_[level_begin_[level] + i / fan].add(below[i]);
    }
}

}  // namespace mulens::geom
