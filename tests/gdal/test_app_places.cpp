// Names of platforms and streets in the language of the window: every place that shows one agrees with the layer's
// name_en, commands and files keep the data's own names.
#include "app/answer_chart.hpp"
#include "app_fixture.hpp"
#include "base/error.hpp"
#include "support/csv.hpp"
#include "support/folders.hpp"

#include <algorithm>

namespace mulens::test {
namespace {

bool chinese(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

class AppPlaces : public AppTest {
  protected:
    void SetUp() override {
        AppTest::SetUp();
        app_->run("language en");
    }
    void TearDown() override { app_->run("language zh"); }
    static std::string english(std::string_view name) {
        const auto& platforms = app_->data()->run.layers.at("platforms").table;
        for (Row row = 0; row < platforms.rows(); ++row)
            if (platforms.text("name", row) == name) return std::string(platforms.text("name_en", row));
        return {};
    }
};

TEST_F(AppPlaces, ListsTablesAndSheetsSpeakTheLanguage) {
    std::size_t translated = 0;
    for (const auto& row : app_->platforms()) {
        const std::string wanted = english(row.name);
        EXPECT_EQ(row.label, wanted.empty() ? row.name : wanted);
        translated += wanted.empty() ? 0 : 1;
    }
    EXPECT_GE(translated, 8U);
    const std::string name = app_->platforms().front().name;
    app_->run(app::command("platform", english(name)));  // as it is seen
    EXPECT_EQ(app_->state().document.platform, name);
    app_->run(app::command("platform", "芯谷"));  // as it is said: one alone has it
    EXPECT_EQ(app_->state().document.platform, "杭州钱塘芯谷");
    for (const char* verb : {"platform", "select_platform"}) try {
            app_->run(app::command(verb, "杭州"));  // several have it
            ADD_FAILURE() << verb;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("there are"), std::string::npos) << error.what();
            EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
        }
    EXPECT_THROW(app_->run(app::command("zoom_to", "platform", "nowhere")), Error);
    app_->run(app::command("platform", name));
    EXPECT_EQ(app_->looked_at(), english(name));
    app_->run("tab all");
    app_->wait();
    app_->tick(0);
    const auto& columns = app_->table().columns;
    for (const char* wanted : {"platform", "street"}) {
        const auto column =
            std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.column == wanted; });
        ASSERT_NE(column, columns.end());
        const auto& texts = app_->data()->table().at(wanted);
        std::size_t seen = 0;
        for (const Row row : *app_->table().rows) {
            const std::string text(texts.text(row)), cell = app_->cell(*column, row);
            if (app_->data()->places.known(Lang::en, text)) {
                EXPECT_FALSE(chinese(cell)) << cell;
                ++seen;
            } else {
                EXPECT_EQ(cell, text.empty() ? "–" : text);
            }
        }
        EXPECT_GT(seen, 0U);
    }
    const Row row = app_->table().rows->front();
    app_->run(app::command("inspect", std::string(app_->data()->id_of(row))));
    EXPECT_EQ(app_->sheet()->subtitle.find(english(name)), 0U) << app_->sheet()->subtitle;
    ASSERT_FALSE(app_->sheet()->compared.empty());
    EXPECT_NE(app_->sheet()->compared.front().tooltip.find(english(name)), std::string::npos);
    const auto hits = app_->search(english(name), 5);
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(hits.front().text, english(name));
    app_->run("language zh");
    EXPECT_EQ(app_->looked_at(), name);
    EXPECT_EQ(app_->platforms().front().label, name);
    EXPECT_EQ(app_->sheet()->subtitle.find(name), 0U);
    app_->run("inspect_none");
}

TEST_F(AppPlaces, NoNameLiesUnderTheButtons) {
    app_->run("zoom_to all");
    const auto names = [&] {
        std::vector<scene::DrawItem> out;
        for (const auto& item : app_->frame().over.items)
            if (item.text_style.halo_px > 2 && !item.text.empty()) out.push_back(item);
        return out;
    };
    const auto free = names();
    ASSERT_GE(free.size(), 4U);
    // A button where the first name stands.
    const double x = static_cast<double>(free[0].x0), y = static_cast<double>(free[0].y0);
    const geom::Box button{x - 10, y - 12, x + 10, y + 2};
    app_->set_covered({button});
    for (const auto& item : names()) {
        const double half = 0.2 * static_cast<double>(item.text_style.size_px) * static_cast<double>(item.text.size());
        const double px = static_cast<double>(item.x0), py = static_cast<double>(item.y0);
        EXPECT_FALSE(button.meets({px - half, py - 10, px + half, py})) << item.text;
    }
    app_->set_covered({});
    EXPECT_EQ(names().size(), free.size());
}

TEST_F(AppPlaces, AnswersShowEnglishNamesAndFilesKeepTheirOwn) {
    app_->run("ask assemble min_mu=30");
    app_->wait();
    const auto& answer = *app_->answer();
    const auto* table = answer.find("groups");
    ASSERT_NE(table, nullptr);
    ASSERT_GT(table->table.rows(), 0U);
    for (Row row = 0; row < table->table.rows(); ++row) {
        EXPECT_EQ(app_->answer_text(*table, "platform", row), english(table->table.text("platform", row)));
    }
    std::size_t charts = 0;
    for (const auto* charted : app::charted(answer.report)) {
        const auto chart = app::chart_of(answer, *charted, 0, 0, Lang::en);
        if (chart.by != "platform") continue;
        ++charts;
        for (const auto& bar : chart.bars) EXPECT_EQ(bar.name, english(bar.value));
    }
    EXPECT_GT(charts, 0U);
    const std::string name(table->table.text("platform", 0));
    EXPECT_EQ(answer.places.sentence(Lang::en, "Best: " + name + " (" + name + ")."),
              "Best: " + english(name) + " (" + english(name) + ").");
    EXPECT_EQ(answer.places.in(Lang::en, name + ":0.6;nobody:0.4"), english(name) + ":0.6;nobody:0.4");
    EXPECT_EQ(answer.places.in(Lang::zh, name), name);
    const test_support::Scratch folder;
    app_->run(app::command("export_plan", (folder / "out").string()));
    app_->wait();
    const test_support::Csv rows(folder / "out" / "groups.csv");
    ASSERT_GT(rows.size(), 0U);
    EXPECT_EQ(rows.text(0, rows.has("platform") ? "platform" : "Platform"), name);
    // A field is filled in with what the window shows.
    app_->run(app::command("ask", "find", "min_mu=5", "platform=" + english(name)));
    app_->wait();
    EXPECT_NE(app_->answer(), nullptr);
}

}  // namespace
}  // namespace mulens::test
