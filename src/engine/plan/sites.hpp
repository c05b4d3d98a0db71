// Sites: what renewal decides about. A site is one plot, or a group of plots that are taken all or none; its figures
// are sums and ratios of sums of its plots, under the plots' own column names, so that one condition fits both.
//
// Columns of a site table: site_id, plot_count, parcel_ids (;-joined), platform and street (of the largest area),
// owner (;-joined, each once), owner_count, enterprise_count, area_basis_mu, area_m2, gfa_m2, far_area_m2, far,
// far_limit (weighted by plane area; blank where any plot has none), height_max_m (lowest), density_max (weighted),
// building_density, planned_use (of the largest area), tax, output, employees, tax_per_mu, output_per_mu, grade
// (worst), low_efficiency (any), reasons, idle_status (first that is idle, else of the largest plot), stopped_since
// (earliest), vacancy_share (weighted by floor), constraints, renewal_area, review_status, industry (division with most
// output), supply_kind, supply_price (万元/亩), better_neighbour (parcel code).
// NaN and "" = not known.
// Deterministic, const inputs, thread safe.
#pragma once

#include "rules/firms.hpp"
#include "table/table.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::plan {

struct PlanInput {
    const table::Table* parcels = nullptr;      ///< with the columns of rules and metrics
    const table::Table* enterprises = nullptr;  ///< may be null: no industries then
    std::span<const rules::Link> links;
    const table::Table* regulatory = nullptr;  ///< unit_id, planned_use, height_max_m, density_max; may be null
    const table::Table* supply = nullptr;      ///< supply ledger; may be null
    std::vector<Row> better_neighbour;  ///< per parcel an adjoining plot of grade A or B, or no_row; may be empty
};

struct Site {
    std::string id;          ///< parcel code, or the group's own
    std::vector<Row> plots;  ///< ascending, at least one
};

/// Division (two digits of GB/T 4754) with the largest output on each parcel, by the shares of its firms; "" = none.
/// Ties take the lower code.
[[nodiscard]] std::vector<std::string> parcel_industries(const PlanInput& input);

/// Each plot in `rows` as a site of its own.
[[nodiscard]] std::vector<Site> single_sites(const table::Table& parcels, std::span<const Row> rows);

[[nodiscard]] table::Table site_table(const PlanInput& input, std::span<const Site> sites,
                                      const std::vector<std::string>& industries);

/// Rows of the codes. Throws Error(usage) naming the first that is not there, and `option` that asked for it.
[[nodiscard]] std::vector<Row> rows_of(const table::Table& parcels, std::span<const std::string> codes,
                                       std::string_view option);

}  // namespace mulens::plan
