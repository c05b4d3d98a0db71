// The answer of `mulens find` as a report: sites (with outlines), site_plots, floor_units, entry_check.
#pragma once

#include "plan/names.hpp"
#include "site/entry.hpp"
#include "site/floor.hpp"
#include "table/report.hpp"

namespace mulens::site {

/// Views of a run; everything pointed at must outlive the report's making.
struct FindData {
    const table::Table* parcels = nullptr;
    const geom::Polygons* geometry = nullptr;
    const table::Table* supply = nullptr;     ///< supply ledger, or null
    std::vector<std::vector<Row>> supply_of;  ///< rows of the ledger a parcel; empty without a ledger
    const table::Table* units = nullptr;      ///< or null
    std::vector<plan::WordList> status;       ///< a parcel: why it is offered, 疑似低效 · 供应台账 …
};

void add_sites(table::Report& report, const FindData& data, const Wish& wish, const Limits& limits, const Found& found,
               double border_m);
void add_floor(table::Report& report, const FindData& data, const Wish& wish, const FloorWish& floor,
               const FloorFound& found);
void add_entry(table::Report& report, const std::vector<EntryLine>& lines);

}  // namespace mulens::site
