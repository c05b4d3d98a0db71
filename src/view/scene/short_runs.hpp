// Triangles in runs whose vertex numbers fit in 16 bits, counted from a first vertex of the run: half the memory on the
// GPU. Pure functions, thread safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace mulens::scene {

/// Indices from `first` on, up to the next run's, lie within 65,536 vertices from `base` on.
struct ShortRun {
    std::uint64_t first = 0;
    std::uint32_t base = 0;
};
/// In order; empty where there are no triangles, or where one alone spans more vertices: then 32 bits are needed.
[[nodiscard]] std::vector<ShortRun> short_runs(std::span<const std::uint32_t> indices);

/// A part of a range of indices that lies in one run.
struct ShortPiece {
    std::uint64_t first = 0, count = 0;
    std::uint32_t base = 0;
};
/// Appends the pieces of [first, first + count).
void cut_by_runs(std::span<const ShortRun> runs, std::uint64_t first, std::uint64_t count,
                 std::vector<ShortPiece>& out);

}  // namespace mulens::scene
