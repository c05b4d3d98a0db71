// What low-efficient land could bring, always in its two parts, which are never added up (method §7.3):
//   new tax    the plots stay and reach the standard: Σ shortfall × area, 万元; the land stays in the denominator
//   land out   the plots leave: their land leaves the denominator, and the tax they pay leaves with it
// Both are told by one figure: tax of all industrial land in scope ÷ that land, 万元/亩. It is the widest of the three
// denominators, because a plot can be low-efficient without being assessed; it is not the published figure of large
// firms. Plots that hit physical tests alone have no tax shortfall: they count as land, not as new tax. Pure functions.
#pragma once

#include "app/dataset.hpp"
#include "rules/live.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::app {

/// Industrial land that the plots belong to: a platform, the district, or what a filter leaves.
struct Ground {
    double mu = 0, tax = 0;  ///< 亩, 万元; blank tax counts as none paid, its land stays
};
struct Gain {
    std::uint64_t plots = 0;           ///< low-efficient plots, 宗
    double mu = 0, tax = 0;            ///< their land and tax: what leaves
    std::uint64_t with_gap = 0;        ///< those with a tax shortfall
    double new_tax = 0;                ///< 万元, at the standard
    double now = table::none;          ///< 万元/亩 of the ground
    double at_standard = table::none;  ///< … with the new tax
    double without = table::none;      ///< … without the plots; NaN where nothing is left
};

/// In-scope land of a platform ("" = the whole district), whatever the filter.
[[nodiscard]] Ground ground_of(const Dataset& data, const rules::LiveResult& judged, std::string_view platform);
/// Of the low-efficient plots among `pass` (empty: all).
[[nodiscard]] Gain gain_of(const Dataset& data, const rules::LiveResult& judged, const std::vector<std::uint8_t>& pass,
                           const Ground& ground);
/// Of one plot.
[[nodiscard]] Gain gain_of_plot(const Dataset& data, const rules::LiveResult& judged, Row row, const Ground& ground);

}  // namespace mulens::app
