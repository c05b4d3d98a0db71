#include "sample/side_layers.hpp"

#include "base/error.hpp"
#include "sample/rng.hpp"
#include "sample/shape_writer.hpp"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <numeric>

namespace mulens::sample {
namespace {

const ShapeStyle plain{"UTF-8", "UTF-8", 0, "EPSG:4549"};
constexpr const char* made_up = "虚构数据";

using GeometryPtr = std::unique_ptr<OGRGeometry>;

GeometryPtr to_ogr(const Ring& ring) {
    OGRLinearRing line;
    for (const Point p : ring) line.addPoint(p.x, p.y);
    line.closeRings();
    auto out = std::make_unique<OGRPolygon>();
    out->addRing(&line);
    return out;
}

/// Outer rings of all polygons in it (the sample's side layers have no holes).
std::vector<Ring> rings_of(const OGRGeometry& geometry) {
    std::vector<Ring> out;
    if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
        const OGRLinearRing* line = geometry.toPolygon()->getExteriorRing();
        Ring ring;
        for (int i = 0; line != nullptr && i + 1 < line->getNumPoints(); ++i)
            ring.push_back(rounded_mm({line->getX(i), line->getY(i)}));
        if (signed_area(ring) < 0) std::reverse(ring.begin(), ring.end());
        if (ring.size() > 2) out.push_back(std::move(ring));
    } else if (const auto* many = dynamic_cast<const OGRGeometryCollection*>(&geometry)) {
        for (int i = 0; i < many->getNumGeometries(); ++i)
            for (Ring& ring : rings_of(*many->getGeometryRef(i))) out.push_back(std::move(ring));
    }
    return out;
}

Ring district_outline(const Layout& layout) {
    if (layout.filled) {
        const Box f = layout.frame;
        return {{f.min_x - 3000, f.min_y - 3000},
                {f.max_x + 3000, f.min_y - 3000},
                {f.max_x + 3000, f.max_y + 3000},
                {f.min_x - 3000, f.max_y + 3000}};
    }
    std::vector<CurvePoint> through;
    for (const auto& p : layout.facts.outline) through.push_back({layout.place({p.e, p.n}), 0});
    Ring out;
    for (const CurvePoint& p : smooth_curve(through, 400, true)) out.push_back(rounded_mm(p.at));
    if (signed_area(out) < 0) std::reverse(out.begin(), out.end());
    return out;
}

Ring outset(const Ring& ring, double by) {
    const Point c = centroid(ring);
    Ring out;
    for (const Point p : ring) {
        const double d = length(c, p);
        out.push_back(rounded_mm({p.x + (p.x - c.x) / d * by, p.y + (p.y - c.y) / d * by}));
    }
    return out;
}

/// A band of `width` along a line that the warp bends.
Ring band(const Layout& layout, Point from, Point to, double width) {
    const Point a = layout.place(from), b = layout.place(to);
    const double l = length(a, b);
    const Line line{a, {(b.x - a.x) / l, (b.y - a.y) / l}};
    const int parts = std::max(2, static_cast<int>(l / 250));
    Ring right, left;
    for (int i = 0; i <= parts; ++i) {
        const double s = l * i / parts;
        const auto at = [&](double side) {
            const Line shifted = line.shifted(side);
            return rounded_mm(
                layout.warp.apply(Point{shifted.at.x + line.along.x * s, shifted.at.y + line.along.y * s}));
        };
        right.push_back(at(-width / 2));
        left.push_back(at(width / 2));
    }
    right.insert(right.end(), left.rbegin(), left.rend());
    return right;
}

void write_platforms(const Layout& layout, const std::string& folder, const Ring& outline) {
    ShapeWriter out(folder + "/platforms",
                    {{"PTBH", 'C', 8, 0},
                     {"PTMC", 'C', 60, 0},
                     {"YWMC", 'C', 60, 0},
                     {"JC", 'C', 30, 0},
                     {"PTLX", 'C', 20, 0},
                     {"ZDCY", 'C', 60, 0},
                     {"BZ", 'C', 120, 0}},
                    plain);
    for (std::size_t i = 0; i < layout.facts.platforms.size(); ++i) {
        const auto& p = layout.facts.platforms[i];
        for (const std::string& text :
             {p.id, p.name, p.name_en, p.alias, std::string(p.district_wide ? "覆盖全域" : "块状"), p.lead_industry,
              fmt::format("虚构边界; source of facts: {}", p.source)})
            out.text(text);
        if (p.district_wide) {
            out.polygon(outline);
            continue;
        }
        const auto region = std::find_if(layout.regions.begin(), layout.regions.end(),
                                         [&](const Region& r) { return r.platform == static_cast<int>(i); });
        Ring border = region->border;
        round_mm(border);
        out.polygon(border);
    }
    out.close();
}

void write_streets(const Layout& layout, const std::string& folder, const Ring& outline) {
    ShapeWriter out(folder + "/streets",
                    {{"XZQDM", 'C', 12, 0}, {"XZQMC", 'C', 30, 0}, {"YWMC", 'C', 40, 0}, {"BZ", 'C', 60, 0}}, plain);
    const GeometryPtr land(to_ogr(outline)->Difference(to_ogr(layout.river.water()).get()));
    if (!land) throw Error(ExitCode::failed, "the district without its river could not be computed");
    const std::vector<Ring> parts = rings_of(*land);
    const Box f = box_of(outline);
    for (std::size_t s = 0; s < layout.facts.streets.size(); ++s) {
        const auto& street = layout.facts.streets[s];
        Ring cell{{f.min_x, f.min_y}, {f.max_x, f.min_y}, {f.max_x, f.max_y}, {f.min_x, f.max_y}};
        const Point a = layout.street_seeds[s];
        for (std::size_t o = 0; o < layout.street_seeds.size(); ++o) {
            if (o == s || layout.facts.streets[o].west_bank != street.west_bank) continue;
            const Point b = layout.street_seeds[o];
            const double l = length(a, b);
            cell = clip_left(cell, Line{{(a.x + b.x) / 2, (a.y + b.y) / 2}, {(a.y - b.y) / l, (b.x - a.x) / l}});
        }
        std::vector<Ring> rings;
        for (const Ring& part : parts) {
            if (signed_area(part) < 5e6) continue;
            const Point probe = centroid(part);
            if ((layout.river.nearest(probe).line.distance(probe) > 0) != street.west_bank) continue;
            const GeometryPtr piece(to_ogr(part)->Intersection(to_ogr(cell).get()));
            if (!piece) continue;
            for (Ring& ring : rings_of(*piece))
                if (signed_area(ring) > 1000) rings.push_back(std::move(ring));
        }
        out.text(street.code);
        out.text(street.name + "街道");
        out.text(street.name_en.empty() ? "" : street.name_en + " Subdistrict");
        out.text(std::string(made_up) + "边界");
        rings.empty() ? out.null_shape() : out.polygons(rings);
    }
    out.close();
}

void write_constraints(const Layout& layout, const std::string& folder, const Ring& outline) {
    ShapeWriter out(folder + "/constraints",
                    {{"BH", 'C', 8, 0}, {"MC", 'C', 60, 0}, {"GKLX", 'C', 40, 0}, {"BZ", 'C', 24, 0}}, plain);
    int n = 0;
    const auto add = [&](const std::string& name, const char* kind, const std::vector<Ring>& rings) {
        if (rings.empty()) return;
        out.text(fmt::format("GK{:03d}", ++n));
        out.text(name);
        out.text(kind);
        out.text(made_up);
        out.polygons(rings);
    };
    const GeometryPtr water(to_ogr(layout.river.water())->Intersection(to_ogr(outline).get()));
    if (water) add("钱塘江蓝线", "河道蓝线", rings_of(*water));
    for (std::size_t i = 0; i < layout.canals.size(); ++i) {
        Ring canal = layout.canals[i];
        round_mm(canal);
        add(fmt::format("{}号直河蓝线", i + 1), "河道蓝线", {canal});
    }
    add("220千伏高压走廊东线", "高压走廊", {band(layout, {540500, 3356500}, {564500, 3342500}, 55)});
    add("110千伏高压走廊西线", "高压走廊", {band(layout, {530500, 3351500}, {535500, 3358500}, 36)});
    add("地铁8号线保护区(虚构走向)", "轨道交通保护区", {band(layout, {531200, 3355500}, {551500, 3350500}, 100)});
    add("成品油管道安全带", "油气管道", {band(layout, {552500, 3342500}, {566500, 3349500}, 24)});
    out.close();
}

void write_regulatory(const Layout& layout, const std::string& folder) {
    ShapeWriter out(folder + "/regulatory",
                    {{"KGBH", 'C', 16, 0},
                     {"GHYT", 'C', 8, 0},
                     {"RJLXX", 'N', 5, 2},
                     {"RJLSX", 'N', 5, 2},
                     {"JZXG", 'N', 5, 1},
                     {"JZMDSX", 'N', 5, 2},
                     {"LDLSX", 'N', 5, 2},
                     {"PFWH", 'C', 60, 0}},
                    plain);
    for (std::uint32_t i = 0; i < layout.blocks.size(); ++i) {
        const Block& block = layout.blocks[i];
        Rng rng(layout.seed, {10, i});
        out.text(fmt::format("QT-{:02d}-{:05d}", block.region + 1, i));
        out.text(rng.chance(0.85) ? "M1/M2" : "R/M1");
        const int high = 13 + rng.below(18);
        out.number(high > 20 ? 12 : 8, 1);
        out.number(high, 1);
        out.number(24 + 6 * rng.below(7), 0);
        out.number(40 + 5 * rng.below(5), 2);
        out.number(20, 2);
        out.text("杭规钱控〔2022〕7号(虚构)");
        out.polygon(outset(block.ring, 3));
    }
    out.close();
}

void write_renewal(const Layout& layout, const std::string& folder) {
    ShapeWriter out(folder + "/renewal",
                    {{"PQBH", 'C', 8, 0}, {"PQMC", 'C', 60, 0}, {"GXFS", 'C', 30, 0}, {"BZ", 'C', 24, 0}}, plain);
    std::vector<std::uint32_t> order(layout.blocks.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return layout.blocks[a].quality < layout.blocks[b].quality;
    });
    static constexpr const char* modes[] = {"政府回购", "企业自主更新", "政府收储", "回租提升"};
    const std::size_t count = std::min<std::size_t>(order.size(), 18);
    for (std::size_t i = 0; i < count; ++i) {
        const Block& block = layout.blocks[order[i]];
        out.text(fmt::format("GX{:03d}", i + 1));
        out.text(fmt::format("{}更新片区{}", layout.regions[block.region].name, i + 1));
        out.text(modes[i % 4]);
        out.text(made_up);
        out.polygon(outset(block.ring, 5));
    }
    out.close();
}

/// Roads between the regions, where no region lies.
std::vector<Road> trunk_roads(const Layout& layout) {
    std::vector<Road> out;
    const std::size_t n = layout.regions.size();
    for (std::size_t a = 0; a < n; ++a) {
        std::vector<std::pair<double, std::size_t>> near;
        for (std::size_t b = 0; b < n; ++b)
            if (b != a) near.emplace_back(length(layout.regions[a].centre, layout.regions[b].centre), b);
        std::sort(near.begin(), near.end());
        for (std::size_t k = 0; k < std::min<std::size_t>(3, near.size()); ++k) {
            const std::size_t b = near[k].second;
            const Point from = layout.regions[a].centre, to = layout.regions[b].centre;
            const int parts = static_cast<int>(near[k].first / 150);
            Point before = layout.warp.apply(from);
            for (int i = 1; i <= parts; ++i) {
                const double t = static_cast<double>(i) / parts;
                const Point now = layout.warp.apply(Point{from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t});
                const bool built = std::any_of(layout.regions.begin(), layout.regions.end(),
                                               [&](const Region& r) { return contains(r.border, now); });
                if (!built) out.push_back({before, now, 48});
                before = now;
            }
        }
    }
    return out;
}

/// Long canals through the open country of the east bank, where no region lies: pieces of a band.
std::vector<Ring> country_canals(const Layout& layout, const Ring& outline) {
    std::vector<Ring> out;
    if (layout.filled) return out;
    constexpr double ends[][4] = {
        {540300, 3346000, 541800, 3358000}, {544600, 3346500, 543500, 3361500}, {552300, 3345500, 551200, 3362500},
        {555000, 3343000, 556600, 3362500}, {560200, 3348500, 559300, 3362000}, {566200, 3341000, 566800, 3356000},
        {536500, 3346800, 566500, 3349500}, {541500, 3357200, 562500, 3358600}, {531800, 3347800, 532300, 3359000}};
    for (const auto& e : ends) {
        const Point a = layout.place({e[0], e[1]}), b = layout.place({e[2], e[3]});
        const double l = length(a, b);
        const Point d{(b.x - a.x) / l, (b.y - a.y) / l};
        const int parts = static_cast<int>(l / 120);
        for (int i = 0; i < parts; ++i) {
            const auto at = [&](double s, double side) {
                return rounded_mm(layout.warp.apply(Point{a.x + d.x * s - d.y * side, a.y + d.y * s + d.x * side}));
            };
            const double from = l * i / parts, to = l * (i + 1) / parts;
            const Point middle = at((from + to) / 2, 0);
            const bool free = contains(outline, middle) && layout.river.from_bank(middle) > 40 &&
                              std::none_of(layout.regions.begin(), layout.regions.end(),
                                           [&](const Region& r) { return contains(outset(r.border, 60), middle); });
            if (free) out.push_back({at(from, -13), at(to, -13), at(to, 13), at(from, 13)});
        }
    }
    return out;
}

void write_basemap(const Layout& layout, const std::string& folder, const Ring& outline) {
    std::filesystem::create_directories(folder + "/basemap");
    ShapeWriter roads(folder + "/basemap/roads", {{"KD", 'N', 5, 0}, {"BZ", 'C', 24, 0}}, plain);
    std::vector<Road> all = layout.roads;
    const std::vector<Road> trunk = trunk_roads(layout);
    all.insert(all.end(), trunk.begin(), trunk.end());
    for (const Road& road : all) {
        const double l = length(road.from, road.to);
        if (l < 1) continue;
        const Point d{(road.to.x - road.from.x) / l, (road.to.y - road.from.y) / l};
        Ring ring = rectangle({(road.from.x + road.to.x) / 2, (road.from.y + road.to.y) / 2}, d, l / 2 + 2,
                              road.width_m * 0.42);
        round_mm(ring);
        roads.number(std::llround(road.width_m), 0);
        roads.text(made_up);
        roads.polygon(ring);
    }
    roads.close();
    ShapeWriter water(folder + "/basemap/water", {{"MC", 'C', 30, 0}, {"BZ", 'C', 24, 0}}, plain);
    Ring river = layout.river.water();
    round_mm(river);
    water.text("钱塘江");
    water.text(made_up);
    water.polygon(river);
    std::vector<Ring> canals = layout.canals;
    const std::vector<Ring> country = country_canals(layout, outline);
    canals.insert(canals.end(), country.begin(), country.end());
    for (Ring canal : canals) {
        round_mm(canal);
        water.text("直河");
        water.text(made_up);
        water.polygon(canal);
    }
    water.close();
    ShapeWriter border(folder + "/basemap/district", {{"MC", 'C', 30, 0}, {"BZ", 'C', 24, 0}}, plain);
    border.text(layout.facts.name);
    border.text("虚构边界");
    border.polygon(outline);
    border.close();
}

}  // namespace

std::vector<WrittenFile> write_side_layers(const Layout& layout, const std::string& folder) {
    const Ring outline = district_outline(layout);
    write_platforms(layout, folder, outline);
    write_streets(layout, folder, outline);
    write_constraints(layout, folder, outline);
    write_renewal(layout, folder);
    write_regulatory(layout, folder);
    write_basemap(layout, folder, outline);
    std::vector<WrittenFile> out;
    for (const char* role : {"platforms", "streets", "constraints", "renewal", "regulatory"})
        out.push_back({role, std::string(role) + ".shp", 0, "", ""});
    return out;
}

}  // namespace mulens::sample
