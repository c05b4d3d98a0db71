// A's tables with what B knows of the same units put in, cause by cause (see causes.hpp). Links stay A's: they are
// exchanged by taking B itself. Units without a partner keep what A says. Codes that links name are never exchanged.
#pragma once

#include "diff/judge.hpp"
#include "diff/match.hpp"

namespace mulens::diff {

/// Owns its tables; side() points into it, so it must stay where it is while that is in use.
class Exchanged {
  public:
    /// With B's figures and records: everything but land areas. `areas`: those too.
    Exchanged(const Side& a, const Side& b, const Pairs& parcels, const Pairs& firms, bool areas);
    Exchanged(const Exchanged&) = delete;
    Exchanged& operator=(const Exchanged&) = delete;
    [[nodiscard]] const Side& side() const { return side_; }

  private:
    table::Layer parcels_, enterprises_;
    Side side_;
};

/// Columns of a plot that the step `area` exchanges.
[[nodiscard]] bool is_area_column(std::string_view name);

}  // namespace mulens::diff
