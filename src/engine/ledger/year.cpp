#include "ledger/year.hpp"

#include <cmath>
#include <set>

namespace mulens::ledger {
namespace {

double year_of_row(const table::Table& table, Row row) {
    const double own = table.number("year", row);
    return std::isnan(own) ? table.number("source_year", row) : own;
}

}  // namespace

table::Layer take_year(const table::Layer& layer, int year) {
    std::vector<Row> rows;
    for (Row row = 0; row < layer.rows(); ++row) {
        const double of_row = year_of_row(layer.table, row);
        if (std::isnan(of_row) || of_row == year) rows.push_back(row);
    }
    if (rows.size() == layer.rows()) return layer;
    table::Layer out;
    out.role = layer.role;
    out.sources = layer.sources;
    out.table = table::take_rows(layer.table, rows);
    for (const Row row : rows) {
        if (row < layer.source.size()) out.source.push_back(layer.source[row]);
        if (row < layer.source_row.size()) out.source_row.push_back(layer.source_row[row]);
    }
    return out;
}

std::vector<int> years_of(const table::Layer& layer) {
    std::set<int> years;
    double last = table::none;
    for (Row row = 0; row < layer.rows(); ++row) {
        const double year = year_of_row(layer.table, row);
        if (std::isnan(year) || year == last) continue;
        last = year;
        years.insert(static_cast<int>(year));
    }
    return {years.begin(), years.end()};
}

}  // namespace mulens::ledger
