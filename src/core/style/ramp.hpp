// Colour ramps of 256 steps, from control colours in data/ramps. Steps between are straight in Oklab, so equal
// differences of a metric look alike. Immutable once read; thread safe.
#pragma once

#include "style/colour.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::style {

struct Ramp {
    std::string name, zh, en, source;
    bool diverging = false;  ///< has a neutral middle: for differences
    std::array<Colour, 256> colours;
    /// t in 0 … 1, clamped; NaN gives the first.
    [[nodiscard]] Colour at(double t) const;
};

/// Names of the ramps there are: viridis first, then sorted.
[[nodiscard]] const std::vector<std::string>& ramp_names();
/// Throws Error(usage) with the names there are.
[[nodiscard]] const Ramp& ramp(std::string_view name);
/// Halfway and everywhere between as the eye sees it (Oklab).
[[nodiscard]] Colour perceptual_mix(Colour from, Colour to, double t);
/// "#rrggbb"; throws Error(usage).
[[nodiscard]] Colour parse_colour(std::string_view hex);

}  // namespace mulens::style
