// The list of metrics. To add one: a file defs/<id>.cpp and its name in MULENS_METRICS.
#pragma once

#include "metrics/metric.hpp"

#include <string>
#include <vector>

#define MULENS_METRICS(M)       \
    M(tax_per_mu)               \
    M(output_per_mu)            \
    M(value_added_per_mu)       \
    M(revenue_per_mu)           \
    M(labour_productivity)      \
    M(value_added_per_energy)   \
    M(value_added_per_emission) \
    M(tax_per_electricity)      \
    M(tax_per_energy)           \
    M(rd_share)                 \
    M(investment_per_mu)        \
    M(far)                      \
    M(building_density)         \
    M(vacancy_share)

namespace mulens::metrics {

namespace defs {
#define MULENS_DECLARE_METRIC(id) [[nodiscard]] Metric id();
MULENS_METRICS(MULENS_DECLARE_METRIC)
#undef MULENS_DECLARE_METRIC
}  // namespace defs

/// All metrics in the order of the list.
[[nodiscard]] const std::vector<Metric>& registry();
/// nullptr where there is no such metric.
[[nodiscard]] const Metric* find_metric(std::string_view id);

/// The registry as a table: aligned text for a terminal, or Markdown for the docs.
enum class ListFormat { text, markdown };
[[nodiscard]] std::string list_metrics(ListFormat format);

}  // namespace mulens::metrics
