#include "pipeline/points.hpp"

#include "crs/transform.hpp"
#include "geom/locate.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::pipeline {

std::vector<Row> locate_points(const Settings& settings, const table::Layer& parcels, const table::Layer& enterprises,
                               const geom::BoxIndex& index) {
    const table::Column* xs = enterprises.table.find("x");
    const table::Column* ys = enterprises.table.find("y");
    if (xs == nullptr || ys == nullptr) return {};
    const crs::Transform to_working("EPSG:4490", settings.working_crs);
    std::vector<Row> out(enterprises.rows(), no_row);
    for (Row row = 0; row < enterprises.rows(); ++row) {
        double xy[] = {xs->number(row), ys->number(row)};
        if (!std::isfinite(xy[0]) || !std::isfinite(xy[1])) continue;
        if (std::abs(xy[0]) <= 180 && std::abs(xy[1]) <= 90) to_working.apply(xy, 1);
        if (!std::isfinite(xy[0])) continue;
        geom::Box box;
        box.add(xy[0], xy[1]);
        index.visit(box, [&](Row parcel, const geom::Box&) {
            if (parcel < out[row] && geom::locate(parcels.geometry, parcel, {xy[0], xy[1]}) != geom::Place::outside)
                out[row] = parcel;
        });
    }
    return out;
}

}  // namespace mulens::pipeline
