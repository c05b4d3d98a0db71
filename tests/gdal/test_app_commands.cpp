// The viewer without a window: commands, undo, trial, filter, session, and a fuzz of random commands.
#include "app/sheet_page.hpp"
#include "app_fixture.hpp"
#include "base/error.hpp"
#include "paper/pdf.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

namespace {

using namespace mulens;
using app::App;

using test::AppTest;

TEST(Commands, TextFormReadsBack) {
    const auto one = app::command("filter", "tax_per_mu < 5 AND platform = \"a b\"", 2.5, "");
    EXPECT_EQ(app::parse_command(app::text_of(one)), one);
    EXPECT_TRUE(app::parse_command("  # nothing").verb.empty());
    EXPECT_THROW((void)app::parse_command("filter \"open"), Error);
}

TEST(Commands, EveryVerbHasWordsAndAFunction) {
    for (const auto& verb : app::verbs()) {
        EXPECT_FALSE(verb.zh.empty() || verb.en.empty()) << verb.name;
        EXPECT_NE(verb.run, nullptr) << verb.name;
        EXPECT_EQ(app::find_verb(verb.name), &verb) << verb.name;
    }
}

TEST(Session, OfLastTimeOutlivesAKillWhileItIsBeingOpened) {
    const std::string folder = testing::TempDir() + "/mulens_session_killed";
    std::filesystem::remove_all(folder);
    const auto opens = [&] {
        std::ifstream in(folder + "/session.txt");
        bool found = false;
        for (std::string line; std::getline(in, line);) found = found || line.rfind("open ", 0) == 0;
        return found;
    };
    {
        App one({2, folder});
        one.set_map_size(800, 600, 1);
        one.run(app::command("open", test_support::sample_project()));
        one.wait();
        one.tick(100);
        ASSERT_TRUE(opens());
    }
    App two({2, folder});
    two.set_map_size(800, 600, 1);
    ASSERT_TRUE(two.restore());
    two.run("theme dark");
    two.tick(10);  // long enough after the last save, and nothing is read yet
    EXPECT_TRUE(opens());
}

TEST_F(AppTest, MapCountsAndTableAreOfOneMask) {
    const auto& counts = app_->counts();
    ASSERT_GT(counts.low, 0U);
    EXPECT_EQ(counts.low, low_in_words());
    EXPECT_EQ(counts.low, app_->table().rows->size());
    EXPECT_EQ(counts.low, app_->legend().highlights.front().count);
    std::uint64_t in_legend = 0;
    for (const auto& row : app_->legend().rows) in_legend += row.count;
    EXPECT_EQ(in_legend, counts.parcels);
}

TEST_F(AppTest, AThresholdMovesMapCountsAndTableTogetherAndUndoBringsItBack) {
    const auto before = app_->counts().low;
    const std::string code = app_->scheme()->low_tests.front().code;
    const double limit = app_->scheme()->low_tests.front().value;
    app_->run("drag on");
    for (int i = 1; i <= 5; ++i) app_->run(app::command("threshold", code, limit + i));
    app_->run("drag off");
    app_->wait();
    EXPECT_TRUE(app_->trial_differs());
    EXPECT_GT(app_->counts().low, before);
    EXPECT_EQ(app_->counts().low, low_in_words());
    EXPECT_EQ(app_->counts().low, app_->table().rows->size());
    EXPECT_EQ(app_->changes().low_gained, app_->counts().low - before);
    app_->run("undo");  // the whole drag is one step
    EXPECT_FALSE(app_->trial_differs());
    EXPECT_EQ(app_->counts().low, before);
    app_->run("redo");
    EXPECT_EQ(app_->scheme()->low_tests.front().value, limit + 5);
    app_->run(app::command("threshold", code, limit));  // back by hand is no trial either
    EXPECT_FALSE(app_->trial_differs());
}

TEST_F(AppTest, AFilterCountsOnlyWhatPasses) {
    app_->run("filter \"area_basis_mu > 50\"");
    app_->wait();
    EXPECT_EQ(app_->counts().low, low_in_words());
    for (const Row row : *app_->table().rows) EXPECT_GT(app_->data()->table().number("area_basis_mu", row), 50);
    EXPECT_THROW(app_->run("filter \"no_such_column > 1\""), Error);
    EXPECT_EQ(app_->state().document.filter, "area_basis_mu > 50");  // a bad command changes nothing
}

TEST_F(AppTest, TheSheetSaysWhatTheTableSays) {
    const Row row = app_->table().rows->front();
    app_->run(app::command("inspect", std::string(app_->data()->id_of(row))));
    const auto* sheet = app_->sheet();
    ASSERT_NE(sheet, nullptr);
    EXPECT_EQ(sheet->title, app_->data()->id_of(row));
    EXPECT_FALSE(sheet->reasons.empty());
    double points = 0;
    for (const auto& part : sheet->parts) points += std::isnan(part.points) ? 0 : part.points;
    const double score = app_->data()->table().number("score", row);
    if (!std::isnan(score)) {
        EXPECT_NEAR(points, score, 1e-6);
    }
}

TEST_F(AppTest, SearchFindsByPinyinInitialsAndTail) {
    const auto first = [&](const char* text) {
        const auto hits = app_->search(text, 10);
        return hits.empty() ? std::string() : hits.front().text;
    };
    EXPECT_NE(first("qtxg").find("钱塘芯谷"), std::string::npos);
    const std::string id(app_->data()->id_of(100));
    EXPECT_EQ(first(id.c_str()), id);
}

TEST_F(AppTest, TheSessionComesBackAfterAnEndWithoutWarning) {
    const std::string folder = testing::TempDir() + "/mulens_session";
    std::filesystem::remove_all(folder);
    const std::string code = app_->scheme()->low_tests.front().code;
    {
        App one(app::AppOptions{2, folder});
        one.set_map_size(800, 600, 1);
        one.run(app::command("open", test_support::sample_project()));
        one.wait();
        for (const char* line : {"language en", "show tax_per_mu", "select_where \"far > 1\"", "camera 1000 2000 3"})
            one.run(line);
        one.run(app::command("threshold", code, 3.0));
        one.tick(100);  // the autosave; no orderly end follows
    }
    App two(app::AppOptions{2, folder});
    two.set_map_size(800, 600, 1);
    ASSERT_TRUE(two.restore());
    two.wait();
    EXPECT_EQ(two.state().session.lang, app::Lang::en);
    EXPECT_EQ(two.state().document.metric, "tax_per_mu");
    EXPECT_FALSE(two.state().document.selection->empty());
    EXPECT_EQ(two.scheme()->low_tests.front().value, 3.0);
    EXPECT_EQ(two.state().session.camera.x, 1000);
    EXPECT_EQ(two.recent_projects().size(), 1U);
}

TEST_F(AppTest, AnExportedFileHoldsWhatTheMapShows) {
    const std::string code = app_->scheme()->low_tests.front().code;
    app_->run(app::command("threshold", code, 11.0));
    const std::string path = testing::TempDir() + "/mulens_low.geojson";
    app_->run(app::command("export", path, "low"));
    app_->wait();
    std::ifstream in(path);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::uint64_t features = 0;
    for (std::size_t at = 0; (at = text.find("\"type\":\"Feature\"", at)) != std::string::npos; ++at) ++features;
    if (features == 0)
        for (std::size_t at = 0; (at = text.find("\"type\": \"Feature\"", at)) != std::string::npos; ++at) ++features;
    EXPECT_EQ(features, low_in_words());
    EXPECT_TRUE(std::filesystem::exists(testing::TempDir() + "/mulens_low.qml"));
    EXPECT_TRUE(std::filesystem::exists(testing::TempDir() + "/mulens_low.sld"));
}

TEST_F(AppTest, ASwipeShowsTheSavedSchemeOrAnotherYearLeftOfTheLine) {
    app_->run(app::command("threshold", app_->scheme()->low_tests.front().code, 15.0));
    app_->run("swipe saved");
    const auto& frame = app_->frame();
    ASSERT_TRUE(static_cast<bool>(frame.right_words));
    EXPECT_EQ(*frame.right_words.data, app_->words());
    EXPECT_NE(*frame.words.data, app_->words());
    app_->run("swipe year 2023");
    (void)app_->frame();
    app_->wait();
    const auto& years = app_->frame();
    ASSERT_TRUE(static_cast<bool>(years.right_words));
    EXPECT_NE(*years.words.data, *years.right_words.data);
    app_->run("swipe off");
    EXPECT_FALSE(static_cast<bool>(app_->frame().right_words));
}

TEST_F(AppTest, ASheetIsOnePageThatKeepsInside) {
    const Row row = app_->table().rows->front();
    app_->run(app::command("inspect", std::string(app_->data()->id_of(row))));
    const auto page = app::sheet_page(*app_, paper::text_width);
    ASSERT_FALSE(page.drawing.items.empty());
    EXPECT_TRUE(page.has_map);
    for (const auto& item : page.drawing.items) {
        EXPECT_GE(item.y0, 0);
        EXPECT_LE(item.y0, 842) << item.text;
    }
    const std::string path = testing::TempDir() + "/mulens_sheet.pdf";
    paper::write_pdf(path, {paper::Page{595.276, 841.89, {}, page.drawing, "t"}});
    std::ifstream in(path);
    std::string head(5, ' ');
    in.read(head.data(), 5);
    EXPECT_EQ(head, "%PDF-");
    EXPECT_THROW(paper::write_pdf("/nonexistent/x.pdf", {}), Error);
}

TEST_F(AppTest, MeetingModeMasksNamesAndBandsMoney) {
    app_->run("tab all");
    app_->wait();
    const auto& table = app_->table();
    const auto find = [&](const char* name) {
        for (const auto& column : table.columns)
            if (column.column == name) return column;
        return app::TableColumn{};
    };
    Row row = 0;
    while (app_->data()->table().text("owner", row).empty()) ++row;
    const auto owner = app_->cell(find("owner"), row);
    app_->run("meeting on");
    EXPECT_NE(app_->cell(find("owner"), row), owner);
    EXPECT_NE(app_->cell(find("owner"), row).find("＊＊＊"), std::string::npos);
    EXPECT_EQ(app_->cell(find("tax_per_mu"), row).find('.'), std::string::npos);
    app_->run("meeting off");
    EXPECT_EQ(app_->cell(find("owner"), row), owner);
}

/// Random commands, most of them acceptable; invariants hold after each.
TEST_F(AppTest, TenThousandRandomCommandsBreakNothing) {
    std::mt19937_64 random(7);
    const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    const auto real = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random() >> 11U) * 0x1.0p-53;
    };
    const auto id = [&] { return std::string(app_->data()->id_of(static_cast<Row>(pick(app_->data()->rows())))); };
    const auto firm = [&] {
        const auto& firms = app_->data()->run.enterprises.table;
        return std::string(firms.text("ent_id", static_cast<Row>(pick(firms.rows()))));
    };
    const auto one_of = [&](const std::vector<std::string>& words) { return words[pick(words.size())]; };
    const auto next = [&]() -> app::Command {
        const auto& s = *app_->scheme();
        switch (pick(34)) {
            case 0:
                return app::command("show", one_of({"grade", "tax_per_mu", "far", "output_per_mu", "score", "owner"}));
            case 1:
                return app::command("breaks", one_of({"auto", "continuous", "x"}));
            case 2:
                return app::command("layer", one_of({"buildings", "streets", "labels", "nothing"}),
                                    one_of({"on", "off", "toggle"}));
            case 3:
                return app::command("highlight", one_of({"low", "idle"}), "toggle");
            case 4:
                return app::command("threshold", s.low_tests[pick(s.low_tests.size())].code, real(0, 20));
            case 5:
                return app::command("weight", one_of({"规上", "规下"}), "tax_per_mu", real(-1, 80));
            case 6:
                return app::command("cut", "all", one_of({"A", "B", "C"}), real(0, 1));
            case 7:
                return app::command("reset_scheme");
            case 8:
                return app::command("select", id(), id());
            case 9:
                return app::command("select_toggle", id());
            case 10:
                return app::command("select_where", one_of({"far > 2", "tax_per_mu < 3", "grade = 'D'", "(("}));
            case 11:
                return app::command("filter", one_of({"area_mu > 20", "platform LIKE '%芯谷%'", "low_efficiency"}));
            case 12:
                return app::command("filter_none");
            case 13:
                return app::command("platform", one_of({"all", "杭州钱塘芯谷", "临江高科园", "?"}));
            case 14:
                return app::command("inspect", id());
            case 15:
                return app::command("zoom", real(0.2, 4));
            case 16:
                return app::command("zoom_to", one_of({"all", "selection", "low"}));
            case 17:
                return app::command("pan", real(-500, 500), real(-500, 500));
            case 18:
                return app::command("tab", one_of({"low", "all", "charts", "changes", "plan", "problems"}));
            case 19:
                return app::command("sort", one_of({"far", "platform", "parcel_id", "potential"}),
                                    one_of({"asc", "desc"}));
            case 20:
                return app::command("language", "toggle");
            case 21:
                return app::command("undo");
            case 22:
                return app::command("redo");
            case 23:
                return app::command("select_neighbours", real(0, 20));
            case 24:
                return app::command("select_invert");
            case 25:
                return app::command("decide", id(), one_of({"认定", "排除", "核实"}), "随机");
            case 26:
                return app::command("drag", one_of({"on", "off"}));
            case 27:
                return app::command("hatch_d", "toggle");
            case 28:
                return app::command("next_sheet");
            case 29:
                return app::command("what_if", firm(), one_of({"value_added", "area_assessed_mu", "name"}),
                                    real(0, 900));
            case 30:
                return app::command(one_of({"what_if_none", "inspect_none"}));
            case 31:
                return app::command("ask", one_of({"options", "projects", "nothing"}),
                                    one_of({"platform=临江高科园", "candidates=low_efficiency", "table=default"}));
            case 32:
                return app::parse_command(
                    one_of({"ask_none", "show plan", "plan_show plan_sites", "swipe plan", "swipe off"}));
            default:
                return app::command("select_none");
        }
    };
    int accepted = 0;
    constexpr int all = 10000;
    for (int i = 0; i < all; ++i) {
        const auto command = next();
        try {
            app_->run(command);
            ++accepted;
        } catch (const Error& error) {
            ASSERT_EQ(error.code(), ExitCode::usage) << app::text_of(command) << ": " << error.what();
        }
        if (i % 10 == 0) {
            app_->tick(i);
            (void)app_->frame();
            (void)app_->sheet();
        }
        if (i % 200 == 0) {
            ASSERT_EQ(app_->words().size(), app_->data()->rows());
            if (app_->state().document.show_low && app_->state().document.metric != "plan") {
                ASSERT_EQ(app_->counts().low, low_in_words()) << app::text_of(command);
            }
            for (const Row row : *app_->state().document.selection) ASSERT_LT(row, app_->data()->rows());
        }
    }
    EXPECT_GE(accepted, all * 7 / 10);
    app_->run("drag off");
    app_->wait();
}

}  // namespace
