#include "geos/ops.hpp"

#include <memory>

namespace mulens::geos {
namespace {

using Binary = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*);
using BinaryPrec = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*, double);

Geometry robust(const Geometry& a, const Geometry& b, Binary plain, BinaryPrec on_grid) {
    if (!a || !b) return {};
    Context& context = a.context();
    Geometry result(context, plain(context.handle(), a.get(), b.get()));
    if (result) return result;
    const Geometry repaired_a = make_valid(a);
    const Geometry repaired_b = make_valid(b);
    if (!repaired_a || !repaired_b) return {};
    result = Geometry(context, plain(context.handle(), repaired_a.get(), repaired_b.get()));
    if (result) return result;
    return {context, on_grid(context.handle(), repaired_a.get(), repaired_b.get(), fallback_grid_m)};
}

}  // namespace

std::optional<double> area(const Geometry& a) {
    double value = 0;
    if (!a || GEOSArea_r(a.context().handle(), a.get(), &value) != 1) return std::nullopt;
    return value;
}

Geometry intersection(const Geometry& a, const Geometry& b) {
    return robust(a, b, GEOSIntersection_r, GEOSIntersectionPrec_r);
}

Geometry difference(const Geometry& a, const Geometry& b) {
    return robust(a, b, GEOSDifference_r, GEOSDifferencePrec_r);
}

std::optional<double> intersection_area(const Geometry& a, const Geometry& b) { return area(intersection(a, b)); }

std::optional<double> difference_area(const Geometry& a, const Geometry& b) { return area(difference(a, b)); }

Geometry union_of(const Geometry& collection) {
    if (!collection) return {};
    Context& context = collection.context();
    Geometry result(context, GEOSUnaryUnion_r(context.handle(), collection.get()));
    if (result) return result;
    const Geometry repaired = make_valid(collection);
    if (!repaired) return {};
    result = Geometry(context, GEOSUnaryUnion_r(context.handle(), repaired.get()));
    if (result) return result;
    return {context, GEOSUnaryUnionPrec_r(context.handle(), repaired.get(), fallback_grid_m)};
}

std::optional<double> union_area(const Geometry& collection) { return area(union_of(collection)); }

Geometry closed_union(const Geometry& collection, double gap) {
    Geometry plain = union_of(collection);
    if (!plain || !(gap > 0)) return plain;
    constexpr int quadrant_segments = 8;
    constexpr double mitre_limit = 5;
    GEOSContextHandle_t handle = plain.context().handle();
    const auto buffer = [&](const GEOSGeometry* of, double by) {
        return Geometry(plain.context(), GEOSBufferWithStyle_r(handle, of, by, quadrant_segments, GEOSBUF_CAP_FLAT,
                                                               GEOSBUF_JOIN_MITRE, mitre_limit));
    };
    const Geometry grown = buffer(plain.get(), gap / 2);
    if (!grown) return plain;
    const Geometry shrunk = buffer(grown.get(), -gap / 2);
    if (!shrunk) return plain;
    Geometry result(plain.context(), GEOSUnion_r(handle, plain.get(), shrunk.get()));
    return result ? std::move(result) : std::move(plain);
}

bool is_valid(const Geometry& a) { return a && GEOSisValid_r(a.context().handle(), a.get()) == 1; }

std::string is_valid_reason(const Geometry& a) {
    if (!a) return "no geometry GEOS could take";
    GEOSContextHandle_t handle = a.context().handle();
    char* text = GEOSisValidReason_r(handle, a.get());
    if (text == nullptr) return a.context().message();
    std::string reason(text);
    GEOSFree_r(handle, text);
    return reason == "Valid Geometry" ? std::string() : reason;
}

Geometry make_valid(const Geometry& a) {
    if (!a) return {};
    Context& context = a.context();
    GEOSContextHandle_t handle = context.handle();
    GEOSMakeValidParams* params = GEOSMakeValidParams_create_r(handle);
    GEOSMakeValidParams_setMethod_r(handle, params, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(handle, params, 0);
    Geometry result(context, GEOSMakeValidWithParams_r(handle, a.get(), params));
    GEOSMakeValidParams_destroy_r(handle, params);
    return result;
}

}  // namespace mulens::geos
