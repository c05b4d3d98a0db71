#include "metrics/metrics.hpp"

#include "base/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::metrics {
namespace {

using table::Column;
using table::Status;

const Column* number_column(const table::Table& table, std::string_view name) {
    const Column* column = name.empty() ? nullptr : table.find(name);
    return column == nullptr || column->is_text() ? nullptr : column;
}

/// Why a row that divide() left without a value has none: the input's own status says it best.
Status reason(const Column& numerator, const Column& denominator, Row row, Status found) {
    if (found != Status::no_data) return found;
    const Status first = numerator.status(row);
    return first != Status::ok ? first : denominator.status(row);
}

Column ratio_column(const Column& numerator, const Column& denominator, unsigned threads) {
    const Row rows = numerator.size();
    std::vector<double> values(rows);
    std::vector<Status> status(rows);
    parallel_chunks(threads, rows, 131072, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
        for (auto row = static_cast<Row>(first); row < last; ++row) {
            const Value v = divide(numerator.number(row), denominator.number(row));
            values[row] = v.value;
            status[row] = v.status == Status::ok ? Status::ok : reason(numerator, denominator, row, v.status);
        }
    });
    return Column::numbers(std::move(values), std::move(status));
}

}  // namespace

Value divide(double numerator, double denominator) {
    if (std::isnan(numerator) || std::isnan(denominator)) return {table::none, Status::no_data};
    if (!(denominator > 0)) return {table::none, Status::not_applicable};
    const double value = numerator / denominator;
    if (!std::isfinite(value)) return {table::none, Status::not_applicable};
    return {value, Status::ok};
}

void compute_metrics(table::Table& table, Subject subject, const MetricOptions& options) {
    const bool parcel = subject == Subject::parcel;
    table::ColumnPtr blank;
    for (const Metric& metric : registry()) {
        if (parcel ? !metric.parcels : !metric.enterprises) continue;
        if (!options.only.empty() &&
            std::find(options.only.begin(), options.only.end(), metric.id) == options.only.end())
            continue;
        const std::string id(metric.id);
        const std::string_view below = parcel ? metric.parcel_denominator : metric.enterprise_denominator;
        const Column* numerator = number_column(table, metric.numerator);
        const Column* denominator = number_column(table, below);
        if (numerator != nullptr && below.empty()) continue;  // the column is the metric
        if (numerator != nullptr && denominator != nullptr && options.when_read) {
            table.set(id, Column::ratio(table.share(metric.numerator), table.share(below)));
            continue;
        }
        if (numerator != nullptr && denominator != nullptr) {
            table.set(id, ratio_column(*numerator, *denominator, options.threads));
            continue;
        }
        if (!blank)
            blank = std::make_shared<const Column>(Column::numbers(std::vector<double>(table.rows(), table::none)));
        table.set(id, blank);
    }
}

}  // namespace mulens::metrics
