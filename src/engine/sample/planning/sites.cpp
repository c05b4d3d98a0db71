#include "sample/planning/sites.hpp"

#include "base/date.hpp"
#include "geom/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace mulens::sample {
namespace {

bool is_convex(const Ring& ring) {
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i) {
        const Point a = ring[i], b = ring[(i + 1) % n], c = ring[(i + 2) % n];
        // Millimetres of rounding on a straight border are no corner.
        if ((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) < -0.004 * (length(a, b) + length(b, c)))
            return false;
    }
    return n > 2;
}

using Key = std::pair<std::int64_t, std::int64_t>;
Key key_of(Point p) { return {std::llround(p.x * 1000), std::llround(p.y * 1000)}; }

double distance_to(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, l2 = dx * dx + dy * dy;
    const double t = l2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / l2, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

}  // namespace

bool Site::plainly_low() const {
    if (!untouched || use != Use::industry || mu < 3.5) return false;
    const auto limit = static_cast<std::int32_t>(day_number(make_date(2023, 12, 1)));
    return vacant || (stopped_since != 0 && stopped_since <= limit) || vacancy_percent >= 50;
}

void Sites::add(const Layout& layout, const Plan& plan, const BlockData& data) {
    const std::size_t first = all_.size();
    const Block& block = layout.blocks[data.block];
    std::vector<int> users(data.plots.size(), 0), plots_of(data.firms.size(), 0);
    for (const Link& link : data.links) {
        ++users[static_cast<std::size_t>(link.plot)];
        ++plots_of[static_cast<std::size_t>(link.firm)];
    }
    for (std::size_t p = 0; p < data.plots.size(); ++p) {
        const Plot& plot = data.plots[p];
        Site s;
        s.id = plot.parcel_id;
        s.code = plot.code;
        s.platform = layout.platform_of(block).name;
        s.street = layout.facts.streets[block.street].name + "街道";
        s.block = data.block;
        s.use = plot.use;
        s.ring = plot.ring;
        s.convex = is_convex(plot.ring);
        s.area_m2 = plot.area_m2;
        s.mu = geom::mu_from_m2(static_cast<double>(plot.deed_dm2) / 100);
        s.untouched = sample::untouched(plan, data.block, static_cast<int>(p));
        s.vacant = plot.vacant;
        s.vacancy_percent = plot.vacancy_percent;
        s.stopped_since = plot.stopped_since;
        if (plot.owner >= 0) {
            const Firm& firm = data.firms[static_cast<std::size_t>(plot.owner)];
            s.owner = firm.name;
            s.credit = firm.credit_code;
            s.above_scale = firm.above_scale;
            s.away = std::string_view(firm.tax_place) != "杭州市钱塘区";
            s.industry = layout.facts.industries[static_cast<std::size_t>(firm.industry)].name;
            s.sole = users[p] == 1 && plots_of[static_cast<std::size_t>(plot.owner)] == 1 && firm.known == Known::link;
            for (int y = 0; y < year_count; ++y) {
                const Figures& f = firm.years[static_cast<std::size_t>(y)];
                if (!f.active) continue;
                if (s.since == 0) s.since = first_year + y;
                if (!s.sole) continue;
                s.tax[static_cast<std::size_t>(y)] = static_cast<double>(f.assessed_tax()) / 1e6;
                s.output[static_cast<std::size_t>(y)] = static_cast<double>(f.output) / 1e6;
            }
        }
        for (const Link& link : data.links)
            if (link.plot == static_cast<int>(p) && *data.firms[static_cast<std::size_t>(link.firm)].park_kind != '\0')
                s.park = true;
        for (const Building& b : plot.buildings)
            if (std::string_view(b.use) == "厂房") s.halls.push_back({signed_area(b.ring), b.floors, b.storey_dm});
        all_.push_back(std::move(s));
    }
    if (blocks_.size() <= data.block) blocks_.resize(data.block + 1, {0, 0});
    blocks_[data.block] = {first, data.plots.size()};
    // Neighbours walk a shared border in opposite directions, point for point.
    std::map<std::pair<Key, Key>, std::size_t> edges;
    for (std::size_t i = first; i < all_.size(); ++i)
        for (std::size_t k = 0; k < all_[i].ring.size(); ++k)
            edges[{key_of(all_[i].ring[k]), key_of(all_[i].ring[(k + 1) % all_[i].ring.size()])}] = i;
    for (const auto& [edge, i] : edges) {
        const auto other = edges.find({edge.second, edge.first});
        if (other == edges.end() || other->second == i) continue;
        const double l = std::hypot(static_cast<double>(edge.first.first - edge.second.first),
                                    static_cast<double>(edge.first.second - edge.second.second)) /
                         1000;
        auto& list = all_[i].beside;
        const auto known =
            std::find_if(list.begin(), list.end(), [&](const auto& b) { return b.first == other->second; });
        known == list.end() ? list.emplace_back(other->second, l) : * known = {known->first, known->second + l};
    }
    for (std::size_t i = first; i < all_.size(); ++i) std::sort(all_[i].beside.begin(), all_[i].beside.end());
}

std::string Sites::spare_code(std::uint32_t block, int n) const {
    const auto [first, count] = blocks_[block];
    const auto place = static_cast<int>(count) + n;
    if (count == 0 || place > 98) return "";  // 99 is the planted sliver's
    return all_[first].id.substr(0, 14) +
           fmt::format("{:05d}", (block * 100ULL + static_cast<unsigned>(place)) % 100000);
}

double Sites::shared_border(std::size_t a, std::size_t b) const {
    for (const auto& [other, metres] : all_[a].beside)
        if (other == b) return metres;
    return 0;
}

double distance_between(const Ring& a, const Ring& b) {
    double best = 1e300;
    for (const auto* pair : {&a, &b}) {
        const Ring& points = *pair;
        const Ring& edges = pair == &a ? b : a;
        for (const Point p : points) {
            if (contains(edges, p)) return 0;
            for (std::size_t i = 0; i < edges.size(); ++i)
                best = std::min(best, distance_to(p, edges[i], edges[(i + 1) % edges.size()]));
        }
    }
    return best;
}

Ring joined(const std::vector<Ring>& rings) {
    std::map<std::pair<Key, Key>, std::pair<Point, Point>> edges;
    for (const Ring& ring : rings)
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point a = ring[i], b = ring[(i + 1) % ring.size()];
            if (edges.erase({key_of(b), key_of(a)}) == 0) edges[{key_of(a), key_of(b)}] = {a, b};
        }
    std::map<Key, std::pair<Point, Point>> from;
    for (const auto& [key, edge] : edges)
        if (!from.emplace(key.first, edge).second) return {};  // two loops meet in a point
    Ring out;
    if (from.empty()) return out;
    const Key start = from.begin()->first;
    for (Key at = start; !from.empty();) {
        const auto edge = from.find(at);
        if (edge == from.end()) return {};
        out.push_back(edge->second.first);
        at = key_of(edge->second.second);
        from.erase(edge);
        if (at == start) break;
    }
    if (!from.empty() || out.size() < 3) return {};
    return out;
}

}  // namespace mulens::sample
