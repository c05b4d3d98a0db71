// What tax per mu a renewed site should bring (目标亩均税收): a quantile of the assessed plots of its platform or
// industry, the district's where fewer than `fewest_plots` are known, or a given figure.
//
// The quantile is over plots (not weighted), linear between neighbours: position (n − 1) · q of the sorted values.
#pragma once

#include "table/table.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace mulens::plan {

inline constexpr std::size_t fewest_plots = 8;

/// NaN for no values. `values` may be in any order and hold NaN (left out).
[[nodiscard]] double quantile(std::vector<double> values, double q);

class Targets {
  public:
    /// `group`: per parcel its platform or industry. Plots in scope with grade A to D and a tax per mu count.
    Targets(const table::Table& parcels, std::span<const std::string> group, double q);

    /// 万元/亩; NaN where nothing is assessed at all.
    [[nodiscard]] double of(const std::string& group) const;
    [[nodiscard]] double district() const { return district_; }

  private:
    std::map<std::string, double> by_group_;
    double district_ = table::none;
};

}  // namespace mulens::plan
