// Years as a report: tables lineage and d_two_years (with maps), plot_series, platform_series, grade_flow,
// renewal_effect; sentences and facts.
#pragma once

#include "table/report.hpp"
#include "years/effect.hpp"
#include "years/flow.hpp"

namespace mulens::years {

struct ReportOptions {
    LineageOptions lineage;
    EffectOptions effect;
    bool unchanged = false;  ///< lineage lists plots that stayed the same too
};

/// `stages` may be null. Throws as renewal_effect().
[[nodiscard]] table::Report years_report(const History& history, const table::Table* stages,
                                         const ReportOptions& options);

}  // namespace mulens::years
