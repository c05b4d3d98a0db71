// Where the plots of one year came from: two parcel layers of the same district matched by the land they share.
//
// How: plots whose outline did not change by a bit are matched at once; the rest are laid over each other (overlay
// room: exact classification, GEOS for what crosses). A pair counts as a link where it holds at least `link_share` of
// either plot; plots that links connect form one event:
//   same      one plot, both shares ≥ whole_share, same code       recoded   the same with another code
//   split     one plot → several, each ≥ whole_share inside it     merged    several → one, each ≥ whole_share inside
//   it redrawn   anything else (borders moved, part of a plot lost or added) fresh     a plot that shares no land with
//   the year before      gone      a plot whose land is in no later plot
//
// Guarantees: links in (before, after) order, gone where their plot stands, fresh last; areas in m² (plane). The
// balance: land of the earlier layer = shared land + land in no later plot + slivers, later plots that overlap counted
// apart. Same bytes for any number of threads. Geometry must be valid (check room).
#pragma once

#include "base/diagnostics.hpp"
#include "base/progress.hpp"
#include "overlay/balance.hpp"
#include "table/layer.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace mulens::years {

enum class Kind : std::uint8_t { same, recoded, split, merged, redrawn, fresh, gone };
inline constexpr std::size_t kind_count = 7;
/// same, recoded, split, merged, redrawn, new, gone: as in the column `lineage_kind`.
[[nodiscard]] const char* name_of(Kind kind);

struct LineageOptions {
    double link_share = 0.02;   ///< of either plot: less is two surveys that differ
    double whole_share = 0.95;  ///< at least this is the whole plot
    unsigned threads = 1;
};

struct Link {
    Row before = no_row, after = no_row;  ///< no_row: fresh, gone
    double area_m2 = 0;                   ///< shared; of the plot itself where it is fresh or gone
    double share_of_before = table::none, share_of_after = table::none;
    Kind kind = Kind::same;
    /// Of what the earlier plot had, what the later one takes on: shares of the earlier plot that add up to 1 where
    /// its later plots hold at least whole_share of it.
    double carried = 0;
};

struct Lineage {
    std::vector<Link> links;
    std::vector<std::vector<std::uint32_t>> of_after;  ///< per later plot: its links, largest shared area first
    std::array<std::uint64_t, kind_count> events{};    ///< by kind: a split into three is one event
    overlay::Balance balance;

    /// The plot most of whose land `after` has; no_row where it is new.
    [[nodiscard]] Row main_before(Row after) const;
};

/// Both layers need the column parcel_id. Throws Error(usage) where the shares are no shares, and Stopped.
[[nodiscard]] Lineage trace(const table::Layer& before, const table::Layer& after, const LineageOptions& options,
                            Diagnostics& diagnostics, Progress& progress);

/// What each later plot takes over of a sum (分) that the earlier plots have; `blank` stays blank where every source
/// is. Whole 分, largest remainder; `lost` gets what no later plot takes.
inline constexpr std::int64_t blank = std::numeric_limits<std::int64_t>::min();
[[nodiscard]] std::vector<std::int64_t> carry_fen(const Lineage& lineage, const std::vector<std::int64_t>& before,
                                                  std::int64_t& lost);
/// The same for land (m², exact to 1e-9).
[[nodiscard]] std::vector<double> carry_area(const Lineage& lineage, const std::vector<double>& before);

}  // namespace mulens::years
