// The id picture against an oracle that knows no GL.
#include "gl_fixture.hpp"

namespace mulens::test {
namespace {

/// 200 random parcels: the pixels that the oracle gives to each must be the picture's, but for pixels whose centre lies
/// within a sixteenth of a pixel of a border (the rasterisers round there).
void expect_same_ids(const geom::Polygons& polygons, const scene::Frame& frame, const std::string& what) {
    auto& gl = renderer();
    gl.draw(frame);
    const int w = frame.camera.width;
    const int h = frame.camera.height;
    const auto ids = gl.read_ids(0, 0, w, h);
    const auto oracle = scene::rasterise(polygons, frame.camera.box(), w, h, 1);
    // Where a shift of a sixteenth of a pixel changes the oracle's answer, either answer is right.
    std::vector<scene::IdRaster> shifted;
    for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        scene::Camera camera = frame.camera;
        camera.x += dx * camera.m_per_px / 16;
        camera.y += dy * camera.m_per_px / 16;
        shifted.push_back(scene::rasterise(polygons, camera.box(), w, h, 1));
    }
    std::mt19937 random(3);
    int checked = 0;
    for (int i = 0; i < 200; ++i) {
        const std::uint32_t id = static_cast<std::uint32_t>(random() % polygons.size()) + 1;
        for (std::size_t p = 0; p < oracle.ids.size(); ++p) {
            if (oracle.ids[p] != id && ids[p] != id) continue;
            ++checked;
            bool right = oracle.ids[p] == ids[p];
            for (const auto& other : shifted) right = right || other.ids[p] == ids[p];
            ASSERT_TRUE(right) << what << ": pixel " << p % static_cast<std::size_t>(w) << ", "
                               << p / static_cast<std::size_t>(w) << " is " << ids[p] << ", not " << oracle.ids[p];
        }
    }
    EXPECT_GT(checked, 200) << what;
}

TEST(GlIds, AreThePolygonsAtPixelCentresAtEveryZoom) {
    const auto polygons = plots(24);
    auto frame = frame_of(polygons, 640, 480);
    for (const double factor : {1.0, 2.5, 0.4, 6.0}) {
        frame.camera.fit(frame.parcels.data->box);
        frame.camera.m_per_px /= factor;
        frame.camera.x += 3.3 * frame.camera.m_per_px;
        expect_same_ids(polygons, frame, "zoom " + std::to_string(factor));
    }
}

TEST(GlIds, SupersamplingKeepsThePixelsIds) {
    const auto polygons = plots(6);
    auto frame = frame_of(polygons);
    renderer().draw(frame);
    const auto one = renderer().read_ids(0, 0, 400, 300);
    frame.supersample = 2;
    renderer().draw(frame);
    const auto two = renderer().read_ids(0, 0, 400, 300);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < one.size(); ++i) differing += one[i] != two[i] ? 1 : 0;
    EXPECT_LT(differing, one.size() / 25);  // a quarter of a pixel along the borders
}

TEST(GlIds, OneTexelIsTheParcelUnderThePixel) {
    const auto polygons = plots(4);
    const auto frame = frame_of(polygons);
    renderer().draw(frame);
    for (const Row row : {0U, 5U, 15U}) {
        const auto box = polygons.box(row);
        const auto at = frame.camera.to_px((box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2);
        EXPECT_EQ(renderer().id_at(static_cast<int>(at.x), static_cast<int>(at.y)), row + 1);
    }
    EXPECT_EQ(renderer().id_at(0, 0), 0U);
    EXPECT_EQ(renderer().id_at(-5, 10000), 0U);
}

TEST(GlIds, MovingPicturesBecomeTheExactOneWhenStill) {
    const auto polygons = plots(40);
    auto frame = frame_of(polygons, 320, 240);
    frame.parcels = mesh_of(polygons, {1, true, true, 64});
    renderer().draw(frame);
    const auto exact = renderer().read_ids(0, 0, 320, 240);
    frame.exact = false;
    frame.camera.m_per_px *= 1.1;
    renderer().draw(frame, 0.0);
    frame.camera.m_per_px /= 1.1;
    int frames = 0;
    while (!renderer().draw(frame, 0.5)) ASSERT_LT(++frames, 1000);
    const auto still = renderer().read_ids(0, 0, 320, 240);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < still.size(); ++i) differing += still[i] != exact[i] ? 1 : 0;
    // Plots of six points and more than eight pixels: coarse or not, the same triangles.
    EXPECT_LT(differing, still.size() / 10);
}

TEST(GlIds, TheLaterRowLiesOnTopAcrossChunks) {
    geom::Polygons polygons;
    for (int i = 0; i < 300; ++i) geom::add_rectangle(polygons, 40.0 * i, 0, 40.0 * i + 60, 50);
    auto frame = frame_of(polygons, 1200, 20);
    frame.parcels = mesh_of(polygons, {1, true, true, 8});
    ASSERT_GT(frame.parcels.data->chunks.size(), 10U);
    renderer().draw(frame);
    const auto& camera = frame.camera;
    for (Row row = 1; row + 1 < 300; ++row) {
        const auto at = camera.to_px(40.0 * row + 10, 25);  // both row - 1 and row are here
        EXPECT_EQ(renderer().id_at(static_cast<int>(at.x), static_cast<int>(at.y)), row + 1);
    }
}

TEST(GlIds, TheMeshMayGoOnceItIsDrawn) {
    const auto polygons = plots(12);
    auto frame = frame_of(polygons);
    frame.parcels = mesh_of(polygons);
    (void)renderer();  // makes the context
    render::Renderer fresh;
    fresh.draw(frame);
    const auto whole = frame.parcels;
    frame.parcels.data = std::make_shared<const scene::Mesh>(scene::outline_of(*whole.data));
    ASSERT_TRUE(frame.parcels.data->indices.empty());
    frame.camera.x += 40 * frame.camera.m_per_px;  // another picture, from what the renderer holds
    fresh.draw(frame);
    const auto kept = fresh.read_ids(0, 0, 400, 300);
    EXPECT_GT(std::count_if(kept.begin(), kept.end(), [](auto id) { return id != 0; }), 1000);
    const auto shown = frame.parcels;
    frame.parcels = {};  // hidden …
    fresh.draw(frame);
    EXPECT_EQ(fresh.read_ids(0, 0, 400, 300), std::vector<std::uint32_t>(400 * 300, 0));
    frame.parcels = shown;  // … and back
    fresh.draw(frame);
    EXPECT_EQ(fresh.read_ids(0, 0, 400, 300), kept);
    frame.parcels = whole;
    render::Renderer other;
    other.draw(frame);
    EXPECT_EQ(other.read_ids(0, 0, 400, 300), kept);
}

TEST(GlIds, EmptyLayersAndFramesAreEmptyPictures) {
    geom::Polygons none;
    auto frame = frame_of(none, 64, 48);
    EXPECT_TRUE(renderer().draw(frame));
    EXPECT_EQ(renderer().id_at(5, 5), 0U);
    EXPECT_TRUE(near(colour_at(renderer().read_pixels(), 20, 20), frame.background, 0));
    none.add_empty();
    frame.parcels = mesh_of(none);
    EXPECT_TRUE(renderer().draw(frame));
    scene::Frame bare;
    EXPECT_TRUE(renderer().draw(bare));  // no size: nothing to do
    bare.camera.width = 10;
    bare.camera.height = 10;
    bare.background = style::rgb(0x102030);
    EXPECT_TRUE(renderer().draw(bare));
    EXPECT_TRUE(near(colour_at(renderer().read_pixels(), 3, 3), bare.background, 0));
    bare.camera.x = std::nan("");
    EXPECT_TRUE(renderer().draw(bare));
}

}  // namespace
}  // namespace mulens::test
