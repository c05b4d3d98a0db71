#include "read/ogr_geometry.hpp"

#include <cmath>
#include <cstring>
#include <memory>

namespace mulens::read {
namespace {

void append_ring(const OGRSimpleCurve& ring, geom::Polygons& out) {
    const int n = ring.getNumPoints();
    const std::size_t before = out.xy.size();
    for (int i = 0; i < n; ++i) out.add_point(ring.getX(i), ring.getY(i));
    if (n > 0 && (out.xy[before] != out.xy[out.xy.size() - 2] || out.xy[before + 1] != out.xy.back())) {
        const double x = out.xy[before];
        const double y = out.xy[before + 1];
        out.add_point(x, y);
    }
    out.end_ring();
}

bool append_polygon(const OGRPolygon& polygon, geom::Polygons& out) {
    const OGRLinearRing* outer = polygon.getExteriorRing();
    if (outer == nullptr || outer->getNumPoints() == 0) return false;
    append_ring(*outer, out);
    for (int r = 0; r < polygon.getNumInteriorRings(); ++r)
        if (polygon.getInteriorRing(r)->getNumPoints() > 0) append_ring(*polygon.getInteriorRing(r), out);
    out.end_polygon();
    return true;
}

struct Found {
    bool polygons = false;
    bool others = false;
};

void search(const OGRGeometry& geometry, geom::Polygons& out, bool closed_lines, Found& found) {
    const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
    if (geometry.IsEmpty()) return;
    if (type == wkbPolygon || type == wkbTriangle) {
        found.polygons |= append_polygon(*geometry.toPolygon(), out);
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
        for (const auto* part : *geometry.toGeometryCollection()) search(*part, out, closed_lines, found);
    } else if (OGR_GT_IsSubClassOf(type, wkbPolyhedralSurface)) {
        for (const auto* part : *geometry.toPolyhedralSurface()) search(*part, out, closed_lines, found);
    } else if (closed_lines && type == wkbLineString && geometry.toLineString()->get_IsClosed() &&
               geometry.toLineString()->getNumPoints() >= 4) {
        append_ring(*geometry.toLineString(), out);
        out.end_polygon();
        found.polygons = true;
    } else {
        found.others = true;
    }
}

class WkbReader {
  public:
    explicit WkbReader(std::span<const unsigned char> bytes) : p_(bytes.data()), end_(p_ + bytes.size()) {}

    /// A (multi)polygon in little endian with 2, 3 or 4 ordinates; false for anything else.
    bool feature(geom::Polygons& out) {
        std::uint32_t type = 0;
        int ordinates = 2;
        if (!head(type, ordinates)) return false;
        if (type == 3) return polygon(ordinates, out);
        if (type != 6) return false;
        std::uint32_t parts = 0;
        if (!word(parts)) return false;
        for (std::uint32_t i = 0; i < parts; ++i)
            if (!head(type, ordinates) || type != 3 || !polygon(ordinates, out)) return false;
        return true;
    }

  private:
    bool word(std::uint32_t& value) {
        if (end_ - p_ < 4) return false;
        std::memcpy(&value, p_, 4);
        p_ += 4;
        return true;
    }
    bool head(std::uint32_t& type, int& ordinates) {
        if (end_ - p_ < 5 || *p_ != 1) return false;
        ++p_;
        word(type);
        const bool z = (type & 0x80000000U) != 0;
        const bool m = (type & 0x40000000U) != 0;
        if ((type & 0x20000000U) != 0) return false;  // EWKB with SRID
        type &= 0x0FFFFFFFU;
        const std::uint32_t thousands = type / 1000;
        if (thousands > 3) return false;
        type %= 1000;
        ordinates = 2 + (z ? 1 : 0) + (m ? 1 : 0) + (thousands == 3 ? 2 : thousands > 0 ? 1 : 0);
        return ordinates <= 4;
    }
    bool polygon(int ordinates, geom::Polygons& out) {
        std::uint32_t rings = 0;
        if (!word(rings)) return false;
        if (rings == 0) return true;
        for (std::uint32_t r = 0; r < rings; ++r) {
            std::uint32_t points = 0;
            const std::size_t step = 8 * static_cast<std::size_t>(ordinates);
            if (!word(points) || points < 4 || static_cast<std::size_t>(end_ - p_) / step < points) return false;
            const std::size_t at = out.xy.size();
            out.xy.resize(at + 2 * std::size_t{points});
            if (ordinates == 2)
                std::memcpy(out.xy.data() + at, p_, step * points);
            else
                for (std::size_t i = 0; i < points; ++i) std::memcpy(out.xy.data() + at + 2 * i, p_ + i * step, 16);
            p_ += step * points;
            const double* xy = out.xy.data() + at;
            if (xy[0] != xy[2 * points - 2] || xy[1] != xy[2 * points - 1]) return false;
            out.end_ring();
        }
        out.end_polygon();
        return true;
    }

    const unsigned char* p_;
    const unsigned char* end_;
};

}  // namespace

Taken append_geometry(const OGRGeometry* geometry, geom::Polygons& out, bool closed_lines) {
    if (geometry == nullptr || geometry->IsEmpty()) {
        out.add_empty();
        return Taken::empty;
    }
    Found found;
    if (geometry->hasCurveGeometry(FALSE) != FALSE) {
        const std::unique_ptr<OGRGeometry> linear(geometry->getLinearGeometry());
        if (linear) search(*linear, out, closed_lines, found);
    } else {
        search(*geometry, out, closed_lines, found);
    }
    out.end_feature();
    if (found.polygons) return Taken::polygons;
    return found.others ? Taken::no_polygon : Taken::empty;
}

Taken append_wkb(std::span<const unsigned char> wkb, geom::Polygons& out) {
    if (wkb.empty()) {
        out.add_empty();
        return Taken::empty;
    }
    const std::size_t xy = out.xy.size();
    const std::size_t rings = out.ring_offsets.size();
    const std::size_t polygons = out.polygon_offsets.size();
    if (WkbReader(wkb).feature(out)) {
        out.end_feature();
        return out.polygon_offsets.size() > polygons ? Taken::polygons : Taken::empty;
    }
    out.xy.resize(xy);
    out.ring_offsets.resize(rings);
    out.polygon_offsets.resize(polygons);
    OGRGeometry* made = nullptr;
    const OGRErr error = OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &made, wkb.size());
    const std::unique_ptr<OGRGeometry> geometry(made);
    if (error != OGRERR_NONE || !geometry) {
        out.add_empty();
        return Taken::no_polygon;
    }
    return append_geometry(geometry.get(), out, false);
}

}  // namespace mulens::read
