#include "metrics/registry.hpp"

#include <algorithm>
#include <array>

namespace mulens::metrics {
namespace {

constexpr std::size_t fields = 6;
using Line = std::array<std::string, fields>;

std::string needs(const Metric& metric) {
    std::string text(metric.numerator);
    const auto add = [&](std::string_view name) {
        if (!name.empty() && text.find(name) == std::string::npos) text.append(", ").append(name);
    };
    add(metric.parcel_denominator);
    add(metric.enterprise_denominator);
    return text;
}

std::string_view subjects(const Metric& metric) {
    if (metric.parcels && metric.enterprises) return "parcel, enterprise";
    return metric.parcels ? "parcel" : "enterprise";
}

std::vector<Line> lines() {
    std::vector<Line> out{{"metric", "中文名", "unit", "formula", "needs", "of"}};
    for (const Metric& m : registry())
        out.push_back({std::string(m.id), std::string(m.zh), std::string(m.unit), std::string(m.formula), needs(m),
                       std::string(subjects(m))});
    return out;
}

/// Columns on a terminal: a Chinese character takes two.
std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80U) continue;
        columns += byte >= 0xE3U ? 2 : 1;
    }
    return columns;
}

std::string as_text(const std::vector<Line>& table) {
    std::array<std::size_t, fields> widest{};
    for (const Line& line : table)
        for (std::size_t i = 0; i < fields; ++i) widest[i] = std::max(widest[i], width(line[i]));
    std::string out;
    for (const Line& line : table) {
        for (std::size_t i = 0; i < fields; ++i) {
            out += line[i];
            if (i + 1 < fields) out.append(widest[i] - width(line[i]) + 2, ' ');
        }
        out += '\n';
    }
    return out;
}

std::string as_markdown(const std::vector<Line>& table) {
    std::string out;
    for (std::size_t row = 0; row < table.size(); ++row) {
        for (const std::string& field : table[row]) out.append("| ").append(field).append(" ");
        out += "|\n";
        if (row > 0) continue;
        for (std::size_t i = 0; i < fields; ++i) out += "|---";
        out += "|\n";
    }
    return out;
}

}  // namespace

const std::vector<Metric>& registry() {
#define MULENS_LIST_METRIC(id) defs::id(),
    static const std::vector<Metric> metrics{MULENS_METRICS(MULENS_LIST_METRIC)};
#undef MULENS_LIST_METRIC
    return metrics;
}

const Metric* find_metric(std::string_view id) {
    for (const Metric& metric : registry())
        if (metric.id == id) return &metric;
    return nullptr;
}

std::string list_metrics(ListFormat format) {
    return format == ListFormat::text ? as_text(lines()) : as_markdown(lines());
}

}  // namespace mulens::metrics
