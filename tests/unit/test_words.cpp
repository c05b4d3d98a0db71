// Words in two languages: sentences made of words, joined words, words that are the same in both.
#include "base/words.hpp"
#include "plan/names.hpp"
#include "table/report.hpp"
#include "table/rows.hpp"

#include <gtest/gtest.h>

namespace mulens {
namespace {

TEST(Words, SentencesTakeTheWordsOfTheirLanguage) {
    const Words road("道路", "a road");
    const Words both = said("{}宗涉及{}", "{} in {}", 3, road);
    EXPECT_EQ(both.zh, "3宗涉及道路");
    EXPECT_EQ(both.en, "3 in a road");
    // Places may stand in another order.
    EXPECT_EQ(said("{0}的{1}", "{1} of {0}", Words("平台", "platform"), 2.5).en, "2.5 of platform");
    // Names are the same in both.
    EXPECT_EQ(said("方案《{}》", "scenario “{}”", Words("甲")).en, "scenario “甲”");
    EXPECT_EQ(Words("甲").in(Lang::en), "甲");
}

TEST(Words, JoiningKeepsTheLanguagesApart) {
    Words line;
    line += Words("甲");
    EXPECT_EQ(line, Words("甲"));
    line += Words(",乙", ", B");
    EXPECT_EQ(line.zh, "甲,乙");
    EXPECT_EQ(line.en, "甲, B");
    plan::WordList list;
    list.add({"一", "one"});
    list.add({"二", "two"});
    list.add({"一", "one"});
    list.add({});
    EXPECT_EQ(list.joined().zh, "一;二");
    EXPECT_EQ(list.joined().en, "one; two");
    EXPECT_EQ(list.joined({"、", ", "}).zh, "一、二");
}

TEST(Words, AReportInEnglishHasEnglishCellsAndTheSameCodes) {
    table::Rows rows;
    rows.row();
    rows.set("reason", Words("开工逾期", "start is late"));
    rows.set("light", "red");
    rows.row();
    rows.set("reason", std::string_view("原样"));
    rows.set("light", "green");
    table::Report report;
    report.tables.push_back({"projects", {"项目", "Projects"}, rows.take()});
    report.tables.back().english = rows.english();
    const auto chinese = table::spoken(report, Lang::zh), english = table::spoken(report, Lang::en);
    EXPECT_EQ(chinese.tables[0].table.text("reason", 0), "开工逾期");
    EXPECT_EQ(english.tables[0].table.text("reason", 0), "start is late");
    EXPECT_EQ(english.tables[0].table.text("reason", 1), "原样");
    EXPECT_EQ(english.tables[0].table.text("light", 0), "red");
    EXPECT_EQ(english.lang, Lang::en);
}

}  // namespace
}  // namespace mulens
