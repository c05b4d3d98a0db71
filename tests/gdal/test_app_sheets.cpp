// What sheets, units and exports of the viewer say, against the data behind them.
#include "app_fixture.hpp"
#include "base/error.hpp"
#include "config/columns.hpp"
#include "support/csv.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::test {
namespace {

using AppSheets = AppTest;

TEST_F(AppSheets, ACorrectionShowsTheFirmAndThoseTheQuotaMoves) {
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

TEST_F(AppSheets, AGainIsToldInTwoParts) {
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

TEST_F(AppSheets, GradesOfEarlierYearsStandBesideThisOnes) {
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

TEST_F(AppSheets, AZonesSheetCountsWhatLiesInside) {
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

TEST_F(AppSheets, EnglishUnitsSpeakEnglish) {
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

/// Exported rows against the table shown: the same rows, and in every column the same figure in the same words.
TEST_F(AppSheets, AnExportedTableIsTheTableShownRowByRow) {
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

}  // namespace
}  // namespace mulens::test
