// Words become the colours they should, read back pixel by pixel.
#include "gl_fixture.hpp"

namespace mulens::test {
namespace {

struct Middle {
    int x, y;
};

Middle middle(const geom::Polygons& polygons, Row row, const scene::Camera& camera) {
    const auto box = polygons.box(row);
    const auto at = camera.to_px((box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2);
    return {static_cast<int>(at.x), static_cast<int>(at.y)};
}

style::Colour drawn(const geom::Polygons& polygons, Row row, const scene::Frame& frame) {
    const auto [x, y] = middle(polygons, row, frame.camera);
    return colour_at(renderer().read_pixels(), x, y);
}

TEST(GlColours, AreThePaletteByClass) {
    const auto polygons = plots(4);
    for (const int supersample : {1, 2, 4}) {
        auto frame = frame_of(polygons);
        frame.supersample = supersample;
        EXPECT_TRUE(renderer().draw(frame));
        for (Row row = 0; row < polygons.size(); ++row)
            EXPECT_TRUE(near(drawn(polygons, row, frame), frame.palette[row % 5])) << row << " × " << supersample;
    }
}

TEST(GlColours, OpacityLetsTheBackgroundThrough) {
    const auto polygons = plots(2);
    auto frame = frame_of(polygons);
    frame.fill_opacity = 0.5F;
    renderer().draw(frame);
    EXPECT_TRUE(near(drawn(polygons, 0, frame), style::mix(frame.background, frame.palette[0], 0.5)));
}

TEST(GlColours, NewWordsRecolour) {
    const auto polygons = plots(2);
    auto frame = frame_of(polygons);
    renderer().draw(frame);
    frame.words = words_of({3, 3 | scene::word::hidden, 3 | scene::word::dimmed, 0});
    renderer().draw(frame);
    EXPECT_TRUE(near(drawn(polygons, 0, frame), frame.palette[3]));
    EXPECT_TRUE(near(drawn(polygons, 1, frame), frame.background));
    const auto dimmed = drawn(polygons, 2, frame);
    EXPECT_FALSE(near(dimmed, frame.background));
    EXPECT_TRUE(near(dimmed, style::mix(frame.background, frame.palette[3], 0.18), 4));
    EXPECT_TRUE(near(drawn(polygons, 3, frame), frame.palette[0]));
}

TEST(GlColours, FewerWordsThanParcelsDrawNothingElse) {
    const auto polygons = plots(2);
    auto frame = frame_of(polygons);
    frame.words = words_of({2});
    renderer().draw(frame);
    EXPECT_TRUE(near(drawn(polygons, 0, frame), frame.palette[2]));
    EXPECT_TRUE(near(drawn(polygons, 3, frame), frame.background));
}

TEST(GlColours, SmallMarkedParcelsLightUp) {
    const auto polygons = plots(30);
    auto frame = frame_of(polygons, 80, 60);
    frame.words = words_of(std::vector<scene::Word>(polygons.size(), 1 | scene::word::low));
    renderer().draw(frame);
    EXPECT_TRUE(near(drawn(polygons, 465, frame), style::low_colour(), 40));
}

TEST(GlColours, SwipeShowsTheOtherWordsAtTheRight) {
    const auto polygons = plots(4);
    auto frame = frame_of(polygons);
    frame.words = words_of(std::vector<scene::Word>(16, 0));
    frame.right_words = words_of(std::vector<scene::Word>(16, 3));
    frame.swipe_px = 200;
    renderer().draw(frame);
    const auto pixels = renderer().read_pixels();
    int left = 0, right = 0;
    for (int y = 0; y < 300; ++y)
        for (int x = 0; x < 400; ++x) {
            const auto c = colour_at(pixels, x, y);
            if (near(c, frame.palette[0])) {
                ++left;
                EXPECT_LT(x, 200);
            }
            if (near(c, frame.palette[3])) {
                ++right;
                EXPECT_GE(x, 200);
            }
        }
    EXPECT_GT(left, 1000);
    EXPECT_GT(right, 1000);
}

TEST(GlColours, HatchedParcelsHaveLines) {
    const auto polygons = plots(2);
    auto frame = frame_of(polygons);
    frame.hatch = {0, 0, 0, 255};
    frame.words = words_of({1 | scene::word::hatched, 1, 1, 1});
    renderer().draw(frame);
    const auto count_dark = [&](Row row) {
        const auto pixels = renderer().read_pixels();
        const auto [x, y] = middle(polygons, row, frame.camera);
        int dark = 0;
        for (int dy = -8; dy <= 8; ++dy)
            for (int dx = -8; dx <= 8; ++dx) dark += colour_at(pixels, x + dx, y + dy).b < 60 ? 1 : 0;
        return dark;
    };
    EXPECT_GT(count_dark(0), 20);
    EXPECT_LT(count_dark(0), 200);
    EXPECT_EQ(count_dark(1), 0);
}

TEST(GlColours, BordersAreDarkerAndFadeOut) {
    const auto polygons = plots(2);
    auto frame = frame_of(polygons);
    frame.words = words_of({1, 1, 1, 1});
    const auto count = [&] {
        renderer().draw(frame);
        const auto pixels = renderer().read_pixels();
        int darker = 0;
        for (int y = 0; y < 300; ++y)
            for (int x = 0; x < 400; ++x) darker += colour_at(pixels, x, y).b < frame.palette[1].b - 10 ? 1 : 0;
        return darker;
    };
    EXPECT_GT(count(), 200);
    frame.border_fade_px = 1000;
    EXPECT_EQ(count(), 0);
}

TEST(GlColours, BuildingsDarkenTheFill) {
    const auto polygons = plots(2);
    auto frame = frame_of(polygons);
    geom::Polygons buildings;
    const auto box = polygons.box(0);
    geom::add_rectangle(buildings, box.min_x + 35, box.min_y + 35, box.min_x + 65, box.min_y + 65);
    frame.buildings = mesh_of(buildings);
    renderer().draw(frame);
    EXPECT_TRUE(near(drawn(polygons, 0, frame), style::mix(frame.palette[0], {0, 0, 0, 255}, 46.0 / 255), 4));
    EXPECT_TRUE(near(drawn(polygons, 1, frame), frame.palette[1]));
}

TEST(GlColours, APictureTooLargeForOneTextureIsTheSame) {
    const auto polygons = plots(8);
    auto frame = frame_of(polygons, 2400, 1500);
    frame.supersample = 2;
    renderer().draw(frame);
    const auto whole = renderer().read_pixels();
    frame.supersample = 4;  // 57 million samples: in tiles
    renderer().draw(frame);
    const auto tiled = renderer().read_pixels();
    EXPECT_LT(render::compare(whole, tiled, 60).share, 0.002);
}

}  // namespace
}  // namespace mulens::test
