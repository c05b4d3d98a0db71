// Which industries a platform has: mix, location quotient, and the links that the chain of a lead industry lacks.
//
// A firm's output and employees are divided over its plots by its share of their land (share × basis area), so that
// platforms sum to the district to the cent; firms without a plot stand under "" . Industry = division, the first two
// digits of GB/T 4754; firms without a code stand under "".
// Location quotient (区位商) = (industry's share of the platform) ÷ (industry's share of the district), by output and
// by employees; over firms whose figure is known and positive. NaN where there is nothing to divide. Deterministic,
// const inputs, thread safe. Money 万元.
#pragma once

#include "config/chains.hpp"
#include "config/facts.hpp"
#include "plan/sites.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mulens::space {

struct Mix {
    std::string platform;     ///< "" = no plot or no platform
    std::string division;     ///< "" = no code
    std::uint64_t firms = 0;  ///< firms with a plot there; a firm with plots in two platforms counts in both
    double output = 0, employees = 0;
    double output_share = table::none, employees_share = table::none;  ///< of the platform's
    double lq_output = table::none, lq_employees = table::none;
};
/// The firms of each class that `classes_of` makes of a firm's code: none, one or several. Shares and quotients are of
/// all firms. Order as below, by the class's name where output ties.
[[nodiscard]] std::vector<Mix> mix_of(const plan::PlanInput& input,
                                      const std::function<std::vector<std::string>(std::string_view)>& classes_of);
/// District first (platform 全区), then platforms by name; within them by output, largest first, then division.
[[nodiscard]] std::vector<Mix> industry_mix(const plan::PlanInput& input);

/// A platform and the lead industries it is named for.
struct Lead {
    std::string platform;
    std::string industry;  ///< id: 车, 芯, 药, 化, 航
};
/// What the facts of the district name for platforms that the data have (by name or alias).
[[nodiscard]] std::vector<Lead> leads_of(const config::DistrictFacts& facts, const std::vector<Mix>& mix);

enum class Chain : std::uint8_t { missing, weak, present };
[[nodiscard]] const char* name_of(Chain chain);

struct ChainLink {
    Lead lead;  ///< platform 全区: the district
    std::string division;
    Chain state = Chain::missing;
    std::uint64_t firms = 0;
    double output = 0, lq_output = table::none;
    std::uint64_t district_firms = 0;
    std::string elsewhere;  ///< platform with most of its output, this one aside; "" = none
};
/// One row a lead and division of its industry, in the order of the facts, the five leads of the district first.
/// weak: a location quotient by output under `weak_lq`. Industries of the facts that are no lead (传) are left out.
/// Throws Error(usage) for a lead that no industry of the facts is.
[[nodiscard]] std::vector<ChainLink> chain_links(const std::vector<Mix>& mix, const config::DistrictFacts& facts,
                                                 const std::vector<Lead>& leads, double weak_lq);

// The same at the level of links, which are groups and classes of codes (data/space/chains.toml).
/// A mix whose classes are links (name_of).
[[nodiscard]] std::vector<Mix> step_mix(const plan::PlanInput& input, const config::ChainSteps& chains);
[[nodiscard]] std::string name_of(const config::ChainStep& step);
struct StepLink {
    ChainLink link;                           ///< division: name_of(*step)
    const config::ChainStep* step = nullptr;  ///< in the chains given
};
/// One row a lead and link of its chain, the five leads of the district first. A firm whose code fits counts.
[[nodiscard]] std::vector<StepLink> step_links(const std::vector<Mix>& mix, const config::ChainSteps& chains,
                                               const std::vector<Lead>& leads, double weak_lq);
/// Firms whose code tells no more than the division: they can be in no link.
[[nodiscard]] std::uint64_t coarse_codes(const plan::PlanInput& input);

/// The five: 车芯药化航.
[[nodiscard]] const std::vector<std::string>& five_leads();
/// C3545 → 3545; "" under two digits.
[[nodiscard]] std::string_view digits_of(std::string_view code);
/// First two digits of a code (C3545 → 35); "" where there are none.
[[nodiscard]] std::string division_of(std::string_view code);

}  // namespace mulens::space
