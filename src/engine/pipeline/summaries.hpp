// Summary tables by platform, street and industry: ratios of sums with three denominators side by side: the land of
// assessed 规上 enterprises, all assessed land, all industrial land in scope. The first takes the enterprises' own
// shares of land and money, so that a 规下 tenant on a 规上 plot is not in it; it is the figure that offices publish.
#pragma once

#include "ledger/ledger.hpp"
#include "metrics/group.hpp"
#include "overlay/zones.hpp"
#include "rules/engine.hpp"
#include "table/table.hpp"

#include <string>
#include <vector>

namespace mulens::pipeline {

/// First column platform, street or industry; "" is land without one (未归口). Columns as in the column catalogue;
/// enterprise_count counts each firm once a row (so the rows of `platforms` may sum to more than the district has).
struct Summaries {
    table::Table platforms;          ///< exclusive: sums to the district
    table::Table platforms_overlap;  ///< prorated by share: does not sum
    table::Table streets;
    table::Table industries;         ///< of enterprises, by division of GB/T 4754
    metrics::GroupSummary district;  ///< totals over all parcels
    table::Table district_row;       ///< the same as one row with the columns of `platforms`
    metrics::SummaryColumns columns;

    /// Tax and output per 亩 of the district: 规上 assessed, all assessed, all in scope. NaN = none.
    struct PerMu {
        double large = table::none;
        double assessed = table::none;
        double scope = table::none;
    };
    PerMu tax_per_mu;
    PerMu output_per_mu;
};

struct SummaryInput {
    const table::Table* parcels = nullptr;      ///< with the rules' columns
    const table::Table* enterprises = nullptr;  ///< may be null
    const rules::RulesResult* rules = nullptr;
    const ledger::LedgerResult* ledger = nullptr;  ///< with allocations of share_money()
    const overlay::ZoneOverlay* platform_zones = nullptr;
    std::vector<std::string> zone_names;      ///< platform of each zone of `platform_zones`
    std::vector<std::string> platform_names;  ///< catalogue order
    std::vector<std::string> street_names;
    unsigned threads = 1;
};

/// Money columns whose allocation the summaries need.
[[nodiscard]] const std::vector<std::string>& share_money();

[[nodiscard]] Summaries summarise(const SummaryInput& input);

}  // namespace mulens::pipeline
