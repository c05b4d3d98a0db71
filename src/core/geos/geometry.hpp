// RAII for GEOS geometries and the way between them and the arena.
//
// Guarantees: move only; a Geometry must die before its Context and never leaves its thread. An empty Geometry (no
// pointer) stands for "GEOS could not": the context's message says why.
#pragma once

#include "geom/polygons.hpp"
#include "geos/context.hpp"

#include <span>

namespace mulens::geos {

class Geometry {
  public:
    Geometry() = default;
    Geometry(Context& context, GEOSGeometry* geometry) : context_(&context), geometry_(geometry) {}
    Geometry(Geometry&& other) noexcept;
    Geometry& operator=(Geometry&& other) noexcept;
    ~Geometry();

    [[nodiscard]] explicit operator bool() const { return geometry_ != nullptr; }
    [[nodiscard]] const GEOSGeometry* get() const { return geometry_; }
    [[nodiscard]] GEOSGeometry* release();
    [[nodiscard]] Context& context() const { return *context_; }

  private:
    Context* context_ = nullptr;
    GEOSGeometry* geometry_ = nullptr;
};

/// The feature as (Multi)Polygon. Open rings are closed; rings that are too short for GEOS are left out (the polygon
/// too where it is the outer one). Empty where a coordinate is not finite or nothing is left.
[[nodiscard]] Geometry from_feature(Context& context, const geom::Polygons& polygons, Row feature);
/// Several geometries as one collection, which takes them over.
[[nodiscard]] Geometry collect(Context& context, std::span<Geometry> parts);
/// Appends the polygons of any geometry as one feature; lines and points are left out. False where there is none.
[[nodiscard]] bool append_polygons(const Geometry& geometry, geom::Polygons& out);

}  // namespace mulens::geos
