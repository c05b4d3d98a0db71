// Computes the registry's metrics for parcels and enterprises. Every row has a value or a status: no_data where an
// input is blank, not_applicable where the denominator is zero or below. Same bytes for any number of threads.
#pragma once

#include "metrics/registry.hpp"
#include "table/table.hpp"

#include <string>
#include <vector>

namespace mulens::metrics {

enum class Subject { parcel, enterprise };

struct MetricOptions {
    unsigned threads = 1;
    std::vector<std::string> only;  ///< ids; empty: all of the registry
    bool when_read = false;         ///< ratios are reckoned each time they are read: no memory, slower passes
};

/// Sets one column a metric. A metric whose columns the table lacks becomes a blank column (one shared block).
void compute_metrics(table::Table& table, Subject subject, const MetricOptions& options);

/// One value as the columns hold it.
struct Value {
    double value = table::none;
    table::Status status = table::Status::no_data;
};
[[nodiscard]] Value divide(double numerator, double denominator);

}  // namespace mulens::metrics
