// The layer catalogue (layers/*.toml): which canonical fields a role has, what they hold and what people call them.
// Loaded once, then const: thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mulens::config {

/// key: text that identifies, compared by normalised_key. share: 0…1. ratio: a plain number that some write in per cent
/// (floor area ratio 容积率). area: m². money: 万元. date: day number.
enum class FieldKind { key, text, number, share, ratio, area, money, date, boolean };

/// No floor area ratio of a plan comes near it (industry 0.5 to 5): above it a number is percent, or wrong.
inline constexpr double most_ratio = 20;

struct FieldSpec {
    std::string name;  ///< canonical
    FieldKind kind = FieldKind::text;
    std::vector<std::string> aliases;  ///< in the order of the file
};

struct LayerCatalogue {
    std::string role;
    std::string zh;
    std::string geometry;                   ///< "polygon" or "none"
    std::vector<std::string> required;      ///< each must be there
    std::vector<std::string> required_any;  ///< at least one must be there
    std::vector<FieldSpec> fields;          ///< in the order of the file

    [[nodiscard]] bool spatial() const { return geometry == "polygon"; }
    /// nullptr where the role has no such field.
    [[nodiscard]] const FieldSpec* find(std::string_view field) const;
};

/// Throws Error(usage) for a role that has no file, or for a file of the user's that is not well formed.
[[nodiscard]] const LayerCatalogue& catalogue(const std::string& role);
/// Reads one layers/*.toml text; `name` is used in messages (file:line).
[[nodiscard]] LayerCatalogue parse_catalogue(const std::string& text, const std::string& name);
[[nodiscard]] const char* name_of(FieldKind kind);

}  // namespace mulens::config
