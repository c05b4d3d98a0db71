#include "check/parcels.hpp"

#include "check/steps.hpp"
#include "config/findings.hpp"

namespace mulens::check {

const char* name_of(GeometryStatus status) {
    switch (status) {
        case GeometryStatus::ok:
            return "ok";
        case GeometryStatus::repaired:
            return "repaired";
        case GeometryStatus::quarantined:
            return "quarantined";
        case GeometryStatus::empty:
            return "empty";
    }
    return "?";
}

std::string Work::id_of(Row row) const {
    if (!new_ids.empty() && !new_ids[row].empty()) return new_ids[row];
    return std::string(parcels.table.text("parcel_id", row));
}

void Work::report(std::string_view code, Row row, std::string_view detail, double value, std::string_view field) const {
    Finding finding =
        config::make_finding(code, "parcels", parcels.file_of(row), parcels.source_row[row], id_of(row), detail);
    finding.value = value;
    finding.field = field;
    diagnostics.add(std::move(finding));
}

std::vector<bool> ParcelCheck::overlapping() const {
    std::vector<bool> rows(kept.size(), false);
    for (const Overlap& overlap : overlaps) rows[overlap.a] = rows[overlap.b] = true;
    return rows;
}

ParcelCheck check_parcels(table::Layer& parcels, const CheckOptions& options, Diagnostics& diagnostics,
                          Progress& progress) {
    geos::Contexts contexts(options.threads);
    Work work{parcels, options, diagnostics, progress, contexts, {}, {}, {}};
    examine_geometry(work);
    settle_codes(work);
    find_overlaps(work);
    add_areas(work);
    return std::move(work.result);
}

}  // namespace mulens::check
