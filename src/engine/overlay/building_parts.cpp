#include "overlay/building_parts.hpp"

#include "geom/area.hpp"
#include "geom/clip.hpp"
#include "geom/locate.hpp"
#include "geos/ops.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::overlay {
namespace {

bool same_measures(const Measures& a, const Measures& b) {
    const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return same(a.floors, b.floors) && same(a.far_floors, b.far_floors) && a.underground == b.underground;
}

// The parts of one parcel while they are compared with each other.
class Parcel {
  public:
    Parcel(geos::Context& context, const geom::Polygons& parcels, const geom::Polygons& buildings,
           std::span<const geom::Box> boxes, std::span<const Measures> measures, std::span<const Part> parts,
           const PartLimits& limits, std::vector<Clash>& clashes)
        : context_(context),
          parcels_(parcels),
          buildings_(buildings),
          boxes_(boxes),
          measures_(measures),
          parts_(parts),
          limits_(limits),
          clashes_(clashes) {}

    PartSums sum();

  private:
    void compare(std::size_t i, std::size_t k);
    [[nodiscard]] double area_in_common(std::size_t i, std::size_t k);
    [[nodiscard]] geos::Geometry part_geometry(const Part& part);
    void unite(PartSums& sums);

    geos::Context& context_;
    const geom::Polygons& parcels_;
    const geom::Polygons& buildings_;
    std::span<const geom::Box> boxes_;
    std::span<const Measures> measures_;
    std::span<const Part> parts_;
    const PartLimits& limits_;
    std::vector<Clash>& clashes_;
    std::vector<bool> duplicate_;
    std::vector<bool> united_;  // overlaps another: its area counts through the union
    bool failed_ = false;
};

geos::Geometry Parcel::part_geometry(const Part& part) {
    geos::Geometry building = geos::from_feature(context_, buildings_, part.building);
    if (part.whole) return building;
    return geos::intersection(building, geos::from_feature(context_, parcels_, part.parcel));
}

double Parcel::area_in_common(std::size_t i, std::size_t k) {
    const Part& a = parts_[i];
    const Part& b = parts_[k];
    const geom::Shape shape_a(buildings_, a.building, boxes_[a.building]);
    const geom::Shape shape_b(buildings_, b.building, boxes_[b.building]);
    const geom::Relation relation = geom::classify(shape_a, shape_b);
    if (relation == geom::Relation::disjoint) return 0;
    if (a.whole && relation != geom::Relation::contains && relation != geom::Relation::crossing) return a.area_m2;
    if (b.whole && relation == geom::Relation::contains) return b.area_m2;
    if (a.whole || b.whole)
        if (const auto area = geom::common_area_m2(shape_a, shape_b)) return *area;
    const auto area = geos::intersection_area(part_geometry(a), part_geometry(b));
    failed_ |= !area.has_value();
    return area.value_or(0);
}

void Parcel::compare(std::size_t i, std::size_t k) {
    const Part& a = parts_[i];
    const Part& b = parts_[k];
    const Measures& ma = measures_[a.building];
    const Measures& mb = measures_[b.building];
    if (ma.underground != mb.underground || !boxes_[a.building].meets(boxes_[b.building])) return;
    if (same_measures(ma, mb) && same_outline(buildings_, a.building, b.building)) {
        duplicate_[k] = true;
        if (b.first_parcel) clashes_.push_back({b.building, a.building, b.area_m2, true});
        return;
    }
    if (ma.underground) return;
    const double common = area_in_common(i, k);
    if (common <= 0) return;
    united_[i] = united_[k] = true;
    if (common > limits_.overlap_m2 && common > limits_.overlap_share * std::min(a.area_m2, b.area_m2))
        clashes_.push_back({b.building, a.building, common, false});
}

void Parcel::unite(PartSums& sums) {
    std::vector<geos::Geometry> overlapping;
    double total = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (!united_[i] || duplicate_[i]) continue;
        overlapping.push_back(part_geometry(parts_[i]));
        total += parts_[i].area_m2;
        if (overlapping.back()) continue;
        overlapping.pop_back();
        failed_ = true;
    }
    if (overlapping.empty()) return;
    const auto area = geos::union_area(geos::collect(context_, overlapping));
    failed_ |= !area.has_value();
    sums.footprint_m2 += area.value_or(total);
    sums.overlap_m2 += std::max(0.0, total - area.value_or(total));
}

PartSums Parcel::sum() {
    duplicate_.assign(parts_.size(), false);
    united_.assign(parts_.size(), false);
    for (std::size_t k = 1; k < parts_.size(); ++k)
        for (std::size_t i = 0; i < k && !duplicate_[k]; ++i)
            if (!duplicate_[i]) compare(i, k);
    PartSums sums;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (duplicate_[i]) continue;
        const Measures& m = measures_[parts_[i].building];
        ++sums.count;
        if (!m.underground && !united_[i]) sums.footprint_m2 += parts_[i].area_m2;
        sums.gfa_m2 += parts_[i].area_m2 * m.floors;
        sums.far_area_m2 += parts_[i].area_m2 * m.far_floors;
    }
    unite(sums);
    sums.failed = failed_;
    return sums;
}

}  // namespace

bool same_outline(const geom::Polygons& p, Row a, Row b) {
    if (p.end_polygon(a) - p.first_polygon(a) != p.end_polygon(b) - p.first_polygon(b)) return false;
    for (std::uint64_t k = 0; k < p.end_polygon(a) - p.first_polygon(a); ++k) {
        const std::uint64_t pa = p.first_polygon(a) + k;
        const std::uint64_t pb = p.first_polygon(b) + k;
        if (p.end_ring(pa) - p.first_ring(pa) != p.end_ring(pb) - p.first_ring(pb)) return false;
        for (std::uint64_t r = 0; r < p.end_ring(pa) - p.first_ring(pa); ++r) {
            const geom::RingView x = p.ring(p.first_ring(pa) + r);
            const geom::RingView y = p.ring(p.first_ring(pb) + r);
            if (x.size() != y.size() || !std::equal(x.data(), x.data() + 2 * x.size(), y.data())) return false;
        }
    }
    return true;
}

Measures measures_of(double floors, double storey_height_m, double height_m, double underground, double storey_m,
                     double high_storey_m) {
    Measures m;
    m.underground = underground > 0;
    const bool counted = floors > 0;
    m.floors = counted ? floors : height_m > 0 ? height_m / storey_m : std::numeric_limits<double>::quiet_NaN();
    double storey = storey_height_m;
    if (!(storey > 0) && counted && height_m > 0) storey = height_m / floors;
    m.far_floors = m.underground ? 0 : storey > high_storey_m ? 2 * m.floors : m.floors;
    return m;
}

PartSums sum_parts(geos::Context& context, const geom::Polygons& parcels, const geom::Polygons& buildings,
                   std::span<const geom::Box> boxes, std::span<const Measures> measures, std::span<const Part> parts,
                   const PartLimits& limits, std::vector<Clash>& clashes) {
    if (parts.size() == 1) {  // the usual case needs no memory
        const Measures& m = measures[parts[0].building];
        const double area = parts[0].area_m2;
        return {1, m.underground ? 0 : area, area * m.floors, area * m.far_floors, 0, false};
    }
    return Parcel(context, parcels, buildings, boxes, measures, parts, limits, clashes).sum();
}

}  // namespace mulens::overlay
