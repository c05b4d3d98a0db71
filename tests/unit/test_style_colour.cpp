#include "base/error.hpp"
#include "style/colour.hpp"
#include "style/number.hpp"
#include "style/ramp.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace mulens;

TEST(StyleColour, ContrastOfKnownPairs) {
    EXPECT_NEAR(style::contrast(style::rgb(0x000000), style::rgb(0xFFFFFF)), 21, 1e-9);
    EXPECT_NEAR(style::contrast(style::rgb(0x777777), style::rgb(0xFFFFFF)), 4.48, 0.005);
    EXPECT_DOUBLE_EQ(style::contrast(style::rgb(0x2563EB), style::rgb(0x2563EB)), 1);
}

TEST(StyleColour, EveryPairOfBothThemesCanBeRead) {
    for (const style::Theme* theme : {&style::light_theme(), &style::dark_theme()}) {
        const auto& t = *theme;
        const auto text = [&](style::Colour front, style::Colour back, const char* what) {
            EXPECT_GE(style::contrast(front, back), 4.5) << what << (t.dark ? " dark" : " light");
        };
        const auto control = [&](style::Colour front, style::Colour back, const char* what) {
            EXPECT_GE(style::contrast(front, back), 3.0) << what << (t.dark ? " dark" : " light");
        };
        for (const auto back : {t.paper, t.panel, t.field, t.selected}) {
            text(t.text, back, "text");
            control(t.control, back, "control");
            control(t.accent, back, "accent");
        }
        for (const auto back : {t.paper, t.panel, t.field, t.selected}) text(t.secondary, back, "secondary");
        text(t.accent, t.panel, "link");
        text(t.on_accent, t.accent, "on accent");
        for (const auto& badge : {t.low, t.idle, t.warning, t.good, t.confirmed})
            text(badge.text, badge.background, "badge");
    }
    for (const char grade : {'A', 'B', 'C', 'D', 'u', 'n', ' '})
        EXPECT_GE(style::contrast(style::text_on(style::grade_colour(grade)), style::grade_colour(grade)), 4.5)
            << grade;
}

TEST(StyleColour, HighlightsStandOutFromGrades) {
    // Lines over fills need a difference of hue or lightness; the outlines also have it over the paper.
    for (const auto& line : {style::low_colour(), style::idle_colour()})
        EXPECT_GE(style::contrast(line, style::light_theme().paper), 3.0);
    EXPECT_EQ(style::hex(style::grade_colour('A')), "#0072b2");
    EXPECT_EQ(style::hex(style::low_colour()), "#c2185b");
}

TEST(StyleNumber, AsPeopleReadThem) {
    EXPECT_EQ(style::format_number(1204), "1,204");
    EXPECT_EQ(style::format_number(8.42), "8.42");
    EXPECT_EQ(style::format_number(8.4), "8.4");
    EXPECT_EQ(style::format_number(8.4, 2), "8.40");
    EXPECT_EQ(style::format_number(97.019), "97.02");
    EXPECT_EQ(style::format_number(1234567.891, 1), "1,234,567.9");
    EXPECT_EQ(style::format_number(-1234.5, 0), "-1,234");
    EXPECT_EQ(style::format_number(-123456), "-123,456");
    EXPECT_EQ(style::format_number(-0.001, 2), "0.00");
    EXPECT_EQ(style::format_number(-0.001), "0");
    EXPECT_EQ(style::format_number(100, 0), "100");
    EXPECT_EQ(style::format_number(1e12), "1,000,000,000,000");
    EXPECT_EQ(style::format_number(std::nan("")), "–");
    EXPECT_EQ(style::format_number(std::numeric_limits<double>::infinity()), "∞");
}

TEST(StyleNumber, OneTwoFive) {
    EXPECT_EQ(style::nice_number(0.23), 0.2);
    EXPECT_EQ(style::nice_number(37), 50);
    EXPECT_EQ(style::nice_number(0.0009), 0.001);
    EXPECT_EQ(style::nice_number(-17), -20);
    EXPECT_EQ(style::nice_number(0), 0);
    EXPECT_EQ(style::nice_ceiling(0.201), 0.5);
    EXPECT_EQ(style::nice_ceiling(0.2), 0.2);
    EXPECT_EQ(style::nice_ceiling(1001), 2000);
}

TEST(StyleRamp, EndsAndMiddle) {
    EXPECT_EQ(style::ramp_names().front(), "viridis");
    EXPECT_EQ(style::hex(style::ramp("viridis").at(0)), "#440154");
    EXPECT_EQ(style::hex(style::ramp("viridis").at(1)), "#fde725");
    EXPECT_EQ(style::hex(style::ramp("cividis").at(2)), "#ffea46");
    const auto middle = style::ramp("rdbu").at(0.5);
    EXPECT_LE(std::max({middle.r, middle.g, middle.b}) - std::min({middle.r, middle.g, middle.b}), 3);
    EXPECT_GT(middle.g, 240);
    EXPECT_TRUE(style::ramp("rdbu").diverging);
    EXPECT_THROW((void)style::ramp("jet"), Error);
    EXPECT_THROW((void)style::parse_colour("#12345"), Error);
}

TEST(StyleRamp, SequentialOnesGrowLighterAllTheWay) {
    for (const char* name : {"viridis", "cividis"}) {
        const auto& ramp = style::ramp(name);
        EXPECT_FALSE(ramp.source.empty());
        const auto light = [&](std::size_t i) { return style::contrast(ramp.colours[i], style::rgb(0)); };
        for (std::size_t i = 4; i < 256; i += 4) EXPECT_GT(light(i), light(i - 4)) << name << " " << i;
    }
}
