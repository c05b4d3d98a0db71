#include "years/lineage.hpp"

#include "base/error.hpp"
#include "geom/area.hpp"
#include "overlay/zones.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <numeric>
#include <span>

namespace mulens::years {
namespace {

using geom::Polygons;

std::span<const double> points_of(const Polygons& p, Row f) {
    if (!p.has_geometry(f)) return {};
    const auto first = p.ring_offsets[p.polygon_offsets[p.first_polygon(f)]];
    const auto last = p.ring_offsets[p.polygon_offsets[p.end_polygon(f)]];
    return {p.xy.data() + 2 * first, static_cast<std::size_t>(2 * (last - first))};
}

/// Equal to the last bit, rings and all.
bool same_outline(const Polygons& a, Row fa, const Polygons& b, Row fb) {
    const auto x = points_of(a, fa), y = points_of(b, fb);
    return !x.empty() && x.size() == y.size() && a.single_ring(fa) && b.single_ring(fb) &&
           std::memcmp(x.data(), y.data(), x.size_bytes()) == 0;
}

std::uint64_t hash_of(std::span<const double> values) {
    std::uint64_t h = 1469598103934665603ULL;
    for (const double value : values) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        h = (h ^ bits) * 1099511628211ULL;
        h ^= h >> 29;
    }
    return h;
}

/// Per earlier plot the later one with the very same outline, the same code first; no_row = none. Each is used once.
std::vector<Row> unchanged(const table::Layer& before, const table::Layer& after) {
    std::multimap<std::uint64_t, Row> places;
    for (Row row = 0; row < after.geometry.size(); ++row)
        if (after.geometry.has_geometry(row)) places.emplace(hash_of(points_of(after.geometry, row)), row);
    std::vector<Row> out(before.geometry.size(), no_row);
    std::vector<char> used(after.geometry.size(), 0);
    for (const bool by_code : {true, false})
        for (Row row = 0; row < before.geometry.size(); ++row) {
            if (out[row] != no_row || !before.geometry.has_geometry(row)) continue;
            const auto [first, last] = places.equal_range(hash_of(points_of(before.geometry, row)));
            for (auto it = first; it != last && out[row] == no_row; ++it) {
                const Row other = it->second;
                if (used[other] != 0 || !same_outline(before.geometry, row, after.geometry, other)) continue;
                if (by_code && before.table.text("parcel_id", row) != after.table.text("parcel_id", other)) continue;
                out[row] = other;
                used[other] = 1;
            }
        }
    return out;
}

table::Layer part_of(const table::Layer& layer, const std::vector<Row>& rows, const char* role) {
    table::Layer out;
    out.role = role;
    out.sources = layer.sources;
    if (out.sources.empty()) out.sources.emplace_back();
    for (const Row row : rows) {
        out.geometry.add_feature(layer.geometry, row);
        out.source.push_back(row < layer.source.size() ? layer.source[row] : 0);
        out.source_row.push_back(row < layer.source_row.size() ? layer.source_row[row] : row);
    }
    table::Table codes(layer.rows());
    codes.set("parcel_id", layer.table.share("parcel_id"));
    out.table = table::take_rows(codes, rows);
    return out;
}

class Tracer {
  public:
    Tracer(const table::Layer& before, const table::Layer& after, const LineageOptions& options)
        : before_(before), after_(after), options_(options), group_(before.rows() + std::size_t{after.rows()}) {
        std::iota(group_.begin(), group_.end(), 0U);
    }

    Lineage run(Diagnostics& diagnostics, Progress& progress) {
        find_pairs(diagnostics, progress);
        std::sort(out_.links.begin(), out_.links.end(), [](const Link& a, const Link& b) {
            return a.before != b.before ? a.before < b.before : a.after < b.after;
        });
        for (const Link& link : out_.links) join(link.before, before_.rows() + link.after);
        name_events();
        add_lonely();
        carry();
        index();
        return std::move(out_);
    }

  private:
    void find_pairs(Diagnostics& diagnostics, Progress& progress) {
        const auto twin = unchanged(before_, after_);
        std::vector<char> settled(after_.rows(), 0);
        std::vector<Row> open_before, open_after;
        for (Row row = 0; row < before_.rows(); ++row) {
            if (twin[row] == no_row) {
                open_before.push_back(row);
                continue;
            }
            settled[twin[row]] = 1;
            const double area = geom::feature_area_m2(before_.geometry, row);
            out_.balance.in.add(area);
            out_.balance.pairs.add(area);
            out_.links.push_back({row, twin[row], area, 1, 1, Kind::same, 1});
        }
        for (Row row = 0; row < after_.rows(); ++row)
            if (settled[row] == 0) open_after.push_back(row);
        const auto earlier = part_of(before_, open_before, "parcels_before");
        auto later = part_of(after_, open_after, "parcels");
        const auto overlay = overlay::overlay_zones(earlier, later, options_.threads, diagnostics, progress);
        out_.balance.add(overlay.balance);
        out_.balance.failed += overlay.balance.failed;
        out_.balance.name = "parcels of one year × the next";
        for (const auto& m : overlay.memberships) {
            const Row b = open_before[m.parcel], a = open_after[m.zone];
            const double of_after = m.area_m2 / geom::feature_area_m2(after_.geometry, a);
            if (m.share < options_.link_share && of_after < options_.link_share) continue;
            out_.links.push_back({b, a, m.area_m2, m.share, of_after, Kind::redrawn, 0});
        }
    }

    std::uint32_t root(std::uint32_t i) {
        while (group_[i] != i) i = group_[i] = group_[group_[i]];
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = root(a);
        b = root(b);
        if (a != b) group_[std::max(a, b)] = std::min(a, b);
    }

    [[nodiscard]] Kind kind_of(const std::vector<Link*>& event) const {
        const Link& first = *event.front();
        bool one_before = true, one_after = true, inside = true, around = true;
        for (const Link* link : event) {
            one_before = one_before && link->before == first.before;
            one_after = one_after && link->after == first.after;
            inside = inside && link->share_of_after >= options_.whole_share;
            around = around && link->share_of_before >= options_.whole_share;
        }
        if (one_before && one_after) {
            if (!inside || !around) return Kind::redrawn;
            return before_.table.text("parcel_id", first.before) == after_.table.text("parcel_id", first.after)
                       ? Kind::same
                       : Kind::recoded;
        }
        if (one_before && inside) return Kind::split;
        return one_after && around ? Kind::merged : Kind::redrawn;
    }

    void name_events() {
        std::map<std::uint32_t, std::vector<Link*>> events;
        for (Link& link : out_.links) events[root(link.before)].push_back(&link);
        for (const auto& [at, event] : events) {
            const Kind kind = kind_of(event);
            for (Link* link : event) link->kind = kind;
            ++out_.events[static_cast<std::size_t>(kind)];
        }
    }

    /// Plots without a link. A plot without geometry is neither new nor gone: nobody knows.
    void add_lonely() {
        std::vector<char> seen_before(before_.rows(), 0), seen_after(after_.rows(), 0);
        for (const Link& link : out_.links) seen_before[link.before] = seen_after[link.after] = 1;
        for (Row row = 0; row < before_.rows(); ++row) {
            if (seen_before[row] != 0 || !before_.geometry.has_geometry(row)) continue;
            out_.links.push_back(
                {row, no_row, geom::feature_area_m2(before_.geometry, row), table::none, table::none, Kind::gone, 0});
            ++out_.events[static_cast<std::size_t>(Kind::gone)];
        }
        std::stable_sort(out_.links.begin(), out_.links.end(),
                         [](const Link& a, const Link& b) { return a.before < b.before; });
        for (Row row = 0; row < after_.rows(); ++row) {
            if (seen_after[row] != 0 || !after_.geometry.has_geometry(row)) continue;
            out_.links.push_back(
                {no_row, row, geom::feature_area_m2(after_.geometry, row), table::none, table::none, Kind::fresh, 0});
            ++out_.events[static_cast<std::size_t>(Kind::fresh)];
        }
    }

    void carry() {
        std::vector<double> sum(before_.rows(), 0);
        for (const Link& link : out_.links)
            if (link.before != no_row && link.after != no_row) sum[link.before] += link.share_of_before;
        for (Link& link : out_.links) {
            if (link.before == no_row || link.after == no_row) continue;
            const double all = sum[link.before];
            link.carried = all >= options_.whole_share ? link.share_of_before / all : link.share_of_before;
        }
    }

    void index() {
        out_.of_after.resize(after_.rows());
        for (std::uint32_t i = 0; i < out_.links.size(); ++i)
            if (const Link& link = out_.links[i]; link.before != no_row && link.after != no_row)
                out_.of_after[link.after].push_back(i);
        for (auto& links : out_.of_after)
            std::stable_sort(links.begin(), links.end(), [&](std::uint32_t a, std::uint32_t b) {
                return out_.links[a].area_m2 > out_.links[b].area_m2;
            });
    }

    const table::Layer& before_;
    const table::Layer& after_;
    const LineageOptions& options_;
    Lineage out_;
    std::vector<std::uint32_t> group_;
};

}  // namespace

const char* name_of(Kind kind) {
    constexpr const char* names[] = {"same", "recoded", "split", "merged", "redrawn", "new", "gone"};
    return names[static_cast<std::size_t>(kind)];
}

Row Lineage::main_before(Row after) const {
    return of_after[after].empty() ? no_row : links[of_after[after].front()].before;
}

Lineage trace(const table::Layer& before, const table::Layer& after, const LineageOptions& options,
              Diagnostics& diagnostics, Progress& progress) {
    if (!(options.link_share > 0 && options.link_share < options.whole_share && options.whole_share <= 1))
        throw Error::make(ExitCode::usage,
                          "a link takes {:g} of a plot and a whole plot {:g}: they must be shares with 0 < link < "
                          "whole ≤ 1",
                          options.link_share, options.whole_share);
    return Tracer(before, after, options).run(diagnostics, progress);
}

std::vector<std::int64_t> carry_fen(const Lineage& lineage, const std::vector<std::int64_t>& before,
                                    std::int64_t& lost) {
    std::vector<std::int64_t> out(lineage.of_after.size(), blank);
    lost = 0;
    for (const std::int64_t fen : before) lost += fen == blank ? 0 : fen;
    const auto& links = lineage.links;
    for (std::size_t i = 0; i < links.size();) {
        const Row from = links[i].before;
        std::size_t end = i;
        std::vector<double> weights;
        double rest = 1;
        for (; end < links.size() && links[end].before == from; ++end) {
            weights.push_back(links[end].carried);
            rest -= links[end].carried;
        }
        if (from != no_row && before[from] != blank) {
            weights.push_back(rest > 1e-9 ? rest : 0);  // the part that no later plot takes on
            const auto parts = split_largest_remainder(before[from], weights);
            for (std::size_t k = i; k < end; ++k) {
                if (links[k].after == no_row) continue;
                auto& sum = out[links[k].after];
                sum = (sum == blank ? 0 : sum) + parts[k - i];
                lost -= parts[k - i];
            }
        }
        i = end;
    }
    return out;
}

std::vector<double> carry_area(const Lineage& lineage, const std::vector<double>& before) {
    std::vector<ExactSum> sums(lineage.of_after.size());
    std::vector<char> any(sums.size(), 0);
    for (const Link& link : lineage.links) {
        if (link.before == no_row || link.after == no_row || !std::isfinite(before[link.before])) continue;
        sums[link.after].add(before[link.before] * link.carried);
        any[link.after] = 1;
    }
    std::vector<double> out(sums.size(), table::none);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (any[i] != 0) out[i] = sums[i].value();
    return out;
}

}  // namespace mulens::years
