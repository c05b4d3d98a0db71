#include "geom/locate.hpp"

#include "geom/orientation.hpp"

#include <utility>
#include <vector>

namespace mulens::geom {
namespace {

// Ray to the right: returns true and sets `on` for a point on the edge, else toggles `inside`.
inline bool cast(Point a, Point b, Point p, bool& inside) {
    if ((a.y > p.y) != (b.y > p.y)) {
        if (a.x < p.x && b.x < p.x) return false;
        if (a.x > p.x && b.x > p.x) {
            inside = !inside;
            return false;
        }
        const int side = orientation(a, b, p);
        if (side == 0) return true;
        if ((side > 0) == (b.y > a.y)) inside = !inside;
        return false;
    }
    if (a == p || b == p) return true;
    if (a.y == p.y && b.y == p.y) return (a.x <= p.x) != (b.x <= p.x);
    return false;
}

int sign_of_cone(Point previous, Point apex, Point next, Point to) {
    // +1: the direction apex→to enters the interior left of previous→apex→next, −1: leaves it, 0: runs along it.
    if (to == previous || to == next) return 0;  // a common edge
    const int turn = orientation(previous, apex, next);
    const int before = orientation(previous, apex, to);
    if (turn == 0) return before;
    const int after = orientation(apex, next, to);
    if (turn > 0) {
        if (before > 0 && after > 0) return 1;
        return before >= 0 && after >= 0 ? 0 : -1;
    }
    if (before < 0 && after < 0) return -1;
    return before <= 0 && after <= 0 ? 0 : 1;
}

// The neighbours of a contact point along one ring, ordered so that the interior is on the left.
struct Corner {
    Point previous;
    Point next;
};

class RingPair {
  public:
    RingPair(const Ring& a, const Ring& b) : a_(a), b_(b) {}

    Relation relation();

  private:
    bool edge_pair(std::uint32_t ea, std::uint32_t eb);
    void touch();
    void contact(Point at, Corner a, Corner b);
    static Corner at_vertex(const Ring& ring, std::uint32_t i, bool left);
    static Corner on_edge(const Ring& ring, std::uint32_t i, bool left);

    const Ring& a_;
    const Ring& b_;
    bool touched_ = false;
    bool left_a_ = true;
    bool left_b_ = true;
    bool a_in_b_ = false;
    bool a_out_b_ = false;
    bool b_in_a_ = false;
    bool b_out_a_ = false;
};

Corner RingPair::at_vertex(const Ring& ring, std::uint32_t i, bool left) {
    const Corner corner{ring.points.at(i == 0 ? ring.edges() - 1 : i - 1), ring.points.at(i + 1)};
    return left ? corner : Corner{corner.next, corner.previous};
}

Corner RingPair::on_edge(const Ring& ring, std::uint32_t i, bool left) {
    const Corner corner{ring.points.at(i), ring.points.at(i + 1)};
    return left ? corner : Corner{corner.next, corner.previous};
}

void RingPair::contact(Point at, Corner a, Corner b) {
    for (const Point to : {a.previous, a.next}) {
        const int side = sign_of_cone(b.previous, at, b.next, to);
        a_in_b_ |= side > 0;
        a_out_b_ |= side < 0;
    }
    for (const Point to : {b.previous, b.next}) {
        const int side = sign_of_cone(a.previous, at, a.next, to);
        b_in_a_ |= side > 0;
        b_out_a_ |= side < 0;
    }
}

inline bool within(Point p, Point a, Point b) {
    return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y &&
           p.y <= std::max(a.y, b.y);
}

void RingPair::touch() {
    if (touched_) return;
    touched_ = true;
    left_a_ = a_.counter_clockwise();
    left_b_ = b_.counter_clockwise();
}

// True where the two edges cross properly. Touching is noted at the first vertex of an edge only, so that each contact
// is seen once.
bool RingPair::edge_pair(std::uint32_t ea, std::uint32_t eb) {
    const Point a0 = a_.points.at(ea);
    const Point a1 = a_.points.at(ea + 1);
    const Point b0 = b_.points.at(eb);
    const Point b1 = b_.points.at(eb + 1);
    if (a0 == b1 && a1 == b0) return false;  // one edge, seen from both sides: the pairs next to it tell
    if (a0 == b0 && a1 != b1 && orientation(a0, a1, b1) != 0) {
        touch();
        contact(a0, at_vertex(a_, ea, left_a_), at_vertex(b_, eb, left_b_));
        return false;
    }
    // Edges with a common end cannot cross; off one line they share nothing else.
    if (a0 == b1 && orientation(a0, a1, b0) != 0) return false;
    if ((a1 == b0 || a1 == b1) && a0 != b0 && orientation(b0, b1, a0) != 0) return false;
    const int o1 = orientation(a0, a1, b0);
    const int o2 = orientation(a0, a1, b1);
    if (o1 * o2 > 0) return false;
    const int o3 = orientation(b0, b1, a0);
    const int o4 = orientation(b0, b1, a1);
    if (o3 * o4 > 0) return false;
    if (o1 != 0 && o2 != 0 && o3 != 0 && o4 != 0) return true;
    const bool a0_on_b = o3 == 0 && within(a0, b0, b1);
    const bool b0_on_a = o1 == 0 && within(b0, a0, a1);
    if (!a0_on_b && !b0_on_a) return false;
    touch();
    if (a0_on_b && a0 != b1)
        contact(a0, at_vertex(a_, ea, left_a_), a0 == b0 ? at_vertex(b_, eb, left_b_) : on_edge(b_, eb, left_b_));
    if (b0_on_a && b0 != a0 && b0 != a1) contact(b0, on_edge(a_, ea, left_a_), at_vertex(b_, eb, left_b_));
    return false;
}

Relation RingPair::relation() {
    if (!a_.box.meets(b_.box)) return Relation::disjoint;
    if (b_.grid != nullptr) {
        const auto state = b_.grid->state(a_.box);
        if (state == RingGrid::State::inside) return Relation::inside;
        if (state == RingGrid::State::outside) return Relation::disjoint;
    }
    thread_local std::vector<std::uint32_t> edges_a;
    thread_local std::vector<std::uint32_t> edges_b;
    const Box common = common_box(a_.box, b_.box);
    edges_a.clear();
    edges_b.clear();
    b_.gather(common, edges_b);
    if (!edges_b.empty()) a_.gather(common, edges_a);
    for (const std::uint32_t eb : edges_b) {
        Box box;
        box.add(b_.points.x(eb), b_.points.y(eb));
        box.add(b_.points.x(eb + 1), b_.points.y(eb + 1));
        for (const std::uint32_t ea : edges_a) {
            const Point p = a_.points.at(ea);
            const Point q = a_.points.at(ea + 1);
            const bool apart = (p.x < box.min_x && q.x < box.min_x) || (p.x > box.max_x && q.x > box.max_x) ||
                               (p.y < box.min_y && q.y < box.min_y) || (p.y > box.max_y && q.y > box.max_y);
            if (!apart && edge_pair(ea, eb)) return Relation::crossing;
        }
    }
    if (touched_) {
        // Every piece of a border between two contacts shows at a contact on which side it runs.
        if (!a_out_b_ && !b_out_a_) return Relation::equal;
        if (!a_out_b_) return Relation::inside;
        if (!b_out_a_) return Relation::contains;
        return a_in_b_ || b_in_a_ ? Relation::crossing : Relation::disjoint;
    }
    if (b_.box.contains(a_.box) && locate(b_, a_.points.at(0)) == Place::inside) return Relation::inside;
    if (a_.box.contains(b_.box) && locate(a_, b_.points.at(0)) == Place::inside) return Relation::contains;
    return Relation::disjoint;
}

// Polygon p with its holes inside the outer ring of q: do q's holes leave it alone?
Relation against_holes(const Ring& outer, std::span<const Ring> holes) {
    for (const Ring& hole : holes) {
        const Relation r = RingPair(outer, hole).relation();
        if (r == Relation::inside || r == Relation::equal) return Relation::disjoint;
        if (r != Relation::disjoint) return Relation::crossing;
    }
    return Relation::inside;
}

Relation classify_parts(std::span<const Ring> a, std::span<const Ring> b) {
    const Relation outer = RingPair(a[0], b[0]).relation();
    const bool holes = a.size() > 1 || b.size() > 1;
    if (!holes || outer == Relation::disjoint || outer == Relation::crossing) return outer;
    if (outer == Relation::inside) return against_holes(a[0], b.subspan(1));
    if (outer == Relation::contains) {
        const Relation r = against_holes(b[0], a.subspan(1));
        return r == Relation::inside ? Relation::contains : r;
    }
    return Relation::crossing;
}

// Features of several polygons: a part inside any polygon of the other feature is inside it.
Relation classify_many(const Shape& a, const Shape& b) {
    std::size_t inside_parts = 0;
    std::vector<bool> contained(b.parts(), false);
    bool met = false;
    for (std::size_t i = 0; i < a.parts(); ++i) {
        for (std::size_t k = 0; k < b.parts(); ++k) {
            const Relation r = classify_parts(a.part(i), b.part(k));
            if (r == Relation::crossing) return r;
            if (r == Relation::disjoint) continue;
            met = true;
            if (r == Relation::inside || r == Relation::equal) ++inside_parts;
            if (r == Relation::contains || r == Relation::equal) contained[k] = true;
        }
    }
    if (!met) return Relation::disjoint;
    std::size_t contained_parts = 0;
    for (const bool c : contained) contained_parts += c ? 1 : 0;
    const bool all_in = inside_parts == a.parts();
    const bool all_around = contained_parts == b.parts();
    if (all_in && all_around) return Relation::equal;
    if (all_in) return Relation::inside;
    return all_around ? Relation::contains : Relation::crossing;
}

}  // namespace

Place locate(const Ring& ring, Point point) {
    if (!ring.box.contains(point.x, point.y)) return Place::outside;
    bool inside = false;
    if (ring.grid != nullptr) {
        for (const std::uint32_t e : ring.grid->row_edges(point.y))
            if (cast(ring.points.at(e), ring.points.at(e + 1), point, inside)) return Place::boundary;
    } else {
        for (std::uint32_t e = 0; e < ring.edges(); ++e)
            if (cast(ring.points.at(e), ring.points.at(e + 1), point, inside)) return Place::boundary;
    }
    return inside ? Place::inside : Place::outside;
}

Place locate(const Shape& shape, Point point) {
    bool inside = false;
    for (const Ring& ring : shape.rings()) {
        const Place place = locate(ring, point);
        if (place == Place::boundary) return place;
        if (place == Place::inside) inside = !inside;
    }
    return inside ? Place::inside : Place::outside;
}

Place locate(const Polygons& polygons, Row feature, Point point) { return locate(Shape(polygons, feature), point); }

Relation classify(const Shape& a, const Shape& b) {
    if (a.empty() || b.empty() || !a.box().meets(b.box())) return Relation::disjoint;
    if (a.parts() == 1 && b.parts() == 1) return classify_parts(a.part(0), b.part(0));
    return classify_many(a, b);
}

Relation classify(const Polygons& a, Row feature_a, const Polygons& b, Row feature_b) {
    return classify(Shape(a, feature_a), Shape(b, feature_b));
}

}  // namespace mulens::geom
