// Which CRS a source really is in: its own word, the option, and the numbers (method §2.2).
#pragma once

#include "base/diagnostics.hpp"
#include "config/project.hpp"
#include "crs/transform.hpp"
#include "read/source.hpp"

#include <string>

namespace mulens::read {

struct Location {
    std::string crs;     ///< "EPSG:n", or WKT where the registry has no number for it
    std::string reason;  ///< one sentence
    bool swapped = false;
    crs::Shift shift = crs::Shift::none;
    std::string assumption;  ///< "" where nothing was assumed
};

/// Throws Error(crs) naming `--source-crs FILE=EPSG:n` where nothing decides. Adds crs_guessed (note) and
/// crs_web_mercator (warning).
[[nodiscard]] Location locate(const config::LayerSpec& spec, const SourceFacts& facts, Diagnostics& diagnostics);

/// Into the working CRS, in place: swap, shift, transform. A feature with a point that cannot be computed becomes
/// empty and a geometry trouble.
void move_chunk(Chunk& chunk, const Location& from, const crs::Transform* transform);

}  // namespace mulens::read
