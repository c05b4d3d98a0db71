// A grid over one long ring, so that questions about a small box need not look at every edge.
//
// Guarantees: answers equal those of a scan over all edges. The ring must stay where it is. Const access is thread
// safe.
#pragma once

#include "geom/box.hpp"
#include "geom/polygons.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace mulens::geom {

class RingGrid {
  public:
    RingGrid(RingView ring, const Box& box);

    enum class State : std::uint8_t { outside, inside, mixed };
    /// Where the box lies; mixed also where that is not known cheaply.
    [[nodiscard]] State state(const Box& box) const;
    /// Adds (a superset of) the edges that share a point with the box: ascending, each once.
    void gather(const Box& box, std::vector<std::uint32_t>& edges) const;
    /// Edges that may share a point with the horizontal line through y.
    [[nodiscard]] std::span<const std::uint32_t> row_edges(double y) const;

  private:
    struct Cells {
        std::uint32_t column0, column1, row0, row1;  // inclusive
    };
    [[nodiscard]] Cells cells(const Box& box) const;
    [[nodiscard]] std::uint32_t column(double x) const;
    [[nodiscard]] std::uint32_t row(double y) const;
    template <typename Fn>
    void for_cells_of_edge(RingView ring, std::uint32_t edge, Fn&& fn) const;
    void fill_states(RingView ring);

    Box box_;
    std::uint32_t side_ = 1;
    double scale_x_ = 0;
    double scale_y_ = 0;
    std::vector<State> states_;
    std::vector<std::uint32_t> cell_begin_;
    std::vector<std::uint32_t> cell_edges_;
    std::vector<std::uint32_t> row_begin_;
    std::vector<std::uint32_t> row_edges_;
};

}  // namespace mulens::geom
