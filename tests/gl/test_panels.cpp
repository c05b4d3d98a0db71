// The panels without a window: ImGui draws its lists and nobody shows them. All days, languages, themes and sizes.
#include "fake_view.hpp"

#include "text/fonts.hpp"
#include "ui/base/fonts.hpp"
#include "ui/base/numbers.hpp"
#include "ui/map/map.hpp"
#include "ui/window.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace mulens {
namespace {

using test::Day;
using test::FakeData;

class Panels : public ::testing::Test {
  protected:
    void SetUp() override {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
    }
    void TearDown() override { ImGui::DestroyContext(); }

    void frames(FakeData& data, float width, float height, float scale, int count = 3) {
        auto& io = ImGui::GetIO();
        io.DisplaySize = ImVec2(width, height);
        atlas_.update(scale, 1, {"杭州钱塘芯谷"});
        unsigned char* pixels = nullptr;
        int w = 0, h = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &w, &h);
        for (int i = 0; i < count; ++i) {
            io.DeltaTime = 1.0F / 60;
            ui::set_look(data.state.session.dark, scale, data.state.session.lang, atlas_.fonts());
            ImGui::NewFrame();
            ui::clear_cuts();
            const ui::View view = data.view();
            layout_ = ui::draw_window(view, memory_);
            ImGui::Render();
        }
    }
    [[nodiscard]] static int vertices() { return ImGui::GetDrawData()->TotalVtxCount; }

    ui::FontAtlas atlas_{{text::ui_font(false).path, text::ui_font(false).face},
                         {text::ui_font(true).path, text::ui_font(true).face}};
    ui::Memory memory_;
    ui::Layout layout_;
};

TEST_F(Panels, EveryDayDrawsInBothLanguagesAndThemes) {
    for (const Day day : {Day::full, Day::empty, Day::loading, Day::partial, Day::failed, Day::no_parcels,
                          Day::long_names, Day::not_numbers})
        for (const auto lang : {app::Lang::zh, app::Lang::en})
            for (const auto tab : {app::Tab::low, app::Tab::charts, app::Tab::changes, app::Tab::problems}) {
                FakeData data(day);
                data.state.session.lang = lang;
                data.state.session.dark = lang == app::Lang::en;
                data.state.session.tab = tab;
                data.state.session.scheme_open = true;
                if (day != Day::empty) data.state.document.trial = std::make_shared<config::Scheme>();
                for (const char* chart : {"histogram", "scatter", "ranking", "lorenz", "flow"}) {
                    data.state.session.chart = chart;
                    frames(data, 1280, 800, 1, 2);
                    EXPECT_GT(vertices(), 1000);
                    if (tab != app::Tab::charts) break;
                }
            }
}

TEST_F(Panels, NoWordOfTheWindowIsCut) {
    for (const Day day : {Day::full, Day::empty, Day::partial})
        for (const auto lang : {app::Lang::zh, app::Lang::en})
            for (const float scale : {1.0F, 2.0F}) {
                FakeData data(day);
                data.state.session.lang = lang;
                data.state.session.scheme_open = true;
                frames(data, 1280 * scale, 800 * scale, scale);
                for (const auto& word : ui::cuts()) ADD_FAILURE() << word << " is cut, scale " << scale;
            }
}

TEST_F(Panels, AFirmSheetShowsTheEffectOfACorrection) {
    for (const Day day : {Day::full, Day::long_names, Day::not_numbers})
        for (const auto lang : {app::Lang::zh, app::Lang::en})
            for (const float scale : {1.0F, 2.0F}) {
                FakeData data(day);
                data.state.session.lang = lang;
                data.as_firm();
                data.sheet->effect.tried = false;
                frames(data, 1280 * scale, 800 * scale, scale);
                const int closed = vertices();
                data.sheet->effect.tried = true;
                frames(data, 1280 * scale, 800 * scale, scale);
                EXPECT_GT(vertices(), closed);
                if (day != Day::full) continue;
                for (const auto& word : ui::cuts()) ADD_FAILURE() << word << " is cut, scale " << scale;
            }
}

TEST_F(Panels, DialogsDraw) {
    FakeData data;
    for (int which = 0; which < 5; ++which) {
        memory_ = {};
        memory_.palette_open = memory_.palette_fresh = which == 0;
        memory_.keys_open = which == 1;
        memory_.about_open = which == 2;
        memory_.decide_open = which == 3;
        memory_.files.open = memory_.files.fresh = which == 4;
        memory_.files.purpose = "open";
        frames(data, 1440, 900, 1, 4);
        EXPECT_GT(vertices(), 1000);
    }
}

TEST_F(Panels, AMillionRowsCostWhatShows) {
    FakeData few(Day::full, 100), many(Day::full, 1000000);
    frames(few, 1440, 900, 1);
    const int before = vertices();
    memory_.table.first = 900000;
    frames(many, 1440, 900, 1);
    EXPECT_LT(vertices(), before * 3 / 2);
}

TEST_F(Panels, TheMapKeepsAThirdAndIsTheLargest) {
    for (const float scale : {1.0F, 2.0F})
        for (const auto& [w, h] : {std::pair{1280, 800}, std::pair{1440, 900}, std::pair{1920, 1080}})
            for (const float side : {180.0F, 324.0F, 900.0F}) {
                app::Session session;
                session.left_width = session.right_width = side;
                session.bottom_height = side;
                const auto l =
                    ui::lay_out(static_cast<float>(w) * scale, static_cast<float>(h) * scale, scale, session);
                const auto area = [](const ui::Rect& r) { return r.width() * r.height(); };
                EXPECT_GE(area(l.map), area(l.left)) << w << " " << side;
                EXPECT_GE(area(l.map), area(l.right)) << w << " " << side;
                EXPECT_GE(area(l.map), area(l.bottom)) << w << " " << side;
                if (side < 500) {
                    EXPECT_GE(area(l.map) * 3, static_cast<float>(w * h) * scale * scale) << w << " " << side;
                }
            }
}

TEST(PanelColours, TextCanBeReadOnItsGround) {
    for (const auto* theme : {&style::light_theme(), &style::dark_theme()}) {
        const auto ink = ui::ink_of(*theme);
        for (const auto& ground : {ink.paper, ink.panel, ink.box, ink.hover, ink.accent_soft}) {
            EXPECT_GE(style::contrast(ink.text, ground), 4.5);
            EXPECT_GE(style::contrast(ink.secondary, ground), 4.5);
        }
        EXPECT_GE(style::contrast(ink.on_accent, ink.accent), 4.5);
        EXPECT_GE(style::contrast(ink.control, ink.panel), 3);
        EXPECT_GE(style::contrast(ink.low, ink.panel), 3);
        EXPECT_GE(style::contrast(ink.idle, ink.panel), 3);
        const auto tones = ui::tones_of(*theme);
        for (const auto& tone :
             {tones.neutral, tones.low, tones.low_solid, tones.idle, tones.amber, tones.blue, tones.green, tones.error})
            EXPECT_GE(style::contrast(tone.text, tone.ground), 4.5);
    }
}

TEST(PanelNumbers, MeasuredLengthsAndAreasAreThoseOfTheGround) {
    const double x = 40'540'000, y = 3'350'000;  // large coordinates cost no digits
    const std::vector<geom::Point> ring{{x, y}, {x + 300, y}, {x + 300, y + 200}, {x, y + 200}};
    EXPECT_DOUBLE_EQ(ui::path_length(ring), 800);
    EXPECT_DOUBLE_EQ(ui::path_area(ring), 60000);  // 90 亩
    EXPECT_EQ(ui::path_length({}), 0);
    EXPECT_EQ(ui::path_area({{x, y}}), 0);
}

TEST(PanelNumbers, FiguresAreWrittenForPeople) {
    EXPECT_EQ(figure(1234567.891, 2), "1,234,567.89");
    EXPECT_EQ(figure(-0.001, 2), "0.00");
    EXPECT_EQ(figure(6.0, 2, true), "6");
    EXPECT_EQ(figure(std::numeric_limits<double>::quiet_NaN(), 2), "–");
    EXPECT_EQ(ui::mu(13204.4), "13,204");
    EXPECT_EQ(ui::rate(8.417), "8.42");
    EXPECT_EQ(ui::short_code("330114100102GB00417"), "330114…0417");
    EXPECT_EQ(ui::short_code("A-1"), "A-1");
}

}  // namespace
}  // namespace mulens
