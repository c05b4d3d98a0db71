#include "text/collate.hpp"
#include "text/name_index.hpp"
#include "text/romanise.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

using namespace mulens;
using text::Match;

namespace {

std::vector<Row> rows(const text::NameIndex& index, std::string_view query, std::size_t limit = 10) {
    std::vector<Row> out;
    for (const auto& hit : index.find(query, limit)) out.push_back(hit.row);
    return out;
}
using Rows = std::vector<Row>;

text::NameIndex small() {
    text::NameIndex index;
    index.add(0, "杭州钱塘芯谷");
    index.add(0, "330114-2024-000417");
    index.add(1, "杭州前进智造园");
    index.add(1, "330114-2024-001180");
    index.add(2, "浙江(钱塘)精密机械有限公司");
    index.add(2, "钱江老厂");  // former name
    index.add(3, "IBM中国");
    return index;
}

}  // namespace

TEST(TextRomanise, PinyinWithoutTones) {
    text::Romaniser romaniser;
    EXPECT_EQ(romaniser.letters_of("杭州钱塘芯谷"), "hangzhouqiantangxingu");
    EXPECT_EQ(romaniser.initials_of("杭州钱塘芯谷"), "hzqtxg");
    EXPECT_EQ(romaniser.letters_of("绿驴Ａé"), "lvlvae");
    EXPECT_EQ(romaniser.letters_of("(钱-塘) 3号"), "qiantang3hao");
    EXPECT_EQ(romaniser.letters(U'\n'), "");
}

TEST(TextNames, FoundByEveryWay) {
    const auto index = small();
    for (const char* query : {"qtxg", "qiantangxingu", "芯谷", "芯 谷", "000417", "417", "QTXG", "ｑｔｘｇ", "钱塘xg",
                              "qtxingu", "hangzhouqt", "hzqiant", "330114-2024-0004", "杭州钱塘芯谷"})
        EXPECT_EQ(rows(index, query), Rows{0}) << query;
    EXPECT_EQ(rows(index, "qiantang"), (Rows{0, 2}));
    EXPECT_EQ(rows(index, "钱塘精密"), Rows{2}) << "浙江(钱塘)精密…: the bracket does not count";
}

TEST(TextNames, NothingIsFoundWhereNothingFits) {
    const auto index = small();
    for (const char* query : {"", " -()", "xgqt", "qtxgz", "龙", "芯龙", "000418", "qiantang谷", "\xff"})
        EXPECT_EQ(rows(index, query), Rows{}) << query;
    EXPECT_EQ(rows(text::NameIndex(), "qt"), Rows{});
    EXPECT_EQ(rows(index, "hz", 0), Rows{});
}

TEST(TextNames, BestFirst) {
    text::NameIndex index;
    index.add(0, "江钱塘");        // 钱塘 inside
    index.add(1, "钱塘江");        // prefix
    index.add(2, "钱塘");          // exact
    index.add(3, "前汤");          // pinyin
    index.add(4, "秋天qiantang");  // part of the text
    index.add(5, "清塔");          // initials only
    EXPECT_EQ(rows(index, "钱塘"), (Rows{2, 1, 0}));
    EXPECT_EQ(rows(index, "qiantang"), (Rows{4, 2, 3, 1, 0}));
    EXPECT_EQ(rows(index, "qt"), (Rows{2, 3, 5, 1, 4, 0}));
    const auto hits = index.find("qt", 1);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].match, Match::initials_prefix);
    const auto begun = index.find("qiant", 2);
    ASSERT_EQ(begun.size(), 2U);
    EXPECT_EQ(begun[0].match, Match::part);
    EXPECT_EQ(begun[1].match, Match::pinyin_prefix);
    EXPECT_EQ(rows(index, "qit"), Rows{}) << "neither syllables nor initials";
    const auto mixed = index.find("qiutqian", 1);
    ASSERT_EQ(mixed.size(), 1U);
    EXPECT_EQ(mixed[0].match, Match::mixed);
}

TEST(TextNames, TextsOfOthersAreFoundAsIfTheyWereAdded) {
    const std::vector<std::string> codes = {"330114-0001", "91330114MA2", "", "330114-0002#2", "ENT000417"};
    const std::vector<std::string> names = {"钱塘芯谷科技", "", "杭州精密(下沙)机械", "清塔", "Qiantang 前汤"};
    text::NameIndex copied, referred;
    copied.add(7, "河庄");
    referred.add(7, "河庄");
    for (const auto* texts : {&codes, &names}) {
        for (Row row = 0; row < texts->size(); ++row) copied.add(row, (*texts)[row]);
        referred.add_rows(static_cast<Row>(texts->size()),
                          [texts](Row row) -> std::string_view { return (*texts)[row]; });
    }
    copied.add(9, "义蓬");
    referred.add(9, "义蓬");
    EXPECT_EQ(copied.size(), referred.size());
    for (const char* query : {"330114", "0002#2", "ent000417", "ma2", "钱塘", "qt", "qiantang", "jm", "下沙", "hz",
                              "yp", "9", "0417", "zzz"}) {
        const auto a = copied.find(query, 10), b = referred.find(query, 10);
        ASSERT_EQ(a.size(), b.size()) << query;
        for (std::size_t i = 0; i < a.size(); ++i) {
            EXPECT_EQ(a[i].row, b[i].row) << query;
            EXPECT_EQ(a[i].entry, b[i].entry) << query;
            EXPECT_EQ(a[i].match, b[i].match) << query;
        }
    }
}

TEST(TextNames, FormerNamesLeadToTheRowOnce) {
    const auto index = small();
    EXPECT_EQ(rows(index, "钱江"), Rows{2});
    EXPECT_EQ(rows(index, "q"), Rows{2}) << "one letter: what begins with it";
    const auto hits = index.find("jm", 5);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].entry, 4U);
    EXPECT_EQ(rows(index, "ibmzg"), Rows{3});
}

TEST(TextNames, SignaturesHideNothing) {
    // Against a plain search over pinyin and initials of every name.
    const char* parts[] = {"钱", "塘", "芯", "谷", "安", "江", "西", "安", "3", "B", "行", "嘉", "鄂", "绿"};
    text::NameIndex index;
    text::Romaniser romaniser;
    std::vector<std::string> initials, letters;
    std::uint32_t state = 7;
    const auto next = [&](std::uint32_t n) { return (state = state * 1664525U + 1013904223U) / 65536U % n; };
    for (Row row = 0; row < 500; ++row) {
        std::string name;
        for (std::uint32_t i = 0, n = 2 + next(7); i < n; ++i) name += parts[next(std::size(parts))];
        index.add(row, name);
        initials.push_back(romaniser.initials_of(name));
        letters.push_back(romaniser.letters_of(name));
    }
    for (Row row = 0; row < 500; row += 3) {
        const std::string query = initials[row].substr(initials[row].size() > 3 ? 1 : 0);
        if (query.size() < 2) continue;
        const Rows found = rows(index, query, 1000);
        for (Row other = 0; other < 500; ++other)
            if (initials[other].find(query) != std::string::npos) {
                EXPECT_NE(std::find(found.begin(), found.end(), other), found.end()) << query << " " << other;
            }
        const Rows whole = rows(index, letters[row], 1000);
        EXPECT_NE(std::find(whole.begin(), whole.end(), row), whole.end()) << letters[row];
    }
}

TEST(TextNames, AShortListHoldsTheBestOfALongOne) {
    const char* parts[] = {"钱", "塘", "qt", "前", "汤", "Q", "七", "3", "a"};
    text::NameIndex index;
    std::uint32_t state = 5;
    const auto next = [&](std::uint32_t n) { return (state = state * 1664525U + 1013904223U) / 65536U % n; };
    for (Row row = 0; row < 3000; ++row) {
        std::string name;
        for (std::uint32_t i = 0, n = 1 + next(6); i < n; ++i) name += parts[next(std::size(parts))];
        index.add(row, name);
    }
    for (const char* query : {"qt", "钱塘", "qiantang", "qiant", "q", "33", "a", "塘3", "qtqt", "qqiant"}) {
        const Rows all = rows(index, query, 5000), few = rows(index, query, 7);
        ASSERT_GE(all.size(), 7U) << query;
        EXPECT_EQ(few, Rows(all.begin(), all.begin() + 7)) << query;
    }
}

TEST(TextNames, VeryLongNamesAndQueries) {
    text::NameIndex index;
    std::string name;
    for (int i = 0; i < 500; ++i) name += "安";
    index.add(0, name);
    index.add(1, "");
    EXPECT_EQ(rows(index, name), Rows{0});
    EXPECT_EQ(rows(index, std::string(400, 'a')), Rows{0});
    EXPECT_EQ(rows(index, "anananananananananananananananan"), Rows{0});
}

TEST(TextCollation, PinyinOrderAndNumbers) {
    const text::Collation collation;
    std::vector<std::string> names{"钱塘", "10号", "河庄", "2号", "白杨", "下沙", "义蓬", "前进", "Alpha", ""};
    std::sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return collation.less(a, b); });
    EXPECT_EQ(names,
              (std::vector<std::string>{"", "2号", "10号", "白杨", "河庄", "前进", "钱塘", "下沙", "义蓬", "Alpha"}));
    const std::vector<std::string> texts{"乙", "甲", "乙", "\xff"};
    const auto ranks = collation.ranks(texts);
    EXPECT_EQ(ranks[0], ranks[2]);
    EXPECT_LT(ranks[1], ranks[0]);
}
