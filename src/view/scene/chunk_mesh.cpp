#include "scene/chunk_mesh.hpp"

#include "scene/simplify.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::scene {
namespace {

constexpr std::size_t coarse_points = 6;
constexpr double coarse_tolerance = 0.06;  // of the feature's size: 0.7 px where coarse triangles take over
constexpr double oversized = 4;            // times the chunk's typical size: drawn in full at any level

double size_m(const geom::Box& box) { return std::sqrt((box.max_x - box.min_x) * (box.max_y - box.min_y)); }

class Builder {
  public:
    Builder(ChunkMesh& out, geom::Point origin, bool coarse) : out_(out), origin_(origin), coarse_(coarse) {}

    void add(const Triangles& polygon, Row row, double size, bool in_full) {
        if (polygon.corners.empty()) return;
        const auto base = static_cast<std::uint32_t>(out_.rows.size());
        for (const geom::Point& p : polygon.points) {
            out_.xy.push_back(static_cast<float>(p.x - origin_.x));
            out_.xy.push_back(static_cast<float>(p.y - origin_.y));
            out_.rows.push_back(row + 1);
        }
        for (const std::uint32_t corner : polygon.corners) out_.indices.push_back(base + corner);
        if (!coarse_) return;
        if (in_full || !add_coarse(polygon, base, size))
            for (const std::uint32_t corner : polygon.corners) out_.coarse.push_back(base + corner);
    }

  private:
    // Holes are left out: they are smaller than a pixel or two.
    bool add_coarse(const Triangles& polygon, std::uint32_t base, double size) {
        if (polygon.outer_points <= 4) return false;
        const std::span ring(polygon.points.data(), polygon.outer_points);
        few_points(ring, coarse_tolerance * size, coarse_points, taken_);
        ring_.clear();
        for (const std::uint32_t i : taken_) ring_.push_back(ring[i]);
        corners_.clear();
        if (!clip_ears(ring_, corners_) || corners_.empty() || corners_.size() >= polygon.corners.size()) return false;
        for (const std::uint32_t corner : corners_) out_.coarse.push_back(base + taken_[corner]);
        return true;
    }

    ChunkMesh& out_;
    geom::Point origin_;
    bool coarse_;
    std::vector<std::uint32_t> taken_, corners_;
    std::vector<geom::Point> ring_;
};

}  // namespace

geom::Box finite_box(const geom::Polygons& polygons, Row feature) {
    geom::Box box;
    const std::uint64_t first = polygons.first_polygon(feature);
    const std::uint64_t end = polygons.end_polygon(feature);
    if (first == end) return box;
    const std::uint64_t begin_point = polygons.ring_offsets[polygons.polygon_offsets[first]];
    const std::uint64_t end_point = polygons.ring_offsets[polygons.polygon_offsets[end]];
    for (std::uint64_t i = begin_point; i < end_point; ++i) {
        const double x = polygons.xy[2 * i];
        const double y = polygons.xy[2 * i + 1];
        if (std::isfinite(x) && std::isfinite(y)) box.add(x, y);
    }
    return box;
}

double median(std::vector<float>& sizes) {
    if (sizes.empty()) return 0;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return static_cast<double>(*middle);
}

ChunkMesh mesh_chunk(const geom::Polygons& polygons, std::span<const Row> rows, geom::Point origin, bool coarse,
                     Triangulator& triangulator) {
    ChunkMesh out;
    std::vector<float> sizes;
    sizes.reserve(rows.size());
    for (const Row row : rows) {
        const geom::Box box = finite_box(polygons, row);
        out.chunk.box.add(box);
        sizes.push_back(static_cast<float>(size_m(box)));
    }
    std::vector<float> sorted = sizes;
    out.chunk.typical_m = median(sorted);
    out.chunk.features = static_cast<std::uint32_t>(rows.size());
    Builder builder(out, origin, coarse);
    Triangles polygon;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double size = static_cast<double>(sizes[i]);
        const bool in_full = size > oversized * out.chunk.typical_m;
        for (std::uint64_t p = polygons.first_polygon(rows[i]); p < polygons.end_polygon(rows[i]); ++p) {
            triangulator.run(polygons, p, polygon);
            builder.add(polygon, rows[i], size, in_full);
        }
    }
    return out;
}

}  // namespace mulens::scene
