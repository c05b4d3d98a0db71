// Is a layer displaced as web maps are? Answered by the corners that it shares with a layer that is trusted.
// A layer without shared corners (an outline against plots) cannot be judged this way. Deterministic; thread safe.
#pragma once

#include "crs/transform.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace mulens::crs {

struct Suspicion {
    Shift shift = Shift::none;
    std::size_t tried = 0;     ///< corners of the layer that were looked at
    std::size_t as_is = 0;     ///< of these, with a corner of the reference within 3 m as they are
    std::size_t restored = 0;  ///< and with the suspected displacement taken back
    double displacement_m = 0;
    std::string reason;  ///< one sentence; "" where nothing is suspected
};
/// Interleaved longitude, latitude in degrees (WGS 84 or CGCS2000). At most 20 000 corners of the layer are tried,
/// evenly picked. NaN points count as absent.
[[nodiscard]] Suspicion suspect_shift(std::span<const double> layer, std::span<const double> reference);

}  // namespace mulens::crs
