// Validity of arena features: the cheap yes first, GEOS for the doubtful, repair where it is needed.
//
// Guarantees: `usable` features keep their coordinates untouched. A `tidied` feature lost points that repeat their
// neighbour (nothing a planner would see, but exact predicates want edges with a length). A repaired feature is valid
// and consists of polygons only. Nothing is thrown for bad geometry. Thread safe with a context a thread.
#pragma once

#include "geom/polygons.hpp"
#include "geos/context.hpp"

#include <cstdint>
#include <string>

namespace mulens::geos {

enum class Validity : std::uint8_t { usable, tidied, repaired, broken, empty };

struct Verdict {
    Validity validity = Validity::usable;
    std::string reason;    ///< what was wrong
    double before_m2 = 0;  ///< Σ |ring area| of the feature as given (outer − holes)
    double after_m2 = 0;
};

/// Looks at one feature. Where it is tidied or repaired its new geometry is appended to `repaired` as one feature.
[[nodiscard]] Verdict examine(Context& context, const geom::Polygons& polygons, Row feature, geom::Polygons& repaired);

}  // namespace mulens::geos
