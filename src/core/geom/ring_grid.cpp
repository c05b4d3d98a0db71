#include "geom/ring_grid.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::geom {
namespace {

// Cells are widened by this share of a cell, far above rounding, so that an edge on a cell border is in both cells.
constexpr double pad = 1e-6;

}  // namespace

std::uint32_t RingGrid::column(double x) const {
    return static_cast<std::uint32_t>(std::clamp((x - box_.min_x) * scale_x_, 0.0, static_cast<double>(side_ - 1)));
}

std::uint32_t RingGrid::row(double y) const {
    return static_cast<std::uint32_t>(std::clamp((y - box_.min_y) * scale_y_, 0.0, static_cast<double>(side_ - 1)));
}

RingGrid::Cells RingGrid::cells(const Box& box) const {
    const double dx = scale_x_ > 0 ? pad / scale_x_ : 0;
    const double dy = scale_y_ > 0 ? pad / scale_y_ : 0;
    return {column(box.min_x - dx), column(box.max_x + dx), row(box.min_y - dy), row(box.max_y + dy)};
}

template <typename Fn>
void RingGrid::for_cells_of_edge(RingView ring, std::uint32_t edge, Fn&& fn) const {
    Point a = ring.at(edge);
    Point b = ring.at(edge + 1);
    if (a.y > b.y) std::swap(a, b);
    const double dy = scale_y_ > 0 ? pad / scale_y_ : 0;
    const double dx = scale_x_ > 0 ? pad / scale_x_ : 0;
    for (std::uint32_t r = row(a.y - dy); r <= row(b.y + dy); ++r) {
        double x0 = a.x;
        double x1 = b.x;
        if (b.y > a.y) {
            const double low = box_.min_y + r / scale_y_ - dy;
            const double high = box_.min_y + (r + 1) / scale_y_ + dy;
            const double t0 = std::clamp((low - a.y) / (b.y - a.y), 0.0, 1.0);
            const double t1 = std::clamp((high - a.y) / (b.y - a.y), 0.0, 1.0);
            x0 = a.x + t0 * (b.x - a.x);
            x1 = a.x + t1 * (b.x - a.x);
        }
        if (x0 > x1) std::swap(x0, x1);
        for (std::uint32_t c = column(x0 - dx); c <= column(x1 + dx); ++c) fn(r, c);
    }
}

RingGrid::RingGrid(RingView ring, const Box& box) : box_(box) {
    const auto edges = static_cast<std::uint32_t>(ring.size() - 1);
    side_ = static_cast<std::uint32_t>(std::clamp(std::ceil(std::sqrt(4.0 * edges)), 16.0, 512.0));
    if (box.max_x > box.min_x) scale_x_ = side_ / (box.max_x - box.min_x);
    if (box.max_y > box.min_y) scale_y_ = side_ / (box.max_y - box.min_y);

    cell_begin_.assign(static_cast<std::size_t>(side_) * side_ + 1, 0);
    row_begin_.assign(side_ + 1, 0);
    const auto visit_all = [&](auto&& on_cell, auto&& on_row) {
        for (std::uint32_t e = 0; e < edges; ++e) {
            std::uint32_t last_row = side_;
            for_cells_of_edge(ring, e, [&](std::uint32_t r, std::uint32_t c) {
                on_cell(r * side_ + c, e);
                if (r != last_row) on_row(r, e);
                last_row = r;
            });
        }
    };
    visit_all([&](std::uint32_t cell, std::uint32_t) { ++cell_begin_[cell + 1]; },
              [&](std::uint32_t r, std::uint32_t) { ++row_begin_[r + 1]; });
    for (std::size_t i = 1; i < cell_begin_.size(); ++i) cell_begin_[i] += cell_begin_[i - 1];
    for (std::size_t i = 1; i < row_begin_.size(); ++i) row_begin_[i] += row_begin_[i - 1];
    cell_edges_.resize(cell_begin_.back());
    row_edges_.resize(row_begin_.back());
    auto cell_next = cell_begin_;
    auto row_next = row_begin_;
    visit_all([&](std::uint32_t cell, std::uint32_t e) { cell_edges_[cell_next[cell]++] = e; },
              [&](std::uint32_t r, std::uint32_t e) { row_edges_[row_next[r]++] = e; });
    fill_states(ring);
}

void RingGrid::fill_states(RingView ring) {
    states_.assign(static_cast<std::size_t>(side_) * side_, State::mixed);
    if (scale_x_ == 0 || scale_y_ == 0) return;
    std::vector<double> crossings;
    for (std::uint32_t r = 0; r < side_; ++r) {
        const double y = box_.min_y + (r + 0.5) / scale_y_;
        crossings.clear();
        for (const std::uint32_t e : row_edges(y)) {
            const Point a = ring.at(e);
            const Point b = ring.at(e + 1);
            if ((a.y > y) != (b.y > y)) crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
        std::sort(crossings.begin(), crossings.end());
        std::size_t passed = 0;
        for (std::uint32_t c = 0; c < side_; ++c) {
            const std::uint32_t cell = r * side_ + c;
            if (cell_begin_[cell] != cell_begin_[cell + 1]) continue;
            // No edge in this cell, so its middle is half a cell away from every edge: rounding cannot matter.
            const double x = box_.min_x + (c + 0.5) / scale_x_;
            while (passed < crossings.size() && crossings[passed] < x) ++passed;
            states_[cell] = passed % 2 == 1 ? State::inside : State::outside;
        }
    }
}

RingGrid::State RingGrid::state(const Box& box) const {
    if (!box_.meets(box)) return State::outside;
    const Cells range = cells(box);
    const State first = states_[range.row0 * side_ + range.column0];
    if (first == State::mixed) return first;
    for (std::uint32_t r = range.row0; r <= range.row1; ++r)
        for (std::uint32_t c = range.column0; c <= range.column1; ++c)
            if (states_[r * side_ + c] != first) return State::mixed;
    // Inside cells say nothing about what sticks out of the grid.
    if (first == State::inside && !box_.contains(box)) return State::mixed;
    return first;
}

void RingGrid::gather(const Box& box, std::vector<std::uint32_t>& edges) const {
    const std::size_t before = edges.size();
    const Cells range = cells(box);
    for (std::uint32_t r = range.row0; r <= range.row1; ++r) {
        const auto first = cell_edges_.begin() + cell_begin_[r * side_ + range.column0];
        const auto last = cell_edges_.begin() + cell_begin_[r * side_ + range.column1 + 1];
        edges.insert(edges.end(), first, last);
    }
    const auto begin = edges.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(begin, edges.end());
    edges.erase(std::unique(begin, edges.end()), edges.end());
}

std::span<const std::uint32_t> RingGrid::row_edges(double y) const {
    const std::uint32_t r = row(y);
    return {row_edges_.data() + row_begin_[r], row_begin_[r + 1] - row_begin_[r]};
}

}  // namespace mulens::geom
