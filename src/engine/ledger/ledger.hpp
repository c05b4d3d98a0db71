// The ledger between enterprises and parcels: who stands on which parcel with which share, and what money, land and
// people that gives each parcel and each enterprise.
//
// Guarantees
// - Money is split in 分 and land in 1e-9 m²: for every money column Σ allocated + Σ residual = Σ input exactly, and on
//   every measurable parcel with enterprises Σ land of its enterprises = its basis area exactly (see Balance).
// - Employees, energy, electricity and emissions are split as doubles; the last part (by parcel_id) is the complement.
// - Nothing depends on the number of threads or on the order of link rows. Integers (money, land) do not depend on the
//   order of enterprises or parcels either; sums of reals are taken in the order of enterprise rows.
// - A blank stays blank: NaN with status no_data; a parcel without enterprises has no money, not zero money.
// Units: money 万元 (columns) or 分 (int64, `blank_fen` = blank), land m² (columns), 1e-9 m² (int64) or 亩 (*_mu).
#pragma once

#include "base/diagnostics.hpp"
#include "base/exact.hpp"
#include "base/progress.hpp"
#include "ledger/cross_check.hpp"
#include "ledger/share.hpp"
#include "ledger/tax.hpp"
#include "table/layer.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace mulens::ledger {

struct LedgerOptions {
    int year = 0;  ///< links are filtered to it; 0 = no filter
    unsigned threads = 1;
    TaxFormula tax;
    double large_revenue_wan = 2000;  ///< 规上 where no class is given; practice, not law
    /// A parcel code that check split into CODE, CODE#2 … (one deed, several polygons) is linked to all its parts;
    /// false: to the first only.
    bool link_all_parts = true;
    bool keep_allocations = true;           ///< false: no rows for ledger.csv (saves 8 byte a share and column) …
    std::vector<std::string> keep_columns;  ///< … but for these money columns
    bool names = true;                      ///< false: no owner, tenant, main_parcel texts
    bool main_parcels = true;               ///< false: no main_parcel texts
};

/// One year's tables. Keys are normalised text. `parcels` and `enterprises` must not be null; `links` may be.
struct LedgerInput {
    const table::Layer* parcels = nullptr;
    const table::Layer* enterprises = nullptr;
    const table::Layer* links = nullptr;
    /// Ledgers of other years: a link to a firm that is only in them is not dangling.
    std::vector<const table::Table*> other_years;
    /// Parcel in which each enterprise's point lies, or no_row; empty where there are no points.
    std::vector<Row> point_parcel;
    LedgerOptions options;
};

/// Σ allocated + Σ residual = Σ input, each summed on its own.
struct Balance {
    std::string column;
    Int128 input_fen = 0;
    Int128 allocated_fen = 0;
    Int128 residual_fen = 0;
    std::uint64_t blank = 0;  ///< enterprises (duplicates too) whose value is blank

    [[nodiscard]] Int128 gap_fen() const { return input_fen - allocated_fen - residual_fen; }
};

/// Land of parcels in 1e-9 m²: basis = allocated + without enterprises + not measurable (quarantined).
struct LandBalance {
    Int128 basis = 0, allocated = 0, without_enterprise = 0, not_measurable = 0;
    [[nodiscard]] Int128 gap() const { return basis - allocated - without_enterprise - not_measurable; }
};

/// 分 of one money column along `LedgerResult::shares`.
struct Allocation {
    std::string column;
    std::vector<std::int64_t> fen;
};

/// An enterprise row whose money lies on no parcel, and why. In enterprise order.
struct Residual {
    Row enterprise = no_row;
    ResidualReason reason = ResidualReason::none;
};

/// Σ of one money column over the residual rows of one reason.
struct ResidualSum {
    ResidualReason reason = ResidualReason::none;
    std::string column;
    std::uint64_t enterprises = 0;
    Int128 fen = 0;
};

struct LedgerResult {
    /// Additions to the parcels table: enterprise_count, tax_source, tax_elsewhere, tax_missing, owner, tenant, money
    /// and quantity columns. A parcel's own owner or fixed_investment_with_land stays and is not overwritten.
    table::Table parcels;
    /// Additions to the enterprises table: tax, tax_elsewhere, scale_class, parcel_count, main_parcel, platform,
    /// land_m2, area_registered_mu, area_rented_in_mu, area_rented_out_mu, area_assessed_mu, residual_reason.
    table::Table enterprises;
    std::vector<Share> shares;                     ///< by parcel, then enterprise
    std::vector<AreaStep> steps;                   ///< along shares: how the assessed area came about
    std::vector<std::uint64_t> of_parcel;          ///< shares of parcel p: [of_parcel[p], of_parcel[p+1])
    std::vector<std::uint64_t> of_enterprise;      ///< offsets into enterprise_shares
    std::vector<std::uint32_t> enterprise_shares;  ///< indices into shares, by enterprise, then parcel_id
    std::vector<Allocation> allocations;           ///< money, where keep_allocations
    std::vector<Residual> residuals;
    std::vector<ResidualSum> residual_sums;  ///< by reason, then column
    std::vector<Balance> balances;           ///< in column order
    LandBalance land;
    std::vector<std::uint8_t> counted;  ///< per enterprise: 0 = duplicate row; leave it out of every sum of firms
    std::vector<std::string> assumptions;
    CrossChecks cross_checks;  ///< over all parcels; call cross_check() again with a scope mask
    std::uint64_t links_used = 0, links_other_time = 0, links_dangling = 0;

    /// Counted firms without any parcel ÷ counted firms, and the same by tax (0 where there is no tax).
    double unmatched_count_share = 0, unmatched_tax_share = 0;
};

/// Throws Stopped; never throws for bad rows (they become findings).
[[nodiscard]] LedgerResult build_ledger(const LedgerInput& input, Diagnostics& diagnostics, Progress& progress);
[[nodiscard]] LedgerResult build_ledger(const LedgerInput& input, Diagnostics& diagnostics);

/// Adds the columns of `additions` to `table` (replacing equal names).
void merge_columns(table::Table& table, const table::Table& additions);

}  // namespace mulens::ledger
