// Planning in the viewer without a window: questions as commands, answers on the map, undo, export.
#include "app_fixture.hpp"
#include "base/error.hpp"
#include "support/folders.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace {

using namespace mulens;

class AppPlanning : public test::AppTest {
  protected:
    void SetUp() override {
        AppTest::SetUp();
        app_->wait();
    }
    static void ask(const std::string& line) {
        app_->run(line);
        app_->wait();
    }
};

TEST_F(AppPlanning, TheMapShowsTheClassesOfTheAnswer) {
    ask("ask plan budget=100000");
    const auto* answer = app_->answer();
    ASSERT_NE(answer, nullptr);
    const auto* table = answer->on_map("");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->colour_by, "option");
    // Legend, words and table agree: a class has as many plots as the table names with it.
    const auto& column = table->table.at("option");
    std::map<std::string, std::set<Row>> named;
    for (Row row = 0; row < table->table.rows(); ++row)
        for (const Row plot : answer->plots[answer->index_of(*table)][row])
            named[std::string(column.text(row))].insert(plot);
    std::map<scene::Word, std::uint64_t> painted;
    for (const auto w : app_->words()) ++painted[w & scene::word::class_mask];
    std::size_t checked = 0;
    for (const auto& row : app_->legend().rows) {
        const auto it = named.find(row.code);
        if (it == named.end()) continue;
        EXPECT_EQ(row.count, it->second.size()) << row.code;
        const auto any = *it->second.begin();
        EXPECT_EQ(painted[app_->words()[any] & scene::word::class_mask], it->second.size());
        ++checked;
    }
    EXPECT_EQ(checked, named.size());
    EXPECT_GE(checked, 2U);
}

TEST_F(AppPlanning, UndoBringsBackTheQuestionOfBefore) {
    ask("ask plan budget=50000");
    const auto first = app_->answer()->report.lines;
    ask("ask options");
    EXPECT_EQ(app_->answer()->report.command, "options");
    ask("undo");
    ASSERT_NE(app_->answer(), nullptr);
    EXPECT_EQ(app_->answer()->report.lines, first);
    ask("undo");
    EXPECT_EQ(app_->answer(), nullptr);
    EXPECT_EQ(app_->state().document.metric, "grade");
    ask("redo");
    EXPECT_EQ(app_->answer()->report.lines, first);
}

TEST_F(AppPlanning, EveryQuestionOfThePanelIsAnswered) {
    for (const auto& question : planning::questions()) {
        std::string line = "ask " + question.command;
        for (const auto& field : question.fields)
            if (!field.fallback.empty()) line += " " + field.name + "=" + field.fallback;
        ask(line);
        ASSERT_NE(app_->answer(), nullptr) << line;
        EXPECT_FALSE(app_->answer()->report.lines.empty()) << line;
        EXPECT_FALSE(app_->answer()->report.tables.empty()) << line;
        for (const auto& table : app_->answer()->report.tables) {
            EXPECT_TRUE(table.colour_by.empty() || table.table.has(table.colour_by)) << table.name;
            for (const auto& name : table.on_screen)
                EXPECT_TRUE(table.table.rows() == 0 || table.table.has(name)) << table.name << "." << name;
        }
    }
}

TEST_F(AppPlanning, ARowSelectsItsPlotsAndBadWordsChangeNothing) {
    ask("ask plan budget=50000");
    app_->run("plan_select plan_sites 1");
    EXPECT_EQ(*app_->state().document.selection, app_->answer()->plots.front().front());
    const auto before = app_->state().document;
    EXPECT_THROW(app_->run("plan_select plan_sites 999999"), Error);
    EXPECT_THROW(app_->run("plan_select nothing 1"), Error);
    EXPECT_THROW(app_->run("ask plan wrong=1"), Error);
    EXPECT_THROW(app_->run("ask nothing"), Error);
    EXPECT_EQ(before.question, app_->state().document.question);
    // A question that cannot be answered says why and leaves no answer.
    app_->run("ask plan budget=0");
    EXPECT_THROW(app_->wait(), Error);
    EXPECT_EQ(app_->answer(), nullptr);
}

TEST_F(AppPlanning, TheSelectionMayBeAskedAbout) {
    app_->run("select 330114001001GB00100 330114001001GB00202");
    ask("ask options plots=selection");
    const auto* table = app_->answer()->find("site_decisions");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->table.rows(), 2U);
    EXPECT_EQ(app_->answer_text(*table, "site_id", 0), "330114001001GB00100");
    EXPECT_NE(app_->answer_text(*table, "net_cost", 0), "***");
    app_->run("meeting on");
    EXPECT_EQ(app_->answer_text(*table, "net_cost", 0), "***");
    app_->run("meeting off");
}

TEST_F(AppPlanning, TheAnswerIsWrittenAsTheCommandLineWouldWriteIt) {
    const test_support::Scratch folder;
    ask("ask plan budget=50000");
    app_->run(app::command("export_plan", (folder / "out").string()));
    app_->wait();
    const auto names = test_support::names_in(folder / "out");
    for (const char* name : {"plan.xlsx", "plan_sites.csv", "plan_sites.geojson", "plan_sites.gpkg", "manifest.json"})
        EXPECT_TRUE(names.contains(name)) << name;
    test_support::need(test_support::mulens({"plan", test_support::sample_project(), "--budget", "50000", "--quiet",
                                             "--formats", "csv", "--out", (folder / "cli").string()}),
                       "plan");
    EXPECT_EQ(test_support::bytes_of(folder / "out" / "plan_sites.csv"),
              test_support::bytes_of(folder / "cli" / "plan_sites.csv"));
    EXPECT_THROW(app_->run(app::command("export_plan", (folder / "out").string())), Error);
}

TEST_F(AppPlanning, SwipeShowsNowLeftAndThePlanRight) {
    ask("ask plan budget=50000");
    app_->run("swipe plan");
    const auto& frame = app_->frame();
    EXPECT_GE(frame.swipe_px, 0);
    app_->run("swipe off");
}

}  // namespace
