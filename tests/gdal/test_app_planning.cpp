// Planning in the viewer without a window: questions as commands, answers on the map, undo, export.
#include "app/answer_chart.hpp"
#include "app_fixture.hpp"
#include "base/error.hpp"
#include "support/folders.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
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

/// Bars, rows and plots agree: what a bar's part counts is in the rows of its table, a click selects their plots.
TEST_F(AppPlanning, TheChartOfTheLightsCountsTheRowsAndSelectsTheirPlots) {
    ask("ask projects");
    const auto& answer = *app_->answer();
    const auto tables = app::charted(answer.report);
    ASSERT_FALSE(tables.empty());
    const auto& table = *tables.front();
    ASSERT_EQ(table.name, "projects");
    for (std::size_t by = 0; by < table.chart.by.size(); ++by) {
        const auto chart = app::chart_of(answer, table, by, 0, app::Lang::zh);
        EXPECT_EQ(chart.by, table.chart.by[by]);
        ASSERT_EQ(chart.sides.size(), 2U);  // the lights, and the idle clock of the same plots
        EXPECT_EQ(chart.sides[0].column, "light");
        EXPECT_EQ(chart.sides[1].column, "idle_status");
        double all = 0;
        for (std::size_t bar = 0; bar < chart.bars.size(); ++bar)
            for (std::size_t part = 0; part < chart.sides[0].parts.size(); ++part) {
                double rows = 0;
                std::set<Row> plots;
                for (Row row = 0; row < table.table.rows(); ++row) {
                    if (table.table.text(chart.by, row) != chart.bars[bar].value) continue;
                    if (table.table.text("light", row) != chart.sides[0].parts[part].value) continue;
                    ++rows;
                    const auto& own = answer.plots[answer.index_of(table)][row];
                    plots.insert(own.begin(), own.end());
                }
                EXPECT_EQ(chart.sides[0].amounts[bar][part], rows);
                all += rows;
                if (plots.empty()) continue;
                app_->run(app::command("plan_pick", table.name, chart.by + "=" + chart.bars[bar].value,
                                       "light=" + chart.sides[0].parts[part].value));
                EXPECT_EQ(*app_->state().document.selection, std::vector<Row>(plots.begin(), plots.end()));
            }
        EXPECT_EQ(all, table.table.rows());
        // Red is red, on the map and in the chart.
        EXPECT_EQ(chart.sides[0].parts.front().value, "red");
        EXPECT_EQ(chart.sides[0].parts.front().colour, style::rgb(0xC62828));
        EXPECT_TRUE(std::is_sorted(chart.sides[0].amounts.begin(), chart.sides[0].amounts.end(), std::greater<>()));
    }
    EXPECT_THROW(app_->run("plan_pick projects nothing=1"), Error);
    EXPECT_THROW(app_->run("plan_pick projects light=purple"), Error);
}

TEST_F(AppPlanning, EveryChartHasBarsAndEveryWordAnEnglishOne) {
    const auto chinese_stop = [](const std::string& text) {
        for (const char* mark : {"。", "、", "宗", "亩", "万元", "平方米"})
            if (text.find(mark) != std::string::npos) return true;
        return false;
    };
    std::size_t charts = 0;
    for (const auto& question : planning::questions()) {
        std::string line = "ask " + question.command;
        for (const auto& field : question.fields)
            if (!field.fallback.empty()) line += " " + field.name + "=" + field.fallback;
        if (question.command == "plan") line += " years=120000,120000";
        ask(line);
        const auto& answer = *app_->answer();
        for (const auto* words : {&answer.report.lines, &answer.report.assumptions})
            for (const auto& one : *words) {
                EXPECT_FALSE(one.en.empty()) << one.zh;
                EXPECT_FALSE(chinese_stop(one.en)) << one.en;
            }
        for (const auto& table : answer.report.tables) {
            EXPECT_FALSE(table.title.en.empty()) << table.name;
            EXPECT_LE(table.title.en.size(), 31U) << table.title.en << ": a sheet's name";
            for (const auto& [zh, en] : table.english) EXPECT_FALSE(chinese_stop(en)) << en;
        }
        for (const auto* table : app::charted(answer.report))
            for (std::size_t by = 0; by < table->chart.by.size(); ++by) {
                const auto chart = app::chart_of(answer, *table, by, 0, app::Lang::en);
                EXPECT_FALSE(chart.bars.empty()) << table->name;
                ASSERT_FALSE(chart.sides.empty()) << table->name;
                EXPECT_GT(chart.sides.front().longest, 0) << table->name;
                EXPECT_LE(chart.sides.front().parts.size(), 10U) << table->name;
                ++charts;
            }
    }
    EXPECT_GE(charts, 10U);
}

TEST_F(AppPlanning, TheTrialSchemeIsAskedAndSaid) {
    ask("ask options");
    const auto saved_rows = app_->answer()->find("site_decisions")->table.rows();
    EXPECT_EQ(app_->answer()->of.trial, nullptr);
    const std::string code = app_->scheme()->low_tests.front().code;
    app_->run(app::command("threshold", code, 40.0));
    app_->wait();
    ask("ask options plots=");
    const auto trial_rows = app_->answer()->find("site_decisions")->table.rows();
    EXPECT_NE(app_->answer()->of.trial, nullptr);
    EXPECT_FALSE(app_->answer_is_old());
    EXPECT_GT(trial_rows, saved_rows);
    EXPECT_NE(app_->answer()->report.assumptions.front().zh.find("试算"), std::string::npos);
    // The plots are those that the trial calls low-efficient, or idle ones.
    for (Row row = 0; row < trial_rows; ++row) {
        const Row plot = app_->answer()->plots[0][row].front();
        EXPECT_TRUE(app_->cell({"low_efficiency", "", "", false, 0}, plot) == app::tr(app::Lang::zh, "yes") ||
                    app_->cell({"idle_status", "", "", false, 0}, plot) != "–");
    }
    app_->run("reset_scheme");
    app_->wait();
    ask("ask options");
    EXPECT_EQ(app_->answer()->find("site_decisions")->table.rows(), saved_rows);
    EXPECT_EQ(app_->answer()->of.trial, nullptr);
}

TEST_F(AppPlanning, DecisionsAreAddedToAFileOnce) {
    const test_support::Scratch folder;
    const std::string file = (folder / "d.csv").string();
    EXPECT_THROW(app_->run(app::command("save_decisions", file)), Error);  // nothing decided yet
    app_->run("decide 330114001001GB00100 认定 \"现场核实, 属低效\"");
    const auto& firms = app_->data()->run.enterprises.table;
    std::string firm;  // one that is assessed by itself
    for (Row row = 0; row < firms.rows() && firm.empty(); ++row) {
        const std::string code(firms.text("credit_code", row));
        if (code.empty()) continue;
        app_->run(app::command("inspect_firm", code));
        if (app_->sheet() != nullptr && app_->sheet()->row == row && !app_->sheet()->parts.empty()) firm = code;
    }
    ASSERT_FALSE(firm.empty());
    app_->run(app::command("decide", firm, "排除", "政府征迁"));
    EXPECT_THROW(app_->run("decide nobody 排除 x"), Error);
    app_->run(app::command("save_decisions", file));
    const std::string once = test_support::bytes_of(file);
    EXPECT_NE(once.find("330114001001GB00100,认定,,,,\"现场核实, 属低效\""), std::string::npos) << once;
    EXPECT_NE(once.find(firm + ",排除,,,,政府征迁"), std::string::npos) << once;
    app_->run(app::command("save_decisions", file));
    EXPECT_EQ(test_support::bytes_of(file), once);
    app_->run("decide 330114001001GB00202 核实 x");
    app_->run(app::command("save_decisions", file));
    const std::string twice = test_support::bytes_of(file);
    EXPECT_EQ(twice.substr(0, once.size()), once);
    EXPECT_EQ(std::count(twice.begin(), twice.end(), '\n'), 4);
    // A firm that is taken out is not assessed any more, and its sheet says why.
    app_->run(app::command("inspect_firm", firm));
    ASSERT_NE(app_->sheet(), nullptr);
    EXPECT_FALSE(app_->sheet()->history.empty());
    EXPECT_TRUE(app_->sheet()->parts.empty());
    EXPECT_EQ(std::string("ABCD").find(app_->sheet()->grade), std::string::npos) << app_->sheet()->grade;
    EXPECT_FALSE(app_->sheet()->to_next.empty());
}

TEST_F(AppPlanning, AnExcludedPlotLeavesTheListAtOnceAndComesBackWithUndo) {
    const auto listed = app_->counts().low;
    ASSERT_FALSE(app_->table().rows->empty());
    const std::string id(app_->data()->id_of(app_->table().rows->front()));
    app_->run(app::command("decide", id, "排除", "政府征迁"));
    EXPECT_EQ(app_->counts().low, listed - 1);
    app_->run("undo");
    EXPECT_EQ(app_->counts().low, listed);
}

TEST_F(AppPlanning, APlotsSheetLeadsToTheSheetsOfItsZones) {
    Row plot = 0;
    const auto& table = app_->data()->table();
    while (plot < table.rows() && (table.text("renewal_area", plot).empty() || table.text("street", plot).empty()))
        ++plot;
    ASSERT_LT(plot, table.rows());
    const std::string id(app_->data()->id_of(plot));
    app_->run(app::command("inspect", id));
    ASSERT_NE(app_->sheet(), nullptr);
    const auto zones = app_->sheet()->zones;
    ASSERT_GE(zones.size(), 2U);
    for (const auto& zone : zones) {
        app_->run(app::command("inspect_zone", zone.role, zone.key));
        ASSERT_NE(app_->sheet(), nullptr);
        EXPECT_TRUE(app_->sheet()->zone);
        EXPECT_EQ(app_->sheet()->title, zone.name);
    }
}

TEST_F(AppPlanning, TheComparisonTellsWhatEnteredAndLeftTheList) {
    ask("ask diff");
    const auto& answer = *app_->answer();
    const auto* marks = answer.on_map("");
    ASSERT_NE(marks, nullptr);
    EXPECT_EQ(marks->name, "diff_marks") << "it colours the map";
    const auto& data = *app_->data();
    std::map<std::string, std::size_t> seen;
    for (Row row = 0; row < marks->table.rows(); ++row) {
        const std::string mark(marks->table.text("diff_mark", row)), list(marks->table.text("list_move", row));
        ++seen[mark];
        EXPECT_EQ(mark == "low_entered" || mark == "low_left", list == "low_entered" || list == "low_left");
        const Row parcel = data.row_of(marks->table.text("parcel_id", row));
        const bool now = parcel != no_row && data.table().number("low_efficiency", parcel) == 1;
        EXPECT_EQ(now, list == "low_entered" || list == "low_stays") << marks->table.text("parcel_id", row);
        EXPECT_EQ(marks->table.text("reasons", row).empty(), list == "low_never") << row;
        if (mark != "low_entered" && mark != "low_left") {
            EXPECT_EQ(mark, marks->table.text("move_cause", row));
        }
    }
    EXPECT_GT(seen["low_entered"], 0U);
    EXPECT_GT(seen["low_left"], 0U);
    EXPECT_GT(seen["data"], 0U);
    const auto counted = [&](const char* fact) {
        const auto& facts = answer.report.facts;
        return std::find_if(facts.begin(), facts.end(), [&](const auto& f) { return f.first == fact; })->second;
    };
    EXPECT_EQ(counted("list_entered"), std::to_string(seen["low_entered"]));
    EXPECT_EQ(counted("list_left"), std::to_string(seen["low_left"]));
    // A colour each, with words in both languages.
    const auto classes = app::answer_classes(answer, *marks, "diff_mark");
    std::set<std::uint32_t> colours;
    for (const auto& one : classes.classes) {
        if (one.value.empty()) continue;
        EXPECT_TRUE(colours.insert(one.colour.r * 65536U + one.colour.g * 256U + one.colour.b).second) << one.value;
        EXPECT_NE(one.zh, one.value);
        EXPECT_NE(one.en, one.value);
    }
    EXPECT_EQ(colours.size(), seen.size());
}

TEST_F(AppPlanning, RobustIsChartedByPlatformAndForThePlan) {
    ask("ask robust draws=20 plan_draws=4");
    const auto& answer = *app_->answer();
    std::set<std::string> names;
    for (const auto* table : app::charted(answer.report)) {
        names.insert(table->name);
        const auto chart = app::chart_of(answer, *table, 0, 0, Lang::zh);
        EXPECT_FALSE(chart.bars.empty()) << table->name;
        ASSERT_FALSE(chart.sides.empty()) << table->name;
        EXPECT_GT(chart.sides.front().longest, 0) << table->name;
    }
    EXPECT_TRUE(names.contains("robust_platforms"));
    EXPECT_TRUE(names.contains("robust_plan"));
}

TEST_F(AppPlanning, BlankFieldsSayWhatBlankMeans) {
    const auto blank = [](const char* command, const std::string& name, Row plots = 5000) {
        const auto& fields = planning::find_question(command)->fields;
        const auto at = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name == name; });
        EXPECT_NE(at, fields.end()) << name;
        return planning::blank_words(*at, plots);
    };
    EXPECT_EQ(blank("robust", "draws").zh, "默认 1000");
    EXPECT_EQ(blank("robust", "draws", 1'000'000).en, "default 100");
    EXPECT_EQ(blank("robust", "plan_draws").zh, "默认 50");
    EXPECT_EQ(blank("space", "weak").en, "default 0.5");
    EXPECT_EQ(blank("diff", "year").zh, "上年");
    EXPECT_EQ(blank("plan", "max_mu").zh, "不限");
    EXPECT_EQ(blank("plan", "budget").en, "any") << "blank is no limit there, not the 200000 of the form";
    EXPECT_EQ(blank("plan", "group_mu").zh, "默认 50");
    EXPECT_EQ(blank("plan", "must").en, "none");
    // What a default is said to be is what blank computes with.
    ask("ask assemble");
    const auto groups = app_->answer()->find("groups")->table.rows();
    ask("ask assemble min_mu=" + planning::find_question("assemble")->fields.front().fallback);
    EXPECT_EQ(app_->answer()->find("groups")->table.rows(), groups);
}

TEST_F(AppPlanning, SwipeShowsNowLeftAndThePlanRight) {
    ask("ask plan budget=50000");
    app_->run("swipe plan");
    const auto& frame = app_->frame();
    EXPECT_GE(frame.swipe_px, 0);
    app_->run("swipe off");
}

}  // namespace
