// The search: plots that can be had, alone or put together, ranked by their distance to the wish.
//
// The problem
//   Offer      a parcel with `offered` set: what the caller takes as to be had (low, idle, in the supply ledger …).
//   Site       one offer, or a connected set of 2 … max_plots offers that reach min_mu together although each is
//   smaller,
//              that is minimal (no connected part of it reaches min_mu) and stays under max_mu. Only offers that meet
//              the wishes on platform, industry, supply, renewal and constraints are put together.
//   Distance   Σ weight · miss ÷ Σ weight over the wishes there are. Misses, at most 1 each: area (min − 亩) ÷ min or
//              (亩 − max) ÷ max; near (metres − within) ÷ within, of the nearest plot of a site; headroom and building
//              the missing share; the others 0 or 1. Not known counts as missed.
//   Order      where a supply ledger is given, sites with a row for every plot first; then distance, number of plots,
//   亩,
//              first row. A set that shares a plot with a set before it is left out; single plots never are.
//   Listed     sites with distance ≤ tolerance.
// All sets of up to max_plots plots are looked at unless there are more than `max_sets` in one connected piece: then
// `complete` is false.
//
// Guarantees: the same result for any number of threads (it uses one); NaN = not known. Throws Stopped.
#pragma once

#include "base/progress.hpp"
#include "plan/adjacency.hpp"
#include "site/wish.hpp"

#include <cstdint>
#include <vector>

namespace mulens::site {

/// One entry a parcel in every array; texts blank = none.
struct Land {
    const geom::Polygons* geometry = nullptr;
    const plan::Adjacency* adjacency = nullptr;  ///< only needed where sets may be made
    std::vector<std::uint8_t> offered;
    std::vector<double> area_mu, area_m2;
    std::vector<double> far, far_limit;
    std::vector<double> building_m2;  ///< with storeys high enough; NaN = not known
    std::vector<std::string> platform, industry, renewal, constraints;
    std::vector<std::vector<std::string>> supply;  ///< kinds of its rows in the ledger; empty = no row
    bool has_supply = false;                       ///< there is a ledger
};

struct Limits {
    std::size_t max_plots = 4;
    double tolerance = 0.25;
    std::size_t results = 200;
    std::size_t max_sets = 500'000;
    plan::Contiguity contiguity;
};

struct Site {
    std::vector<Row> plots;  ///< ascending
    double mu = 0;
    double distance = 0;
    bool supply_known = false;
    std::vector<Missed> terms;   ///< in the order of the wishes
    std::vector<double> near_m;  ///< by Wish::near
    double headroom = 0;         ///< weighted by area; NaN = not known
    double building_m2 = 0;      ///< NaN = not known
    [[nodiscard]] bool meets() const;
    /// What is missed, ;-joined.
    [[nodiscard]] Words unmet() const;
};

struct Found {
    std::vector<Site> sites;
    std::size_t offers = 0;   ///< plots looked at
    std::size_t sets = 0;     ///< sets of plots that reach the area together
    std::size_t meeting = 0;  ///< sites that miss nothing, listed or not
    std::size_t beyond = 0;   ///< sites within tolerance but past `results`
    bool complete = true;
    std::vector<Fare> fares;  ///< in the order of Site::terms
};

[[nodiscard]] Found find_sites(const Land& land, const Wish& wish, const Limits& limits, Progress& progress);

/// A site of these plots held against the wish; `near` of a plot is taken from `near_m` (by wish, then parcel).
[[nodiscard]] Site judge(const Land& land, const Wish& wish, const std::vector<std::vector<double>>& near_m,
                         std::vector<Row> plots);
/// By wish, then parcel: distance to the plant; NaN for parcels that are not offered.
[[nodiscard]] std::vector<std::vector<double>> distances(const Land& land, const Wish& wish);

}  // namespace mulens::site
