// Questions that look at the district as a whole: its years, its new space and industries, how sure its grades are.
// Command line and window both come this way.
#pragma once

#include "planning/plan_draws.hpp"
#include "planning/questions.hpp"
#include "robust/draws.hpp"
#include "space/report.hpp"
#include "years/report.hpp"

#include <string>
#include <vector>

namespace mulens::planning {

/// Needs the roles parcels_before and stages. Findings about earlier layers go to `diagnostics`.
[[nodiscard]] table::Report answer(const pipeline::Run& run, const years::ReportOptions& options,
                                   Diagnostics& diagnostics, Progress& progress);

struct SpaceQuestion {
    std::string where;               ///< condition over plots; "" = all industrial land in scope
    std::vector<std::string> leads;  ///< PLATFORM=ID
    double weak_lq = 0.5;
    std::string chains;  ///< file of links; "" = the shipped one
};
/// Throws Error(usage) where it makes no sense.
[[nodiscard]] table::Report answer(const pipeline::Run& run, const SpaceQuestion& question);

struct RobustQuestion {
    robust::DrawOptions draws;                 ///< its number of draws and threads come from below
    std::optional<std::uint32_t> count;        ///< nothing = usual_draws()
    std::optional<std::uint32_t> plan_draws;   ///< of these the first so many solve the plan; 0: no plan
    std::optional<config::Scenario> scenario;  ///< nothing = usual_scenario()
    unsigned threads = 1;
};
[[nodiscard]] table::Report answer(const pipeline::Run& run, const RobustQuestion& question, Progress& progress);

/// Their forms, for questions().
[[nodiscard]] std::vector<Question> picture_questions();

}  // namespace mulens::planning
