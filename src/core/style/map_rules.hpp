// A map style as rules: what is filled how, and why. Other programs' styles (QML, SLD) are written from it, so that
// they show the very same classes. A number class has the explicit conditions >= from and < to. Plain data; pure
// functions.
#pragma once

#include "style/classes.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::style {

/// A condition on the fields of a file.
struct Condition {
    enum class Kind : std::uint8_t { always, is_null, is_true, equal, not_equal, at_least, below, all, any, negated };
    Kind kind = Kind::always;
    std::string field;             ///< name in the file
    std::string literal;           ///< number as text, or words
    bool text = false;             ///< the literal is words
    std::vector<Condition> parts;  ///< all, any: two and more; negated: one
};

struct Symbol {
    Colour fill{0, 0, 0, 0};  ///< alpha 0: not filled
    Colour hatch{0, 0, 0, 0};
    Colour outline{0, 0, 0, 0};
    double outline_px = 0.5;
    bool dashed = false;
};

struct Rule {
    std::string code;   ///< stays the same between languages and files
    std::string label;  ///< in the language asked for
    Condition condition;
    Symbol symbol;
    bool highlight = false;  ///< drawn above all fills, besides the class of the parcel
};

struct LayerStyle {
    std::string name;   ///< "grade", "tax_per_mu": at most 30 bytes
    std::string title;  ///< legend title with unit
    std::vector<Rule> rules;
};

/// Canonical column → its name in the file; columns that the file lacks are left out.
using FieldNames = std::map<std::string, std::string, std::less<>>;

struct StyleOptions {
    bool chinese = true;
    bool hatch_d = false;  ///< grade D also hatched, for prints without colour
    bool low = true;       ///< outline of suspected low-efficient parcels, where the file says which
    bool idle = true;      ///< dashed outline of suspected idle ones
};

/// Throws Error(usage) where the file lacks the column of the classes.
[[nodiscard]] LayerStyle layer_style(const Classes& classes, const FieldNames& fields,
                                     const StyleOptions& options = {});

/// Values of idle_status that mean suspected idle.
[[nodiscard]] const std::vector<std::string>& idle_values();

}  // namespace mulens::style
