// Entry check (准入) of an incoming project against 标准地 thresholds.
//
// Guarantees: a figure that the project does not give is "not given", never "failed". Per-mu figures are given as such
// or made from totals and the project's 亩. Units: 万元, 亩, 吨标准煤, 吨.
#pragma once

#include "config/standard_land.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mulens::site {

struct Entry {
    std::map<std::string, double> given;  ///< by name: mu, invest, tax, output, revenue, value_added, rd, energy_tce,
                                          ///< emissions_t, floor_m2 or an indicator itself
    /// The indicator's value; nothing where the project does not give enough.
    [[nodiscard]] std::optional<double> indicator(const std::string& name) const;
};
/// "invest=50000,tax=4000,mu=97" or a file of such lines (# comments). Throws Error(usage) for unknown names, texts
/// that are no numbers, and figures below 0.
[[nodiscard]] Entry parse_entry(const std::string& text_or_file);
[[nodiscard]] const std::vector<std::string>& entry_names();

enum class Verdict : std::uint8_t { reached, missed, not_given };
[[nodiscard]] const char* name_of(Verdict verdict);

struct EntryLine {
    std::string standard, standard_zh;
    config::EntryLimit limit;
    double value = 0;  ///< NaN = not given
    Verdict verdict = Verdict::not_given;
};
[[nodiscard]] std::vector<EntryLine> check_entry(const Entry& entry,
                                                 const std::vector<config::EntryStandard>& standards);

}  // namespace mulens::site
