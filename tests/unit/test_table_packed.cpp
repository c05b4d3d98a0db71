// Packed columns: every value and status comes back bit for bit, in less memory.
#include "base/error.hpp"
#include "table/rows.hpp"
#include "table/table.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <functional>
#include <random>

using namespace mulens;
using namespace mulens::table;

namespace {

void expect_same(const Column& a, const Column& b, const std::string& what) {
    ASSERT_EQ(a.size(), b.size()) << what;
    EXPECT_EQ(a.kind(), b.kind()) << what;
    for (Row row = 0; row < a.size(); ++row) {
        ASSERT_EQ(a.status(row), b.status(row)) << what << " row " << row;
        if (a.is_text()) {
            ASSERT_EQ(a.text(row), b.text(row)) << what << " row " << row;
            continue;
        }
        const double x = a.number(row), y = b.number(row);
        if (std::isnan(x))
            ASSERT_TRUE(std::isnan(y)) << what << " row " << row;
        else
            ASSERT_EQ(std::bit_cast<std::uint64_t>(x), std::bit_cast<std::uint64_t>(y)) << what << " row " << row;
    }
}

std::vector<double> made(Row rows, const std::function<double(std::mt19937_64&, Row)>& value) {
    std::mt19937_64 random(7);
    std::vector<double> out;
    for (Row row = 0; row < rows; ++row) out.push_back(value(random, row));
    return out;
}

TEST(TableRows, CellsNotSetAreBlankAndColumnsStandInOrderOfFirstUse) {
    Rows rows;
    rows.row();
    rows.set("a", 1).set("b", Words("词", "word"));
    rows.row();
    rows.set("b", "y").set("c", 2.5).flag("d", true);
    rows.row();
    rows.set("a", 3);
    const Table table = rows.take();
    ASSERT_EQ(table.rows(), 3U);
    EXPECT_EQ(table.names(), (std::vector<std::string>{"a", "b", "c", "d"}));
    EXPECT_TRUE(std::isnan(table.number("a", 1)));
    EXPECT_EQ(table.number("a", 2), 3);
    EXPECT_EQ(table.text("b", 0), "词");
    EXPECT_EQ(rows.english().at("词"), "word");
    EXPECT_EQ(table.text("b", 1), "y");
    EXPECT_EQ(table.text("b", 2), "");
    EXPECT_TRUE(std::isnan(table.number("c", 0)));
    EXPECT_EQ(table.at("d").kind(), Kind::boolean);
    EXPECT_THROW(rows.set("a", "text"), Error);
}

}  // namespace

TEST(Packed, NumbersComeBackBitForBit) {
    struct Case {
        const char* what;
        std::size_t most;  // bytes for 10,000 rows
        std::function<double(std::mt19937_64&, Row)> value;
    };
    const auto two_decimals = [](std::mt19937_64& r) { return static_cast<double>(r() % 3'000'000) / 100; };
    const Case cases[] = {
        {"one value", 100, [](auto&, Row) { return 2024.0; }},
        {"none", 3000, [](auto&, Row) { return none; }},
        {"yes and no", 10'100, [](auto& r, Row) { return static_cast<double>(r() % 2); }},
        {"counts", 20'100, [](auto& r, Row) { return static_cast<double>(r() % 5000); }},
        {"two decimals", 30'100, [&](auto& r, Row) { return two_decimals(r); }},
        {"negative money", 30'100,
         [&](auto& r, Row) { return (static_cast<double>(r() % 3'000'000) - 1'500'000) / 100; }},
        {"cents of a sum, a quarter blank", 45'000,
         [](auto& r, Row) { return r() % 4 == 0 ? none : static_cast<double>(r() % 900'000'000'000) / 1e6; }},
        {"scores", 52'000, [](auto& r, Row) { return static_cast<double>(r() % 100'000'000'000) / 1e9; }},
        {"anything", 80'000, [](auto& r, Row) { return std::bit_cast<double>(r() >> 2U); }},
        {"mostly blank", 10'000,
         [](auto& r, Row) { return r() % 10 == 0 ? std::sqrt(static_cast<double>(r())) : none; }},
        {"mostly zero", 10'000, [](auto& r, Row) { return r() % 10 == 0 ? std::sqrt(static_cast<double>(r())) : 0.0; }},
        {"zeros, blanks and anything", 70'000,
         [](auto& r, Row row) {
             return row % 5 == 0 ? 0.0 : row % 7 == 0 ? none : std::sqrt(static_cast<double>(r()));
         }},
        {"odd ones", 80'000,
         [](auto&, Row row) {
             const double odd[] = {0.0, -0.0, HUGE_VAL, -HUGE_VAL, 1e300, 5e-324, 0.1, none};
             return odd[row % 8];
         }},
        {"huge whole numbers", 80'000, [](auto& r, Row) { return static_cast<double>(r() >> 1U); }},
    };
    for (const auto& one : cases) {
        const Column plain = Column::numbers(made(10'000, one.value));
        const Column packed = plain.packed();
        expect_same(plain, packed, one.what);
        EXPECT_LE(packed.memory(), one.most) << one.what;
        expect_same(plain, packed.packed(), one.what);
        const FlatNumbers flat(packed);
        const NumberView view(packed);
        for (Row row = 0; row < plain.size(); ++row)
            ASSERT_TRUE(std::isnan(plain.number(row)) || (flat[row] == plain.number(row) && view[row] == flat[row]));
    }
    expect_same(Column::numbers(std::vector<double>()), Column::numbers(std::vector<double>()).packed(), "no rows");
}

TEST(Packed, StatusesAreKept) {
    auto values = made(5000, [](auto& r, Row) { return r() % 3 == 0 ? none : static_cast<double>(r() % 100); });
    std::vector<Status> few(values.size()), many(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        const bool blank = std::isnan(values[row]);
        few[row] = !blank ? Status::ok : row % 500 == 0 ? Status::invalid_geometry : Status::no_data;
        many[row] = !blank ? Status::ok : row % 2 == 0 ? Status::failed : Status::not_applicable;
    }
    expect_same(Column::numbers(values, few), Column::numbers(values, few).packed(), "few");
    expect_same(Column::numbers(values, many), Column::numbers(values, many).packed(), "many");
    expect_same(Column::numbers(values, few, Kind::date), Column::numbers(values, few, Kind::date).packed(), "date");
}

TEST(Packed, TextCodesNarrow) {
    for (const std::size_t entries : {1UL, 200UL, 256UL, 257UL, 65'536UL, 65'537UL, 70'000UL}) {
        std::vector<std::string> texts;
        for (std::size_t row = 0; row < 140'000; ++row)
            texts.push_back(row % 7 == 0 ? "" : std::to_string(row % entries));
        for (const auto mode : {TextStore::Mode::dictionary, TextStore::Mode::unique}) {
            const Column column = Column::texts(texts, mode);
            for (Row row = 0; row < texts.size(); ++row) ASSERT_EQ(column.text(row), texts[row]);
            expect_same(column, column.packed(), "texts");
            TextStore longer(mode);  // a store that goes on growing takes the sealed one
            longer.push("first");
            longer.append(column.store());
            ASSERT_EQ(longer.size(), texts.size() + 1);
            ASSERT_EQ(longer.at(static_cast<Row>(texts.size())), texts.back());
        }
    }
    std::vector<std::string> codes;
    for (int i = 0; i < 1000; ++i) codes.push_back(std::to_string(9000 + i));
    const Column keys = Column::texts(codes, TextStore::Mode::unique);  // of one length: no offsets
    EXPECT_EQ(keys.memory(), 4000U);
    for (Row row = 0; row < 1000; ++row) ASSERT_EQ(keys.text(row), codes[row]);
    const Column same = Column::texts(std::vector<std::string>(1000, "规上"));  // one text: no codes
    EXPECT_EQ(same.memory(), 6U);
    ASSERT_EQ(same.size(), 1000U);
    EXPECT_EQ(same.text(999), "规上");
    EXPECT_EQ(same.store().code(999), 0U);
    const Column blank = Column::texts(std::vector<std::string>(1000), TextStore::Mode::unique);
    EXPECT_LE(blank.packed().memory(), 1010U);
    expect_same(blank, blank.packed(), "blank");
}

TEST(Packed, RatiosAreReckonedWhenRead) {
    std::vector<double> above = {10, 3, none, 5, 5, -2, 1e308};
    std::vector<double> below = {4, 7, 2, none, 0, 3, 1e-300};
    std::vector<Status> why(above.size(), Status::ok);
    why[2] = Status::failed;
    const auto a = std::make_shared<const Column>(Column::numbers(above, why));
    const auto b = std::make_shared<const Column>(Column::numbers(below).packed());
    const Column ratio = Column::ratio(a, b);
    EXPECT_EQ(ratio.number(0), 2.5);
    EXPECT_EQ(ratio.number(1), 3.0 / 7.0);
    EXPECT_EQ(ratio.number(5), -2.0 / 3.0);
    const Status statuses[] = {Status::ok,
                               Status::ok,
                               Status::failed,
                               Status::no_data,
                               Status::not_applicable,
                               Status::ok,
                               Status::not_applicable};
    for (Row row = 0; row < ratio.size(); ++row) {
        EXPECT_EQ(ratio.status(row), statuses[row]) << row;
        EXPECT_EQ(std::isnan(ratio.number(row)), statuses[row] != Status::ok) << row;
    }
    EXPECT_EQ(ratio.memory(), 0U);
}

TEST(Packed, TableKeepsWhatOthersHold) {
    Table table(3);
    table.set("a", Column::numbers({1, 2, 3}));
    table.set("b", Column::texts({"x", "", "x"}));
    const auto held = table.share("a");
    table.pack(2);
    EXPECT_EQ(held->number(2), 3);
    EXPECT_EQ(table.number("a", 2), 3);
    EXPECT_EQ(table.text("b", 0), "x");
    EXPECT_EQ(table.names(), (std::vector<std::string>{"a", "b"}));
}
