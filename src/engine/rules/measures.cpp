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

const std::vector<double>& NumberColumns::get(std::string_view name) {
    const table::Column* column = table_->find(name);
    if (column != nullptr && !column->is_text()) return column->values();
    return keep(std::vector<double>(table_->rows(), table::none));
}

const std::vector<double>& NumberColumns::keep(std::vector<double> values) {
    own_.push_back(std::make_unique<std::vector<double>>(std::move(values)));
    return *own_.back();
}

Measure measure_of(const table::Table& table, std::string_view metric, NumberColumns& columns) {
    Measure out;
    const MeasureParts* parts = find_measure(metric);
    if (parts == nullptr) {
        out.ratio = &columns.get(metric);
        return out;
    }
    out.numerator = &columns.get(parts->numerator);
    out.denominator = &columns.get(parts->denominator == "area" ? area_column(table) : parts->denominator);
    const table::Column* own = table.find(metric);
    if (own != nullptr && !own->is_text()) {
        out.ratio = &own->values();
        return out;
    }
    std::vector<double> ratio(table.rows());
    for (Row row = 0; row < table.rows(); ++row) ratio[row] = ratio_of((*out.numerator)[row], (*out.denominator)[row]);
    out.ratio = &columns.keep(std::move(ratio));
    return out;
}

}  // namespace mulens::rules
