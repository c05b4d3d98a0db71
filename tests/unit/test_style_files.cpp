#include "base/error.hpp"
#include "style/qml.hpp"
#include "style/sld.hpp"
#include "style/xml.hpp"

#include <gtest/gtest.h>

using namespace mulens;

namespace {

style::Classes tax() {
    return style::break_classes(*config::column_catalogue().find("parcels", "tax_per_mu"), {5, 20.5});
}
const style::FieldNames names{{"tax_per_mu", "TAXPERMU"}, {"grade", "等级"}, {"low_efficiency", "LOW"}};

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t n = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++n;
    return n;
}

}  // namespace

TEST(StyleFiles, ConditionsAreExplicit) {
    const auto style = style::layer_style(tax(), names);
    ASSERT_EQ(style.rules.size(), 5U);  // three classes, no data, low; the file has no idle status
    EXPECT_EQ(style::expression(style.rules[0].condition), "\"TAXPERMU\" < 5");
    EXPECT_EQ(style::expression(style.rules[1].condition), "\"TAXPERMU\" >= 5 AND \"TAXPERMU\" < 20.5");
    EXPECT_EQ(style::expression(style.rules[2].condition), "\"TAXPERMU\" >= 20.5");
    EXPECT_EQ(style::expression(style.rules[3].condition), "\"TAXPERMU\" IS NULL");
    EXPECT_EQ(style::expression(style.rules[4].condition), "to_int(\"LOW\") = 1");
    EXPECT_EQ(style.title, "亩均税收(万元/亩)");
    EXPECT_TRUE(style.rules[4].highlight);
    EXPECT_EQ(style.rules[4].symbol.outline_px, 2);
    EXPECT_EQ(style::hex(style.rules[4].symbol.outline), "#c2185b");
}

TEST(StyleFiles, QuotesCannotBreakOut) {
    style::Classes classes = style::grade_classes({});
    classes.classes[0].value = "O'Hara";
    const auto style = style::layer_style(classes, {{"grade", "a\"b"}});
    EXPECT_EQ(style::expression(style.rules[0].condition), "\"a\"\"b\" = 'O''Hara'");
    EXPECT_EQ(style::escaped("<a & \"b\">\x01"), "&lt;a &amp; &quot;b&quot;&gt;");
}

TEST(StyleFiles, AFileWithoutTheColumnIsRefused) {
    EXPECT_THROW((void)style::layer_style(tax(), {{"grade", "grade"}}), Error);
}

TEST(StyleFiles, HatchOfDWhenAsked) {
    style::StyleOptions options;
    options.hatch_d = true;
    const auto plain = style::layer_style(style::grade_classes({}), names);
    const auto hatched = style::layer_style(style::grade_classes({}), names, options);
    EXPECT_EQ(count(style::qml(plain), "LinePatternFill"), 1U);  // no data
    EXPECT_EQ(count(style::qml(hatched), "LinePatternFill"), 2U);
    EXPECT_EQ(count(style::sld(hatched, "parcels"), "<se:WellKnownName>horline"), 2U);
}

TEST(StyleFiles, QmlIsARuleRendererWithHighlightsOnTop) {
    const std::string qml = style::qml(style::layer_style(tax(), names));
    EXPECT_NE(qml.find("<renderer-v2 type=\"RuleRenderer\" symbollevels=\"1\""), std::string::npos);
    EXPECT_NE(qml.find("label=\"亩均税收(万元/亩)\""), std::string::npos);
    EXPECT_NE(qml.find("filter=\"&quot;TAXPERMU&quot; &gt;= 5 AND &quot;TAXPERMU&quot; &lt; 20.5\""),
              std::string::npos);
    EXPECT_EQ(count(qml, "pass=\"1\""), 1U);
    EXPECT_EQ(count(qml, "<symbol type=\"fill\""), 5U);
}

TEST(StyleFiles, BothVersionsOfSld) {
    const auto style = style::layer_style(tax(), names);
    const std::string one_one = style::sld(style, "parcels"),
                      one = style::sld(style, "parcels", style::SldVersion::v1_0);
    EXPECT_NE(one_one.find("version=\"1.1.0\""), std::string::npos);
    EXPECT_NE(one_one.find("<se:SvgParameter name=\"stroke-width\">2<"), std::string::npos);
    EXPECT_EQ(one.find("se:"), std::string::npos);
    EXPECT_NE(one.find("<sld:CssParameter name=\"fill\">"), std::string::npos);
    EXPECT_EQ(count(one, "<sld:FeatureTypeStyle>"), 2U);
    EXPECT_EQ(count(one_one, "<ogc:PropertyIsGreaterThanOrEqualTo>"), 2U);
    EXPECT_EQ(count(one_one, "<ogc:PropertyIsLessThan>"), 2U);
}
