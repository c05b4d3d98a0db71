// Metrics as the rules use them: a ratio per row and its two parts, so that a mean can be Σ numerator ÷ Σ denominator.
// NaN where a part is blank or the denominator is not above 0; never a division by zero.
#pragma once

#include "table/table.hpp"

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

/// A number column of the table, or a column of NaN; keeps what it hands out alive.
class NumberColumns {
  public:
    explicit NumberColumns(const table::Table& table) : table_(&table) {}
    [[nodiscard]] const std::vector<double>& get(std::string_view name);
    [[nodiscard]] const std::vector<double>& keep(std::vector<double> values);

  private:
    const table::Table* table_;
    std::vector<std::unique_ptr<std::vector<double>>> own_;
};

struct Measure {
    const std::vector<double>* ratio = nullptr;
    const std::vector<double>* numerator = nullptr;
    const std::vector<double>* denominator = nullptr;
};
/// The metric's own column where the table has it, else the ratio of its parts.
[[nodiscard]] Measure measure_of(const table::Table& table, std::string_view metric, NumberColumns& columns);

}  // namespace mulens::rules
