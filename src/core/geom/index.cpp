#include "geom/index.hpp"

#include "base/parallel.hpp"
#include "geom/curve.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::geom {
BoxIndex::BoxIndex(std::span<const Box> boxes, unsigned threads) {
    std::vector<std::uint64_t> keys;
    keys.reserve(boxes.size());
    for (Row i = 0; i < boxes.size(); ++i) {
        if (boxes[i].empty()) continue;
        extent_.add(boxes[i]);
        keys.push_back(i);
    }
    if (keys.empty()) return;
    const Curve curve(extent_);
    parallel_chunks(threads, keys.size(), 65536, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
        for (std::uint64_t i = first; i < last; ++i)
            keys[i] |= static_cast<std::uint64_t>(curve.position(boxes[keys[i]])) << 32;
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
