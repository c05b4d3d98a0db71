// The seldom case of lonlat.hpp: GEOS (through OGR) looks at long, holed or many-part geometry and repairs the broken.
#include "write/lonlat.hpp"

#include <cpl_error.h>
#include <ogr_geometry.h>

#include <cmath>
#include <memory>

namespace mulens::write {
namespace {

using OgrPointer = std::unique_ptr<OGRGeometry>;

/// Keeps GEOS's remarks on invalid geometry off the screen: they are the answer that we ask for.
struct QuietGdal {
    QuietGdal() { CPLPushErrorHandler(CPLQuietErrorHandler); }
    ~QuietGdal() { CPLPopErrorHandler(); }
};

/// In grid units from the first point: small whole numbers, exact in double.
OgrPointer to_ogr(const GridMultiPolygon& geometry, const GridPoint& origin) {
    auto all = std::make_unique<OGRMultiPolygon>();
    for (const auto& polygon : geometry) {
        auto part = std::make_unique<OGRPolygon>();
        for (const auto& ring : polygon) {
            auto line = std::make_unique<OGRLinearRing>();
            line->setNumPoints(static_cast<int>(ring.size()), FALSE);
            for (std::size_t i = 0; i < ring.size(); ++i)
                line->setPoint(static_cast<int>(i), static_cast<double>(ring[i].x - origin.x),
                               static_cast<double>(ring[i].y - origin.y));
            part->addRingDirectly(line.release());
        }
        all->addGeometryDirectly(part.release());
    }
    return all;
}

void add_polygon(const OGRPolygon& from, const GridPoint& origin, GridMultiPolygon& out) {
    GridPolygon polygon;
    for (const OGRLinearRing* line : from) {
        GridRing ring(static_cast<std::size_t>(line->getNumPoints()));
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const int at = static_cast<int>(i);
            ring[i] = {std::llround(line->getX(at)) + origin.x, std::llround(line->getY(at)) + origin.y};
        }
        const bool outer = polygon.empty();
        if (clean_ring(ring, outer))
            polygon.push_back(std::move(ring));
        else if (outer)
            return;
    }
    if (!polygon.empty()) out.push_back(std::move(polygon));
}

/// Only areas: lines and points that a repair leaves over are dropped.
void collect(const OGRGeometry& from, const GridPoint& origin, GridMultiPolygon& out) {
    const auto type = wkbFlatten(from.getGeometryType());
    if (type == wkbPolygon) {
        add_polygon(*from.toPolygon(), origin, out);
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
        for (const OGRGeometry* part : *from.toGeometryCollection()) collect(*part, origin, out);
    }
}

}  // namespace

bool is_valid(const GridMultiPolygon& geometry) {
    const QuietGdal quiet;
    if (geometry.size() == 1) {
        // A polygon alone: a part of a collection is judged the same, but slower.
        const OgrPointer all = to_ogr(geometry, geometry[0][0][0]);
        return all->toMultiPolygon()->getGeometryRef(0)->IsValid();
    }
    return geometry.empty() || to_ogr(geometry, geometry[0][0][0])->IsValid();
}

GridMultiPolygon make_valid(const GridMultiPolygon& geometry) {
    const QuietGdal quiet;
    GridMultiPolygon now = geometry;
    // A repair makes new points off the grid; rounding them seldom breaks anything again.
    for (int round = 0; round < 8 && !now.empty(); ++round) {
        const GridPoint origin = now[0][0][0];
        const OgrPointer broken = to_ogr(now, origin);
        const OgrPointer whole(round < 5 ? broken->MakeValid() : broken->Buffer(0));
        if (!whole) return {};
        GridMultiPolygon next;
        collect(*whole, origin, next);
        now = std::move(next);
        if (now.empty() || is_valid(now)) return now;
    }
    return {};
}

}  // namespace mulens::write
