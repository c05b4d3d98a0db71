// Units that offices write in headers or options, and the factor to the engine's canonical unit:
// money 万元, area m², share 0…1, ratio a plain number, energy tce, electricity 万kWh, mass t, length m.
#pragma once

#include "config/catalogue.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mulens::read {

struct Unit {
    std::string name;    ///< as shown: "元", "亩", "%"
    double factor = 1;   ///< canonical = value × factor, where `divisor` is 1
    double divisor = 1;  ///< canonical = value × factor ÷ divisor: keeps 元 → 万元 and 亩 → m² exact
};

/// What a unit may measure for this field: by kind, and for numbers by the ending of the canonical name.
enum class Dimension { none, money, area, share, ratio, energy, electricity, mass, length, money_per_mu };
[[nodiscard]] Dimension dimension_of(const config::FieldSpec& field);

/// Nothing where the text is no unit of that dimension. Case, width and spaces do not matter.
[[nodiscard]] std::optional<Unit> find_unit(Dimension dimension, std::string_view text);
/// "元, 千元, 万元 or 亿元" for messages.
[[nodiscard]] std::string units_of(Dimension dimension);
[[nodiscard]] inline double converted(double value, const Unit& unit) { return value * unit.factor / unit.divisor; }

}  // namespace mulens::read
