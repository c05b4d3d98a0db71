#include "geos/geometry.hpp"

#include <cmath>
#include <utility>
#include <vector>

namespace mulens::geos {
namespace {

// nullptr where GEOS refuses.
GEOSGeometry* make_ring(GEOSContextHandle_t handle, geom::RingView view, bool& finite) {
    for (std::size_t i = 0; i < 2 * view.size(); ++i) finite = finite && std::isfinite(view.data()[i]);
    const bool open = view.size() > 0 && view.at(0) != view.at(view.size() - 1);
    if (!finite || view.size() + (open ? 1 : 0) < 4) return nullptr;
    GEOSCoordSequence* sequence = nullptr;
    if (open) {
        std::vector<double> closed(view.data(), view.data() + 2 * view.size());
        closed.push_back(view.x(0));
        closed.push_back(view.y(0));
        sequence = GEOSCoordSeq_copyFromBuffer_r(handle, closed.data(), static_cast<unsigned>(view.size() + 1), 0, 0);
    } else {
        sequence = GEOSCoordSeq_copyFromBuffer_r(handle, view.data(), static_cast<unsigned>(view.size()), 0, 0);
    }
    return sequence == nullptr ? nullptr : GEOSGeom_createLinearRing_r(handle, sequence);
}

GEOSGeometry* make_polygon(GEOSContextHandle_t handle, const geom::Polygons& polygons, std::uint64_t p, bool& finite) {
    const std::uint64_t first = polygons.first_ring(p);
    if (first == polygons.end_ring(p)) return nullptr;
    GEOSGeometry* shell = make_ring(handle, polygons.ring(first), finite);
    if (shell == nullptr) return nullptr;
    std::vector<GEOSGeometry*> holes;
    for (std::uint64_t r = first + 1; r < polygons.end_ring(p); ++r)
        if (GEOSGeometry* hole = make_ring(handle, polygons.ring(r), finite)) holes.push_back(hole);
    return GEOSGeom_createPolygon_r(handle, shell, holes.data(), static_cast<unsigned>(holes.size()));
}

bool append_polygon(GEOSContextHandle_t handle, const GEOSGeometry* polygon, geom::Polygons& out) {
    if (GEOSisEmpty_r(handle, polygon) != 0) return false;
    const auto add_ring = [&](const GEOSGeometry* ring) {
        const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(handle, ring);
        unsigned points = 0;
        GEOSCoordSeq_getSize_r(handle, sequence, &points);
        const std::size_t at = out.xy.size();
        out.xy.resize(at + 2 * static_cast<std::size_t>(points));
        GEOSCoordSeq_copyToBuffer_r(handle, sequence, out.xy.data() + at, 0, 0);
        out.end_ring();
    };
    add_ring(GEOSGetExteriorRing_r(handle, polygon));
    for (int i = 0; i < GEOSGetNumInteriorRings_r(handle, polygon); ++i)
        add_ring(GEOSGetInteriorRingN_r(handle, polygon, i));
    out.end_polygon();
    return true;
}

bool append_parts(GEOSContextHandle_t handle, const GEOSGeometry* geometry, geom::Polygons& out) {
    const int type = GEOSGeomTypeId_r(handle, geometry);
    if (type == GEOS_POLYGON) return append_polygon(handle, geometry, out);
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) return false;
    bool any = false;
    for (int i = 0; i < GEOSGetNumGeometries_r(handle, geometry); ++i)
        any |= append_parts(handle, GEOSGetGeometryN_r(handle, geometry, i), out);
    return any;
}

}  // namespace

Geometry::Geometry(Geometry&& other) noexcept
    : context_(other.context_), geometry_(std::exchange(other.geometry_, nullptr)) {}

Geometry& Geometry::operator=(Geometry&& other) noexcept {
    std::swap(context_, other.context_);
    std::swap(geometry_, other.geometry_);
    return *this;
}

Geometry::~Geometry() {
    if (geometry_ != nullptr) GEOSGeom_destroy_r(context_->handle(), geometry_);
}

GEOSGeometry* Geometry::release() { return std::exchange(geometry_, nullptr); }

Geometry from_feature(Context& context, const geom::Polygons& polygons, Row feature) {
    GEOSContextHandle_t handle = context.handle();
    bool finite = true;
    const std::uint64_t count = polygons.end_polygon(feature) - polygons.first_polygon(feature);
    if (count == 1) {
        Geometry one(context, make_polygon(handle, polygons, polygons.first_polygon(feature), finite));
        return finite ? std::move(one) : Geometry();
    }
    std::vector<Geometry> parts;
    for (std::uint64_t p = polygons.first_polygon(feature); p < polygons.end_polygon(feature); ++p)
        if (GEOSGeometry* part = make_polygon(handle, polygons, p, finite)) parts.emplace_back(context, part);
    if (!finite || parts.empty()) return {};
    std::vector<GEOSGeometry*> raw;
    for (Geometry& part : parts) raw.push_back(part.release());
    return {context,
            GEOSGeom_createCollection_r(handle, GEOS_MULTIPOLYGON, raw.data(), static_cast<unsigned>(raw.size()))};
}

Geometry collect(Context& context, std::span<Geometry> parts) {
    std::vector<GEOSGeometry*> raw;
    for (Geometry& part : parts) raw.push_back(part.release());
    return {context, GEOSGeom_createCollection_r(context.handle(), GEOS_GEOMETRYCOLLECTION, raw.data(),
                                                 static_cast<unsigned>(raw.size()))};
}

bool append_polygons(const Geometry& geometry, geom::Polygons& out) {
    const bool any = geometry && append_parts(geometry.context().handle(), geometry.get(), out);
    out.end_feature();
    return any;
}

}  // namespace mulens::geos
