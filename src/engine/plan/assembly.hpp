// 连片整合: which plots can be put together. Contiguous groups of candidate plots (low-efficient or idle ones) of at
// least so many 亩, few owners, compact, inside one platform; and the key plot that would unlock most land.
//
// The problem
//   Graph     vertices = candidate plots with a known area; edges = pairs that contiguous() accepts (adjacency.hpp) and
//             that lie in one platform (unless across_platforms).
//   Group     a connected set S of candidates with min_mu ≤ 亩(S) ≤ max_mu, at least min_plots plots and at most
//             max_owners owners. A plot whose owner is unknown counts as an owner of its own.
//   Score     100 · Σ weight · part ÷ Σ weight, each part in 0…1:
//               land     亩 ÷ (亩 + min_mu): one half at min_mu, towards 1 for much land
//               owners   1 ÷ number of owners
//               compact  16 · area ÷ perimeter², at most 1: 1 for a square, the same for any size. The perimeter is the
//                        sum of the plots' perimeters less twice the borders they share, so plots across a road are
//                        less compact than plots side by side
//               low      share of the land that is low-efficient or idle
//               tax      1 − (tax of the group ÷ its 亩) ÷ reference, at least 0: how little tax would be lost.
//                        A blank tax counts as none
//   Choice    A whole component of the graph that is a group is taken whole. Of one that is too large or has too many
//             owners the connected sub-group with the highest score is taken, then the best one of what is left, and so
//             on; each is the best of its step, the sum of the steps is not claimed to be.
//   Proof    `whole`  nothing to choose
//             `exact`  every connected set within the limits was looked at (always so up to 20 plots, and for larger
//                      components while the limits leave at most `max_sets` sets)
//             `search` greedy growth from every plot, then adding, dropping and swapping single plots while the score
//                      rises; `bound` is then a proven upper bound of any sub-group's score and `gap` how far the
//                      answer is from it at most
//   Key plot  a plot that is no candidate, in `may_join`, contiguous to candidates: gain_mu = candidate land in the
//             group it would make less the largest candidate component of it that reaches min_mu without it; 0 where
//             the group with the plot stays under min_mu or exceeds max_mu or max_owners.
//
// Guarantees: ties go to the higher score, then more land, then the lower first row; the same bytes for any number of
// threads. Rows are those of the arrays given. Land in 亩, money 万元, lengths m. Throws Stopped.
#pragma once

#include "base/progress.hpp"
#include "plan/adjacency.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace mulens::plan {

inline constexpr std::uint32_t unknown_owner = std::numeric_limits<std::uint32_t>::max();

struct AssemblyWeights {
    double land = 40, owners = 20, compact = 20, low = 10, tax = 10;
    [[nodiscard]] double sum() const { return land + owners + compact + low + tax; }
};

struct AssemblyOptions {
    double min_mu = 50;
    double max_mu = std::numeric_limits<double>::infinity();
    std::size_t min_plots = 2;   ///< 1: single plots that are large enough are listed too
    std::size_t max_owners = 0;  ///< 0 = any number
    bool across_platforms = false;
    Contiguity contiguity;
    AssemblyWeights weights;
    double tax_reference = 0;        ///< 万元/亩 at which the tax part is 0; 0 = the part is 1 for all
    std::size_t max_sets = 200'000;  ///< of a component over 20 plots; more sets than that: search
    unsigned threads = 1;
};
/// Throws Error(usage) with one sentence for limits that contradict each other.
void check_options(const AssemblyOptions& options);

/// One entry a parcel in every array.
struct AssemblyInput {
    const Adjacency* adjacency = nullptr;
    std::vector<std::uint8_t> candidate;
    std::vector<std::uint8_t> may_join;  ///< may be the key plot where it is no candidate
    std::vector<std::uint8_t> low;       ///< low-efficient or idle
    std::vector<double> area_mu;         ///< NaN or ≤ 0: never part of a group
    std::vector<double> area_m2;         ///< plane, for compactness
    std::vector<double> perimeter_m;
    std::vector<double> tax;  ///< 万元, NaN = none
    std::vector<std::uint32_t> owner;
    std::vector<std::uint32_t> platform;
};

enum class Proof : std::uint8_t { whole, exact, search };
[[nodiscard]] const char* name_of(Proof proof);

struct Figures {
    double mu = 0;
    double area_m2 = 0;
    double perimeter_m = 0;
    double low_mu = 0;
    double tax = 0;
    std::size_t owners = 0;
    double part_land = 0, part_owners = 0, part_compact = 0, part_low = 0, part_tax = 0;
    double score = 0;
};

struct KeyPlot {
    Row row = no_row;
    double gain_mu = 0;                 ///< see above
    double total_mu = 0;                ///< of the group with the key plot in it
    std::vector<Row> joined;            ///< the candidates in it, ascending
    std::vector<std::uint32_t> groups;  ///< indices into Assembly::groups that it touches, ascending
};

struct Group {
    std::vector<Row> plots;  ///< ascending
    Figures figures;
    Proof proof = Proof::whole;
    double bound = 0;                                           ///< no sub-group of that step scores more
    double gap = 0;                                             ///< (bound − score) ÷ score
    std::size_t key = std::numeric_limits<std::size_t>::max();  ///< best entry of Assembly::keys that touches it
};

struct Assembly {
    std::vector<Group> groups;   ///< best score first
    std::vector<KeyPlot> keys;   ///< largest gain first; only those with a gain
    std::size_t candidates = 0;  ///< plots that were looked at
    double candidate_mu = 0;
    double largest_mu = 0;  ///< of the pieces that candidates lie together in
    std::size_t components = 0;
    double reached_mu = 0;   ///< Σ 亩 of the groups
    std::size_t single = 0;  ///< candidates that reach min_mu alone and are in no group
};

[[nodiscard]] Assembly assemble(const AssemblyInput& input, const AssemblyOptions& options, Progress& progress);

/// Figures of any set of rows, by definition and without any shortcut.
[[nodiscard]] Figures figures_of(const AssemblyInput& input, const AssemblyOptions& options,
                                 const std::vector<Row>& plots);

}  // namespace mulens::plan
