// Which parcels lie side by side: shared border and gap of every pair, from surveys that do not match exactly
// (centimetre noise, T-junctions, a road between).
//
// Definitions (edge by edge, geom/border.hpp; the window's neighbours_of() measures the same way)
//   gap_m     shortest distance of the two borders; 0 where they cross, touch, where one plot lies in the other, or
//   where
//             they run side by side within `border_m`
//   shared_m  length along which the borders run at most `border_m` apart
//   facing_m  the same for `road_gap_m`; at least shared_m. A plot narrower than that may be counted on both sides: it
//             is made for a threshold, not for a sum
// A pair is listed where gap_m ≤ max(border_m, road_gap_m).
//
// Guarantees: symmetric, sorted by row and then by neighbour, each neighbour once, never the row itself; the same bytes
// for any number of threads. Figures are single precision (0.1 mm at 1 km). Features without geometry, or with
// coordinates that are not finite, have no neighbours. Const access is thread safe.
#pragma once

#include "base/progress.hpp"
#include "geom/index.hpp"
#include "geom/polygons.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace mulens::plan {

struct AdjacencyOptions {
    double border_m = 0.5;  ///< borders at most this far apart are one border
    double road_gap_m = 0;  ///< also list plots across a gap of up to this
    unsigned threads = 1;
};

struct Neighbour {
    Row row = no_row;
    float shared_m = 0;
    float gap_m = 0;
    float facing_m = 0;
    bool operator==(const Neighbour&) const = default;
};

struct Adjacency {
    std::vector<std::uint64_t> first{0};  ///< neighbours of row r: [first[r], first[r + 1])
    std::vector<Neighbour> neighbours;

    [[nodiscard]] Row rows() const { return static_cast<Row>(first.size() - 1); }
    [[nodiscard]] std::span<const Neighbour> of(Row row) const {
        return {neighbours.data() + first[row], static_cast<std::size_t>(first[row + 1] - first[row])};
    }
    /// The neighbour entry, or nullptr.
    [[nodiscard]] const Neighbour* find(Row row, Row other) const;
};

/// Throws Error(usage) for tolerances that are negative or not finite, and Stopped.
[[nodiscard]] Adjacency find_adjacency(const geom::Polygons& polygons, const AdjacencyOptions& options,
                                       Progress& progress);

/// Shortest distance of two features' borders; 0 where they touch or overlap; NaN where one has no geometry.
[[nodiscard]] double border_distance_m(const geom::Polygons& a, Row row_a, const geom::Polygons& b, Row row_b);

/// What counts as lying together: a common border of some length, or facing each other across a road.
struct Contiguity {
    double min_border_m = 3;   ///< a corner or a survey slip is no common border
    double across_road_m = 0;  ///< 0: a road parts plots
};
[[nodiscard]] inline bool contiguous(const Neighbour& n, const Contiguity& rule) {
    if (static_cast<double>(n.shared_m) >= rule.min_border_m) return true;
    return rule.across_road_m > 0 && static_cast<double>(n.gap_m) <= rule.across_road_m &&
           static_cast<double>(n.facing_m) >= rule.min_border_m;
}

}  // namespace mulens::plan
