#include "style/sld.hpp"

#include "style/xml.hpp"

#include <fmt/format.h>

namespace mulens::style {
namespace {

using Kind = Condition::Kind;

class Writer {
  public:
    Writer(const LayerStyle& style, SldVersion version)
        : style_(style),
          one_one_(version == SldVersion::v1_1),
          parameter_(one_one_ ? "se:SvgParameter" : "sld:CssParameter") {}

    std::string write(const std::string& layer) {
        xml_.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        const char* xlink = "http://www.w3.org/1999/xlink";
        const char* sld = "http://www.opengis.net/sld";
        const char* ogc = "http://www.opengis.net/ogc";
        if (one_one_)
            xml_.open("sld:StyledLayerDescriptor", {{"version", "1.1.0"},
                                                    {"xmlns:sld", sld},
                                                    {"xmlns:se", "http://www.opengis.net/se"},
                                                    {"xmlns:ogc", ogc},
                                                    {"xmlns:xlink", xlink}});
        else
            xml_.open("sld:StyledLayerDescriptor",
                      {{"version", "1.0.0"}, {"xmlns:sld", sld}, {"xmlns:ogc", ogc}, {"xmlns:xlink", xlink}});
        xml_.open("sld:NamedLayer");
        xml_.text(tag("Name"), layer);
        xml_.open("sld:UserStyle");
        xml_.text(tag("Name"), style_.name);
        title(style_.title);
        feature_type_style(false);
        feature_type_style(true);
        return xml_.take();
    }

  private:
    [[nodiscard]] std::string tag(const char* name) const { return std::string(one_one_ ? "se:" : "sld:") + name; }

    void title(const std::string& words) {
        if (one_one_) xml_.open("se:Description");
        xml_.text(tag("Title"), words);
        if (one_one_) xml_.close();
    }

    void feature_type_style(bool highlights) {
        bool any = false;
        for (const Rule& rule : style_.rules) any = any || rule.highlight == highlights;
        if (!any) return;
        xml_.open(tag("FeatureTypeStyle"));
        for (const Rule& rule : style_.rules)
            if (rule.highlight == highlights) write_rule(rule);
        xml_.close();
    }

    void write_rule(const Rule& rule) {
        xml_.open(tag("Rule"));
        // QGIS shows the name of a rule; others show the title.
        xml_.text(tag("Name"), rule.label);
        title(rule.label);
        if (rule.condition.kind != Kind::always) {
            xml_.open("ogc:Filter", {{"xmlns:ogc", "http://www.opengis.net/ogc"}});
            filter(rule.condition);
            xml_.close();
        }
        if (rule.highlight) {
            outline(rule.symbol);
        } else {
            fill(rule.symbol);
            if (rule.symbol.hatch.a != 0) hatch(rule.symbol.hatch);
        }
        xml_.close();
    }

    void comparison(const char* name, const Condition& c) {
        xml_.open(name);
        xml_.text("ogc:PropertyName", c.field);
        xml_.text("ogc:Literal", c.literal);
        xml_.close();
    }

    void filter(const Condition& c) {
        const auto group = [&](const char* name) {
            xml_.open(name);
            for (const Condition& part : c.parts) filter(part);
            xml_.close();
        };
        switch (c.kind) {
            case Kind::always:
                return;
            case Kind::is_null:
                xml_.open("ogc:PropertyIsNull");
                xml_.text("ogc:PropertyName", c.field);
                return xml_.close();
            case Kind::is_true: {
                // A shapefile holds 1 and 0; where the field is a boolean QGIS compares it as a text.
                Condition as_text = c;
                as_text.literal = "true";
                xml_.open("ogc:Or");
                comparison("ogc:PropertyIsEqualTo", c);
                comparison("ogc:PropertyIsEqualTo", as_text);
                return xml_.close();
            }
            case Kind::equal:
                return comparison("ogc:PropertyIsEqualTo", c);
            case Kind::not_equal:
                return comparison("ogc:PropertyIsNotEqualTo", c);
            case Kind::at_least:
                return comparison("ogc:PropertyIsGreaterThanOrEqualTo", c);
            case Kind::below:
                return comparison("ogc:PropertyIsLessThan", c);
            case Kind::all:
                return group("ogc:And");
            case Kind::any:
                return group("ogc:Or");
            case Kind::negated:
                return group("ogc:Not");
        }
    }

    void parameter(const char* name, const std::string& value) { xml_.text(parameter_, value, {{"name", name}}); }

    void stroke(const Symbol& symbol) {
        xml_.open(tag("Stroke"));
        parameter("stroke", hex(symbol.outline));
        parameter("stroke-width", fmt::format("{:g}", symbol.outline_px));
        parameter("stroke-linejoin", "round");
        if (symbol.dashed) parameter("stroke-dasharray", "6 4");
        xml_.close();
    }

    void fill(const Symbol& symbol) {
        xml_.open(tag("PolygonSymbolizer"));
        xml_.open(tag("Fill"));
        parameter("fill", hex(symbol.fill));
        if (symbol.fill.a != 255) parameter("fill-opacity", fmt::format("{:.2f}", symbol.fill.a / 255.0));
        xml_.close();
        stroke(symbol);
        xml_.close();
    }

    void outline(const Symbol& symbol) {
        xml_.open(tag("PolygonSymbolizer"));
        stroke(symbol);
        xml_.close();
    }

    /// QGIS takes a turned horline for its line pattern; GeoServer wants the prefix that its own marks have.
    void hatch(Colour colour) {
        xml_.open(tag("PolygonSymbolizer"));
        xml_.open(tag("Fill"));
        xml_.open(tag("GraphicFill"));
        xml_.open(tag("Graphic"));
        xml_.open(tag("Mark"));
        xml_.text(tag("WellKnownName"), one_one_ ? "horline" : "shape://slash");
        xml_.open(tag("Stroke"));
        parameter("stroke", hex(colour));
        parameter("stroke-width", "1");
        xml_.close();
        xml_.close();
        xml_.text(tag("Size"), "6");
        if (one_one_) {
            xml_.open("se:Rotation");
            xml_.text("ogc:Literal", "45");
            xml_.close();
        }
        for (int i = 0; i < 4; ++i) xml_.close();
    }

    const LayerStyle& style_;
    bool one_one_;
    const char* parameter_;
    Xml xml_;
};

}  // namespace

std::string sld(const LayerStyle& style, const std::string& layer, SldVersion version) {
    return Writer(style, version).write(layer);
}

}  // namespace mulens::style
