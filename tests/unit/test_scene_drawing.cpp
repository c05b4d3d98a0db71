// Labels, highlights, symbols, furniture, legend and the layout of pictures.
#include "geom/locate.hpp"
#include "geometry_helpers.hpp"
#include "scene/furniture.hpp"
#include "scene/highlights.hpp"
#include "scene/labels.hpp"
#include "scene/lines.hpp"
#include "scene/picture.hpp"
#include "scene/symbols.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

using namespace mulens;
using namespace mulens::scene;

namespace {

constexpr double east = 40'520'000;
constexpr double north = 3'350'000;

// Chinese characters are as wide as high, others half so.
float measure(const std::string& text, float size, bool bold) {
    float width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) width += 0.55F;
        if (byte >= 0xC0) width += 1;
    }
    return width * size * (bold ? 1.05F : 1.0F);
}

Camera camera_of(double m_per_px) { return {east + 500, north + 500, m_per_px, 1000, 800, 1}; }

TEST(SceneLabels, NeverMeetAndEachOnlyOnce) {
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int round = 0; round < 20; ++round) {
        std::vector<LabelCandidate> candidates;
        for (int i = 0; i < 600; ++i) {
            LabelCandidate c;
            c.at = {east + 1200 * unit(random) - 100, north + 1200 * unit(random) - 100};
            c.text = i % 3 == 0 ? "钱塘芯谷" + std::to_string(i % 50) : std::to_string(i);
            c.size_px = static_cast<float>(10 + 10 * unit(random));
            c.priority = static_cast<int>(random() % 4);
            candidates.push_back(c);
        }
        candidates.push_back({});
        candidates.back().text = "x";
        candidates.back().at.x = std::nan("");
        const geom::Box taken{0, 700, 400, 800};
        const DrawList list = place_labels(candidates, camera_of(1), measure, std::span(&taken, 1));
        EXPECT_GT(list.items.size(), 50U);
        std::vector<geom::Box> boxes{taken};
        std::set<std::string> texts;
        for (const DrawItem& item : list.items) {
            const double w = static_cast<double>(measure(item.text, item.text_style.size_px, false));
            const double size = static_cast<double>(item.text_style.size_px);
            const double x = static_cast<double>(item.x0), y = static_cast<double>(item.y0);
            const geom::Box box{x - w / 2, y - 0.9 * size, x + w / 2, y + 0.2 * size};
            for (const geom::Box& other : boxes) EXPECT_FALSE(box.meets(other)) << item.text;
            EXPECT_TRUE((geom::Box{0, 0, 1000, 800}).contains(box));
            EXPECT_TRUE(texts.insert(item.text).second);
            boxes.push_back(box);
        }
    }
}

TEST(SceneLabels, PriorityGoesFirst) {
    LabelCandidate low;
    low.at = {east + 500, north + 500};
    low.text = "low";
    LabelCandidate high = low;
    high.text = "high";
    high.priority = 1;
    const std::vector<LabelCandidate> both{low, high};
    const DrawList list = place_labels(both, camera_of(1), measure);
    ASSERT_EQ(list.items.size(), 1U);
    EXPECT_EQ(list.items[0].text, "high");
    high.min_scale = 2;
    const std::vector<LabelCandidate> far{low, high};
    EXPECT_EQ(place_labels(far, camera_of(1), measure).items[0].text, "low");
    EXPECT_TRUE(place_labels(far, Camera{}, measure).items.empty());
    EXPECT_TRUE(place_labels(far, camera_of(1), measure, {}, {0, 0, 505, 800}).items.empty());  // cut by the area
}

TEST(SceneLabels, MoveAsideWhereTheyMay) {
    LabelCandidate name;
    name.at = {east + 500, north + 500};
    name.text = "Hangzhou";
    const std::vector<LabelCandidate> still{name};
    // A button over the right half of the name: without leave to move it is not shown, with it it goes aside.
    const geom::Box button{505, 380, 540, 420};
    EXPECT_TRUE(place_labels(still, camera_of(1), measure, std::span(&button, 1)).items.empty());
    name.give_px = 60;
    const std::vector<LabelCandidate> moving{name};
    EXPECT_EQ(place_labels(moving, camera_of(1), measure).items[0].x0, 500);
    const DrawList aside = place_labels(moving, camera_of(1), measure, std::span(&button, 1));
    ASSERT_EQ(aside.items.size(), 1U);
    const auto half = static_cast<double>(measure(name.text, name.size_px, false)) / 2;
    EXPECT_LE(static_cast<double>(aside.items[0].x0) + half, button.min_x);
    EXPECT_GE(static_cast<double>(aside.items[0].x0), 500 - name.give_px);
    EXPECT_EQ(aside.items[0].y0, place_labels(moving, camera_of(1), measure).items[0].y0);
    // Everything around is taken: not shown at all.
    const geom::Box wide{300, 200, 700, 600};
    EXPECT_TRUE(place_labels(moving, camera_of(1), measure, std::span(&wide, 1)).items.empty());
}

geom::Polygons horseshoe() {
    geom::Polygons p;
    test::add_polygon(p, {{east, north},
                          {east + 1000, north},
                          {east + 1000, north + 1000},
                          {east + 800, north + 1000},
                          {east + 800, north + 200},
                          {east + 300, north + 200},
                          {east + 300, north + 1000},
                          {east, north + 1000}});
    return p;
}

TEST(SceneLabels, AnchorsLieInTheShapeAndStayUnderSmallPans) {
    const auto p = horseshoe();
    const Pole pole = pole_of(p, 0, 1);
    EXPECT_EQ(geom::locate(p, 0, pole.point), geom::Place::inside);
    EXPECT_NEAR(pole.radius_m, 160, 15);  // the broad corner of the left arm
    ZoneAnchors anchors(p);
    const geom::Point whole = anchors.at(0, camera_of(2));
    EXPECT_LT(std::hypot(whole.x - pole.point.x, whole.y - pole.point.y), 30);
    int moves = 0;
    Camera camera = camera_of(0.2);
    camera.x = east + 900;
    camera.y = north + 900;
    geom::Point last = anchors.at(0, camera);
    for (int i = 0; i < 40; ++i, camera.y -= 1) {
        const geom::Point at = anchors.at(0, camera);
        ASSERT_EQ(geom::locate(p, 0, at), geom::Place::inside);
        EXPECT_TRUE(camera.box().contains(at.x, at.y));
        moves += at == last ? 0 : 1;
        last = at;
    }
    EXPECT_LE(moves, 2);
    camera.x = east + 5000;
    EXPECT_TRUE(std::isnan(anchors.at(0, camera).x));
    // Small and wholly in view, close to the edge: still named.
    Camera far = camera_of(20);
    const geom::Box view = far.box();
    far.x += east - 100 - view.min_x;
    EXPECT_EQ(ZoneAnchors(p).at(0, far), whole);
    geom::Polygons empty;
    empty.add_empty();
    EXPECT_TRUE(std::isnan(ZoneAnchors(empty).at(0, camera).x));
}

struct Grid {
    geom::Polygons polygons;
    std::vector<Word> words;
    explicit Grid(int side) {
        for (int i = 0; i < side * side; ++i)
            geom::add_rectangle(polygons, east + i % side * 10, north + i / side * 10, east + i % side * 10 + 9,
                                north + i / side * 10 + 9);
        words.assign(polygons.size(), 0);
    }
};

TEST(SceneHighlights, OutlinesWhereLargeSymbolsWhereSmall) {
    Grid grid(100);
    for (Row row = 0; row < grid.words.size(); row += 20) grid.words[row] = word::low;
    grid.words[5] = word::idle;
    grid.words[7] = word::selected | word::dimmed;
    grid.words[9] = word::low | word::hidden;
    grid.words[11] = word::low | word::dimmed;
    const Highlighter highlighter(grid.polygons, 2);
    const auto near = highlighter.make({grid.words, camera_of(1.4), style::light_theme(), 3});
    EXPECT_EQ(near.outlined, 500U + 3);
    EXPECT_TRUE(near.symbols.items.empty());
    EXPECT_EQ(near.lines.pieces.size(), 4 * near.outlined);
    double left = 0;  // a glow on the left falls inside: rings turn counter-clockwise
    for (const auto& piece : near.lines.pieces) {
        ASSERT_LT(piece.style, near.lines.styles.size());
        left += static_cast<double>(piece.x0) * static_cast<double>(piece.y1) -
                static_cast<double>(piece.x1) * static_cast<double>(piece.y0);
    }
    EXPECT_NEAR(left / 2, 81.0 * static_cast<double>(near.outlined), 1);
    const auto far = highlighter.make({grid.words, camera_of(3), style::light_theme(), 3});
    EXPECT_EQ(far.outlined, 0U);
    EXPECT_EQ(far.gathered, 500U + 3);
    EXPECT_TRUE(far.lines.pieces.empty());
    EXPECT_FALSE(far.symbols.items.empty());
    Camera away = camera_of(1);
    away.x += 1e5;
    EXPECT_EQ(highlighter.make({grid.words, away, style::light_theme(), 3}).outlined, 0U);
}

TEST(SceneHighlights, NeverTooManySymbolsAndAllAreCounted) {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> unit(0, 1);
    SymbolGrid grid(camera_of(1));
    for (int i = 0; i < 50'000; ++i) grid.add({1000 * unit(random), 800 * unit(random)});
    grid.add({-5, 10});
    grid.add({std::nan(""), 10});
    const auto symbols = grid.symbols();
    EXPECT_LE(symbols.size(), SymbolGrid::most_symbols);
    EXPECT_GT(symbols.size(), 300U);
    std::size_t sum = 0;
    for (const Symbol& s : symbols) sum += s.count;
    EXPECT_EQ(sum, 50'000U);
}

TEST(SceneHighlights, EmptyAndBrokenLayers) {
    const Highlights none = Highlighter({}, 2).make({{}, camera_of(1), style::light_theme(), 0});
    EXPECT_EQ(none.outlined + none.gathered, 0U);
    geom::Polygons p;
    p.add_empty();
    test::add_polygon(p, {{std::nan(""), 1}, {2, 2}, {3, std::nan("")}});
    test::add_polygon(p, {{east, north}, {east, north}, {east, north}});
    const std::vector<Word> words(9, word::low | word::selected);
    (void)Highlighter(p, 1).make({words, camera_of(1), style::light_theme(), 2});
    (void)Highlighter(p, 1).make({words, Camera{}, style::light_theme(), 2});
}

TEST(SceneLines, BordersKeepTheirLengthAndLoseDetailFarOut) {
    geom::Polygons p;
    for (int i = 0; i < 720; ++i)
        p.add_point(east + 500 + 400 * std::cos(i * M_PI / 360), north + 500 + 400 * std::sin(i * M_PI / 360));
    p.add_point(p.xy[0], p.xy[1]);
    p.end_ring();
    p.end_polygon();
    p.end_feature();
    const auto style = street_line(style::light_theme(), 1);
    const LineBatch fine = border_lines(p, style, camera_of(2).box(), 0.01);
    const LineBatch far = border_lines(p, style, camera_of(2).box(), 5);
    EXPECT_GT(fine.pieces.size(), 300U);
    EXPECT_LT(far.pieces.size(), 60U);
    EXPECT_NEAR(static_cast<double>(far.pieces.back().along), 2 * M_PI * 400, 300);
    EXPECT_TRUE(border_lines(p, style, camera_of(2).box(), 500).pieces.empty());
}

TEST(SceneFurniture, RoundScalesAndMuSquares) {
    EXPECT_EQ(mu_square(camera_of(0.003), true).side_px, 0);
    for (double m = 0.1; m < 900; m *= 1.07) {
        const Camera camera = camera_of(m);
        const ScaleBar bar = scale_bar(camera, 180);
        EXPECT_GT(bar.length_px, 180 / 2.5 - 1);
        EXPECT_LE(bar.length_px, 180.001);
        const MuSquare square = mu_square(camera, true);
        EXPECT_GE(square.side_px, 14);
        EXPECT_LE(square.side_px, 40);
        EXPECT_NEAR(square.side_px * square.side_px * m * m * 15 / 10000, square.area_mu, 1e-6 * square.area_mu);
    }
    EXPECT_EQ(scale_bar(camera_of(3), 180).label, "500 m");
    EXPECT_EQ(scale_bar(camera_of(12), 180).label, "2 km");
    EXPECT_EQ(mu_square(camera_of(3), true).label, "10 亩");
}

TEST(SceneFurniture, CardLeavesOutWhatHasNoRoom) {
    FurnitureSpec spec{camera_of(3), style::light_theme(), true, "E 120.4812° N 30.3127°", "X 3354210 Y 40546270", {}};
    const auto texts = [&] {
        std::set<std::string> out;
        for (const auto& item : map_furniture(spec, measure).drawing.items) out.insert(item.text);
        return out;
    };
    EXPECT_TRUE(texts().contains(spec.grid));
    spec.camera.width = 620;
    EXPECT_TRUE(texts().contains(spec.lonlat));
    EXPECT_FALSE(texts().contains(spec.grid));
    spec.camera.width = 120;
    EXPECT_TRUE(map_furniture(spec, measure).card.empty());
    EXPECT_EQ(shortened("钱塘芯谷产业园", 10, false, 45, measure), "钱塘芯…");
    EXPECT_EQ(shortened("钱塘", 10, false, 45, measure), "钱塘");
    EXPECT_EQ(shortened("钱塘", 10, false, 3, measure), "");
    using Lines = std::vector<std::string>;
    EXPECT_EQ(in_lines("", 10, false, 45, 3, measure), Lines());
    EXPECT_EQ(in_lines("钱塘", 10, false, 45, 3, measure), Lines{"钱塘"});
    const Lines chinese = in_lines("钱塘芯谷产业园", 10, false, 45, 9, measure);
    std::string joined;
    for (const auto& line : chinese) {
        EXPECT_LE(measure(line, 10, false), 45.0F) << line;
        joined += line;
    }
    EXPECT_EQ(joined, "钱塘芯谷产业园");
    for (const auto& line : in_lines("cut lines from the ranking", 10, false, 120, 9, measure))
        for (const std::string word : {"lines", "from", "ranking"})  // no word is torn
            EXPECT_TRUE(line.find(word.substr(0, 2)) == line.npos || line.find(word) != line.npos) << line;
    EXPECT_EQ(in_lines("钱塘芯谷产业园", 10, false, 45, 1, measure), Lines{"钱塘芯…"});
}

TEST(ScenePicture, ShowsTheWorldInTheMapAndKeepsTextInside) {
    PictureSpec spec;
    spec.theme = style::light_theme();
    spec.world = {east, north, east + 9000, north + 7000};
    spec.title = std::string(200, 'T');
    for (int i = 0; i < 70; ++i) spec.title += "亩";
    spec.subtitle = "2024";
    spec.scheme = "示范评价办法(2024)";
    spec.trial = spec.made_up = true;
    for (int i = 0; i < 12; ++i)
        spec.legend.rows.push_back(
            {style::grade_colour('A'), "A ≥ 76.4 分(企业前20%)", "902 宗", "13,204 亩", i == 3, LegendRow::Mark::fill});
    for (const auto& [w, h, dpi] : {std::tuple{1600, 1000, 96.0},
                                    {1600, 1000, 200.0},
                                    {4961, 3508, 300.0},
                                    {640, 400, 96.0},
                                    {200, 150, 96.0},
                                    {1, 1, 96.0}}) {
        spec.width = w;
        spec.height = h;
        spec.dpi = dpi;
        const PictureLayout layout = layout_picture(spec, measure);
        if (w < 200) continue;
        const geom::Point low = layout.camera.to_px(spec.world.min_x, spec.world.min_y);
        const geom::Point high = layout.camera.to_px(spec.world.max_x, spec.world.max_y);
        EXPECT_TRUE(layout.map.contains(geom::Box{low.x, high.y, high.x, low.y})) << w;
        for (const auto& item : layout.drawing.items) {
            if (item.kind != DrawItem::Kind::text) continue;
            const auto& t = item.text_style;
            const double width = static_cast<double>(measure(item.text, t.size_px, t.bold));
            const double x0 = static_cast<double>(item.x0) - (t.align == Align::right    ? width
                                                              : t.align == Align::centre ? width / 2
                                                                                         : 0);
            EXPECT_GE(x0, 0) << item.text;
            EXPECT_LE(x0 + width, w) << item.text << " at " << w;
            EXPECT_LE(item.y0, static_cast<float>(h));
        }
    }
}

}  // namespace
