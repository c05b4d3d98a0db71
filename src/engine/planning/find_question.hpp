// 一键找园: a wish in the user's words, asked of a finished run. Command line and window both come this way.
#pragma once

#include "planning/questions.hpp"
#include "site/find_report.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mulens::planning {

/// What makes a plot one that can be had.
///   low     suspected low-efficient        idle    suspected idle land (not started, suspended)
///   supply  has a row in the supply ledger  bare    nothing built, and not idle
///   vacant  a third or more of its floor stands empty (闲置厂房, never 闲置土地)
///   any     every plot in scope
[[nodiscard]] const std::vector<std::string>& land_statuses();

struct FindQuestion {
    site::Wish wish;                                   ///< without `near`
    std::vector<std::pair<std::string, double>> near;  ///< parcel code, metres
    std::vector<std::string> statuses;                 ///< of land_statuses(); empty = low, idle, supply
    std::string where;                                 ///< SQLite condition that plots must meet too
    site::Limits limits;
    double border_m = 0.5;
    std::optional<site::FloorWish> floor;
    bool land = true;   ///< false: floor (or entry) only
    std::string entry;  ///< "" = no entry check
    std::string standard;
    unsigned threads = 1;
};
/// Roles that the run must have read.
[[nodiscard]] std::vector<std::string> roles_for(const FindQuestion& question);
/// Throws Error(usage) for contradictions; call before the run.
void check_question(const FindQuestion& question);
[[nodiscard]] table::Report answer(const pipeline::Run& run, const FindQuestion& question, Progress& progress);

/// "330114…:800" → (code, metres). Throws Error(usage).
[[nodiscard]] std::pair<std::string, double> parse_near(const std::string& text);
/// "10000:8:20:500" → numbers, at least one, at most `most`. Throws Error(usage) naming `option`.
[[nodiscard]] std::vector<double> parse_figures(const std::string& option, const std::string& text, std::size_t most);

[[nodiscard]] Question find_form();

}  // namespace mulens::planning
