// One side of a comparison, and its grades from the ledger on: land and money divided, metrics, scope, grades. What
// pipeline does between overlay and low efficiency, without findings. Gives the very grades of a run over the same
// tables. Same bytes for any number of threads.
#pragma once

#include "base/progress.hpp"
#include "ledger/ledger.hpp"
#include "rules/parcels.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace mulens::diff {

/// Tables as a run leaves them or as they stand before its ledger: what the ledger and the metrics add is made again.
struct Side {
    const table::Layer* parcels = nullptr;  ///< parcel_id, area_basis_m2, area_basis_mu, land_use …; geometry unused
    const table::Layer* enterprises = nullptr;                 ///< one year's firms
    const table::Layer* links = nullptr;                       ///< may be null
    std::vector<Row> point_parcel;                             ///< per firm, no_row = none; empty: no points
    const table::Table* last_year = nullptr;                   ///< firms of the year before, or null
    std::vector<std::uint8_t> parcel_excluded, firm_excluded;  ///< by decision; empty: none
    const config::Scheme* scheme = nullptr;
    const config::Scheme* cut_from = nullptr;
    std::optional<Date> as_of;
    int year = 0;  ///< of the links, 0 = all
    unsigned threads = 1;
};

struct Judged {
    rules::FirmGrades firms;
    rules::ParcelGrades parcels;
    std::vector<std::uint8_t> counted;      ///< per firm: 0 = a repeated row of the ledger
    std::vector<double> firm_mu, firm_tax;  ///< assessed land; 万元
    std::vector<double> parcel_mu, parcel_tax;
};

/// `measured_by`: benchmarks and cut lines to judge by, null = the side's own. Throws as grade_firms, and Stopped.
[[nodiscard]] Judged judge(const Side& side, const rules::FirmGrades* measured_by, Progress& progress);

}  // namespace mulens::diff
