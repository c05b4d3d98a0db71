#include "plan/adjacency.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "geom/border.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mulens::plan {
namespace {

using geom::Box;
using geom::Edge;

constexpr double infinite = std::numeric_limits<double>::infinity();

struct Pair {
    Row a, b;
    float shared, gap, facing;
};

geom::Point any_point(const geom::Polygons& polygons, Row row) {
    geom::Point point;
    geom::for_edges_near(polygons, row, {-infinite, -infinite, infinite, infinite}, [&](Edge e) { point = e.a; });
    return point;
}

bool finite(const Box& box) {
    return !box.empty() && std::isfinite(box.min_x) && std::isfinite(box.min_y) && std::isfinite(box.max_x) &&
           std::isfinite(box.max_y);
}

/// Borders may be far apart and the plots overlap all the same.
bool one_in_other(const geom::Polygons& polygons, Row a, const Box& box_a, Row b, const Box& box_b) {
    return (box_a.contains(box_b) && geom::covers_even_odd(polygons, a, any_point(polygons, b))) ||
           (box_b.contains(box_a) && geom::covers_even_odd(polygons, b, any_point(polygons, a)));
}

class Measure {
  public:
    Measure(const geom::Polygons& polygons, const AdjacencyOptions& options)
        : polygons_(polygons),
          border_(options.border_m),
          reach_(std::max(options.border_m, options.road_gap_m)),
          reach2_(reach_ * reach_) {}

    [[nodiscard]] double reach() const { return reach_; }

    /// False where the plots are farther apart than the reach.
    bool pair(Row a, const Box& box_a, Row b, const Box& box_b, Pair& out) {
        gather(a, geom::grown(box_b, reach_), mine_);
        if (!mine_.empty()) gather(b, geom::grown(box_a, reach_), theirs_);
        double gap2 = infinite;
        double shared = 0;
        double facing = 0;
        for (const Near& e : mine_)
            for (const Near& f : theirs_) {
                if (e.box.min_x - reach_ > f.box.max_x || f.box.min_x - reach_ > e.box.max_x ||
                    e.box.min_y - reach_ > f.box.max_y || f.box.min_y - reach_ > e.box.max_y)
                    continue;
                const double apart2 = geom::gap2(e.edge, f.edge);
                gap2 = std::min(gap2, apart2);
                if (apart2 > reach2_) continue;
                shared += geom::beside(e.edge, f.edge, border_);
                if (reach_ > border_) facing += geom::beside(e.edge, f.edge, reach_);
            }
        if (gap2 > 0 && (box_a.contains(box_b) || box_b.contains(box_a)) && one_in_other(polygons_, a, box_a, b, box_b))
            gap2 = 0;
        if (shared > 0) gap2 = 0;
        if (!(gap2 <= reach2_)) return false;
        out = {a, b, static_cast<float>(shared), static_cast<float>(std::sqrt(gap2)),
               static_cast<float>(std::max(facing, shared))};
        return true;
    }

  private:
    struct Near {
        Edge edge;
        Box box;
    };
    void gather(Row row, const Box& near, std::vector<Near>& out) {
        out.clear();
        geom::for_edges_near(polygons_, row, near, [&](Edge e) {
            out.push_back(
                {e, {std::min(e.a.x, e.b.x), std::min(e.a.y, e.b.y), std::max(e.a.x, e.b.x), std::max(e.a.y, e.b.y)}});
        });
    }

    const geom::Polygons& polygons_;
    double border_, reach_, reach2_;
    std::vector<Near> mine_, theirs_;
};

Adjacency lists_of(Row rows, const std::vector<std::vector<Pair>>& found, unsigned threads) {
    Adjacency out;
    out.first.assign(static_cast<std::size_t>(rows) + 1, 0);
    for (const auto& chunk : found)
        for (const Pair& pair : chunk) {
            ++out.first[pair.a + 1];
            ++out.first[pair.b + 1];
        }
    for (Row row = 0; row < rows; ++row) out.first[row + 1] += out.first[row];
    out.neighbours.resize(out.first.back());
    std::vector<std::uint64_t> next(out.first.begin(), out.first.end() - 1);
    for (const auto& chunk : found)
        for (const Pair& pair : chunk) {
            out.neighbours[next[pair.a]++] = {pair.b, pair.shared, pair.gap, pair.facing};
            out.neighbours[next[pair.b]++] = {pair.a, pair.shared, pair.gap, pair.facing};
        }
    parallel_chunks(threads, rows, 16384, [&](std::uint64_t, std::uint64_t begin, std::uint64_t end, unsigned) {
        for (std::uint64_t row = begin; row < end; ++row)
            std::sort(out.neighbours.begin() + static_cast<std::ptrdiff_t>(out.first[row]),
                      out.neighbours.begin() + static_cast<std::ptrdiff_t>(out.first[row + 1]),
                      [](const Neighbour& x, const Neighbour& y) { return x.row < y.row; });
    });
    return out;
}

}  // namespace

const Neighbour* Adjacency::find(Row row, Row other) const {
    const auto list = of(row);
    const auto it = std::lower_bound(list.begin(), list.end(), other,
                                     [](const Neighbour& n, Row wanted) { return n.row < wanted; });
    return it != list.end() && it->row == other ? &*it : nullptr;
}

Adjacency find_adjacency(const geom::Polygons& polygons, const AdjacencyOptions& options, Progress& progress) {
    if (!(options.border_m >= 0) || !std::isfinite(options.border_m) || !(options.road_gap_m >= 0) ||
        !std::isfinite(options.road_gap_m))
        throw Error(ExitCode::usage, "the gap between neighbours must be 0 m or more");
    std::vector<Box> boxes = polygons.boxes();
    for (Box& box : boxes)
        if (!finite(box)) box = Box{};
    const geom::BoxIndex index(boxes, options.threads);
    const auto order = index.rows();  // on the ground side by side: their coordinates are met again soon
    constexpr std::uint64_t chunk_size = 4096;
    progress.stage("adjacency", order.size());
    std::vector<std::vector<Pair>> found((order.size() + chunk_size - 1) / chunk_size);
    parallel_chunks(options.threads, order.size(), chunk_size,
                    [&](std::uint64_t chunk, std::uint64_t begin, std::uint64_t end, unsigned) {
                        progress.check();
                        Measure measure(polygons, options);
                        Pair pair{};
                        for (std::uint64_t i = begin; i < end; ++i) {
                            const Row a = order[i];
                            if (boxes[a].empty()) continue;
                            index.visit(geom::grown(boxes[a], measure.reach()), [&](Row b, const Box& box_b) {
                                if (b > a && measure.pair(a, boxes[a], b, box_b, pair)) found[chunk].push_back(pair);
                            });
                        }
                        progress.advance(end - begin);
                    });
    return lists_of(polygons.size(), found, options.threads);
}

double border_distance_m(const geom::Polygons& a, Row row_a, const geom::Polygons& b, Row row_b) {
    const Box box_a = a.box(row_a);
    const Box box_b = b.box(row_b);
    if (!finite(box_a) || !finite(box_b)) return std::numeric_limits<double>::quiet_NaN();
    constexpr Box all{-infinite, -infinite, infinite, infinite};
    double best = infinite;
    std::vector<Edge> theirs;
    geom::for_edges_near(b, row_b, all, [&](Edge f) { theirs.push_back(f); });
    geom::for_edges_near(a, row_a, all, [&](Edge e) {
        for (const Edge& f : theirs) best = std::min(best, geom::gap2(e, f));
    });
    if (best > 0 && ((box_a.contains(box_b) && geom::covers_even_odd(a, row_a, any_point(b, row_b))) ||
                     (box_b.contains(box_a) && geom::covers_even_odd(b, row_b, any_point(a, row_a)))))
        best = 0;
    return std::sqrt(best);
}

}  // namespace mulens::plan
