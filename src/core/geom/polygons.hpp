// The geometry arena: (multi)polygons of many features in four flat vectors, GeoArrow style.
//
// Guarantees: feature f owns polygons [feature_offsets[f], feature_offsets[f+1]), polygon p owns rings
// [polygon_offsets[p], polygon_offsets[p+1]) with the outer ring first, ring r owns points
// [ring_offsets[r], ring_offsets[r+1]). Rings are closed (last point = first) and have at least 4 points, unless the
// source was broken: then the check room says so. A feature without polygons has no geometry. Outer rings may turn
// either way: areas are taken per ring as absolute values. Coordinates are in one CRS for the whole arena.
// Const access is thread safe.
#pragma once

#include "base/ids.hpp"
#include "geom/box.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace mulens::geom {

/// One ring as interleaved x,y.
class RingView {
  public:
    RingView(const double* xy, std::size_t points) : xy_(xy), points_(points) {}
    [[nodiscard]] std::size_t size() const { return points_; }
    [[nodiscard]] double x(std::size_t i) const { return xy_[2 * i]; }
    [[nodiscard]] double y(std::size_t i) const { return xy_[2 * i + 1]; }
    [[nodiscard]] Point at(std::size_t i) const { return {x(i), y(i)}; }
    [[nodiscard]] const double* data() const { return xy_; }

  private:
    const double* xy_;
    std::size_t points_;
};

class Polygons {
  public:
    std::vector<double> xy;
    std::vector<std::uint64_t> ring_offsets{0};
    std::vector<std::uint64_t> polygon_offsets{0};
    std::vector<std::uint64_t> feature_offsets{0};

    [[nodiscard]] Row size() const { return static_cast<Row>(feature_offsets.size() - 1); }
    [[nodiscard]] std::size_t point_count() const { return xy.size() / 2; }
    [[nodiscard]] bool has_geometry(Row f) const { return feature_offsets[f] != feature_offsets[f + 1]; }
    [[nodiscard]] std::uint64_t first_polygon(Row f) const { return feature_offsets[f]; }
    [[nodiscard]] std::uint64_t end_polygon(Row f) const { return feature_offsets[f + 1]; }
    [[nodiscard]] std::uint64_t first_ring(std::uint64_t polygon) const { return polygon_offsets[polygon]; }
    [[nodiscard]] std::uint64_t end_ring(std::uint64_t polygon) const { return polygon_offsets[polygon + 1]; }
    [[nodiscard]] RingView ring(std::uint64_t r) const {
        return {xy.data() + 2 * ring_offsets[r], static_cast<std::size_t>(ring_offsets[r + 1] - ring_offsets[r])};
    }
    /// True where the feature is one polygon with one ring (by far the usual case).
    [[nodiscard]] bool single_ring(Row f) const {
        return feature_offsets[f + 1] - feature_offsets[f] == 1 &&
               polygon_offsets[feature_offsets[f] + 1] - polygon_offsets[feature_offsets[f]] == 1;
    }
    [[nodiscard]] Box box(Row f) const;
    [[nodiscard]] std::vector<Box> boxes() const;

    // Building: points, then end_ring; rings, then end_polygon; polygons, then end_feature.
    void add_point(double x, double y) {
        xy.push_back(x);
        xy.push_back(y);
    }
    void add_points(std::span<const double> interleaved) {
        xy.insert(xy.end(), interleaved.begin(), interleaved.end());
    }
    void end_ring() { ring_offsets.push_back(xy.size() / 2); }
    void end_polygon() { polygon_offsets.push_back(ring_offsets.size() - 1); }
    void end_feature() { feature_offsets.push_back(polygon_offsets.size() - 1); }
    void add_empty() { end_feature(); }
    /// Appends a copy of a feature of another arena (or of this one's copy).
    void add_feature(const Polygons& from, Row f);
    void append(const Polygons& other);
    void clear();
};

/// A rectangle as one feature; for tests and made-up data.
void add_rectangle(Polygons& out, double min_x, double min_y, double max_x, double max_y);

}  // namespace mulens::geom
