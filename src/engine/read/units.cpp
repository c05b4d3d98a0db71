#include "read/units.hpp"

#include "read/names.hpp"

#include <array>

namespace mulens::read {
namespace {

struct Row {
    Dimension dimension;
    const char* text;  // folded
    const char* shown;
    double factor;
    double divisor;
};

constexpr std::array rows{
    Row{Dimension::money, "元", "元", 1, 10000},
    Row{Dimension::money, "千元", "千元", 1, 10},
    Row{Dimension::money, "万元", "万元", 1, 1},
    Row{Dimension::money, "百万元", "百万元", 100, 1},
    Row{Dimension::money, "亿元", "亿元", 10000, 1},
    Row{Dimension::money, "人民币元", "元", 1, 10000},
    Row{Dimension::money, "人民币万元", "万元", 1, 1},
    Row{Dimension::money, "yuan", "元", 1, 10000},
    Row{Dimension::money, "cny", "元", 1, 10000},
    Row{Dimension::money, "rmb", "元", 1, 10000},
    Row{Dimension::money, "wan", "万元", 1, 1},
    Row{Dimension::money, "wanyuan", "万元", 1, 1},
    Row{Dimension::money, "yi", "亿元", 10000, 1},
    Row{Dimension::area, "m²", "m²", 1, 1},
    Row{Dimension::area, "㎡", "m²", 1, 1},
    Row{Dimension::area, "m2", "m²", 1, 1},
    Row{Dimension::area, "m^2", "m²", 1, 1},
    Row{Dimension::area, "sqm", "m²", 1, 1},
    Row{Dimension::area, "平方米", "m²", 1, 1},
    Row{Dimension::area, "平米", "m²", 1, 1},
    Row{Dimension::area, "万平方米", "万m²", 10000, 1},
    Row{Dimension::area, "万m²", "万m²", 10000, 1},
    Row{Dimension::area, "公顷", "公顷", 10000, 1},
    Row{Dimension::area, "ha", "公顷", 10000, 1},
    Row{Dimension::area, "hm2", "公顷", 10000, 1},
    Row{Dimension::area, "hm²", "公顷", 10000, 1},
    Row{Dimension::area, "亩", "亩", 10000, 15},
    Row{Dimension::area, "mu", "亩", 10000, 15},
    Row{Dimension::area, "平方公里", "km²", 1e6, 1},
    Row{Dimension::area, "km2", "km²", 1e6, 1},
    Row{Dimension::area, "km²", "km²", 1e6, 1},
    Row{Dimension::area, "ft2", "ft²", 0.09290304, 1},
    Row{Dimension::area, "ft²", "ft²", 0.09290304, 1},
    Row{Dimension::area, "sqft", "ft²", 0.09290304, 1},
    Row{Dimension::share, "%", "%", 1, 100},
    Row{Dimension::share, "pct", "%", 1, 100},
    Row{Dimension::share, "percent", "%", 1, 100},
    Row{Dimension::share, "‰", "‰", 1, 1000},
    Row{Dimension::share, "1", "1", 1, 1},
    Row{Dimension::ratio, "%", "%", 1, 100},
    Row{Dimension::ratio, "pct", "%", 1, 100},
    Row{Dimension::ratio, "percent", "%", 1, 100},
    Row{Dimension::ratio, "1", "1", 1, 1},
    Row{Dimension::energy, "tce", "tce", 1, 1},
    Row{Dimension::energy, "吨标准煤", "tce", 1, 1},
    Row{Dimension::energy, "吨标煤", "tce", 1, 1},
    Row{Dimension::energy, "万吨标准煤", "万tce", 10000, 1},
    Row{Dimension::energy, "万吨标煤", "万tce", 10000, 1},
    Row{Dimension::energy, "千克标准煤", "kgce", 1, 1000},
    Row{Dimension::energy, "kgce", "kgce", 1, 1000},
    Row{Dimension::electricity, "万kwh", "万kWh", 1, 1},
    Row{Dimension::electricity, "wankwh", "万kWh", 1, 1},
    Row{Dimension::electricity, "万千瓦时", "万kWh", 1, 1},
    Row{Dimension::electricity, "万度", "万kWh", 1, 1},
    Row{Dimension::electricity, "千瓦时", "kWh", 1, 10000},
    Row{Dimension::electricity, "kwh", "kWh", 1, 10000},
    Row{Dimension::electricity, "度", "kWh", 1, 10000},
    Row{Dimension::mass, "t", "t", 1, 1},
    Row{Dimension::mass, "吨", "t", 1, 1},
    Row{Dimension::mass, "千克", "kg", 1, 1000},
    Row{Dimension::mass, "公斤", "kg", 1, 1000},
    Row{Dimension::mass, "kg", "kg", 1, 1000},
    Row{Dimension::mass, "万吨", "万t", 10000, 1},
    Row{Dimension::length, "m", "m", 1, 1},
    Row{Dimension::length, "米", "m", 1, 1},
    Row{Dimension::length, "cm", "cm", 1, 100},
    Row{Dimension::length, "厘米", "cm", 1, 100},
    Row{Dimension::length, "ft", "ft", 0.3048, 1},
    Row{Dimension::money_per_mu, "万元/亩", "万元/亩", 1, 1},
    Row{Dimension::money_per_mu, "元/亩", "元/亩", 1, 10000},
    Row{Dimension::money_per_mu, "万元/公顷", "万元/公顷", 1, 15},
    Row{Dimension::none, "人", "人", 1, 1},
    Row{Dimension::none, "层", "层", 1, 1},
    Row{Dimension::none, "家", "家", 1, 1},
    Row{Dimension::none, "年", "年", 1, 1},
    Row{Dimension::none, "度", "°", 1, 1},
};

}  // namespace

Dimension dimension_of(const config::FieldSpec& field) {
    switch (field.kind) {
        case config::FieldKind::money:
            return Dimension::money;
        case config::FieldKind::area:
            return Dimension::area;
        case config::FieldKind::share:
            return Dimension::share;
        case config::FieldKind::ratio:
            return Dimension::ratio;
        case config::FieldKind::number: {
            const std::string_view name = field.name;
            if (name.ends_with("_per_mu")) return Dimension::money_per_mu;
            if (name.ends_with("_tce")) return Dimension::energy;
            if (name.ends_with("_kwh")) return Dimension::electricity;
            if (name.ends_with("_t")) return Dimension::mass;
            if (name.ends_with("_m")) return Dimension::length;
            return Dimension::none;
        }
        default:
            return Dimension::none;
    }
}

std::optional<Unit> find_unit(Dimension dimension, std::string_view text) {
    const std::string folded = folded_name(text);
    for (const Row& row : rows)
        if (row.dimension == dimension && folded == row.text) return Unit{row.shown, row.factor, row.divisor};
    return std::nullopt;
}

std::string units_of(Dimension dimension) {
    std::string out;
    for (const Row& row : rows)
        if (row.dimension == dimension && std::string_view(row.text) == folded_name(row.shown))
            out += (out.empty() ? "" : ", ") + std::string(row.shown);
    return out;
}

}  // namespace mulens::read
