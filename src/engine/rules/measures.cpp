#include "rules/measures.hpp"

#include <algorithm>

namespace mulens::rules {

const std::vector<MeasureParts>& measure_list() {
    static const std::vector<MeasureParts> list{
        {"tax_per_mu", "tax", "area"},
        {"output_per_mu", "output", "area"},
        {"value_added_per_mu", "value_added", "area"},
        {"revenue_per_mu", "revenue", "area"},
        {"labour_productivity", "value_added", "employees"},
        {"value_added_per_energy", "value_added", "energy_tce"},
        {"value_added_per_emission", "value_added", "emissions_t"},
        {"tax_per_electricity", "tax", "electricity_wan_kwh"},
        {"tax_per_energy", "tax", "energy_tce"},
        {"rd_share", "rd", "revenue"},
        {"investment_per_mu", "fixed_investment_with_land", "area"},
    };
    return list;
}

const MeasureParts* find_measure(std::string_view metric) {
    const auto& list = measure_list();
    const auto it = std::find_if(list.begin(), list.end(), [&](const auto& m) { return m.metric == metric; });
    return it == list.end() ? nullptr : &*it;
}

const char* area_column(const table::Table& table) {
    return table.has("area_assessed_mu") ? "area_assessed_mu" : "area_basis_mu";
}

table::NumberView NumberColumns::get(std::string_view name) const {
    const table::Column* column = table_->find(name);
    return column != nullptr && !column->is_text() ? table::NumberView(*column) : table::NumberView();
}

const std::vector<double>& NumberColumns::flat(std::string_view name) {
    const table::Column* column = table_->find(name);
    if (column == nullptr || column->is_text()) return keep(std::vector<double>(table_->rows(), table::none));
    auto& made = flat_[std::string(name)];
    if (!made) made = std::make_unique<table::FlatNumbers>(*column);
    return made->get();
}

const std::vector<double>& NumberColumns::keep(std::vector<double> values) {
    own_.push_back(std::make_unique<std::vector<double>>(std::move(values)));
    return *own_.back();
}

namespace {

/// The metric's own column, or null: then its parts tell it.
const table::Column* own_column(const table::Table& table, std::string_view metric) {
    const table::Column* own = table.find(metric);
    return own != nullptr && !own->is_text() ? own : nullptr;
}

std::vector<double> ratios(Row rows, table::NumberView numerator, table::NumberView denominator) {
    std::vector<double> out(rows);
    for (Row row = 0; row < rows; ++row) out[row] = ratio_of(numerator[row], denominator[row]);
    return out;
}

}  // namespace

Measure measure_of(const table::Table& table, std::string_view metric, NumberColumns& columns) {
    Measure out;
    const MeasureParts* parts = find_measure(metric);
    if (parts == nullptr) {
        out.ratio = columns.get(metric);
        return out;
    }
    out.has_parts = true;
    out.numerator = columns.get(parts->numerator);
    out.denominator = columns.get(parts->denominator == "area" ? area_column(table) : parts->denominator);
    const table::Column* own = own_column(table, metric);
    out.ratio = own != nullptr ? table::NumberView(*own)
                               : table::NumberView(columns.keep(ratios(table.rows(), out.numerator, out.denominator)));
    return out;
}

const std::vector<double>& flat_ratio(const table::Table& table, std::string_view metric, NumberColumns& columns) {
    const MeasureParts* parts = find_measure(metric);
    if (parts == nullptr || own_column(table, metric) != nullptr) return columns.flat(metric);
    const auto denominator = columns.get(parts->denominator == "area" ? area_column(table) : parts->denominator);
    return columns.keep(ratios(table.rows(), columns.get(parts->numerator), denominator));
}

}  // namespace mulens::rules
