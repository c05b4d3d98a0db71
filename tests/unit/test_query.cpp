// Filters against brute force, and everything that must be refused.
#include "base/date.hpp"
#include "base/error.hpp"
#include "query/filter.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

namespace mulens::query {
namespace {

using table::Column;
using table::Kind;
using table::none;

table::Table sample() {
    table::Table t;
    t.set("parcel_id", Column::texts({"330114001", "330114002", "0330114003", "330114004"}));
    t.set("tax_per_mu", Column::numbers({4.5, none, 5.0, 1.0}));
    t.set("far", Column::numbers({0.4, 0.9, 1.5, none}));
    t.set("low_efficiency", Column::numbers({1, 0, none, 1}, Kind::boolean));
    t.set("idle_from",
          Column::numbers({day_number(make_date(2024, 6, 30)), none, day_number(make_date(2023, 1, 1)), none},
                          Kind::date));
    t.set("owner", Column::texts({"甲公司", "", "乙公司", "丙'公司"}));
    return t;
}

using Rows = std::vector<Row>;

TEST(QuerySelect, NumbersTextDatesAndBlanks) {
    const auto t = sample();
    EXPECT_EQ(select(t, "tax_per_mu < 5"), (Rows{0, 3}));
    EXPECT_EQ(select(t, "tax_per_mu <= 5 AND far < 1"), (Rows{0}));
    EXPECT_EQ(select(t, "tax_per_mu IS NULL"), (Rows{1}));
    EXPECT_EQ(select(t, "owner IS NULL"), (Rows{1}));
    EXPECT_EQ(select(t, "owner LIKE '%乙%'"), (Rows{2}));
    EXPECT_EQ(select(t, "low_efficiency = true"), (Rows{0, 3}));
    EXPECT_EQ(select(t, "low_efficiency"), (Rows{0, 3}));
    EXPECT_EQ(select(t, "idle_from >= '2024-01-01'"), (Rows{0}));
    EXPECT_EQ(select(t, "parcel_id = '0330114003'"), (Rows{2}));
    EXPECT_EQ(select(t, "parcel_id = 330114002"), (Rows{1}));
    EXPECT_EQ(select(t, ""), (Rows{0, 1, 2, 3}));
    EXPECT_EQ(select(t, " "), (Rows{0, 1, 2, 3}));
    EXPECT_EQ(select(t, "coalesce(tax_per_mu, 0) < 2"), (Rows{1, 3}));
    EXPECT_EQ(select(t, "TAX_PER_MU BETWEEN 1 AND 4.5 -- a remark"), (Rows{0, 3}));
    EXPECT_TRUE(select(t, "far > 100").empty());
    EXPECT_TRUE(select(table::Table(0), "1 = 1").empty());
}

TEST(QuerySelect, OrderHasTiesInTableOrder) {
    const auto t = sample();
    EXPECT_EQ(select(t, "", "tax_per_mu DESC"), (Rows{2, 0, 3, 1}));
    EXPECT_EQ(select(t, "far IS NOT NULL", "low_efficiency DESC, far DESC"), (Rows{0, 1, 2}));
    EXPECT_EQ(select(t, "", "low_efficiency DESC"), (Rows{0, 3, 1, 2}));
}

TEST(QuerySelect, ChineseHeadersAreAliases) {
    EXPECT_EQ(select(sample(), "亩均税收 < 5", "亩均税收", {{"亩均税收", "tax_per_mu"}}), (Rows{3, 0}));
}

std::string refusal(const std::string& where, const std::string& order = {}) {
    try {
        (void)select(sample(), where, order);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::usage);
        return error.what();
    }
    return "accepted";
}

TEST(QuerySelect, UnknownColumnNamesTheNearest) {
    EXPECT_NE(refusal("tax_per_mou < 5").find("tax_per_mu"), std::string::npos);
    EXPECT_NE(refusal("\"tax_per_mou\" < 5").find("does not exist"), std::string::npos);
    EXPECT_NE(refusal("", "fra").find("far"), std::string::npos);
}

TEST(QuerySelect, AttemptsToBreakOutAreRefused) {
    for (const char* where : {"1); DROP TABLE rows; --",
                              "1) UNION SELECT rowid FROM rows --",
                              "1) UNION SELECT 1 --",
                              "far IN (SELECT far FROM rows)",
                              "EXISTS (SELECT 1 FROM sqlite_master)",
                              "load_extension('x')",
                              "readfile('/etc/passwd') IS NOT NULL",
                              "random() > 0",
                              "datetime('now') > '2020'",
                              "date() > '2020'",
                              "1 ; ATTACH 'x.db' AS y",
                              "1) LIMIT 1 --",
                              "(SELECT 1)",
                              "? = 1",
                              ":a = 1",
                              "far < ",
                              "far < 1)",
                              "(far < 1",
                              "/* far < 1",
                              "randomblob(1000000000) IS NULL",
                              "writefile('x', 'y')",
                              "1 = 1; PRAGMA user_version = 3",
                              "sqlite_version() > ''",
                              "zeroblob(900000000) = 1",
                              "printf('%1000000000d', 1) = ''",
                              "changes() = 0",
                              "row_number() OVER () = 1",
                              "count(*) > 0"})
        EXPECT_NE(refusal(where), "accepted") << where;
    for (const char* order : {"far LIMIT 1", "(SELECT 1)", "far; DROP TABLE rows", "random()"})
        EXPECT_NE(refusal("1", order), "accepted") << order;
}

TEST(QuerySelect, AgreesWithBruteForce) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> uniform(0, 100);
    const Row rows = 5000;
    std::vector<double> a(rows), b(rows);
    for (Row i = 0; i < rows; ++i) {
        a[i] = random() % 10 == 0 ? none : std::floor(uniform(random));
        b[i] = random() % 10 == 0 ? none : uniform(random);
    }
    table::Table t;
    t.set("a", Column::numbers(a));
    t.set("b", Column::numbers(b));
    for (int round = 0; round < 20; ++round) {
        const double x = std::floor(uniform(random)), y = uniform(random);
        Rows expected;
        for (Row i = 0; i < rows; ++i)
            if ((a[i] >= x && b[i] < y) || (std::isnan(a[i]) && b[i] > y)) expected.push_back(i);
        EXPECT_EQ(select(t, fmt::format("(a >= {} AND b < {}) OR (a IS NULL AND b > {})", x, y, y)), expected);
    }
}

TEST(QuerySelect, AMillionRowsAreQuick) {
    const Row rows = 1'000'000;
    std::vector<double> a(rows), b(rows);
    for (Row i = 0; i < rows; ++i) a[i] = i % 97, b[i] = i % 13;
    table::Table t;
    t.set("a", Column::numbers(a));
    t.set("b", Column::numbers(b));
    const auto begin = std::chrono::steady_clock::now();
    const auto found = select(t, "a < 5 AND b < 1", "a DESC");
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    RecordProperty("seconds", std::to_string(took.count()));
    std::size_t expected = 0;
    for (Row i = 0; i < rows; ++i) expected += a[i] < 5 && b[i] < 1;
    EXPECT_EQ(found.size(), expected);
}

TEST(QuerySelect, StopsWhenAsked) {
    Progress progress;
    progress.request_stop();
    std::vector<double> a(500'000, 1);
    table::Table t;
    t.set("a", Column::numbers(a));
    EXPECT_THROW((void)select(t, "a > 2", "", {}, &progress), Stopped);
}

TEST(QueryNearest, PartsComeFirst) {
    EXPECT_EQ(nearest_names("tax", {"far", "tax_per_mu", "tex"}, 2), (std::vector<std::string>{"tax_per_mu", "tex"}));
}

}  // namespace
}  // namespace mulens::query
