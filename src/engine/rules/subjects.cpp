#include "rules/subjects.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace mulens::rules {
namespace {

/// "C3612" → "3612".
std::string industry_digits(std::string_view industry) {
    std::string out;
    for (const char c : half_width(industry)) {
        if (c >= '0' && c <= '9') out += c;
        if (!out.empty() && !(c >= '0' && c <= '9')) break;
    }
    return out;
}

std::uint16_t group_index(const config::Scheme& scheme, std::string_view industry) {
    const std::string digits = industry_digits(industry);
    if (digits.empty()) return 0;
    for (std::size_t g = 0; g < scheme.groups.size(); ++g)
        for (const auto& code : scheme.groups[g].codes)
            if (digits.starts_with(industry_digits(code))) return static_cast<std::uint16_t>(g + 1);
    if (!scheme.groups.empty() || digits.size() < 2) return 0;
    return static_cast<std::uint16_t>(1 + (digits[0] - '0') * 10 + (digits[1] - '0'));  // the GB/T 4754 division
}

/// Calls `set(row, value)` with what `value_of` makes of each row's text, once per different text where that is known.
template <typename Value, typename Make, typename Set>
void each_text(const table::Column* column, Row rows, Make&& value_of, Set&& set) {
    if (column == nullptr || !column->is_text()) return;
    const auto& store = column->store();
    if (store.mode() == table::TextStore::Mode::dictionary) {
        std::vector<Value> by_code(store.entries());
        for (std::uint32_t code = 0; code < store.entries(); ++code) by_code[code] = value_of(store.entry(code));
        for (Row row = 0; row < rows; ++row) set(row, by_code[store.code(row)]);
        return;
    }
    for (Row row = 0; row < rows; ++row) set(row, value_of(store.at(row)));
}

void add_points(const config::Scheme& scheme, const table::Table& table, Subjects& out) {
    for (const auto& points : scheme.points) {
        const table::Column* column = table.find(points.column);
        if (column == nullptr || column->is_text()) continue;
        if (out.points.empty()) out.points.assign(out.rows, 0);
        for (Row row = 0; row < out.rows; ++row) {
            double value = column->number(row);
            if (std::isnan(value)) continue;
            if (!std::isnan(points.max)) value = std::min(value, points.max);
            out.points[row] += points.deduction ? -value : value;
        }
    }
}

}  // namespace

std::vector<std::string> scheme_metrics(const config::Scheme& scheme) {
    std::vector<std::string> out;
    for (const auto& scale_class : scheme.classes)
        for (const auto& indicator : scale_class.indicators)
            if (std::find(out.begin(), out.end(), indicator.metric) == out.end()) out.push_back(indicator.metric);
    return out;
}

Scale scale_of(std::string_view text) {
    const bool above = text.find("规上") != text.npos || text.find("规模以上") != text.npos;
    const bool below = text.find("规下") != text.npos || text.find("规模以下") != text.npos;
    if (above == below) return Scale::none;
    return above ? Scale::above : Scale::below;
}

std::vector<Scale> scales_of(const table::Table& table) {
    std::vector<Scale> out(table.rows(), Scale::none);
    each_text<Scale>(table.find("scale_class"), table.rows(), scale_of,
                     [&](Row row, Scale value) { out[row] = value; });
    return out;
}

std::uint8_t class_index(const config::Scheme& scheme, Scale scale) {
    for (std::size_t c = 0; c < scheme.classes.size(); ++c)
        if (scale != Scale::none && scale == scale_of(scheme.classes[c].id)) return static_cast<std::uint8_t>(c);
    return no_class;
}

std::size_t group_count(const config::Scheme& scheme) { return scheme.groups.empty() ? 101 : scheme.groups.size() + 1; }

Subjects subjects_of(const config::Scheme& scheme, const table::Table& table, NumberColumns& columns) {
    Subjects out;
    out.rows = table.rows();
    out.scale_class.assign(out.rows, no_class);
    out.counts.assign(out.rows, 1);
    const auto scales = scales_of(table);
    const ClassTable class_of(scheme);
    for (Row row = 0; row < out.rows; ++row) out.scale_class[row] = class_of(scales[row]);
    bool grouped = false;
    for (const auto& scale_class : scheme.classes)
        for (const auto& indicator : scale_class.indicators) grouped |= indicator.within_group;
    out.group.assign(out.rows, 0);
    if (grouped)
        each_text<std::uint16_t>(
            table.find("industry"), out.rows, [&](std::string_view text) { return group_index(scheme, text); },
            [&](Row row, std::uint16_t value) { out.group[row] = value; });
    add_points(scheme, table, out);
    for (const auto& metric : scheme_metrics(scheme)) out.measures.push_back(measure_of(table, metric, columns));
    return out;
}

}  // namespace mulens::rules
