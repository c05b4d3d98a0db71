// Entry thresholds of 标准地 (data/renewal/standard_land.toml): what an incoming project must reach. Immutable data.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace mulens::config {

struct EntryLimit {
    std::string indicator;  ///< a name of entry_indicators()
    double at_least = -std::numeric_limits<double>::infinity();
    double at_most = std::numeric_limits<double>::infinity();
    std::string citation;
};

struct EntryStandard {
    std::string id, zh, place;
    int year = 0;
    std::vector<EntryLimit> limits;
};

/// investment_per_mu, tax_per_mu … in the order of the screen.
[[nodiscard]] const std::vector<std::string>& entry_indicators();
/// Throws Error(usage) with file:line for unknown keys or indicators and limits without a citation.
[[nodiscard]] std::vector<EntryStandard> parse_standards(const std::string& text, const std::string& file);
/// "" = all that ship with the program; the id of one of them; or a file. Throws as parse_standards, and
/// Error(usage) naming the ids for a word that is neither.
[[nodiscard]] std::vector<EntryStandard> load_standards(const std::string& id_or_file);

}  // namespace mulens::config
