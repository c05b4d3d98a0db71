// A static index over boxes: a packed R-tree in flat arrays, items in Hilbert order of their centres.
//
// Guarantees: visit() reports every row whose box meets the query exactly once, always in the same order for the same
// boxes, whatever the number of building threads. Empty boxes are never reported. Const access is thread safe.
// Memory: about 38 bytes a box.
#pragma once

#include "base/ids.hpp"
#include "geom/box.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace mulens::geom {

class BoxIndex {
  public:
    BoxIndex() = default;
    explicit BoxIndex(std::span<const Box> boxes, unsigned threads = 1);

    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] const Box& extent() const { return extent_; }

    /// Calls fn(row, box of that row) for all boxes that share a point with the query.
    template <typename Fn>
    void visit(const Box& query, Fn&& fn) const {
        if (rows_.empty() || !extent_.meets(query)) return;
        descend(levels_ - 1, 0, level_size(levels_ - 1), query, fn);
    }
    /// Items in index order: neighbours in it are neighbours on the ground.
    [[nodiscard]] std::span<const Row> rows() const { return rows_; }

  private:
    static constexpr std::uint32_t fan = 16;
    static constexpr unsigned max_levels = 10;

    [[nodiscard]] std::uint32_t level_size(unsigned level) const {
        return level_begin_[level + 1] - level_begin_[level];
    }

    template <typename Fn>
    void descend(unsigned level, std::uint32_t first, std::uint32_t last, const Box& query, Fn& fn) const {
        const Box* boxes = boxes_.data() + level_begin_[level];
        for (std::uint32_t i = first; i < last; ++i) {
            if (!boxes[i].meets(query)) continue;
            if (level == 0)
                fn(rows_[i], boxes[i]);
            else
                descend(level - 1, i * fan, std::min((i + 1) * fan, level_size(level - 1)), query, fn);
        }
    }

    std::vector<Box> boxes_;  // level 0 (items) first, then their parents
    std::vector<Row> rows_;
    std::array<std::uint32_t, max_levels + 1> level_begin_{};
    unsigned levels_ = 0;
    Box extent_;
};

}  // namespace mulens::geom
