#include "plan/targets.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::plan {

double quantile(std::vector<double> values, double q) {
    std::erase_if(values, [](double v) { return std::isnan(v); });
    if (values.empty()) return table::none;
    std::sort(values.begin(), values.end());
    const double position = static_cast<double>(values.size() - 1) * q;
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (values[above] - values[below]) * (position - static_cast<double>(below));
}

Targets::Targets(const table::Table& parcels, std::span<const std::string> group, double q) {
    std::map<std::string, std::vector<double>> values;
    std::vector<double> all;
    for (Row row = 0; row < parcels.rows(); ++row) {
        const auto grade = parcels.text("grade", row);
        const double tax = parcels.number("tax_per_mu", row);
        if (grade.size() != 1 || std::isnan(tax)) continue;
        all.push_back(tax);
        if (!group.empty() && !group[row].empty()) values[group[row]].push_back(tax);
    }
    for (auto& [name, list] : values)
        if (list.size() >= fewest_plots) by_group_[name] = quantile(std::move(list), q);
    district_ = quantile(std::move(all), q);
}

double Targets::of(const std::string& group) const {
    const auto it = by_group_.find(group);
    return it == by_group_.end() ? district_ : it->second;
}

}  // namespace mulens::plan
