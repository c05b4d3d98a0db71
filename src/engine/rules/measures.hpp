// Metrics as the rules use them: a ratio per row and its two parts, so that a mean can be Σ numerator ÷ Σ denominator.
// NaN where a part is blank or the denominator is not above 0; never a division by zero.
#pragma once

#include "table/table.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::rules {

struct MeasureParts {
    std::string_view metric;
    std::string_view numerator;
    std::string_view denominator;  ///< "area": the land that feeds per-mu figures
};
/// Every metric a scheme may score, in a fixed order.
[[nodiscard]] const std::vector<MeasureParts>& measure_list();
[[nodiscard]] const MeasureParts* find_measure(std::string_view metric);

[[nodiscard]] inline double ratio_of(double numerator, double denominator) {
    return denominator > 0 ? numerator / denominator : table::none;
}

/// The land behind per-mu figures: area_assessed_mu of firms, area_basis_mu of parcels.
[[nodiscard]] const char* area_column(const table::Table& table);

/// A number column of the table, or NaN where it has none; keeps what it makes itself alive.
class NumberColumns {
  public:
    explicit NumberColumns(const table::Table& table) : table_(&table) {}
    [[nodiscard]] table::NumberView get(std::string_view name) const;
    /// Its numbers side by side: for passes that are made again and again.
    [[nodiscard]] const std::vector<double>& flat(std::string_view name);
    [[nodiscard]] const std::vector<double>& keep(std::vector<double> values);

  private:
    const table::Table* table_;
    std::vector<std::unique_ptr<std::vector<double>>> own_;
    std::map<std::string, std::unique_ptr<table::FlatNumbers>, std::less<>> flat_;
};

/// `numerator` and `denominator` are blank where the metric has no parts.
struct Measure {
    table::NumberView ratio, numerator, denominator;
    bool has_parts = false;
};
/// The metric's own column where the table has it, else the ratio of its parts.
[[nodiscard]] Measure measure_of(const table::Table& table, std::string_view metric, NumberColumns& columns);
/// The ratio alone, side by side.
[[nodiscard]] const std::vector<double>& flat_ratio(const table::Table& table, std::string_view metric,
                                                    NumberColumns& columns);

}  // namespace mulens::rules
