#include "style/qml.hpp"

#include "style/xml.hpp"

#include <fmt/format.h>

#include <utility>

namespace mulens::style {
namespace {

using Kind = Condition::Kind;
using Properties = std::vector<std::pair<std::string, std::string>>;

std::string quoted(const std::string& text, char quote) {
    std::string out(1, quote);
    for (const char c : text) out.append(c == quote ? 2 : 1, c);
    return out + quote;
}

std::string list(const std::vector<Condition>& parts, const char* word) {
    std::string out;
    for (const Condition& part : parts) {
        const bool nested = part.kind == Kind::any || part.kind == Kind::all;
        out += (out.empty() ? "" : word) + (nested ? "(" + expression(part) + ")" : expression(part));
    }
    return out;
}

std::string rgba(Colour c) { return fmt::format("{},{},{},{}", c.r, c.g, c.b, c.a); }
std::string number(double value) { return fmt::format("{:g}", value); }

/// Both ways of writing them: QGIS from 3.22 reads the options, older ones the props.
void write_properties(Xml& xml, const Properties& properties) {
    xml.open("Option", {{"type", "Map"}});
    for (const auto& [key, value] : properties)
        xml.empty("Option", {{"type", "QString"}, {"name", key}, {"value", value}});
    xml.close();
    for (const auto& [key, value] : properties) xml.empty("prop", {{"k", key}, {"v", value}});
}

void open_symbol(Xml& xml, const std::string& name, const char* type) {
    xml.open("symbol", {{"type", type}, {"name", name}, {"alpha", "1"}, {"clip_to_extent", "1"}, {"force_rhr", "0"}});
}

void open_layer(Xml& xml, const char* kind, const char* pass) {
    xml.open("layer", {{"class", kind}, {"enabled", "1"}, {"locked", "0"}, {"pass", pass}});
}

void line_layer(Xml& xml, Colour colour, double width, const char* unit, bool dashed, const char* pass) {
    open_layer(xml, "SimpleLine", pass);
    write_properties(xml, {{"line_color", rgba(colour)},
                           {"line_style", "solid"},
                           {"line_width", number(width)},
                           {"line_width_unit", unit},
                           {"joinstyle", "round"},
                           {"capstyle", "flat"},
                           {"use_custom_dash", dashed ? "1" : "0"},
                           {"customdash", "6;4"},
                           {"customdash_unit", "Pixel"}});
    xml.close();
}

void hatch_layer(Xml& xml, Colour colour, const std::string& symbol) {
    open_layer(xml, "LinePatternFill", "0");
    write_properties(xml, {{"angle", "45"},
                           {"distance", "6"},
                           {"distance_unit", "Pixel"},
                           {"color", rgba(colour)},
                           {"line_width", "1"},
                           {"line_width_unit", "Pixel"},
                           {"offset", "0"}});
    open_symbol(xml, "@" + symbol + "@1", "line");
    line_layer(xml, colour, 1, "Pixel", false, "0");
    xml.close();
    xml.close();
}

void fill_symbol(Xml& xml, const Symbol& symbol, const std::string& name) {
    open_symbol(xml, name, "fill");
    open_layer(xml, "SimpleFill", "0");
    write_properties(xml, {{"color", rgba(symbol.fill)},
                           {"style", "solid"},
                           {"outline_color", rgba(symbol.outline)},
                           {"outline_style", "solid"},
                           {"outline_width", number(symbol.outline_px)},
                           {"outline_width_unit", "Pixel"},
                           {"joinstyle", "round"}});
    xml.close();
    if (symbol.hatch.a != 0) hatch_layer(xml, symbol.hatch, name);
    xml.close();
}

/// Above all fills: neighbours drawn later would hide half of the line.
void outline_symbol(Xml& xml, const Symbol& symbol, const std::string& name) {
    open_symbol(xml, name, "fill");
    line_layer(xml, symbol.outline, symbol.outline_px, "Pixel", symbol.dashed, "1");
    xml.close();
}

void write_rules(Xml& xml, const LayerStyle& style, bool highlights) {
    for (std::size_t i = 0; i < style.rules.size(); ++i) {
        const Rule& rule = style.rules[i];
        if (rule.highlight != highlights) continue;
        const std::string symbol = fmt::format("{}", i), filter = expression(rule.condition);
        xml.empty("rule", {{"key", "{" + style.name + "-" + rule.code + "}"},
                           {"symbol", symbol},
                           {"label", rule.label},
                           {"filter", filter}});
    }
}

}  // namespace

std::string expression(const Condition& condition) {
    const std::string field = quoted(condition.field, '"');
    const std::string literal = condition.text ? quoted(condition.literal, '\'') : condition.literal;
    switch (condition.kind) {
        case Kind::always:
            return "1 = 1";
        case Kind::is_null:
            return field + " IS NULL";
        case Kind::is_true:
            // QGIS compares a boolean with 1 as texts in some versions; a shapefile holds 1 and 0.
            return "to_int(" + field + ") = 1";
        case Kind::equal:
            return field + " = " + literal;
        case Kind::not_equal:
            return field + " <> " + literal;
        case Kind::at_least:
            return field + " >= " + literal;
        case Kind::below:
            return field + " < " + literal;
        case Kind::all:
            return list(condition.parts, " AND ");
        case Kind::any:
            return list(condition.parts, " OR ");
        case Kind::negated:
            return "NOT (" + expression(condition.parts.front()) + ")";
    }
    return {};
}

std::string qml(const LayerStyle& style) {
    Xml xml;
    xml.raw("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>");
    xml.open("qgis", {{"version", "3.22.0"}, {"styleCategories", "Symbology"}});
    // symbollevels: the passes of the symbol layers count, highlights come last.
    xml.open("renderer-v2", {{"type", "RuleRenderer"},
                             {"symbollevels", "1"},
                             {"forceraster", "0"},
                             {"enableorderby", "0"},
                             {"referencescale", "-1"}});
    const std::string root = "{" + style.name + "}", group = "{" + style.name + "-classes}";
    xml.open("rules", {{"key", root}});
    xml.open("rule", {{"key", group}, {"label", style.title}});
    write_rules(xml, style, false);
    xml.close();
    write_rules(xml, style, true);
    xml.close();
    xml.open("symbols");
    for (std::size_t i = 0; i < style.rules.size(); ++i) {
        const Rule& rule = style.rules[i];
        if (rule.highlight)
            outline_symbol(xml, rule.symbol, fmt::format("{}", i));
        else
            fill_symbol(xml, rule.symbol, fmt::format("{}", i));
    }
    xml.close();
    xml.close();
    xml.text("blendMode", "0");
    xml.text("featureBlendMode", "0");
    xml.text("layerOpacity", "1");
    xml.text("layerGeometryType", "2");
    return xml.take();
}

}  // namespace mulens::style
