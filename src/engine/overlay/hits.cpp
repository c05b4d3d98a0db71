#include "overlay/hits.hpp"

#include "geom/area.hpp"
#include "geom/clip.hpp"
#include "geos/ops.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace mulens::overlay {
namespace {

using geom::Relation;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

bool covers(const Hit& hit) { return hit.relation == Relation::inside || hit.relation == Relation::equal; }

// Only others whose interiors meet can count anything twice, and classification knows that exactly.
bool overlaps_earlier(std::span<const Hit> hits, std::size_t i, const geom::Polygons& polygons) {
    const geom::Shape shape(polygons, hits[i].other);
    for (std::size_t k = 0; k < i; ++k)
        if (geom::classify(shape, geom::Shape(polygons, hits[k].other)) != Relation::disjoint) return true;
    return false;
}

struct Segment {
    geom::Point from;
    geom::Point to;
};

// Two parcels side by side cover a building that straddles their common border. That is certain where every edge of
// either that meets the building's box is an edge of both: then nothing ends inside the box but at that border.
bool covered_by_neighbours(const geom::Box& box, std::span<const Hit> hits, const geom::Polygons& polygons) {
    if (hits.size() != 2) return false;
    std::array<std::vector<Segment>, 2> edges;
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < 2; ++i) {
        if (!polygons.single_ring(hits[i].other)) return false;
        const geom::Shape shape(polygons, hits[i].other);
        const geom::Ring& ring = shape.rings()[0];
        found.clear();
        ring.gather(box, found);
        for (const std::uint32_t e : found) edges[i].push_back({ring.points.at(e), ring.points.at(e + 1)});
    }
    const auto is_edge_of = [](const Segment& s, const std::vector<Segment>& others) {
        return std::any_of(others.begin(), others.end(), [&](const Segment& o) {
            return (s.from == o.to && s.to == o.from) || (s.from == o.from && s.to == o.to);
        });
    };
    return edges[0].size() == edges[1].size() && !edges[0].empty() &&
           std::all_of(edges[0].begin(), edges[0].end(), [&](const Segment& s) { return is_edge_of(s, edges[1]); });
}

}  // namespace

const geos::Geometry& OtherGeometries::of(Row row) {
    geos::Geometry& slot = keep_ ? kept_[row] : last_;
    if (!keep_ || !slot) slot = geos::from_feature(context_, polygons_, row);
    return slot;
}

Hit measure_hit(const geom::Polygons& polygons, Row feature, double area_m2, const geom::Shape& shape, Row other,
                const geom::Shape& other_shape, OtherGeometries& others) {
    Hit hit{other, geom::classify(shape, other_shape), 0};
    switch (hit.relation) {
        case Relation::disjoint:
            break;
        case Relation::inside:
        case Relation::equal:
            hit.area_m2 = area_m2;
            break;
        case Relation::contains:
            hit.area_m2 = geom::feature_area_m2(others.polygons(), other);
            break;
        case Relation::crossing:
            if (const auto area = geom::common_area_m2(shape, other_shape))
                hit.area_m2 = *area;
            else
                hit.area_m2 =
                    geos::intersection_area(geos::from_feature(others.context(), polygons, feature), others.of(other))
                        .value_or(unknown);
            if (hit.area_m2 == 0) hit.relation = Relation::disjoint;
            break;
    }
    return hit;
}

Rest measure_rest(const geom::Polygons& polygons, Row feature, double area_m2, std::span<const Hit> hits,
                  OtherGeometries& others) {
    Rest rest;
    if (hits.empty()) {
        rest.outside_m2 = area_m2;
        return rest;
    }
    std::size_t covering = 0;
    for (const Hit& hit : hits) covering += covers(hit) ? 1 : 0;
    if (covering > 0) rest.counted_twice_m2 = static_cast<double>(covering - 1) * area_m2;
    if (covering == hits.size()) return rest;

    if (covering == 0 && covered_by_neighbours(polygons.box(feature), hits, others.polygons()) &&
        !overlaps_earlier(hits, 1, others.polygons()))
        return rest;

    const auto take = [&](std::optional<double> area) {
        rest.failed |= !area.has_value();
        return area.value_or(0);
    };
    const geos::Geometry whole = geos::from_feature(others.context(), polygons, feature);
    geos::Geometry open;  // what no hit has covered yet
    for (std::size_t i = 0; i < hits.size(); ++i) {
        if (covers(hits[i])) continue;
        const geos::Geometry& other = others.of(hits[i].other);
        if (covering > 0) {  // everything is covered already
            rest.counted_twice_m2 += take(geos::intersection_area(whole, other));
            continue;
        }
        if (i > 0 && overlaps_earlier(hits, i, others.polygons())) {
            const geos::Geometry done = geos::difference(whole, open);
            rest.counted_twice_m2 += take(geos::intersection_area(done, other));
        }
        open = geos::difference(i == 0 ? whole : open, other);
        rest.failed |= !open;
    }
    if (covering == 0) rest.outside_m2 = take(geos::area(open));
    return rest;
}

}  // namespace mulens::overlay
