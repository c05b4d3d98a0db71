#include "site/facts.hpp"

#include "base/text.hpp"
#include "geom/area.hpp"
#include "geom/border.hpp"
#include "geom/index.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::site {
namespace {

struct Storeys {
    double floors = 0;  ///< NaN = not known
    double height_m = 0;
};

Storeys storeys_of(const table::Table& buildings, Row row) {
    Storeys s{buildings.number("floors", row), buildings.number("storey_height_m", row)};
    const double height = buildings.number("height_m", row);
    if (!(s.floors > 0)) s.floors = height > 0 ? std::max(1.0, height / 3.6) : std::nan("");
    if (!(s.height_m > 0)) s.height_m = height > 0 ? height / s.floors : std::nan("");
    return s;
}

}  // namespace

geom::Point centroid(const geom::Polygons& polygons, Row row) {
    double twice = 0;
    double x = 0;
    double y = 0;
    geom::Point base;
    bool first = true;
    for (std::uint64_t p = polygons.first_polygon(row); p < polygons.end_polygon(row); ++p)
        for (std::uint64_t r = polygons.first_ring(p); r < polygons.end_ring(p); ++r) {
            const auto ring = polygons.ring(r);
            if (first && ring.size() > 0) base = ring.at(0);
            first = false;
            double part = 0;
            double px = 0;
            double py = 0;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const double ax = ring.x(i) - base.x;
                const double ay = ring.y(i) - base.y;
                const double bx = ring.x(i + 1) - base.x;
                const double by = ring.y(i + 1) - base.y;
                const double cross = ax * by - bx * ay;
                part += cross;
                px += (ax + bx) * cross;
                py += (ay + by) * cross;
            }
            // Rings may turn either way: outer ones count, inner ones are taken off.
            const double sign = (part < 0 ? -1.0 : 1.0) * (r == polygons.first_ring(p) ? 1.0 : -1.0);
            twice += sign * part;
            x += sign * px;
            y += sign * py;
        }
    if (!(twice > 0)) return {std::nan(""), std::nan("")};
    return {base.x + x / (3 * twice), base.y + y / (3 * twice)};
}

ParcelCodes::ParcelCodes(const table::Table& parcels) {
    for (Row row = 0; row < parcels.rows(); ++row) {
        auto key = normalised_key(parcels.text("parcel_id", row));
        if (!key.empty()) sorted_.emplace_back(std::move(key), row);
    }
    std::sort(sorted_.begin(), sorted_.end());
}

Row ParcelCodes::find(std::string_view code) const {
    const std::pair<std::string, Row> wanted{normalised_key(code), 0};
    const auto it = std::lower_bound(sorted_.begin(), sorted_.end(), wanted);
    return it != sorted_.end() && it->first == wanted.first ? it->second : no_row;
}

std::vector<Row> parcels_named(const table::Table& table, const ParcelCodes& codes) {
    std::vector<Row> out(table.rows(), no_row);
    for (Row row = 0; row < table.rows(); ++row) out[row] = codes.find(table.text("parcel_id", row));
    return out;
}

std::vector<double> high_floor_m2(const table::Table& parcels, const geom::Polygons& geometry,
                                  const table::Layer* buildings, const table::Table* units,
                                  const std::vector<Row>& unit_parcel, double height_m) {
    std::vector<double> out(parcels.rows(), 0);
    std::vector<std::uint8_t> known(parcels.rows(), 0);
    if (buildings != nullptr && buildings->spatial()) {
        const geom::BoxIndex index(geometry.boxes());
        for (Row b = 0; b < buildings->rows(); ++b) {
            if (buildings->table.number("underground", b) == 1) continue;
            const geom::Point middle = centroid(buildings->geometry, b);
            if (!std::isfinite(middle.x)) continue;
            Row parcel = no_row;
            index.visit({middle.x, middle.y, middle.x, middle.y}, [&](Row row, const geom::Box&) {
                if ((parcel == no_row || row < parcel) && geom::covers_even_odd(geometry, row, middle)) parcel = row;
            });
            if (parcel == no_row) continue;
            const Storeys s = storeys_of(buildings->table, b);
            if (std::isnan(s.height_m) || std::isnan(s.floors)) continue;
            known[parcel] = 1;
            if (s.height_m >= height_m - 1e-9) out[parcel] += geom::feature_area_m2(buildings->geometry, b) * s.floors;
        }
    }
    if (units != nullptr) {
        std::vector<double> rooms(parcels.rows(), 0);
        for (Row u = 0; u < units->rows(); ++u) {
            const double height = units->number("storey_height_m", u);
            const double area = units->number("floor_area_m2", u);
            if (unit_parcel[u] == no_row || std::isnan(height) || std::isnan(area)) continue;
            known[unit_parcel[u]] = 1;
            if (height >= height_m - 1e-9) rooms[unit_parcel[u]] += area;
        }
        for (Row row = 0; row < out.size(); ++row) out[row] = std::max(out[row], rooms[row]);
    }
    for (Row row = 0; row < out.size(); ++row)
        if (known[row] == 0 && parcels.number("building_count", row) != 0) out[row] = std::nan("");
    return out;
}

}  // namespace mulens::site
