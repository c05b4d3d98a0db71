// The picture of the real program's frames against what the rest of the program says: ids, words, palette, table.
#include "app/app.hpp"
#include "gl_fixture.hpp"
#include "support/shared_sample.hpp"

#include <algorithm>
#include <set>

namespace mulens::test {
namespace {

constexpr int width = 1200, height = 900;

app::App& sample() {
    static const auto one = [] {
        auto app = std::make_unique<app::App>(app::AppOptions{2, ""});
        app->set_map_size(width, height, 1);
        app->run(app::command("open", test_support::sample_project()));
        app->wait();
        return app;
    }();
    return *one;
}

struct View {
    const char* name;
    std::vector<const char*> script;
};

/// Everything over the parcels taken away: what is left is said by words and palette alone.
scene::Frame bare(const scene::Frame& frame) {
    scene::Frame out = frame;
    out.over.items.clear();
    out.lines.clear();
    out.buildings = {};
    out.hovered = 0;
    out.exact = true;
    out.supersample = 1;
    return out;
}

/// A pixel whose surroundings all belong to the same parcel; -1 = it has none.
int inner_pixel(const std::vector<std::uint32_t>& ids, const std::vector<std::size_t>& own) {
    for (const std::size_t p : own) {
        const int x = static_cast<int>(p) % width, y = static_cast<int>(p) / width;
        if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2) continue;
        bool inner = true;
        for (int dy = -2; dy <= 2 && inner; ++dy)
            for (int dx = -2; dx <= 2; ++dx)
                inner = inner && ids[p + static_cast<std::size_t>(dx + dy * width)] == ids[p];
        if (inner) return static_cast<int>(p);
    }
    return -1;
}

style::Colour expected_colour(const scene::Frame& frame, scene::Word word) {
    if ((word & scene::word::hidden) != 0) return frame.background;
    const double shown = (word & scene::word::dimmed) != 0 ? 0.18 : 1;
    const auto& paint = frame.palette.at(word & scene::word::class_mask);
    return style::mix(frame.background, {paint.r, paint.g, paint.b, 255},
                      static_cast<double>(frame.fill_opacity) * shown * paint.a / 255);
}

const app::TableColumn grade_column{"grade", "", "", false, 0}, low_column{"low_efficiency", "", "", false, 0};

/// 200 random parcels of the picture: their pixels are the oracle's, the parcel under the pointer is theirs, and the
/// colour is that of the word; the word says what the table says.
void check_picture(const std::string& name) {
    auto& app = sample();
    app.wait();
    const auto frame = bare(app.frame());
    const auto& words = app.words();
    ASSERT_EQ(frame.words.data->size(), words.size()) << name;
    auto& gl = renderer();
    gl.draw(frame);
    const auto ids = gl.read_ids(0, 0, width, height);
    const auto pixels = gl.read_pixels();
    const auto oracle = scene::rasterise(app.data()->shapes(), frame.camera.box(), width, height, 2);
    std::vector<std::vector<std::size_t>> own(words.size() + 1);
    for (std::size_t p = 0; p < ids.size(); ++p) own[ids[p]].push_back(p);
    std::vector<std::uint32_t> drawn;
    for (std::uint32_t id = 1; id < own.size(); ++id)
        if (own[id].size() > 24) drawn.push_back(id);
    ASSERT_GE(drawn.size(), 200U) << name;
    std::mt19937 random(11);
    std::shuffle(drawn.begin(), drawn.end(), random);
    std::size_t coloured = 0, differing = 0, all = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        const std::uint32_t id = drawn[i];
        const Row row = id - 1;
        for (const std::size_t p : own[id]) differing += oracle.ids[p] != id ? 1 : 0;
        all += own[id].size();
        const int p = inner_pixel(ids, own[id]);
        if (p < 0) continue;
        EXPECT_EQ(oracle.ids[static_cast<std::size_t>(p)], id) << name;
        const int x = p % width, y = p / width;
        // Overlapping parcels take turns under the pointer; the one on top is drawn.
        bool under = false;
        for (int nth = 0; nth < 4 && !under; ++nth) under = app.row_at(x + 0.5, y + 0.5, nth) == row;
        EXPECT_TRUE(under) << name << ": parcel " << app.data()->id_of(row) << " at " << x << ", " << y;
        const scene::Word word = words[row];
        EXPECT_EQ(app.cell(low_column, row) == app::tr(app::Lang::zh, "yes"), (word & scene::word::low) != 0) << name;
        if ((word & scene::word::hatched) != 0) continue;
        const auto colour = colour_at(pixels, x, y), wanted = expected_colour(frame, word);
        EXPECT_TRUE(near(colour, wanted, 3))
            << name << ": parcel " << app.data()->id_of(row) << " is " << int{colour.r} << " " << int{colour.g} << " "
            << int{colour.b} << ", not " << int{wanted.r} << " " << int{wanted.g} << " " << int{wanted.b};
        const std::string grade = app.cell(grade_column, row);
        if (app.state().document.metric == "grade" && grade.size() == 1 && (word & scene::word::dimmed) == 0) {
            EXPECT_TRUE(near(frame.palette[word & scene::word::class_mask], style::grade_colour(grade[0]), 0)) << name;
        }
        ++coloured;
    }
    EXPECT_GT(coloured, 120U) << name;
    // Pixels whose centre lies on a border may go to either side.
    EXPECT_LT(differing, all / 100) << name;
}

TEST(GlApp, IdsAndColoursAreWhatWordsAndTableSay) {
    auto& app = sample();
    const std::string code = app.scheme()->low_tests.front().code;
    const std::vector<View> views{
        {"grades", {"theme light", "show grade", "zoom_to platform 临江高科园"}},
        {"one metric, dark, filtered",
         {"theme dark", "show tax_per_mu", "filter \"area_basis_mu > 15\"", "zoom_to platform 江海之城"}},
        {"classes of a metric", {"theme light", "filter_none", "show far", "breaks auto"}},
        {"a trial, D hatched, one platform",
         {"show grade", "weight 规上 tax_per_mu 5", "hatch_d on", "platform 杭州前进智造园",
          "zoom_to platform 杭州前进智造园"}},
    };
    for (const auto& view : views) {
        for (const char* line : view.script) app.run(line);
        check_picture(view.name);
    }
    app.run(app::command("threshold", code, 25.0));
    check_picture("a threshold");
    while (!app.undo_label().empty()) app.run("undo");
}

TEST(GlApp, WhatTheTableListsIsOutlinedAndNothingElse) {
    auto& app = sample();
    app.run("theme light");
    app.run("tab low");
    app.run("highlight idle off");
    app.run("zoom_to platform 临江高科园");
    app.run("zoom 2");
    app.wait();
    auto frame = app.frame();
    frame.over.items.clear();
    frame.buildings = {};
    frame.exact = true;
    auto& gl = renderer();
    gl.draw(frame);
    const auto ids = gl.read_ids(0, 0, width, height);
    const auto pixels = gl.read_pixels();
    const auto& rows = *app.table().rows;
    const std::set<Row> listed(rows.begin(), rows.end());
    std::vector<std::size_t> whole(app.data()->rows(), 0), lit(app.data()->rows(), 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const std::uint32_t id = ids[static_cast<std::size_t>(y * width + x)];
            if (id == 0) continue;
            ++whole[id - 1];
            if (near(colour_at(pixels, x, y), style::low_colour(), 24)) ++lit[id - 1];
        }
    std::size_t outlined = 0, plain = 0;
    for (Row row = 0; row < whole.size(); ++row) {
        if (whole[row] < 900) continue;
        const auto box = app.data()->shapes().box(row);
        const auto view = frame.camera.box();
        if (box.min_x < view.min_x || box.max_x > view.max_x || box.min_y < view.min_y || box.max_y > view.max_y)
            continue;
        if (listed.contains(row)) {
            EXPECT_GT(lit[row], 20U) << app.data()->id_of(row) << " is listed and not outlined";
            ++outlined;
        } else {
            // A neighbour's outline may touch its edge, not go around it.
            EXPECT_LT(lit[row], whole[row] / 12) << app.data()->id_of(row) << " is outlined and not listed";
            ++plain;
        }
    }
    EXPECT_GT(outlined, 3U);
    EXPECT_GT(plain, 10U);
    app.run("highlight idle on");
}

}  // namespace
}  // namespace mulens::test
