// The tables of the report of this room. Private to it.
#pragma once

#include "years/report.hpp"

namespace mulens::years {

[[nodiscard]] table::ReportTable lineage_table(const History& history, bool unchanged);
[[nodiscard]] table::ReportTable plot_series_table(const History& history, const Series& series);
[[nodiscard]] table::ReportTable platform_series_table(const History& history);
[[nodiscard]] table::ReportTable flow_table(const History& history);
[[nodiscard]] table::ReportTable d_again_table(const History& history, const std::vector<Again>& again);
[[nodiscard]] table::ReportTable effect_table(const Effect& effect);

}  // namespace mulens::years
