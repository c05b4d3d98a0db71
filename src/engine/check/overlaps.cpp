#include "base/parallel.hpp"
#include "check/steps.hpp"
#include "geom/area.hpp"
#include "geom/clip.hpp"
#include "geom/locate.hpp"
#include "geos/ops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::check {
namespace {

constexpr std::uint64_t chunk_rows = 4096;

double common_area(geos::Context& context, const geom::Polygons& polygons, Row a, const geom::Shape& shape_a, Row b,
                   const geom::Shape& shape_b) {
    if (geom::separated_by_edge(shape_a, shape_b)) return 0;
    switch (geom::classify(shape_a, shape_b)) {
        case geom::Relation::disjoint:
            return 0;
        case geom::Relation::inside:
        case geom::Relation::equal:
            return geom::feature_area_m2(polygons, a);
        case geom::Relation::contains:
            return geom::feature_area_m2(polygons, b);
        case geom::Relation::crossing:
            break;
    }
    if (const auto area = geom::common_area_m2(shape_a, shape_b)) return *area;
    return geos::intersection_area(geos::from_feature(context, polygons, a), geos::from_feature(context, polygons, b))
        .value_or(table::none);
}

void report(Work& work, const Overlap& overlap) {
    const auto& layer = work.parcels;
    const double smaller =
        std::min(geom::feature_area_m2(layer.geometry, overlap.a), geom::feature_area_m2(layer.geometry, overlap.b));
    if (std::isnan(overlap.area_m2)) {
        work.report("overlay_failed", overlap.a, fmt::format("overlap with {}", work.id_of(overlap.b)));
        return;
    }
    if (overlap.area_m2 <= work.options.overlap_m2 || overlap.area_m2 <= work.options.overlap_share * smaller) return;
    work.report("parcel_overlap", overlap.a,
                fmt::format("{} and {} share {:.2f} m²", work.id_of(overlap.a), work.id_of(overlap.b), overlap.area_m2),
                overlap.area_m2, work.id_of(overlap.b));
}

}  // namespace

double common_area(geos::Context& context, const geom::Polygons& polygons, Row a, Row b) {
    return common_area(context, polygons, a, geom::Shape(polygons, a), b, geom::Shape(polygons, b));
}

void find_overlaps(Work& work) {
    const auto& polygons = work.parcels.geometry;
    const Row rows = work.parcels.rows();
    work.progress.stage("check overlaps", rows);
    {
        std::vector<geom::Box> boxes(rows);
        parallel_chunks(work.options.threads, rows, 65536,
                        [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                            for (Row row = static_cast<Row>(first); row < last; ++row) boxes[row] = polygons.box(row);
                        });
        work.result.index = geom::BoxIndex(boxes, work.options.threads);
    }
    const geom::BoxIndex& index = work.result.index;
    // In index order: neighbours on the ground stay in the cache.
    const auto order = index.rows();
    std::vector<std::vector<Overlap>> found((order.size() + chunk_rows - 1) / chunk_rows);
    parallel_chunks(work.options.threads, order.size(), chunk_rows,
                    [&](std::uint64_t c, std::uint64_t first, std::uint64_t last, unsigned worker) {
                        work.progress.check();
                        for (std::uint64_t i = first; i < last; ++i) {
                            const Row a = order[i];
                            const geom::Box box = polygons.box(a);
                            const geom::Shape shape(polygons, a, box);
                            index.visit(box, [&](Row b, const geom::Box& box_b) {
                                if (b <= a) return;
                                const double area = common_area(work.contexts[worker], polygons, a, shape, b,
                                                                geom::Shape(polygons, b, box_b));
                                if (area != 0) found[c].push_back({a, b, area});
                            });
                        }
                        work.progress.advance(last - first);
                    });
    auto& overlaps = work.result.overlaps;
    for (const auto& chunk : found) overlaps.insert(overlaps.end(), chunk.begin(), chunk.end());
    std::sort(overlaps.begin(), overlaps.end(),
              [](const Overlap& x, const Overlap& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    for (const Overlap& overlap : overlaps) report(work, overlap);
}

}  // namespace mulens::check
