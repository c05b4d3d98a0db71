#include "base/parallel.hpp"
#include "base/text.hpp"
#include "check/steps.hpp"
#include "config/findings.hpp"
#include "geom/area.hpp"
#include "geom/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace mulens::check {
namespace {

using config::AreaBasis;

struct Areas {
    std::vector<double> plane;
    std::vector<double> ellipsoid;
    std::vector<double> deed;
    std::vector<table::Status> status;
};

// The code as it was before a #number was put behind it.
std::string_view base_code(std::string_view id) {
    const std::size_t hash = id.rfind('#');
    return hash == std::string_view::npos ? id : id.substr(0, hash);
}

// One deed over several polygons (same unit number or same code, same deed area) is split by plane area.
void split_deeds(const Work& work, Areas& areas) {
    const table::Table& rows = work.parcels.table;
    const bool units = rows.has("estate_unit_no");
    const bool numbered =
        std::any_of(work.new_ids.begin(), work.new_ids.end(), [](const auto& s) { return !s.empty(); });
    if (!units && !numbered) return;
    struct Entry {
        std::string_view key;
        double deed;
        Row row;
    };
    std::vector<Entry> entries;
    for (Row row = 0; row < rows.rows(); ++row) {
        if (std::isnan(areas.deed[row])) continue;
        std::string_view key = rows.text("estate_unit_no", row);
        if (key.empty()) key = base_code(rows.text("parcel_id", row));
        entries.push_back({key, areas.deed[row], row});
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.key, a.deed, a.row) < std::tie(b.key, b.deed, b.row);
    });
    for (std::size_t i = 0; i < entries.size();) {
        std::size_t end = i + 1;
        while (end < entries.size() && entries[end].key == entries[i].key && entries[end].deed == entries[i].deed)
            ++end;
        double total = 0;
        for (std::size_t k = i; k < end; ++k) total += std::max(0.0, areas.plane[entries[k].row]);
        // max() above turns NaN into 0: a quarantined part gets no share of the deed.
        for (std::size_t k = i; end - i > 1 && total > 0 && k < end; ++k)
            areas.deed[entries[k].row] = entries[i].deed * std::max(0.0, areas.plane[entries[k].row]) / total;
        i = end;
    }
}

Areas measure(Work& work) {
    const auto& layer = work.parcels;
    const Row rows = layer.rows();
    Areas areas;
    areas.plane.assign(rows, table::none);
    areas.deed.assign(rows, table::none);
    areas.status.assign(rows, table::Status::ok);
    if (work.options.ellipsoid_area) areas.ellipsoid.assign(rows, table::none);
    parallel_chunks(work.options.threads, rows, 16384,
                    [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                        work.progress.check();
                        for (Row row = static_cast<Row>(first); row < last; ++row) {
                            const double deed = layer.table.number("deed_area_m2", row);
                            if (deed > 0 && std::isfinite(deed)) areas.deed[row] = deed;
                            if (!layer.geometry.has_geometry(row)) {
                                areas.status[row] = table::Status::invalid_geometry;
                                continue;
                            }
                            areas.plane[row] = geom::feature_area_m2(layer.geometry, row);
                            if (work.options.ellipsoid_area)
                                areas.ellipsoid[row] = work.options.ellipsoid_area(layer, row);
                        }
                    });
    split_deeds(work, areas);
    return areas;
}

struct Basis {
    double m2 = table::none;
    const char* name = "";
};

Basis basis_of(const Areas& areas, Row row, AreaBasis wanted) {
    const Basis deed{areas.deed[row], "deed"};
    const Basis plane{areas.plane[row], "plane"};
    switch (wanted) {
        case AreaBasis::automatic:
            return std::isnan(deed.m2) ? plane : deed;
        case AreaBasis::deed:
            return deed;
        case AreaBasis::plane:
            return plane;
        case AreaBasis::ellipsoid:
            return {areas.ellipsoid.empty() ? table::none : areas.ellipsoid[row], "ellipsoid"};
    }
    return plane;
}

void set_columns(table::Table& table, const Areas& areas, AreaBasis wanted) {
    const Row rows = table.rows();
    std::vector<double> mu(rows);
    std::vector<double> deed_mu(rows);
    std::vector<double> basis(rows);
    std::vector<double> basis_mu(rows);
    std::vector<table::Status> basis_status(rows, table::Status::ok);
    table::TextStore names;
    for (Row row = 0; row < rows; ++row) {
        const Basis used = basis_of(areas, row, wanted);
        mu[row] = geom::mu_from_m2(areas.plane[row]);
        deed_mu[row] = geom::mu_from_m2(areas.deed[row]);
        basis[row] = used.m2;
        basis_mu[row] = geom::mu_from_m2(used.m2);
        if (std::isnan(used.m2))
            basis_status[row] = wanted == AreaBasis::deed || areas.status[row] == table::Status::ok
                                    ? table::Status::no_data
                                    : areas.status[row];
        names.push(std::isnan(used.m2) ? "" : used.name);
    }
    using table::Column;
    table.set("area_m2", Column::numbers(areas.plane, areas.status));
    table.set("area_mu", Column::numbers(std::move(mu), areas.status));
    if (!areas.ellipsoid.empty()) table.set("area_ellipsoid_m2", Column::numbers(areas.ellipsoid, areas.status));
    table.set("area_deed_mu", Column::numbers(std::move(deed_mu)));
    table.set("area_basis_m2", Column::numbers(std::move(basis), basis_status));
    table.set("area_basis_mu", Column::numbers(std::move(basis_mu), std::move(basis_status)));
    table.set("area_basis", Column::texts(std::move(names)));
}

void report_areas(Work& work, const Areas& areas) {
    const auto& layer = work.parcels;
    for (Row row = 0; row < layer.rows(); ++row) {
        const double plane = areas.plane[row];
        if (std::isnan(plane)) continue;
        const double gap = (areas.deed[row] - plane) / plane;
        if (std::abs(gap) > work.options.deed_gap_share)
            work.report("deed_area_gap", row, fmt::format("deed {:.2f} m², plane {:.2f} m²", areas.deed[row], plane),
                        gap, "deed_area_m2");
        if (geom::mu_from_m2(plane) >= work.options.sliver_mu) continue;
        const double perimeter = geom::feature_perimeter_m(layer.geometry, row);
        if (4 * std::numbers::pi * plane < work.options.sliver_compactness * perimeter * perimeter)
            work.report("sliver_parcel", row, fmt::format("{:.2f} m²", plane), plane);
    }
}

// A file in which no parcel has a land use gets one finding, not one a row.
void report_land_use(Work& work) {
    const auto& layer = work.parcels;
    std::vector<Row> blank(layer.sources.size(), 0);
    std::vector<Row> rows(layer.sources.size(), 0);
    for (Row row = 0; row < layer.rows(); ++row) {
        ++rows[layer.source[row]];
        if (trimmed(layer.table.text("land_use", row)).empty()) ++blank[layer.source[row]];
    }
    for (std::size_t s = 0; s < rows.size(); ++s) {
        if (rows[s] < 2 || blank[s] < rows[s]) continue;
        Finding finding = config::make_finding("blank_land_use", "parcels", layer.sources[s].path, no_row, "",
                                               fmt::format("none of the {} parcels has one; name the column with --map "
                                                           "parcels.land_use=COLUMN",
                                                           rows[s]));
        finding.field = "land_use";
        finding.value = rows[s];
        work.diagnostics.add(std::move(finding));
    }
    for (Row row = 0; row < layer.rows(); ++row) {
        const std::size_t s = layer.source[row];
        if (blank[s] == 0 || (rows[s] >= 2 && blank[s] == rows[s])) continue;
        if (trimmed(layer.table.text("land_use", row)).empty())
            work.report("blank_land_use", row, {}, table::none, "land_use");
    }
}

}  // namespace

void add_areas(Work& work) {
    const Areas areas = measure(work);
    set_columns(work.parcels.table, areas, work.options.area_basis);
    table::TextStore status;
    for (const GeometryStatus s : work.status) status.push(name_of(s));
    work.parcels.table.set("geometry_status", table::Column::texts(std::move(status)));
    report_areas(work, areas);
    report_land_use(work);
}

}  // namespace mulens::check
