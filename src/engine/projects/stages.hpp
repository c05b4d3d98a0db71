// Where renewal plots stand (整治环节) on a given day: the last stage reached, how long ago, and what is overdue. No
// clock is read. A row of the table says that a plot reached a stage on a date. Plots are told apart by task year: a
// plot may come back in a later batch. Order: first row first. Deterministic.
#pragma once

#include "base/date.hpp"
#include "base/diagnostics.hpp"
#include "config/project_rules.hpp"
#include "table/layer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mulens::projects {

struct StagePlot {
    std::string parcel_id;
    std::optional<int> year;  ///< task year, nothing = not given
    Row first_row = no_row;
    std::string mode, office, person;  ///< of the newest row that gives them
    double area_mu = table::none;      ///< as the table says; the largest of its rows
    double money = 0;                  ///< 万元, all rows
    std::size_t stage = 0;             ///< index into the rules: the furthest stage reached
    std::optional<Date> since;         ///< when; nothing where the table gives no date
    std::optional<Date> begun;         ///< earliest date of any stage
    bool closed = false;
    std::optional<int> days;       ///< since → as_of, open plots only
    std::optional<int> days_over;  ///< beyond the stage's limit, only where above 0
};

/// Findings: stage_unknown (left out), stage_order (a later stage dated before an earlier one), date_after_as_of (the
/// row is left out: it has not happened), stage_parcel_missing (a row without a parcel code, left out).
[[nodiscard]] std::vector<StagePlot> follow_stages(const table::Layer& stages, const config::StageRules& rules,
                                                   Date as_of, Diagnostics& diagnostics);

}  // namespace mulens::projects
