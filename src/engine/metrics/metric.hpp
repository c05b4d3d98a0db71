// What a metric is: plain data. One metric a file under defs/, one name in the list of registry.cpp.
#pragma once

#include <string_view>

namespace mulens::metrics {

/// value = numerator ÷ denominator, or the column as it is where there is no denominator (form given).
/// Blank rules: a blank numerator or denominator → no_data; a denominator of zero or below → not_applicable. Never
/// infinite, never NaN without a status.
struct Metric {
    std::string_view id;  ///< column name; the unit is in data/columns.toml
    std::string_view zh;
    std::string_view unit;                    ///< 万元/亩; "1" = plain number, shares are 0…1
    std::string_view formula;                 ///< in words
    std::string_view numerator;               ///< canonical column
    std::string_view parcel_denominator;      ///< "" = none: the numerator is the metric
    std::string_view enterprise_denominator;  ///< "" with `enterprises` false: parcels only
    bool parcels = true;
    bool enterprises = true;
};

/// A metric per 亩: parcels by their basis area, enterprises by their assessed area.
[[nodiscard]] constexpr Metric per_mu(std::string_view id, std::string_view zh, std::string_view formula,
                                      std::string_view numerator) {
    return {id, zh, "万元/亩", formula, numerator, "area_basis_mu", "area_assessed_mu"};
}

/// A metric that is the ratio of two columns of the same row.
[[nodiscard]] constexpr Metric ratio(std::string_view id, std::string_view zh, std::string_view unit,
                                     std::string_view formula, std::string_view numerator,
                                     std::string_view denominator) {
    return {id, zh, unit, formula, numerator, denominator, denominator};
}

/// A measure of the parcel itself that is taken over as it is.
[[nodiscard]] constexpr Metric of_parcel(std::string_view id, std::string_view zh, std::string_view formula) {
    return {id, zh, "1", formula, id, "", "", true, false};
}

}  // namespace mulens::metrics
