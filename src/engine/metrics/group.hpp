// Sums by group and ratios of sums (never means of ratios), with three denominators side by side: 规上 assessed land,
// all assessed land, all industrial land in scope. Sums are whole numbers inside (分, 1e-9 m²), so tiles, threads and
// any order of rows give the same bytes. Groups come in the order asked for, then by text; "" (no group) last.
#pragma once

#include "base/exact.hpp"
#include "metrics/metrics.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace mulens::metrics {

/// Sums over the rows of one denominator. Blank values are left out and counted.
struct Totals {
    std::uint64_t rows = 0;
    ExactSum area_m2;
    std::uint64_t area_missing = 0;
    std::uint64_t tax_missing = 0;
    std::vector<Int128> fen;           ///< along SummaryColumns::money
    std::vector<ExactSum> quantity;    ///< along SummaryColumns::quantity
    std::vector<std::uint64_t> given;  ///< rows with a value: money first, then quantities

    void add(const Totals& other);
    bool operator==(const Totals&) const = default;
};

struct SummaryColumns {
    std::vector<std::string> money;     ///< 万元 columns that the table has
    std::vector<std::string> quantity;  ///< employees, energy …
};

struct GroupSummary {
    std::string group;  ///< "" = none (未归口)
    Totals large;       ///< 规上 and assessed: the published tax per mu is compared with this one only
    Totals assessed;    ///< all assessed rows
    Totals in_scope;    ///< all rows in scope
    Totals all;         ///< every row, in scope or not

    void add(const GroupSummary& other);
};

struct Summary {
    SummaryColumns columns;
    std::vector<GroupSummary> groups;
    GroupSummary total;  ///< of an exclusive grouping: the groups' sum
    bool exclusive = true;
};

struct SummaryRequest {
    std::string group_column;                ///< "" = one group
    std::string area_column;                 ///< e.g. area_basis_m2 (parcels), area_assessed_mu (enterprises)
    std::vector<std::string> order;          ///< groups that come first, in this order, even where they are empty
    std::span<const std::uint8_t> assessed;  ///< 1 = assessed; empty: none is
    std::span<const std::uint8_t> counted;   ///< 0 = leave the row out (duplicates); empty: all count
    unsigned threads = 1;
};

/// Uses the text columns `scope` (in, out; absent: all in) and `scale_class` (规上, 规下).
[[nodiscard]] Summary summarise(const table::Table& table, const SummaryRequest& request);
/// By the memberships in `platforms` ("name:share;name:share"): area and money prorated by share, a row counted in each
/// of its platforms. The groups overlap: they do not sum to the district, and `total` stays empty.
[[nodiscard]] Summary summarise_overlap(const table::Table& table, const SummaryRequest& request);

/// A metric of the registry as ratio of sums over `totals`; area metrics divide by the totals' area.
[[nodiscard]] Value ratio_of_sums(const Metric& metric, const SummaryColumns& columns, const Totals& totals);
/// Σ of a column, NaN where no row gives it. Money in 万元.
[[nodiscard]] double sum_of(std::string_view column, const SummaryColumns& columns, const Totals& totals);
[[nodiscard]] double area_mu_of(const Totals& totals);

}  // namespace mulens::metrics
