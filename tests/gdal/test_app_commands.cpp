// The viewer without a window: commands, undo, trial, filter, session, and a fuzz of random commands.
#include "app/app.hpp"
#include "app/sheet_page.hpp"
#include "base/error.hpp"
#include "config/columns.hpp"
#include "paper/pdf.hpp"
#include "support/csv.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

namespace {

using namespace mulens;
using app::App;

class AppTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        app_ = std::make_unique<App>(app::AppOptions{2, ""});
        app_->set_map_size(1000, 700, 1);
        app_->run(app::command("open", test_support::sample_project()));
        app_->wait();
    }
    static void TearDownTestSuite() { app_.reset(); }
    void SetUp() override {
        while (!app_->undo_label().empty()) app_->run("undo");
        app_->run("tab low");
    }
    static std::unique_ptr<App> app_;

    static std::uint64_t low_in_words() {
        std::uint64_t n = 0;
        for (const auto w : app_->words()) n += (w & scene::word::low) != 0 && (w & scene::word::dimmed) == 0 ? 1 : 0;
        return n;
    }
};
std::unique_ptr<App> AppTest::app_;

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

/// Exported rows against the table shown: the same rows, and in every column the same figure in the same words.
TEST_F(AppTest, AnExportedTableIsTheTableShownRowByRow) {
    const auto compare = [&](const char* tab, const char* what) {
        app_->run(std::string("tab ") + tab);
        app_->wait();
        const std::string path = testing::TempDir() + "/mulens_rows.csv";
        app_->run(app::command("export", path, what));
        app_->wait();
        const test_support::Csv csv(path);
        const auto place = csv.index("parcel_id");
        const auto& table = app_->table();
        ASSERT_EQ(csv.size(), table.rows->size()) << what;
        std::size_t cells = 0;
        for (const Row row : *table.rows) {
            const auto at = place.find(std::string(app_->data()->id_of(row)));
            ASSERT_NE(at, place.end()) << app_->data()->id_of(row);
            for (const auto& column : table.columns) {
                if (!csv.has(column.column)) continue;
                const std::string cell = app_->cell(column, row);
                const std::string& given = csv.text(at->second, column.column);
                if (column.number) {
                    ASSERT_EQ(cell, app::shown(app::Lang::zh, column.column, csv.number(at->second, column.column)))
                        << column.column << " of " << at->first;
                } else if (column.column == "reasons") {
                    ASSERT_EQ(cell.empty(), given.empty()) << at->first;
                } else if (column.column == "grade") {
                    ASSERT_EQ(cell == "A" || cell == "B" || cell == "C" || cell == "D", given.size() == 1) << given;
                    if (given.size() == 1) {
                        ASSERT_EQ(cell, given);
                    }
                } else if (column.column == "low_efficiency") {
                    ASSERT_EQ(cell == app::tr(app::Lang::zh, "yes"), given == "true" || given == "1") << given;
                } else {
                    ASSERT_EQ(cell, column.column == "review_status"
                                        ? (given.empty() ? "–" : app::review_word(app::Lang::zh, given))
                                        : app::shown(app::Lang::zh, column.column, given))
                        << column.column << " of " << at->first;
                }
                ++cells;
            }
        }
        EXPECT_GT(cells, table.rows->size() * 6);
    };
    compare("low", "low");
    compare("all", "all");
    app_->run(app::command("threshold", app_->scheme()->low_tests.front().code, 12.0));
    app_->run("weight 规上 tax_per_mu 5");
    app_->run("filter \"area_basis_mu > 30\"");
    app_->wait();
    const std::string first(app_->data()->id_of(app_->table().rows->front()));
    app_->run(app::command("decide", first, "认定", "现场核实"));
    app_->wait();
    EXPECT_EQ(app_->cell({"review_status", "", "", false, 0}, app_->data()->row_of(first)), "认定");
    compare("low", "low");
    compare("all", "filter");
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

TEST_F(AppTest, GradesOfEarlierYearsStandBesideThisOnes) {
    const auto& official = app_->data()->run.layers.at("official_grades").table;
    const std::string code(official.text("credit_code", 0));
    app_->run(app::command("inspect_firm", code));
    const auto& grades = app_->sheet()->grades;
    ASSERT_EQ(grades.size(), 2U);
    EXPECT_EQ(grades[0].year, 2023);
    EXPECT_EQ(std::string(1, grades[0].grade), official.text("official_grade", 0));
    EXPECT_FALSE(grades[0].computed);
    EXPECT_FALSE(grades[0].note.empty()) << "the document number";
    EXPECT_EQ(grades[1].year, 2024);
    EXPECT_EQ(grades[1].grade, app_->sheet()->grade);
    EXPECT_TRUE(grades[1].computed);
    EXPECT_NE(app_->sheet()->grades_note.find("2023"), std::string::npos) << "one year alone is said";
    // A plot without grades of its own shows its main firm's, and whose they are.
    const Row plot = app_->sheet()->plots.front().first;
    app_->run(app::command("inspect", std::string(app_->data()->id_of(plot))));
    ASSERT_EQ(app_->sheet()->grades.size(), 2U);
    EXPECT_FALSE(app_->sheet()->grades[0].note.empty());
    app_->run("inspect_none");
}

TEST_F(AppTest, AZonesSheetCountsWhatLiesInside) {
    const auto& streets = app_->data()->run.layers.at("streets").table;
    double plots_mu = 0, low = 0;
    for (Row row = 0; row < streets.rows(); ++row) {
        app_->run(app::command("inspect_zone", "streets", std::string(streets.text("name", row))));
        const auto* sheet = app_->sheet();
        ASSERT_NE(sheet, nullptr);
        EXPECT_TRUE(sheet->zone);
        EXPECT_EQ(sheet->title, streets.text("name", row));
        ASSERT_EQ(sheet->facts.size(), 5U);
        const auto numbers = [&](std::size_t line) {
            std::string text = sheet->facts[line].value;
            text.erase(std::remove(text.begin(), text.end(), ','), text.end());
            return std::pair{std::stod(text), std::stod(text.substr(text.find("· ") + std::string("· ").size()))};
        };
        plots_mu += numbers(1).second;
        low += numbers(2).first;
        EXPECT_LE(numbers(2).second, numbers(1).second);
    }
    // Streets cover the district: together they hold its land; a plot on a border counts in both.
    EXPECT_NEAR(plots_mu, app_->counts().area_mu, app_->counts().area_mu * 0.02);
    EXPECT_GE(low + 0.5, static_cast<double>(app_->counts().low) * 0.98);
    EXPECT_THROW(app_->run("inspect_zone streets nowhere"), Error);
    EXPECT_THROW(app_->run("inspect_zone parcels 1"), Error);
    EXPECT_THROW(app_->run("sheet /tmp/x.pdf"), Error);
    // A click finds what is shown, the smaller area first.
    app_->run("layer renewal on");
    app_->run("layer streets on");
    const auto& renewal = app_->data()->run.layers.at("renewal");
    const auto box = renewal.geometry.box(0);
    app_->run(app::command("camera", (box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2, 5.0));
    const auto found =
        app_->zone_at(app_->state().session.camera.width / 2.0, app_->state().session.camera.height / 2.0);
    ASSERT_EQ(found.size(), 2U);
    app_->run(app::Command{"inspect_zone", found});
    EXPECT_TRUE(app_->sheet()->zone);
    app_->run("inspect_none");
    EXPECT_EQ(app_->sheet(), nullptr);
}

TEST_F(AppTest, EnglishUnitsSpeakEnglish) {
    app_->run("language en");
    app_->wait();
    const auto chinese = [](const std::string& text) {
        return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xe3; });
    };
    for (const auto& column : app_->table().columns) EXPECT_FALSE(chinese(column.unit)) << column.unit;
    for (const auto& column : config::column_catalogue().all())
        EXPECT_FALSE(chinese(app::unit_word(app::Lang::en, column.unit))) << column.unit;
    EXPECT_EQ(app::column_unit(app::Lang::en, "tax_per_mu"), "×10k CNY/mu");
    EXPECT_EQ(app::column_unit(app::Lang::zh, "tax_per_mu"), "万元/亩");
    app_->run("language zh");
}

TEST_F(AppTest, AGainIsToldInTwoParts) {
    const auto check = [&] {
        app_->wait();
        const auto& table = app_->data()->table();
        double mu = 0, tax = 0, new_tax = 0;
        for (const Row row : *app_->table().rows) {
            const double own = table.number("area_basis_mu", row), paid = table.number("tax", row);
            mu += own;
            tax += std::isnan(paid) ? 0 : paid;
            std::string text = app_->cell({"potential", "", "", true, 0}, row);
            text.erase(std::remove(text.begin(), text.end(), ','), text.end());
            if (text != "–") new_tax += std::stod(text);
        }
        const auto& gain = app_->gain();
        EXPECT_EQ(gain.plots, app_->counts().low);
        EXPECT_NEAR(gain.mu, app_->counts().low_mu, 1e-6);
        EXPECT_NEAR(gain.mu, mu, 1e-6);
        EXPECT_NEAR(gain.new_tax, new_tax, 0.006 * static_cast<double>(gain.plots));
        EXPECT_NEAR(gain.now, app_->counts().tax_per_mu_scope, 1e-9);
        const double all_mu = app_->counts().tax / gain.now;
        EXPECT_NEAR(gain.at_standard, gain.now + gain.new_tax / all_mu, 1e-9);
        EXPECT_NEAR(gain.without, (app_->counts().tax - tax) / (all_mu - mu), 1e-6);
    };
    check();
    const double saved = app_->gain().new_tax;
    app_->run(app::command("threshold", app_->scheme()->low_tests.front().code, 20.0));
    check();
    EXPECT_GT(app_->gain().new_tax, saved);
    EXPECT_EQ(app_->gain_saved().new_tax, saved);
    app_->run("filter \"area_basis_mu > 60\"");
    check();
    // A plot's own parts against its platform.
    const Row row = app_->table().rows->front();
    app_->run(app::command("inspect", std::string(app_->data()->id_of(row))));
    EXPECT_EQ(app_->sheet()->gain.size(), 5U);
    app_->run("inspect_none");
}

TEST_F(AppTest, ACorrectionShowsTheFirmAndThoseTheQuotaMoves) {
    const auto& firms = app_->data()->run.enterprises.table;
    const auto& run = app_->data()->run.rules.firms;
    Row best = 0;  // an A firm of high rank: on more land others move up
    while (run.grade[best] != 'A' || std::isnan(firms.number("value_added", best))) ++best;
    const std::string code(firms.text("credit_code", best));
    app_->run(app::command("inspect_firm", code));
    ASSERT_NE(app_->sheet(), nullptr);
    EXPECT_FALSE(app_->sheet()->effect.tried);
    ASSERT_FALSE(app_->sheet()->effect.fields.empty());
    EXPECT_THROW(app_->run(app::command("what_if", code, "name", 1.0)), Error);
    EXPECT_THROW(app_->run(app::command("what_if", "nobody", "value_added", 1.0)), Error);

    app_->run(app::command("what_if", code, "area_assessed_mu", 5000.0));
    const auto effect = app_->sheet()->effect;
    ASSERT_TRUE(effect.tried);
    EXPECT_EQ(effect.grade_before, 'A');
    EXPECT_EQ(effect.grade_after, 'D');
    EXPECT_EQ(effect.rank_before, app_->sheet()->rank);
    EXPECT_NE(effect.rank_after, effect.rank_before);
    ASSERT_FALSE(effect.moved.empty());
    for (const auto& move : effect.moved) {
        EXPECT_NE(move.before, move.after);
        EXPECT_NE(move.key, code);
    }
    EXPECT_TRUE(std::any_of(effect.moved.begin(), effect.moved.end(), [](const auto& move) {
        return move.after < move.before;
    })) << "somebody takes the place in A";
    // The map and the grades stay as they are; undo takes the trial back.
    EXPECT_FALSE(app_->trial_differs());
    EXPECT_EQ(app_->sheet()->grade, 'A');
    EXPECT_EQ(app_->undo_label(), app::text_of(app::command("what_if", code, "area_assessed_mu", 5000.0)));
    app_->run("undo");
    EXPECT_FALSE(app_->sheet()->effect.tried);
    app_->run("redo");
    EXPECT_TRUE(app_->sheet()->effect.tried);
    // Under a trial scheme the effect is against the trial's grades.
    app_->run(app::command("weight", "规上", "rd_share", 0.0));
    EXPECT_TRUE(app_->sheet()->effect.tried);
    EXPECT_EQ(app_->sheet()->effect.grade_before, app_->sheet()->grade);
    app_->run("meeting on");
    EXPECT_TRUE(app_->sheet()->effect.fields.empty());
    app_->run("meeting off");
    app_->run("what_if_none");
    EXPECT_FALSE(app_->sheet()->effect.tried);
    app_->run("inspect_none");
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
        switch (pick(32)) {
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
            if (app_->state().document.show_low) {
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
