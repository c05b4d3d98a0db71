// The numbers and causes of the idle-land rules (令第53号), read from data/law/idle.toml. Immutable after loading.
#pragma once

#include "config/scheme.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::config {

struct IdleCause {
    std::string code, zh;
    std::vector<std::string> aliases;
    bool government = true;  ///< not the user's: no fee, no taking back
};

struct IdleLaw {
    int not_started_years = 1, recover_years = 2, suspended_years = 1;
    double started_area_parts = 3;  ///< started < due ÷ parts
    double invested_parts = 4;      ///< invested < total ÷ parts
    double fee_share = 0.2;         ///< of the land price
    int start_after_hand_over_years = 1;
    int due_soon_days = 90;
    std::vector<IdleCause> causes;
    /// By code or Chinese name; nullptr where neither is listed.
    [[nodiscard]] const IdleCause* find_cause(std::string_view text) const;
};

[[nodiscard]] IdleLaw load_idle_law();
[[nodiscard]] IdleLaw parse_idle_law(const std::string& text, const std::string& file);

}  // namespace mulens::config
