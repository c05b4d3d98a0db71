// What a firm or an office looks for (一键找园): land by area, place, headroom, building, industry and supply status.
// Every wish is soft: a plot that misses one is named with what it misses, and ranked by how far it is from the wish.
//
// Units: 亩, metres (boundary to boundary, or centroid to centroid on request; never road distance), m², FAR.
#pragma once

#include "base/ids.hpp"
#include "base/words.hpp"

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mulens::site {

enum class Term : std::uint8_t { area, near, headroom, building, platform, industry, supply, renewal, constraint };
inline constexpr std::size_t term_count = 9;
/// "area", "near" …: the names of weights.
[[nodiscard]] const char* name_of(Term term);

struct Near {
    Row plant = no_row;
    double within_m = 0;
};

struct Wish {
    double min_mu = 0;  ///< 0: no wish
    double max_mu = std::numeric_limits<double>::infinity();
    std::vector<Near> near;  ///< each is a wish of its own
    bool centroid = false;
    std::optional<double> far_headroom;  ///< planned FAR limit − FAR today
    std::optional<double> building_m2;   ///< floor area that stands there with storeys of building_height_m or more
    double building_height_m = 0;
    std::vector<std::string> platforms;   ///< any of them, by name
    std::vector<std::string> industries;  ///< any of them, in the planned or lead industry's text
    std::vector<std::string> supply;      ///< any of these supply kinds
    bool outside_renewal = false;
    bool outside_constraints = false;
    std::array<double, term_count> weights{3, 2, 1, 1, 1, 1, 1, 1, 1};  ///< by Term

    [[nodiscard]] double weight(Term term) const { return weights[static_cast<std::size_t>(term)]; }
    /// True where there is any wish to rank by.
    [[nodiscard]] bool any() const;
};
/// Throws Error(usage) with one sentence for contradictions.
void check_wish(const Wish& wish);

/// A wish held against a site. miss: 0 = met … 1 = missed by as much as was wished, or not known.
struct Missed {
    Term term = Term::area;
    double miss = 0;
    Words text;  ///< what is missing; empty where met
    double have =
        std::numeric_limits<double>::quiet_NaN();  ///< the figure that was held against it, where there is one
};

/// One wish over every site that was looked at, listed or not.
struct Fare {
    Term term = Term::area;
    std::size_t meeting = 0;
    double least = std::numeric_limits<double>::quiet_NaN(), most = std::numeric_limits<double>::quiet_NaN();
};

}  // namespace mulens::site
