// One feature against the others it meets: the areas in common, and what method §2.7 wants measured on its own.
//
// Guarantees: hits come in ascending order of the other feature. Thread safe with a context a worker.
#pragma once

#include "geom/locate.hpp"
#include "geom/polygons.hpp"
#include "geos/geometry.hpp"

#include <optional>
#include <span>
#include <vector>

namespace mulens::overlay {

struct Hit {
    Row other = 0;
    geom::Relation relation = geom::Relation::disjoint;  ///< of the feature to the other
    double area_m2 = 0;
};

/// The other side of an overlay as GEOS sees it; kept a worker for features that are met often.
class OtherGeometries {
  public:
    OtherGeometries(geos::Context& context, const geom::Polygons& polygons, bool keep)
        : context_(context), polygons_(polygons), keep_(keep) {
        if (keep_) kept_.resize(polygons.size());
    }
    [[nodiscard]] geos::Context& context() { return context_; }
    [[nodiscard]] const geom::Polygons& polygons() const { return polygons_; }
    /// Valid until the next call where geometries are not kept.
    [[nodiscard]] const geos::Geometry& of(Row row);

  private:
    geos::Context& context_;
    const geom::Polygons& polygons_;
    bool keep_;
    std::vector<geos::Geometry> kept_;
    geos::Geometry last_;
};

/// Area in common, by classification, clipping or GEOS; NaN where all fail.
[[nodiscard]] Hit measure_hit(const geom::Polygons& polygons, Row feature, double area_m2, const geom::Shape& shape,
                              Row other, const geom::Shape& other_shape, OtherGeometries& others);

struct Rest {
    double outside_m2 = 0;
    double counted_twice_m2 = 0;
    bool failed = false;
};

/// What no hit covers, and what hits cover more than once. Exact without any operation where the feature lies wholly
/// in others or meets none; else by GEOS difference and intersection, never as a remainder of the pair areas.
[[nodiscard]] Rest measure_rest(const geom::Polygons& polygons, Row feature, double area_m2, std::span<const Hit> hits,
                                OtherGeometries& others);

}  // namespace mulens::overlay
