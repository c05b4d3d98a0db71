// Lines, shapes and text above the parcels; references.
#include "gl_fixture.hpp"

#include <cstdlib>

namespace mulens::test {
namespace {

scene::Frame blank(int width, int height) {
    scene::Frame frame;
    frame.camera.width = width;
    frame.camera.height = height;
    frame.background = style::rgb(0xffffff);
    return frame;
}

int count_differing(const render::Pixels& pixels, style::Colour from, int x0, int y0, int x1, int y1) {
    int n = 0;
    for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x) n += near(colour_at(pixels, x, y), from) ? 0 : 1;
    return n;
}

TEST(GlOver, ShapesCoverWhatTheyShould) {
    auto frame = blank(200, 100);
    frame.over.rect(10, 10, 50, 40, style::rgb(0xff0000));
    frame.over.polygon({{100, 10}, {140, 10}, {140, 50}, {100, 50}}, style::rgb(0x00ff00));
    frame.over.line(10, 80, 190, 80, style::rgb(0x0000ff), 4);
    renderer().draw(frame);
    const auto pixels = renderer().read_pixels();
    EXPECT_TRUE(near(colour_at(pixels, 10, 10), style::rgb(0xff0000)));
    EXPECT_TRUE(near(colour_at(pixels, 49, 39), style::rgb(0xff0000)));
    EXPECT_TRUE(near(colour_at(pixels, 51, 20), frame.background));
    EXPECT_TRUE(near(colour_at(pixels, 120, 30), style::rgb(0x00ff00)));
    EXPECT_TRUE(near(colour_at(pixels, 142, 30), frame.background));
    EXPECT_TRUE(near(colour_at(pixels, 100, 80), style::rgb(0x0000ff)));
    EXPECT_TRUE(near(colour_at(pixels, 100, 83), frame.background));
}

TEST(GlOver, ChineseTextHasGlyphsOfItsOwn) {
    const auto picture = [](const std::string& text) {
        auto frame = blank(80, 40);
        scene::TextStyle style;
        style.size_px = 24;
        style.colour = style::rgb(0x000000);
        frame.over.text(10, 30, text, style);
        renderer().draw(frame);
        return renderer().read_pixels();
    };
    const auto land = picture("地");
    const auto mu = picture("亩");
    const auto box = picture("\xef\xbf\xbf");  // a character that no font has
    EXPECT_GT(count_differing(land, style::rgb(0xffffff), 0, 0, 80, 40), 60);
    EXPECT_GT(render::compare(land, mu, 20).share, 0.01);
    EXPECT_GT(render::compare(land, box, 20).share, 0.01);
    EXPECT_GT(render::compare(mu, box, 20).share, 0.01);
}

TEST(GlOver, HaloLiesUnderTheText) {
    auto frame = blank(80, 40);
    frame.background = style::rgb(0x808080);
    scene::TextStyle style;
    style.size_px = 24;
    style.colour = style::rgb(0x000000);
    frame.over.text(10, 30, "园", style);
    renderer().draw(frame);
    const int plain = count_differing(renderer().read_pixels(), frame.background, 0, 0, 80, 40);
    frame.over.items[0].text_style.halo = style::rgb(0xffffff);
    frame.over.items[0].text_style.halo_px = 3;
    renderer().draw(frame);
    const auto pixels = renderer().read_pixels();
    EXPECT_GT(count_differing(pixels, frame.background, 0, 0, 80, 40), plain + 100);
    int dark = 0;
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 80; ++x) dark += colour_at(pixels, x, y).r < 60 ? 1 : 0;
    EXPECT_GT(dark, 40);
}

TEST(GlOver, LinesHaveTheirWidthAtAnyZoomAndGlowInside) {
    auto batch = std::make_shared<scene::LineBatch>();
    batch->origin_x = 40'540'000;
    scene::LineStyle style;
    style.colour = style::rgb(0xC2185B);
    style.width_px = 4;
    style.glow_px = 12;
    batch->styles = {style};
    batch->pieces = {{-500, 0, 500, 0, 0, 0}};  // to the east: its left is north
    auto frame = blank(100, 100);
    frame.lines = {{batch, next_version()}};
    for (const double m_per_px : {0.5, 2.0}) {
        frame.camera.x = 40'540'000;
        frame.camera.m_per_px = m_per_px;
        renderer().draw(frame);
        const auto pixels = renderer().read_pixels();
        for (const int y : {48, 49, 50, 51}) EXPECT_TRUE(near(colour_at(pixels, 50, y), style.colour, 3)) << y;
        EXPECT_TRUE(near(colour_at(pixels, 50, 53), frame.background, 3));
        EXPECT_FALSE(near(colour_at(pixels, 50, 45), frame.background, 10));
        EXPECT_TRUE(near(colour_at(pixels, 50, 30), frame.background, 3));
    }
}

TEST(GlOver, DashesLeaveGaps) {
    auto batch = std::make_shared<scene::LineBatch>();
    scene::LineStyle style;
    style.colour = style::rgb(0x000000);
    style.width_px = 4;
    style.dash_px = 10;
    batch->styles = {style};
    batch->pieces = {{-50, 0, 50, 0, 0, 0}};
    auto frame = blank(100, 20);
    frame.lines = {{batch, next_version()}};
    renderer().draw(frame);
    const auto pixels = renderer().read_pixels();
    EXPECT_TRUE(near(colour_at(pixels, 5, 10), style.colour, 3));
    EXPECT_TRUE(near(colour_at(pixels, 15, 10), frame.background, 3));
    EXPECT_TRUE(near(colour_at(pixels, 25, 10), style.colour, 3));
}

TEST(GlOver, WhatIsNoNumberIsNotDrawn) {
    auto frame = blank(20, 20);
    const double nan = std::nan("");
    frame.over.rect(nan, 0, 10, 10, style::rgb(0xff0000));
    frame.over.polyline({{0, 0}, {nan, 5}}, style::rgb(0xff0000), 2);
    frame.over.text(nan, 5, "x", {});
    auto batch = std::make_shared<scene::LineBatch>();
    batch->styles = {scene::LineStyle{}};
    batch->pieces = {{std::nanf(""), 0, 5, 5, 0, 0}};
    frame.lines = {{batch, next_version()}};
    renderer().draw(frame);
    EXPECT_EQ(count_differing(renderer().read_pixels(), frame.background, 0, 0, 20, 20), 0);
}

TEST(GlOver, HoverDrawsOneParcelsBorder) {
    const auto polygons = plots(3);
    auto frame = frame_of(polygons);
    renderer().draw(frame);
    const auto before = renderer().read_pixels();
    frame.hovered = 5;
    frame.hover_colour = style::rgb(0x000000);
    renderer().draw(frame);
    const auto after = renderer().read_pixels();
    const auto ids = renderer().read_ids(0, 0, 400, 300);
    int changed = 0;
    for (int y = 0; y < 300; ++y)
        for (int x = 0; x < 400; ++x) {
            if (near(colour_at(before, x, y), colour_at(after, x, y), 0)) continue;
            ++changed;
            EXPECT_EQ(ids[static_cast<std::size_t>(y) * 400 + x], 5U);
        }
    EXPECT_GT(changed, 100);
    EXPECT_LT(changed, 1500);
}

/// MULENS_NEW_REFERENCES=1 writes the references anew; look at them before they are committed.
void expect_reference(const std::string& name) {
    const std::string path = std::string(MULENS_SOURCE_DIR) + "/tests/gl/reference/" + name + ".png";
    const auto pixels = renderer().read_pixels();
    if (std::getenv("MULENS_NEW_REFERENCES") != nullptr) render::write_png(path, pixels);
    const auto difference = render::compare(pixels, render::read_png(path), 24);
    EXPECT_TRUE(difference.same_size);
    EXPECT_LT(difference.share, 0.005) << name;
}

TEST(GlOver, PicturesAreTheReferences) {
    const auto polygons = plots(6);
    auto frame = frame_of(polygons, 480, 360);
    frame.supersample = 4;
    frame.fill_opacity = 0.85F;
    std::vector<scene::Word> words(polygons.size());
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<scene::Word>(i * 7 % 5);
    words[8] |= scene::word::hatched;
    words[20] |= scene::word::dimmed;
    frame.words = words_of(words);
    renderer().draw(frame);
    expect_reference("parcels");

    auto batch = std::make_shared<scene::LineBatch>();
    batch->origin_x = frame.camera.x;
    batch->origin_y = frame.camera.y;
    scene::LineStyle low, idle, chosen;
    low.colour = style::low_colour();
    low.width_px = 2;
    low.glow_px = 10;
    idle.colour = style::idle_colour();
    idle.width_px = 2;
    idle.dash_px = 6;
    chosen.colour = style::light_theme().accent;
    chosen.width_px = 3;
    chosen.casing = style::rgb(0xffffff);
    chosen.casing_px = 2;
    batch->styles = {low, idle, chosen};
    const auto add = [&](Row row, std::uint32_t style) {
        const auto ring = polygons.ring(polygons.first_ring(polygons.first_polygon(row)));
        double along = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const auto x = [&](std::size_t at) { return static_cast<float>(ring.x(at) - batch->origin_x); };
            const auto y = [&](std::size_t at) { return static_cast<float>(ring.y(at) - batch->origin_y); };
            batch->pieces.push_back({x(i), y(i), x(i + 1), y(i + 1), static_cast<float>(along), style});
            along += std::hypot(ring.x(i + 1) - ring.x(i), ring.y(i + 1) - ring.y(i));
        }
    };
    add(7, 0);
    add(13, 0);
    add(16, 1);
    add(27, 2);
    frame.lines = {{batch, next_version()}};
    frame.over.rect(12, 300, 220, 348, style::with_alpha(style::light_theme().panel, 235), 6);
    frame.over.outline(12, 300, 220, 348, style::light_theme().line, 1, 6);
    frame.over.polyline({{28, 326}, {28, 334}, {120, 334}, {120, 326}}, style::light_theme().text, 1.5);
    scene::TextStyle style;
    style.colour = style::light_theme().text;
    frame.over.text(28, 322, "200 m", style);
    frame.over.text(140, 332, "10 亩", style);
    style.size_px = 20;
    style.bold = true;
    style.align = scene::Align::centre;
    style.halo = style::rgb(0xffffff);
    style.halo_px = 3;
    frame.over.text(240, 120, "杭州钱塘芯谷", style);
    renderer().draw(frame);
    expect_reference("everything");
}

}  // namespace
}  // namespace mulens::test
