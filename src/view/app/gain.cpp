#include "app/gain.hpp"

#include <cmath>

namespace mulens::app {
namespace {

double known(const table::Column* column, Row row) {
    if (column == nullptr) return 0;
    const double value = column->number(row);
    return std::isnan(value) ? 0 : value;
}

struct Columns {
    const table::Column *mu, *tax;
    explicit Columns(const Dataset& data) : mu(data.table().find("area_basis_mu")), tax(data.table().find("tax")) {}
};

void add_plot(Gain& out, const Columns& columns, const rules::LiveResult& judged, Row row) {
    const double mu = known(columns.mu, row);
    ++out.plots;
    out.mu += mu;
    out.tax += known(columns.tax, row);
    const double gap = judged.shortfall[row];
    if (!(gap > 0)) return;
    ++out.with_gap;
    out.new_tax += gap * mu;
}

double ratio(double tax, double mu) { return mu > 1e-9 ? tax / mu : table::none; }

void finish(Gain& out, const Ground& ground) {
    out.now = ratio(ground.tax, ground.mu);
    out.at_standard = ratio(ground.tax + out.new_tax, ground.mu);
    out.without = ratio(ground.tax - out.tax, ground.mu - out.mu);
}

}  // namespace

Ground ground_of(const Dataset& data, const rules::LiveResult& judged, std::string_view platform) {
    Ground out;
    const Columns columns(data);
    const auto* names = platform.empty() ? nullptr : data.table().find("platform");
    for (Row row = 0; row < data.rows(); ++row) {
        if (judged.standing->in_scope[row] == 0 || (names != nullptr && names->text(row) != platform)) continue;
        out.mu += known(columns.mu, row);
        out.tax += known(columns.tax, row);
    }
    return out;
}

Gain gain_of(const Dataset& data, const rules::LiveResult& judged, const std::vector<std::uint8_t>& pass,
             const Ground& ground) {
    Gain out;
    const Columns columns(data);
    for (Row row = 0; row < data.rows(); ++row)
        if (judged.low[row] != 0 && (pass.empty() || pass[row] != 0)) add_plot(out, columns, judged, row);
    finish(out, ground);
    return out;
}

Gain gain_of_plot(const Dataset& data, const rules::LiveResult& judged, Row row, const Ground& ground) {
    Gain out;
    add_plot(out, Columns(data), judged, row);
    finish(out, ground);
    return out;
}

}  // namespace mulens::app
