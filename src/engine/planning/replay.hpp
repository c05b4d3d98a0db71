// A campaign of the past played again: the plots and modes of a year's stages table on the figures of the year before,
// as the options of today would have reckoned it, beside what the ledgers say came of it.
#pragma once

#include "planning/scenarios.hpp"
#include "table/report.hpp"

#include <string>

namespace mulens::planning {

/// The option that a mode of a stages table means: by the option's own name, else by its words (收储, 回购, 回租 or
/// 统租, 改造 or 提升, 兼并 or 重组, 综合体); `keep` where none fits.
[[nodiscard]] std::size_t option_of_mode(const config::RenewalTable& table, const std::string& mode);

/// `now`: the run of the project's year, with the roles stages and supply; `before`: the run of the year before the
/// campaign. Tables replay_modes, replay_platforms, replay_plots (with map). Plots of the table that are not among the
/// parcels are counted and said.
/// Throws Error(usage) where the stages table has no plot of that year, or where `now` is a year before it: call before
/// the run of the year before.
void check_campaign(const pipeline::Run& now, int year);
[[nodiscard]] table::Report replay_report(const pipeline::Run& before, const pipeline::Run& now, int year,
                                          const config::RenewalTable& table);

}  // namespace mulens::planning
