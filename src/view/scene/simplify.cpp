#include "scene/simplify.hpp"

#include <algorithm>
#include <array>

namespace mulens::scene {
namespace {

double distance2(geom::Point a, geom::Point b) {
    const double dx = a.x - b.x;
    const double dy = a.y - b.y;
    return dx * dx + dy * dy;
}

// Squared distance of p from the piece a–b.
double distance2(geom::Point p, geom::Point a, geom::Point b) {
    const double length2 = distance2(a, b);
    if (!(length2 > 0)) return distance2(p, a);
    const double t = std::clamp(((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length2, 0.0, 1.0);
    return distance2(p, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
}

struct Farthest {
    std::uint32_t point = 0;
    double distance2 = -1;
};

// Of the points strictly between two taken ones, going round.
Farthest farthest(std::span<const geom::Point> ring, std::uint32_t from, std::uint32_t to) {
    const auto n = static_cast<std::uint32_t>(ring.size());
    Farthest found;
    for (std::uint32_t i = from + 1 == n ? 0 : from + 1; i != to; i = i + 1 == n ? 0 : i + 1) {
        const double d = distance2(ring[i], ring[from], ring[to]);
        if (d > found.distance2) found = {i, d};
    }
    return found;
}

}  // namespace

void few_points(std::span<const geom::Point> ring, double tolerance, std::size_t most,
                std::vector<std::uint32_t>& out) {
    constexpr std::size_t room = 16;
    most = std::min(most, room);
    out.clear();
    const auto n = static_cast<std::uint32_t>(ring.size());
    if (n <= 3 || most < 3) {
        for (std::uint32_t i = 0; i < n; ++i) out.push_back(i);
        return;
    }
    // Two points far apart, then always the point that the pieces so far miss most.
    const auto far_from = [&](std::uint32_t from) {
        std::uint32_t best = from;
        for (std::uint32_t i = 0; i < n; ++i)
            if (distance2(ring[i], ring[from]) > distance2(ring[best], ring[from])) best = i;
        return best;
    };
    const std::uint32_t a = far_from(0);
    const std::uint32_t b = far_from(a);
    out = {std::min(a, b), std::max(a, b)};
    if (a == b) return;
    std::array<Farthest, room> missed{};  // by piece: from out[i] to the next one
    missed[0] = farthest(ring, out[0], out[1]);
    missed[1] = farthest(ring, out[1], out[0]);
    while (out.size() < most) {
        std::size_t worst = 0;
        for (std::size_t i = 1; i < out.size(); ++i)
            if (missed[i].distance2 > missed[worst].distance2) worst = i;
        const Farthest found = missed[worst];
        if (found.distance2 < 0) break;
        if (out.size() >= 3 && found.distance2 <= tolerance * tolerance) break;
        const std::uint32_t to = out[(worst + 1) % out.size()];
        // A point beyond the seam comes first in the list; everything moves up by one.
        const bool front = found.point < out.front();
        const std::size_t at = front ? 0 : worst + 1;
        const std::uint32_t from = out[worst];
        out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), found.point);
        for (std::size_t i = out.size() - 1; i > at; --i) missed[i] = missed[i - 1];
        const std::size_t before = at == 0 ? out.size() - 1 : at - 1;
        missed[before] = farthest(ring, from, found.point);
        missed[at] = farthest(ring, found.point, to);
    }
}

}  // namespace mulens::scene
