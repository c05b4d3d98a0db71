#include "base/error.hpp"
#include "text/atlas.hpp"
#include "text/fonts.hpp"
#include "text/ranges.hpp"
#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace mulens;

namespace {

/// Coverage of a glyph's pixel, 0 outside its rectangle; (0, 0) is its left top corner.
int coverage(const text::GlyphAtlas& atlas, const text::Glyph& glyph, int x, int y) {
    if (x < 0 || y < 0 || x >= glyph.w || y >= glyph.h) return 0;
    const text::AtlasPage& page = atlas.pages()[glyph.page];
    return page.coverage[static_cast<std::size_t>(glyph.y + y) * page.width + glyph.x + x];
}

long ink(const text::GlyphAtlas& atlas, const text::Glyph& glyph) {
    long sum = 0;
    for (int y = 0; y < glyph.h; ++y)
        for (int x = 0; x < glyph.w; ++x) sum += coverage(atlas, glyph, x, y);
    return sum;
}

}  // namespace

TEST(TextFonts, ChineseVariantOfTheCollection) {
    const text::FontFile& font = text::ui_font(false);
    EXPECT_TRUE(std::filesystem::exists(font.path)) << font.path;
    EXPECT_TRUE(std::filesystem::exists(text::ui_font(true).path));
    EXPECT_NE(font.path, text::ui_font(true).path);
    if (font.path.ends_with("NotoSansCJK-Regular.ttc")) {
        EXPECT_EQ(font.face, 2) << font.family;
    }
}

TEST(TextFonts, NoFontSaysWhatToInstall) {
    const auto folder = std::filesystem::temp_directory_path() / "mulens-no-fonts";
    std::filesystem::create_directories(folder);
    try {
        (void)text::find_font_in(folder.string(), false);
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("fonts-noto-cjk"), std::string::npos);
    }
}

TEST(TextUtf8, BrokenBytesAreReplaced) {
    EXPECT_EQ(text::characters("a亩𠮷"), U"a亩𠮷");
    EXPECT_EQ(text::characters("\xe4\xba"), U"\xfffd");        // cut
    EXPECT_EQ(text::characters("\xc0\xaf"), U"\xfffd\xfffd");  // overlong
    EXPECT_EQ(text::characters("\xed\xa0\x80x"), U"\xfffdx");  // surrogate
    EXPECT_EQ(text::characters("\xff亩"), U"\xfffd亩");        // the next one survives
    EXPECT_EQ(text::characters("\xe4亩"), U"\xfffd亩");
    for (const char32_t c : {U'a', U'é', U'亩', U'𠮷'}) {
        std::string bytes;
        text::append_utf8(bytes, c);
        EXPECT_EQ(text::characters(bytes), std::u32string(1, c));
    }
}

TEST(TextAtlas, GlyphsHaveInkInsideTheEmSquare) {
    text::GlyphAtlas atlas;
    for (const char32_t c : U"亩镜钱塘A8g") {
        if (c == 0) break;
        const text::Glyph& glyph = atlas.glyph(c, 32);
        EXPECT_GT(ink(atlas, glyph), 255 * 20) << static_cast<unsigned>(c);
        EXPECT_LE(glyph.w, 34);
        EXPECT_LE(glyph.bearing_y, 32);
        EXPECT_LE(glyph.h - glyph.bearing_y, 12);
    }
    EXPECT_FLOAT_EQ(atlas.glyph(U'亩', 32).advance, 32);
    EXPECT_EQ(&atlas.glyph(U'亩', 32), &atlas.glyph(U'亩', 32.1F));
    EXPECT_EQ(atlas.glyph(U' ', 32).w, 0);
    EXPECT_GT(atlas.glyph(U' ', 32).advance, 4);
    EXPECT_GT(ink(atlas, atlas.glyph(U'亩', 32, true)), ink(atlas, atlas.glyph(U'亩', 32, false)));
}

TEST(TextAtlas, DigitsHaveOneWidth) {
    text::GlyphAtlas atlas;
    for (char32_t c = U'0'; c <= U'9'; ++c) EXPECT_EQ(atlas.glyph(c, 14).advance, atlas.glyph(U'0', 14).advance);
}

TEST(TextAtlas, HaloCoversTheGlyphAndReachesFurther) {
    text::GlyphAtlas atlas;
    for (const char32_t c : {U'塘', U'8', U'。'}) {
        const text::Glyph plain = atlas.glyph(c, 40), halo = atlas.glyph(c, 40, false, 3);
        EXPECT_GE(halo.w, plain.w + 5);
        EXPECT_GE(halo.h, plain.h + 5);
        EXPECT_FLOAT_EQ(halo.advance, plain.advance);
        const int dx = static_cast<int>(plain.bearing_x - halo.bearing_x),
                  dy = static_cast<int>(halo.bearing_y - plain.bearing_y);
        for (int y = 0; y < plain.h; ++y)
            for (int x = 0; x < plain.w; ++x) {
                EXPECT_GE(coverage(atlas, halo, x + dx, y + dy), coverage(atlas, plain, x, y));
                if (coverage(atlas, plain, x, y) == 255) {  // two pixels further the halo is still solid
                    EXPECT_EQ(coverage(atlas, halo, x + dx + 2, y + dy), 255) << x << "," << y;
                    EXPECT_EQ(coverage(atlas, halo, x + dx, y + dy - 2), 255) << x << "," << y;
                }
            }
    }
}

TEST(TextAtlas, UnknownCharacterIsABox) {
    text::GlyphAtlas atlas;
    const text::Glyph& box = atlas.glyph(U'\U000F1234', 20);
    EXPECT_GT(box.w, 6);
    EXPECT_EQ(coverage(atlas, box, 0, 0), 255);
    EXPECT_EQ(coverage(atlas, box, box.w / 2, box.h / 2), 0);
    EXPECT_GT(atlas.width("\xff\xfe", 20), 10);
    EXPECT_EQ(atlas.glyph(U'\n', 20).w, 0);
    EXPECT_NO_THROW((void)atlas.glyph(U'亩', std::nanf(""), false, -1));
}

TEST(TextAtlas, GlyphsNeverMoveNorOverlapWhilePagesGrow) {
    text::GlyphAtlas atlas;
    const text::Glyph first = atlas.glyph(U'亩', 60);
    const long first_ink = ink(atlas, first);
    std::vector<text::Glyph> all{first};
    for (char32_t c = 0x5000; c < 0x5000 + 1500; ++c) all.push_back(atlas.glyph(c, 60));
    EXPECT_GT(atlas.pages().size(), 1U);
    EXPECT_EQ(atlas.pages()[0].height, 4096);
    EXPECT_EQ(ink(atlas, first), first_ink);
    std::vector<std::vector<bool>> taken;
    for (const auto& page : atlas.pages()) taken.emplace_back(page.coverage.size(), false);
    for (const auto& glyph : all)
        for (int y = 0; y < glyph.h; ++y)
            for (int x = 0; x < glyph.w; ++x) {
                auto bit = taken[glyph.page][static_cast<std::size_t>(glyph.y + y) * 1024 + glyph.x + x];
                ASSERT_FALSE(bit);
                bit = true;
            }
}

TEST(TextAtlas, DirtyRowsCoverEveryChange) {
    text::GlyphAtlas atlas;
    (void)atlas.glyph(U'甲', 20);
    atlas.clear_dirty();
    const auto before = atlas.pages()[0].coverage;
    const auto version = atlas.pages()[0].version;
    (void)atlas.glyph(U'甲', 20);
    EXPECT_EQ(atlas.pages()[0].version, version);
    EXPECT_EQ(atlas.pages()[0].dirty_top, atlas.pages()[0].dirty_bottom);
    (void)atlas.glyph(U'乙', 20);
    (void)atlas.glyph(U'丙', 40);
    const text::AtlasPage& page = atlas.pages()[0];
    EXPECT_GT(page.version, version);
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] != page.coverage[i]) {
            EXPECT_GE(static_cast<int>(i / 1024), page.dirty_top);
            EXPECT_LT(static_cast<int>(i / 1024), page.dirty_bottom);
        }
    EXPECT_LT(page.dirty_bottom - page.dirty_top, 100);
}

TEST(TextAtlas, WidthsAddUpAndLongNamesAreCut) {
    text::GlyphAtlas atlas;
    EXPECT_FLOAT_EQ(atlas.width("钱塘芯谷", 14), 56);
    EXPECT_FLOAT_EQ(atlas.width("钱塘", 14) + atlas.width("Ab", 14), atlas.width("钱塘Ab", 14));
    std::string name;
    for (int i = 0; i < 200; ++i) name += "谷";
    const std::string cut = atlas.shortened(name, 14, false, 100);
    EXPECT_TRUE(cut.ends_with("…"));
    EXPECT_LE(atlas.width(cut, 14), 100);
    EXPECT_GT(atlas.width(cut, 14), 80);
    EXPECT_EQ(atlas.shortened("芯谷", 14, false, 100), "芯谷");
    EXPECT_EQ(atlas.shortened(name, 14, false, 3), "");
}

TEST(TextRanges, SortedAndWithinSixteenBits) {
    const std::vector<std::string> texts{"钱塘芯谷", "A亩𠮷\xff"};
    const auto ranges = text::glyph_ranges(texts);
    ASSERT_EQ(ranges.size() % 2, 1U);
    EXPECT_EQ(ranges.back(), 0);
    EXPECT_TRUE(std::is_sorted(ranges.begin(), ranges.end() - 1));
    const auto covered = [&](char32_t c) {
        for (std::size_t i = 0; i + 1 < ranges.size(); i += 2)
            if (ranges[i] <= c && c <= ranges[i + 1]) return true;
        return false;
    };
    for (const char32_t c : {U'钱', U'谷', U'亩', U'A', U'~', U'\xfffd'}) EXPECT_TRUE(covered(c));
    EXPECT_FALSE(covered(U'龙'));
}
