#include "rules/exemptions.hpp"

#include "base/text.hpp"

#include <cmath>

namespace mulens::rules {
namespace {

double date_in(const table::Column* column, Row row) {
    return column == nullptr || column->is_text() ? table::none : column->number(row);
}

}  // namespace

bool holds_value(std::string_view cell, const std::vector<std::string>& values) {
    const std::string_view text = trimmed(cell);
    if (text.empty()) return false;
    for (const auto& value : values) {
        if (value == "*" || text == value) return true;
        for (std::size_t at = text.find(value); at != text.npos; at = text.find(value, at + 1)) {
            const std::string_view before = text.substr(0, at);
            const std::string_view after = text.substr(at + value.size());
            const auto starts = [](std::string_view t) {
                return t.empty() || t.starts_with(';') || t.starts_with('/') || t.starts_with("、") ||
                       t.starts_with("；");
            };
            const auto ends = [](std::string_view t) {
                return t.empty() || t.ends_with(';') || t.ends_with('/') || t.ends_with("、") || t.ends_with("；");
            };
            if (ends(before) && starts(after)) return true;
        }
    }
    return false;
}

std::vector<std::uint16_t> exemptions_of(const config::Scheme& scheme, const table::Table& table,
                                         std::optional<Date> as_of) {
    std::vector<std::uint16_t> out(table.rows(), no_rule);
    for (std::size_t e = 0; e < scheme.exemptions.size(); ++e) {
        const auto& rule = scheme.exemptions[e];
        const table::Column* column = table.find(rule.column.empty() ? rule.since_column : rule.column);
        if (column == nullptr) continue;
        const table::Column* from = rule.from_column.empty() ? nullptr : table.find(rule.from_column);
        const table::Column* until = rule.until_column.empty() ? nullptr : table.find(rule.until_column);
        const table::Column* completion =
            rule.re_enters_after_column.empty() ? nullptr : table.find(rule.re_enters_after_column);
        const double today = as_of ? day_number(*as_of) : table::none;
        for (Row row = 0; row < table.rows(); ++row) {
            if (out[row] != no_rule) continue;
            bool hit = false;
            if (!rule.column.empty()) {
                hit = column->is_text() && !column->text(row).empty() && holds_value(column->text(row), rule.values);
            } else if (as_of && !column->is_text() && !std::isnan(column->number(row))) {
                const Date since = from_day_number(column->number(row));
                hit = *as_of >= since && *as_of < add_years(since, rule.years);
            }
            if (!hit) continue;
            // Comparisons with a blank (NaN) date are false: a blank end is open.
            if (date_in(from, row) > today || date_in(until, row) < today || date_in(completion, row) < today) continue;
            out[row] = static_cast<std::uint16_t>(e);
        }
    }
    return out;
}

std::vector<char> veto_limits(const config::Scheme& scheme, const table::Table& table) {
    std::vector<char> out(table.rows(), 'A');
    std::vector<char> decided(table.rows(), 0);
    for (const auto& veto : scheme.vetoes) {
        const table::Column* column = table.find(veto.column);
        if (column == nullptr || !column->is_text()) continue;
        const bool any = veto.values.size() == 1 && veto.values.front() == "*";
        for (Row row = 0; row < table.rows(); ++row) {
            if (column->text(row).empty()) continue;
            // "*" is for what no veto above named; named vetoes add up to the worst.
            if ((any && decided[row] != 0) || !holds_value(column->text(row), veto.values)) continue;
            out[row] = std::max(out[row], veto.not_above);
            decided[row] = 1;
        }
    }
    return out;
}

}  // namespace mulens::rules
