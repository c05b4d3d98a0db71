#include "geom/orientation.hpp"
#include "scene/triangulate.hpp"

#include <algorithm>

namespace mulens::scene {
namespace {

using geom::orientation;

// The ring turned counter-clockwise as a list of neighbours, from which ears are taken.
class Ears {
  public:
    Ears(std::span<const geom::Point> ring, std::vector<std::uint32_t>& corners) : ring_(ring), corners_(corners) {
        const auto n = static_cast<std::uint32_t>(ring.size());
        // The lowest point of a simple ring tells which way it turns, exactly.
        std::uint32_t low = 0;
        for (std::uint32_t i = 1; i < n; ++i)
            if (ring[i].x < ring[low].x || (ring[i].x == ring[low].x && ring[i].y < ring[low].y)) low = i;
        const bool ccw = orientation(ring[(low + n - 1) % n], ring[low], ring[(low + 1) % n]) > 0;
        next_.resize(n);
        previous_.resize(n);
        for (std::uint32_t i = 0; i < n; ++i) {
            const std::uint32_t up = i + 1 == n ? 0 : i + 1;
            (ccw ? next_[i] : previous_[i]) = up;
            (ccw ? previous_[up] : next_[up]) = i;
        }
        turn_.resize(n);
        for (std::uint32_t i = 0; i < n; ++i) {
            turn_[i] = turn_at(i);
            reflex_ += turn_[i] < 0 ? 1 : 0;
        }
    }

    bool cut() {
        auto left = static_cast<std::uint32_t>(ring_.size());
        std::uint32_t at = 0;
        for (std::uint32_t tries = 0; left > 3;) {
            if (turn_[at] == 0 || (turn_[at] > 0 && is_ear(at))) {
                if (turn_[at] > 0) emit(at);
                at = drop(at);
                --left;
                tries = 0;
            } else {
                at = next_[at];
                if (++tries > left) return false;
            }
        }
        if (turn_[at] > 0) emit(at);
        return turn_[at] >= 0;
    }

  private:
    int turn_at(std::uint32_t i) const { return orientation(ring_[previous_[i]], ring_[i], ring_[next_[i]]); }

    bool is_ear(std::uint32_t i) const {
        if (reflex_ == 0) return true;
        const geom::Point a = ring_[previous_[i]];
        const geom::Point b = ring_[i];
        const geom::Point c = ring_[next_[i]];
        for (std::uint32_t j = next_[next_[i]]; j != previous_[i]; j = next_[j]) {
            if (turn_[j] > 0) continue;  // only such corners can reach in first
            const geom::Point p = ring_[j];
            if (orientation(a, b, p) >= 0 && orientation(b, c, p) >= 0 && orientation(c, a, p) >= 0) return false;
        }
        return true;
    }

    void emit(std::uint32_t i) { corners_.insert(corners_.end(), {previous_[i], i, next_[i]}); }

    // Takes the corner out; returns where to look next: not beside it, so that triangles fan out less.
    std::uint32_t drop(std::uint32_t i) {
        const std::uint32_t before = previous_[i];
        const std::uint32_t after = next_[i];
        next_[before] = after;
        previous_[after] = before;
        for (const std::uint32_t j : {before, after}) {
            reflex_ -= turn_[j] < 0 ? 1 : 0;
            turn_[j] = turn_at(j);
            reflex_ += turn_[j] < 0 ? 1 : 0;
        }
        return next_[after];
    }

    std::span<const geom::Point> ring_;
    std::vector<std::uint32_t>& corners_;
    static thread_local std::vector<std::uint32_t> next_;
    static thread_local std::vector<std::uint32_t> previous_;
    static thread_local std::vector<int> turn_;
    int reflex_ = 0;
};

thread_local std::vector<std::uint32_t> Ears::next_;
thread_local std::vector<std::uint32_t> Ears::previous_;
thread_local std::vector<int> Ears::turn_;

}  // namespace

bool clip_ears(std::span<const geom::Point> ring, std::vector<std::uint32_t>& corners) {
    if (ring.size() < 3) return true;
    const std::size_t before = corners.size();
    if (Ears(ring, corners).cut()) return true;
    corners.resize(before);
    return false;
}

}  // namespace mulens::scene
