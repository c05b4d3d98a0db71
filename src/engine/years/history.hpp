// The plots of several years side by side: each year's own plots with their figures and grades, and the lineage between
// consecutive years. Figures of a plot of today in an earlier year are carried along the lineage by area share.
//
// Units: money 万元, land 亩 and m² as in the columns. Deterministic, const inputs, thread safe.
#pragma once

#include "base/words.hpp"
#include "years/lineage.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::years {

/// One year: `land` has geometry and parcel_id; `plots` the columns that a run gives (grade, scope, tax, output,
/// area_basis_m2, area_basis_mu, platform, score), row by row the same plots. Columns may be missing.
struct YearPlots {
    int year = 0;
    std::shared_ptr<const table::Layer> land;
    table::Table plots;
    std::vector<std::string> industry;  ///< division (GB/T 4754) of each plot; "" = none. May be empty

    [[nodiscard]] std::string_view id(Row row) const { return plots.text("parcel_id", row); }
};

struct History {
    std::vector<YearPlots> years;  ///< ascending, at least one
    std::vector<Lineage> steps;    ///< steps[i]: years[i] → years[i + 1]
    std::vector<Words> assumptions;

    [[nodiscard]] const YearPlots& now() const { return years.back(); }
    /// The plot of years[at] most of whose land the plot of today has, through every step; no_row = none.
    [[nodiscard]] Row ancestor(std::size_t at, Row now) const;
    /// Codes of the plots of years[at] that the plot of today has land of, joined by ";".
    [[nodiscard]] std::string former_codes(std::size_t at, Row now) const;
    /// Position of a year in `years`; throws Error(usage) naming the years there are.
    [[nodiscard]] std::size_t position(int year, std::string_view option) const;
};

/// What is carried to the plots of today.
struct Series {
    struct Year {
        std::vector<double> mu, tax, output;         ///< per plot of today; NaN = none
        std::int64_t tax_fen = 0, tax_lost_fen = 0;  ///< of the year's own plots; of it on land that is in no plot now
        std::int64_t output_fen = 0, output_lost_fen = 0;
    };
    std::vector<Year> years;  ///< along History::years
};
[[nodiscard]] Series series_of(const History& history);

/// "A" … "D", ungraded, not_evaluated, or out (not in scope).
[[nodiscard]] std::string_view standing_of(const table::Table& plots, Row row);

}  // namespace mulens::years
