// The tables of the report of this room, and the sums that its sentences tell. Private to it.
#pragma once

#include "base/exact.hpp"
#include "diff/report.hpp"

#include <array>

namespace mulens::diff {

/// Plots or firms: their units with what tables say about them.
struct Kind {
    bool parcels = true;
    const std::vector<Unit>* units = nullptr;
    const table::Table* a = nullptr;
    const table::Table* b = nullptr;
    const Difference* d = nullptr;

    [[nodiscard]] const char* name() const { return parcels ? "parcel" : "enterprise"; }
    [[nodiscard]] const table::Table& table_of(const Unit& u) const { return u.b != no_row ? *b : *a; }
    [[nodiscard]] Row row_of(const Unit& u) const { return u.b != no_row ? u.b : u.a; }
    [[nodiscard]] double mu(const Unit& u) const;   ///< 亩 of B, else of A; NaN = none
    [[nodiscard]] double tax(const Unit& u) const;  ///< 万元
    [[nodiscard]] std::string platform(const Unit& u) const;
    /// Why a unit entered or left: split, merged, redrawn, new, gone, scope, or why it has no grade at the other end.
    [[nodiscard]] std::string reason(const Unit& u) const;
    /// Grades at the ends: A–D, ungraded, not_evaluated, out; new and gone where the unit is on one side only.
    [[nodiscard]] std::string before(const Unit& u) const;
    [[nodiscard]] std::string after(const Unit& u) const;
};
[[nodiscard]] Kind parcels_of(const Difference& d, const Shown& shown);
[[nodiscard]] Kind firms_of(const Difference& d, const Shown& shown);

struct CauseSums {
    std::uint64_t up = 0, down = 0, touched = 0, entered = 0, left = 0;
    ExactSum up_mu, down_mu;
    std::int64_t net = 0;  ///< grades, over all moved and cancelled units
    Int128 points = 0;     ///< 1e-9 points, over units scored at both ends
};
struct Sums {
    std::array<CauseSums, cause_count> cause;
    std::uint64_t both = 0, up = 0, down = 0, same = 0, cancelled = 0, entered = 0, left = 0, scored = 0;
    ExactSum up_mu, down_mu;
};
[[nodiscard]] Sums sums_of(const Kind& kind);

/// Was a plot on the list of suspected low-efficient plots at either end? Firms never are.
struct ListMove {
    bool before = false, after = false;
};
[[nodiscard]] ListMove list_move(const Kind& kind, const Unit& u);
struct ListSums {
    std::uint64_t entered = 0, left = 0;
    ExactSum entered_mu, left_mu;
};
[[nodiscard]] ListSums list_sums(const Kind& kind);
/// The plots that entered or left that list, then those whose grade moved: what colours the map.
[[nodiscard]] table::ReportTable marks_table(const Kind& kind, const geom::Polygons* shapes);
[[nodiscard]] table::ReportTable causes_table(const Kind& parcels, const Sums& p, const Kind& firms, const Sums& f);
[[nodiscard]] table::ReportTable moves_table(const Kind& kind, const geom::Polygons* shapes);
[[nodiscard]] table::ReportTable entered_table(const Kind& parcels, const Kind& firms);
/// The whole district as a square, and by platform as a list.
[[nodiscard]] table::ReportTable square_table(const Kind& parcels, const Kind& firms);
[[nodiscard]] table::ReportTable matrix_table(const Kind& parcels, const Kind& firms);
[[nodiscard]] table::ReportTable cuts_table(const Difference& d);

}  // namespace mulens::diff
