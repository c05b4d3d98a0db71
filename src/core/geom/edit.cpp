#include "geom/edit.hpp"

#include <algorithm>
#include <cstring>

namespace mulens::geom {
namespace {

// A stretch of coordinates that moves as one block.
struct Move {
    std::uint64_t from;
    std::uint64_t to;
    std::uint64_t points;
};

std::uint64_t first_point(const Polygons& p, Row f) { return p.ring_offsets[p.polygon_offsets[p.feature_offsets[f]]]; }

// Offsets of a feature of `from` appended to `out`, whose coordinates are handled apart.
std::uint64_t append_offsets(Polygons& out, std::uint64_t point, const Polygons& from, Row f) {
    for (std::uint64_t p = from.first_polygon(f); p < from.end_polygon(f); ++p) {
        for (std::uint64_t r = from.first_ring(p); r < from.end_ring(p); ++r) {
            point += from.ring(r).size();
            out.ring_offsets.push_back(point);
        }
        out.end_polygon();
    }
    out.end_feature();
    return point;
}

// Blocks keep their order, so those that move left may go first to last and those that move right last to first.
void apply(std::vector<double>& xy, const std::vector<Move>& moves, std::uint64_t old_points, std::uint64_t points) {
    if (points > old_points) xy.resize(2 * points);
    const auto move = [&](const Move& m) {
        std::memmove(xy.data() + 2 * m.to, xy.data() + 2 * m.from, 2 * m.points * sizeof(double));
    };
    for (auto m = moves.rbegin(); m != moves.rend(); ++m)
        if (m->to > m->from) move(*m);
    for (const Move& m : moves)
        if (m.to < m.from) move(m);
    xy.resize(2 * points);
}

}  // namespace

void keep_and_replace(Polygons& polygons, const std::vector<Row>& kept, const std::vector<std::pair<Row, Row>>& changed,
                      const Polygons& replacements) {
    if (kept.size() == polygons.size() && changed.empty()) return;
    Polygons next;  // offsets only; the coordinates move inside the old block
    next.ring_offsets.reserve(polygons.ring_offsets.size());
    next.polygon_offsets.reserve(polygons.polygon_offsets.size());
    next.feature_offsets.reserve(kept.size() + 1);
    std::vector<Move> moves;
    std::vector<std::pair<std::uint64_t, Row>> insertions;
    std::uint64_t point = 0;
    auto change = changed.begin();
    for (const Row row : kept) {
        while (change != changed.end() && change->first < row) ++change;
        const std::uint64_t to = point;
        if (change != changed.end() && change->first == row) {
            point = append_offsets(next, point, replacements, change->second);
            insertions.emplace_back(to, change->second);
            continue;
        }
        const std::uint64_t from = first_point(polygons, row);
        point = append_offsets(next, point, polygons, row);
        if (!moves.empty() && moves.back().from + moves.back().points == from &&
            moves.back().to + moves.back().points == to)
            moves.back().points += point - to;
        else
            moves.push_back({from, to, point - to});
    }
    next.xy.swap(polygons.xy);
    apply(next.xy, moves, next.xy.size() / 2, point);
    for (const auto& [to, feature] : insertions) {
        const std::uint64_t from = first_point(replacements, feature);
        const std::uint64_t points = first_point(replacements, feature + 1) - from;
        std::copy_n(replacements.xy.begin() + static_cast<std::ptrdiff_t>(2 * from), 2 * points,
                    next.xy.begin() + static_cast<std::ptrdiff_t>(2 * to));
    }
    polygons = std::move(next);
}

}  // namespace mulens::geom
