#include "geom/polygons.hpp"

namespace mulens::geom {

Box Polygons::box(Row f) const {
    Box box;
    for (std::uint64_t p = first_polygon(f); p < end_polygon(f); ++p) {
        if (first_ring(p) == end_ring(p)) continue;
        const RingView outer = ring(first_ring(p));
        for (std::size_t i = 0; i < outer.size(); ++i) box.add(outer.x(i), outer.y(i));
    }
    return box;
}

std::vector<Box> Polygons::boxes() const {
    std::vector<Box> all(size());
    for (Row f = 0; f < size(); ++f) all[f] = box(f);
    return all;
}

void Polygons::add_feature(const Polygons& from, Row f) {
    for (std::uint64_t p = from.first_polygon(f); p < from.end_polygon(f); ++p) {
        for (std::uint64_t r = from.first_ring(p); r < from.end_ring(p); ++r) {
            const RingView view = from.ring(r);
            xy.insert(xy.end(), view.data(), view.data() + 2 * view.size());
            end_ring();
        }
        end_polygon();
    }
    end_feature();
}

void Polygons::append(const Polygons& other) {
    const std::uint64_t points = xy.size() / 2;
    const std::uint64_t rings = ring_offsets.size() - 1;
    const std::uint64_t parts = polygon_offsets.size() - 1;
    xy.insert(xy.end(), other.xy.begin(), other.xy.end());
    for (std::size_t i = 1; i < other.ring_offsets.size(); ++i) ring_offsets.push_back(other.ring_offsets[i] + points);
    for (std::size_t i = 1; i < other.polygon_offsets.size(); ++i)
        polygon_offsets.push_back(other.polygon_offsets[i] + rings);
    for (std::size_t i = 1; i < other.feature_offsets.size(); ++i)
        feature_offsets.push_back(other.feature_offsets[i] + parts);
}

void Polygons::clear() {
    xy.clear();
    ring_offsets.assign(1, 0);
    polygon_offsets.assign(1, 0);
    feature_offsets.assign(1, 0);
}

void add_rectangle(Polygons& out, double min_x, double min_y, double max_x, double max_y) {
    out.add_point(min_x, min_y);
    out.add_point(max_x, min_y);
    out.add_point(max_x, max_y);
    out.add_point(min_x, max_y);
    out.add_point(min_x, min_y);
    out.end_ring();
    out.end_polygon();
    out.end_feature();
}

}  // namespace mulens::geom
