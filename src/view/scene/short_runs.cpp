#include "scene/short_runs.hpp"

#include <algorithm>

namespace mulens::scene {
namespace {

constexpr std::uint32_t reach = 0xffff;

}  // namespace

std::vector<ShortRun> short_runs(std::span<const std::uint32_t> indices) {
    std::vector<ShortRun> runs;
    std::uint32_t low = 0, high = 0;
    for (std::uint64_t at = 0; at + 3 <= indices.size(); at += 3) {
        const auto [least, most] = std::minmax({indices[at], indices[at + 1], indices[at + 2]});
        if (most - least > reach) return {};
        const std::uint32_t low_then = std::min(low, least), high_then = std::max(high, most);
        if (runs.empty() || high_then - low_then > reach) {
            runs.push_back({at, least});
            low = least;
            high = most;
            continue;
        }
        low = low_then;
        high = high_then;
        runs.back().base = low;
    }
    return runs;
}

void cut_by_runs(std::span<const ShortRun> runs, std::uint64_t first, std::uint64_t count,
                 std::vector<ShortPiece>& out) {
    const std::uint64_t end = first + count;
    auto run = std::upper_bound(runs.begin(), runs.end(), first,
                                [](std::uint64_t at, const ShortRun& r) { return at < r.first; });
    if (run != runs.begin()) --run;
    for (; first < end && run != runs.end(); ++run) {
        const auto next = run + 1;
        const std::uint64_t stop = next == runs.end() ? end : std::min(end, next->first);
        if (stop > first) out.push_back({first, stop - first, run->base});
        first = std::max(first, stop);
    }
}

}  // namespace mulens::scene
