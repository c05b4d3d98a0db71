#include "geom/clip.hpp"

#include "geom/locate.hpp"
#include "geom/orientation.hpp"

#include <algorithm>
#include <vector>

namespace mulens::geom {
namespace {

struct Edge {
    Point from;
    Point to;
};

struct Scratch {
    std::vector<std::uint32_t> own;
    std::vector<std::uint32_t> found;
    std::vector<Edge> others;
    std::vector<double> cuts;
};

enum class Meeting { apart, crossing, touching };

Meeting meeting(const Edge& e, const Edge& f) {
    if ((f.from.x < e.from.x && f.from.x < e.to.x && f.to.x < e.from.x && f.to.x < e.to.x) ||
        (f.from.x > e.from.x && f.from.x > e.to.x && f.to.x > e.from.x && f.to.x > e.to.x) ||
        (f.from.y < e.from.y && f.from.y < e.to.y && f.to.y < e.from.y && f.to.y < e.to.y) ||
        (f.from.y > e.from.y && f.from.y > e.to.y && f.to.y > e.from.y && f.to.y > e.to.y))
        return Meeting::apart;
    const int o1 = orientation(e.from, e.to, f.from);
    const int o2 = orientation(e.from, e.to, f.to);
    if (o1 * o2 > 0) return Meeting::apart;
    const int o3 = orientation(f.from, f.to, e.from);
    const int o4 = orientation(f.from, f.to, e.to);
    if (o3 * o4 > 0) return Meeting::apart;
    return o1 != 0 && o2 != 0 && o3 != 0 && o4 != 0 ? Meeting::crossing : Meeting::touching;
}

// Twice the area swept by the pieces of one shape's border inside another shape.
class BorderInside {
  public:
    BorderInside(const Shape& other, const Box& common, Scratch& scratch)
        : other_(other), common_(common), scratch_(scratch) {
        scratch_.others.clear();
        for (const Ring& ring : other.rings()) {
            scratch_.found.clear();
            if (ring.box.meets(common)) ring.gather(common, scratch_.found);
            for (const std::uint32_t e : scratch_.found)
                scratch_.others.push_back({ring.points.at(e), ring.points.at(e + 1)});
        }
    }

    // False where borders touch. `left`: the ring's interior side should be on its left.
    bool add(const Ring& ring, bool is_hole) {
        if (!ring.box.meets(common_)) return true;
        scratch_.own.clear();
        ring.gather(common_, scratch_.own);
        if (scratch_.own.empty()) return true;
        const double sign = ring.counter_clockwise() != is_hole ? 1 : -1;
        bool inside = false;
        std::uint32_t expected = ring.edges();  // no edge has this number
        for (const std::uint32_t e : scratch_.own) {
            const Edge edge{ring.points.at(e), ring.points.at(e + 1)};
            if (e != expected && !start(edge.from, inside)) return false;
            expected = e + 1;
            if (!add_edge(edge, sign, inside)) return false;
        }
        return true;
    }
    [[nodiscard]] double twice_area() const { return sum_; }

  private:
    bool start(Point p, bool& inside) {
        inside = false;
        if (!common_.contains(p.x, p.y)) return true;
        const Place place = locate(other_, p);
        inside = place == Place::inside;
        return place != Place::boundary;
    }

    bool add_edge(const Edge& edge, double sign, bool& inside) {
        auto& cuts = scratch_.cuts;
        cuts.clear();
        for (const Edge& other : scratch_.others) {
            const Meeting m = meeting(edge, other);
            if (m == Meeting::touching) return false;
            if (m == Meeting::crossing) cuts.push_back(cut_at(edge, other));
        }
        const Point p = local(edge.from);
        const Point q = local(edge.to);
        std::sort(cuts.begin(), cuts.end());
        Point last = p;
        for (const double t : cuts) {
            const Point at{p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)};
            if (inside) sum_ += sign * (last.x * at.y - last.y * at.x);
            inside = !inside;
            last = at;
        }
        if (inside) sum_ += sign * (last.x * q.y - last.y * q.x);
        return true;
    }

    [[nodiscard]] Point local(Point p) const { return {p.x - common_.min_x, p.y - common_.min_y}; }

    // Share of the edge before the crossing. The edges cross properly, so the two distances have unlike signs.
    static double cut_at(const Edge& edge, const Edge& other) {
        const double dx = other.to.x - other.from.x;
        const double dy = other.to.y - other.from.y;
        const double from = dx * (edge.from.y - other.from.y) - dy * (edge.from.x - other.from.x);
        const double to = dx * (edge.to.y - other.from.y) - dy * (edge.to.x - other.from.x);
        const double t = from / (from - to);
        return t >= 0 && t <= 1 ? t : 0.5;  // only where both distances are lost in rounding: a crossing of no length
    }

    const Shape& other_;
    const Box& common_;
    Scratch& scratch_;
    double sum_ = 0;
};

bool add_border(const Shape& shape, const Shape& other, const Box& common, Scratch& scratch, double& twice) {
    BorderInside border(other, common, scratch);
    for (std::size_t i = 0; i < shape.parts(); ++i) {
        const auto rings = shape.part(i);
        for (std::size_t r = 0; r < rings.size(); ++r)
            if (!border.add(rings[r], r > 0)) return false;
    }
    twice += border.twice_area();
    return true;
}

}  // namespace

std::optional<double> common_area_m2(const Shape& a, const Shape& b) {
    if (!a.box().meets(b.box())) return 0.0;
    const Box common = common_box(a.box(), b.box());
    thread_local Scratch scratch;
    double twice = 0;
    if (!add_border(a, b, common, scratch, twice)) return std::nullopt;
    if (!add_border(b, a, common, scratch, twice)) return std::nullopt;
    return std::max(0.0, twice / 2);
}

}  // namespace mulens::geom
