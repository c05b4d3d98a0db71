// A scenario (比选方案): what a portfolio may spend and must reach, which plots and options it may take. Read from TOML
// or put together from options; a file may be compared with others side by side. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mulens::config {

enum class Objective : std::uint8_t { tax, floor, per_mu };

/// Groups that mulens assemble finds among the candidates, to be taken whole beside single plots.
struct ScenarioAssembly {
    double min_mu = 50;
    std::optional<double> max_mu;
    int max_owners = 0;  ///< 0 = any number
    double across_road_m = 0;
    bool across_platforms = false;
};

struct Scenario {
    std::string name;
    std::string file, raw;                            ///< "" when made from options
    std::string table = "default";                    ///< renewal table: a shipped id or a file
    std::vector<std::pair<std::string, double>> set;  ///< numbers of the table that differ here

    Objective objective = Objective::tax;
    std::optional<double> budget;  ///< 万元 of public money, all years together
    bool budget_is_net = false;    ///< less what the land brings when it is supplied again
    std::optional<double> max_mu, min_mu;
    std::optional<double> max_floor_m2, min_floor_m2;  ///< floor area gained
    std::optional<double> max_plots;

    std::string candidates;                        ///< condition over parcels; "" = suspected low-efficient or idle
    std::vector<std::string> must, never;          ///< parcel codes
    std::vector<std::string> options;              ///< ids that may be used; empty = all but `keep`
    std::vector<std::vector<std::string>> groups;  ///< parcel codes that are taken all or none, with one option

    std::optional<ScenarioAssembly> assembly;  ///< nothing = only the groups above

    std::optional<int> first_year;
    std::vector<double> year_budgets;  ///< 万元 a year, unspent money moves on; empty = no phasing
    bool budget_of_years = false;      ///< the budget is the sum of the years', as none was given
    std::optional<int> replay;         ///< take the plots and modes of that year's stages table as they were

    double gap = 1e-5;
    int nodes = 1000;
};

/// Throws Error(usage, unreadable) with file:line, for contradictions too (a plot on both lists, a budget of 0, a least
/// above a most).
[[nodiscard]] Scenario load_scenario(const std::string& file);
[[nodiscard]] Scenario parse_scenario(const std::string& text, const std::string& file);
/// Where years have budgets and the whole has none: their sum is the budget.
void sum_years(Scenario& scenario);
/// The same contradictions, for one made from options. `whose` begins the sentence.
void check_scenario(const Scenario& scenario, const std::string& whose);
[[nodiscard]] const char* name_of(Objective objective);
[[nodiscard]] Objective parse_objective(const std::string& word);

}  // namespace mulens::config
