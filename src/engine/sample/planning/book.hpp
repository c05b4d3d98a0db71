// The plantings of the planning files: each step takes plots nobody took before, writes its tables and its part of
// truth/plan.json. Nothing here runs a check or a rule: what is true is known from how the district was laid out.
// A pure function of layout and seed.
#pragma once

#include "sample/emitter.hpp"
#include "sample/planning/sites.hpp"
#include "sample/rng.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace mulens::sample {

/// A row of the supply ledger (供应台账).
struct Offer {
    std::size_t site = 0;
    std::string kind;  ///< 可出让, 可转让, 司法处置, 可租, 意向收储
    std::string note;
};

struct Book {
    const Layout& layout;
    const Sites& sites;
    std::vector<char> taken;
    std::vector<Offer> offers;
    std::vector<std::pair<std::size_t, std::string>> earlier_owner;  ///< site → who held it in 2021
    nlohmann::ordered_json truth;

    [[nodiscard]] Rng rng(std::uint64_t purpose) const { return Rng(layout.seed, {200 + purpose}); }
    /// `n` of the full district, fewer in a small one.
    [[nodiscard]] int count(int n) const;
    [[nodiscard]] const Site& site(std::size_t i) const { return sites[i]; }
    [[nodiscard]] bool free(std::size_t i) const { return taken[i] == 0 && sites[i].untouched; }
    void take(std::size_t i) { taken[i] = 1; }
    /// Site numbers in a scattered order.
    [[nodiscard]] std::vector<std::size_t> shuffled(std::uint64_t purpose) const;
    [[nodiscard]] std::string office(const Site& site) const;
};

/// Money and areas with two decimals, for tables and truth alike.
[[nodiscard]] std::int64_t hundredths(double value);
[[nodiscard]] inline double rounded2(double value) { return static_cast<double>(hundredths(value)) / 100; }
/// "王某(虚构)": somebody, nobody in particular.
[[nodiscard]] std::string somebody(Rng& rng);

// In this order; each leaves alone what those before it took.
void plant_wishes(Book& book);
void plant_clusters(Book& book);
void write_stages(Book& book, const std::string& folder);
void write_supply(Book& book, const std::string& folder);
void write_parks(Book& book, const std::string& folder);
void write_earlier_parcels(Book& book, const std::string& folder);
void tell_projects(Book& book, const std::vector<ProjectNode>& nodes);

}  // namespace mulens::sample
