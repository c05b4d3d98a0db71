// The idle list's order, deadlines and comparison with the list before (method §5.4). Deterministic.
#pragma once

#include "rules/idle.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::rules {

/// "Priority, not law": area × days past the date × tax foregone at the platform's median.
struct IdleScores {
    std::vector<double> area_mu;     ///< basis area of the plot
    std::vector<double> days_past;   ///< since the missed date or the stop of work
    std::vector<double> median_tax;  ///< of judged plots of its platform, 万元/亩·年 (district where it has none)
    std::vector<double> score;       ///< area × days ÷ 365 × median: 万元 of tax foregone
};
/// NaN but for plots whose status is late or worse (idle whatever the cause, evidence aside).
[[nodiscard]] IdleScores score_idle(const IdleResult& idle, const table::Table& parcels,
                                    const std::vector<std::uint8_t>& in_scope);
/// Adds idle_area_mu, idle_days, idle_tax_median, idle_score.
void add_idle_score_columns(IdleScores scores, table::Table& parcels);

struct Deadline {
    Row parcel = no_row;
    Row contract = no_row;
    std::string kind;  ///< start_due, idle_1y, recoverable_2y, suspended_1y
    Date date;
};
/// What falls due after as_of and within 12 months, by date, then parcel, contract and kind. Government causes stop
/// the clock; phases with a proved start have no start deadline.
[[nodiscard]] std::vector<Deadline> next_deadlines(const IdleResult& idle, Date as_of);

struct IdleChange {
    std::vector<std::string> now;      ///< per given row: "new", "continuing", or "" where not on the list
    std::vector<std::string> cleared;  ///< ids of the previous list that are on it no more, in its order
};
/// Ids with their idle_status texts, now and in the previous idle.csv. On the list = idle in the law's sense.
[[nodiscard]] IdleChange compare_idle(const std::vector<std::string>& ids, const std::vector<std::string>& statuses,
                                      const std::vector<std::string>& previous_ids,
                                      const std::vector<std::string>& previous_statuses);
[[nodiscard]] bool is_idle(std::string_view status);

}  // namespace mulens::rules
