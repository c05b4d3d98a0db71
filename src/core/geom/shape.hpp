// A feature made ready for questions: its rings with their boxes, and a grid over long rings where asked for.
//
// Guarantees: a Shape is a view. The arena it was made from must outlive it and keep its place. A light shape of a
// feature with one ring allocates nothing. Rings must be closed and simple (see simple.hpp); polygons of one feature
// must not overlap. Const access is thread safe.
#pragma once

#include "geom/polygons.hpp"
#include "geom/ring_grid.hpp"

#include <memory>
#include <span>
#include <vector>

namespace mulens::geom {

struct Ring {
    RingView points{nullptr, 0};
    Box box;
    const RingGrid* grid = nullptr;
    int turn = 0;  ///< +1 counter-clockwise, −1 clockwise, 0 not looked at yet

    [[nodiscard]] std::uint32_t edges() const { return static_cast<std::uint32_t>(points.size() - 1); }
    [[nodiscard]] bool counter_clockwise() const;
    /// Adds the edges that share a point with the query's box (a superset), ascending.
    void gather(const Box& query, std::vector<std::uint32_t>& out) const;
};

class Shape {
  public:
    Shape() = default;
    Shape(const Polygons& polygons, Row feature, const Box& box);
    Shape(const Polygons& polygons, Row feature) : Shape(polygons, feature, polygons.box(feature)) {}
    /// With grids over rings of many points: for features that many others are held against.
    static Shape prepared(const Polygons& polygons, Row feature);

    [[nodiscard]] const Box& box() const { return box_; }
    [[nodiscard]] bool empty() const { return parts() == 0; }
    [[nodiscard]] std::size_t parts() const {
        return many_.empty() ? (one_.points.size() > 0 ? 1U : 0U) : ends_.size();
    }
    /// Rings of one polygon, the outer one first.
    [[nodiscard]] std::span<const Ring> part(std::size_t i) const {
        if (many_.empty()) return {&one_, 1};
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return {many_.data() + begin, ends_[i] - begin};
    }
    [[nodiscard]] std::span<const Ring> rings() const {
        if (many_.empty()) return {&one_, parts()};
        return many_;
    }

  private:
    Box box_;
    Ring one_;
    std::vector<Ring> many_;  // only where the feature has more than one ring
    std::vector<std::size_t> ends_;
    std::vector<std::unique_ptr<RingGrid>> grids_;
};

[[nodiscard]] Box box_of(RingView ring);
/// What two boxes share; empty where they do not meet.
[[nodiscard]] Box common_box(const Box& a, const Box& b);

}  // namespace mulens::geom
