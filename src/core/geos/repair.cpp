#include "geos/repair.hpp"

#include "geom/area.hpp"
#include "geom/simple.hpp"
#include "geos/ops.hpp"

namespace mulens::geos {
namespace {

geom::RingFault worst_fault(const geom::Polygons& polygons, Row feature) {
    geom::RingFault worst = geom::RingFault::none;
    for (std::uint64_t p = polygons.first_polygon(feature); p < polygons.end_polygon(feature); ++p)
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r) {
            const geom::RingFault fault = geom::ring_fault(polygons.ring(r));
            if (fault == geom::RingFault::not_finite) return fault;
            if (fault != geom::RingFault::none) worst = fault;
        }
    return worst;
}

const char* text_of(geom::RingFault fault) {
    switch (fault) {
        case geom::RingFault::too_short:
            return "a ring has fewer than 4 points";
        case geom::RingFault::not_finite:
            return "a coordinate is not a number";
        case geom::RingFault::open:
            return "a ring is not closed";
        case geom::RingFault::none:
            break;
    }
    return "";
}

// A copy without points that repeat their neighbour; false where there were none.
bool tidied(const geom::Polygons& polygons, Row feature, geom::Polygons& out) {
    bool changed = false;
    for (std::uint64_t p = polygons.first_polygon(feature); p < polygons.end_polygon(feature); ++p) {
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r) {
            const geom::RingView ring = polygons.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                if (i > 0 && ring.at(i) == ring.at(i - 1))
                    changed = true;
                else
                    out.add_point(ring.x(i), ring.y(i));
            }
            out.end_ring();
        }
        out.end_polygon();
    }
    out.end_feature();
    return changed;
}

// A feature that GEOS calls valid: usable as it is, or after tidying.
void judge_valid(const geom::Polygons& polygons, Row feature, geom::Polygons& repaired, Verdict& verdict) {
    if (!(verdict.before_m2 > 0)) {
        verdict.reason = "the area is zero";
        return;
    }
    geom::Polygons tidy;
    const bool changed = tidied(polygons, feature, tidy);
    if (changed) repaired.add_feature(tidy, 0);
    verdict.validity = changed ? Validity::tidied : Validity::usable;
    verdict.after_m2 = verdict.before_m2;
}

}  // namespace

Verdict examine(Context& context, const geom::Polygons& polygons, Row feature, geom::Polygons& repaired) {
    Verdict verdict;
    if (!polygons.has_geometry(feature)) {
        verdict.validity = Validity::empty;
        return verdict;
    }
    if (geom::certainly_valid(polygons, feature)) return verdict;
    const geom::RingFault fault = worst_fault(polygons, feature);
    verdict.reason = text_of(fault);
    verdict.validity = Validity::broken;
    if (fault == geom::RingFault::not_finite) return verdict;
    verdict.before_m2 = geom::feature_area_m2(polygons, feature);
    const Geometry given = from_feature(context, polygons, feature);
    if (!given) return verdict;
    const std::string reason = is_valid_reason(given);
    if (fault == geom::RingFault::none && reason.empty()) {
        judge_valid(polygons, feature, repaired, verdict);
        return verdict;
    }
    if (!reason.empty()) verdict.reason = reason;
    const Geometry valid = reason.empty() ? from_feature(context, polygons, feature) : make_valid(given);
    verdict.after_m2 = area(valid).value_or(0);
    if (!(verdict.after_m2 > 0) || !is_valid(valid)) return verdict;
    geom::Polygons polygons_only;
    geom::Polygons tidy;
    if (!append_polygons(valid, polygons_only)) return verdict;
    tidied(polygons_only, 0, tidy);
    repaired.add_feature(tidy, 0);
    verdict.validity = Validity::repaired;
    return verdict;
}

}  // namespace mulens::geos
