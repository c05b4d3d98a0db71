// Land contracts whose idle state is known beforehand: every state, at its date edges (as of 2024-12-31).
#pragma once

#include <vector>

namespace mulens::sample {

/// Dates as ISO text, "" = blank. `started`: "是", "否" or "". Shares in percent, −1 = blank.
struct IdleCase {
    const char* what;
    const char* status;  ///< idle_status the rules give
    const char* approval;
    const char* hand_over;
    const char* agreed_start;
    const char* extended_start;
    const char* started;
    const char* actual_start;
    const char* suspended_since;
    double started_area_percent;
    double invested_percent;
    const char* cause_code;
    const char* cause_document;
};

[[nodiscard]] const std::vector<IdleCase>& idle_cases();

}  // namespace mulens::sample
