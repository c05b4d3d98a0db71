// Counts that go with a live result: the same figures as the summary tables of a run (platforms.csv), from the same
// mask as the map. Sums are whole numbers inside: the same for any number of threads.
#pragma once

#include "rules/subjects.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace mulens::rules {

/// Per mu of the three denominators, 万元/亩: assessed 规上 enterprises' land, all assessed land, all land in scope.
struct LivePerMu {
    double large = table::none, assessed = table::none, scope = table::none;
};

/// One platform ("" = 未归口) or the district. Grades in the order A, B, C, D, ungraded, not evaluated.
struct LiveSums {
    std::string name;
    std::uint64_t parcels = 0, in_scope = 0, assessed = 0, low = 0, idle = 0;  ///< 宗
    double area_mu = 0, scope_mu = 0, assessed_mu = 0, assessed_large_mu = 0, low_mu = 0, idle_mu = 0;
    std::array<std::uint64_t, 6> grades{};
    std::array<double, 6> grades_mu{};
    double tax = table::none, output = table::none;                    ///< of parcels in scope, 万元
    double tax_assessed = table::none, output_assessed = table::none;  ///< of assessed parcels
    LivePerMu tax_per_mu, output_per_mu;

    // Against the saved scheme.
    std::array<std::array<std::uint64_t, 6>, 6> moved{};  ///< [from][to], 宗; the diagonal holds those that stayed
    std::array<std::array<double, 6>, 6> moved_mu{};
    std::uint64_t low_gained = 0, low_lost = 0;
    double low_gained_mu = 0, low_lost_mu = 0;
};

struct LiveCounts {
    std::vector<LiveSums> platforms;  ///< exclusive (归口平台): they sum to the district
    LiveSums district;
};

/// Place of a grade in LiveSums; 6 = out of scope.
[[nodiscard]] constexpr std::size_t grade_place(char grade) {
    return grade >= 'A' && grade <= 'D' ? static_cast<std::size_t>(grade - 'A')
           : grade == 'u'               ? 4
           : grade == 'n'               ? 5
                                        : 6;
}

}  // namespace mulens::rules
