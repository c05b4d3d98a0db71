#include "style/map_rules.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <cmath>

namespace mulens::style {
namespace {

using Kind = Condition::Kind;

Condition compare(Kind kind, const std::string& field, std::string literal, bool text) {
    Condition c;
    c.kind = kind;
    c.field = field;
    c.literal = std::move(literal);
    c.text = text;
    return c;
}

Condition joined(Kind kind, std::vector<Condition> parts) {
    if (parts.empty()) return {};
    if (parts.size() == 1) return std::move(parts.front());
    Condition c;
    c.kind = kind;
    c.parts = std::move(parts);
    return c;
}

Condition is_null(const std::string& field) { return compare(Kind::is_null, field, "", false); }
Condition negated(Condition inner) {
    Condition c;
    c.kind = Kind::negated;
    c.parts.push_back(std::move(inner));
    return c;
}

/// One value of a text column. A blank one may be NULL or an empty text, by format.
Condition value_is(const std::string& field, const std::string& value) {
    Condition equal = compare(Kind::equal, field, value, true);
    if (!value.empty()) return equal;
    return joined(Kind::any, {is_null(field), std::move(equal)});
}

Condition range(const std::string& field, const Class& c) {
    std::vector<Condition> parts;
    if (std::isfinite(c.from)) parts.push_back(compare(Kind::at_least, field, number_text(c.from), false));
    if (std::isfinite(c.to)) parts.push_back(compare(Kind::below, field, number_text(c.to), false));
    if (parts.empty()) parts.push_back(negated(is_null(field)));
    return joined(Kind::all, std::move(parts));
}

/// Words that no class has. Blank is a class of its own, or no data.
Condition unknown_value(const Classes& classes, const std::string& field) {
    std::vector<Condition> parts;
    bool blank_known = false;
    for (std::uint16_t i = 0; i < classes.no_data(); ++i) {
        if (classes.classes[i].value.empty())
            blank_known = true;
        else
            parts.push_back(compare(Kind::not_equal, field, classes.classes[i].value, true));
    }
    if (blank_known) {
        parts.push_back(compare(Kind::not_equal, field, "", true));
        parts.insert(parts.begin(), negated(is_null(field)));
        return joined(Kind::all, std::move(parts));
    }
    if (parts.empty()) return {};
    return joined(Kind::any, {is_null(field), joined(Kind::all, std::move(parts))});
}

Condition condition_of(const Classes& classes, std::uint16_t i, const std::string& field) {
    const bool words = classes.kind == ClassKind::categories;
    if (i == classes.no_data()) return words ? unknown_value(classes, field) : is_null(field);
    return words ? value_is(field, classes.classes[i].value) : range(field, classes.classes[i]);
}

Rule rule_of(const Classes& classes, std::uint16_t i, const std::string& field, const StyleOptions& options) {
    const Class& c = classes.classes[i];
    Rule rule;
    rule.code = c.code;
    rule.label = c.label(options.chinese);
    rule.condition = condition_of(classes, i, field);
    rule.symbol.fill = with_alpha(c.colour, 217);  // 85 %
    rule.symbol.outline = mix(c.colour, rgb(0x000000), 0.3);
    if (c.hatched) rule.symbol.hatch = rgb(0xB8BCC2);
    if (options.hatch_d && c.letter && c.code == "D") rule.symbol.hatch = rgb(0x5A2700);
    return rule;
}

Rule highlight(const char* code, std::string label, Condition condition, Colour colour, double px, bool dashed) {
    Rule rule;
    rule.code = code;
    rule.label = std::move(label);
    rule.condition = std::move(condition);
    rule.symbol.outline = colour;
    rule.symbol.outline_px = px;
    rule.symbol.dashed = dashed;
    rule.highlight = true;
    return rule;
}

}  // namespace

const std::vector<std::string>& idle_values() {
    static const std::vector<std::string> values{"not_started_1y", "not_started_2y", "suspended_1y",
                                                 "government_caused"};
    return values;
}

LayerStyle layer_style(const Classes& classes, const FieldNames& fields, const StyleOptions& options) {
    const auto field = fields.find(classes.field);
    if (field == fields.end())
        throw Error::make(ExitCode::usage,
                          "the style shows the column {}, which the file does not hold; add it to --columns",
                          classes.field);
    LayerStyle style;
    style.name = classes.field.substr(0, 30);
    style.title = classes.title(options.chinese);
    for (std::uint16_t i = 0; i <= classes.no_data(); ++i)
        style.rules.push_back(rule_of(classes, i, field->second, options));
    if (const auto low = fields.find("low_efficiency"); options.low && low != fields.end())
        style.rules.push_back(highlight("low", options.chinese ? "疑似低效" : "Suspected low-efficient",
                                        compare(Kind::is_true, low->second, "1", false), low_colour(), 2, false));
    if (const auto idle = fields.find("idle_status"); options.idle && idle != fields.end()) {
        std::vector<Condition> any;
        for (const std::string& value : idle_values()) any.push_back(value_is(idle->second, value));
        style.rules.push_back(highlight("idle", options.chinese ? "疑似闲置" : "Suspected idle",
                                        joined(Kind::any, std::move(any)), idle_colour(), 2, true));
    }
    return style;
}

}  // namespace mulens::style
