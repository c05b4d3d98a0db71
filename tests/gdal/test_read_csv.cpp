#include "base/date.hpp"
#include "gdal/read_files.hpp"
#include "read/encoding.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::read {
namespace {

TEST(ReadCsv, QuotesLineBreaksBomAndKeys) {
    const Folder folder;
    const auto path = folder.write("e.csv",
                                   "\xEF\xBB\xBF企业编号,企业名称,税收（元）,年度\r\n"
                                   "0012,\"甲 \"\"一\"\" 公司, 有限\",\"1,234,500\",2024年\r\n"
                                   "\r\n"
                                   "ａ13 ,\"二行\r\n名\",,2024\r\n"
                                   "=\"007\",丙,\"-\",2024");
    Diagnostics diagnostics;
    const auto layer = load({spec("enterprises", path)}, diagnostics);
    ASSERT_EQ(layer.rows(), 3U);
    EXPECT_EQ(layer.table.text("ent_id", 0), "0012");
    EXPECT_EQ(layer.table.text("ent_id", 1), "A13");
    EXPECT_EQ(layer.table.text("ent_id", 2), "007");
    EXPECT_EQ(layer.table.text("name", 0), "甲 \"一\" 公司, 有限");
    EXPECT_EQ(layer.table.text("name", 1), "二行\r\n名");
    EXPECT_DOUBLE_EQ(layer.table.number("tax", 0), 123.45);
    EXPECT_TRUE(std::isnan(layer.table.number("tax", 1)));
    EXPECT_DOUBLE_EQ(layer.table.number("year", 0), 2024);
    EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
    EXPECT_EQ(layer.sources[0].encoding, "UTF-8");
    EXPECT_EQ(layer.sources[0].rows, 3U);
    EXPECT_EQ(layer.sources[0].sha256.size(), 64U);
    ASSERT_EQ(layer.sources[0].assumptions.size(), 1U);  // the dash
}

TEST(ReadCsv, TroubleIsAFindingWithRowAndField) {
    const Folder folder;
    const auto path =
        folder.write("e.csv", "ent_id;tax_wan;投产日期\nE1;不予規定;2024-13-01\n3.30114E+18;5;45657\nE3;1\n");
    Diagnostics diagnostics;
    const auto layer = load({spec("enterprises", path)}, diagnostics);
    const auto bad = with_code(diagnostics, "value_unreadable");
    ASSERT_EQ(bad.size(), 2U);
    EXPECT_EQ(bad[0].row, 0U);
    EXPECT_EQ(bad[0].subject + bad[1].subject, "2024-13-01不予規定");
    ASSERT_EQ(with_code(diagnostics, "key_rounded").size(), 1U);
    EXPECT_EQ(with_code(diagnostics, "key_rounded")[0].row, 1U);
    ASSERT_EQ(with_code(diagnostics, "row_cells").size(), 1U);
    EXPECT_EQ(to_iso(from_day_number(layer.table.number("production_date", 1))), "2024-12-31");
}

TEST(ReadCsv, ACodeOfMarksIsBlank) {
    const Folder folder;
    Diagnostics diagnostics;
    const auto layer = load(
        {spec("enterprises", folder.write("k.csv", "ent_id,tax\n---,1\nNULL,2\n/,3\n7-18,4\n--MD,5\n"))}, diagnostics);
    for (const Row row : {0U, 1U, 2U}) EXPECT_EQ(layer.table.text("ent_id", row), "") << row;
    EXPECT_EQ(layer.table.text("ent_id", 3), "7-18");
    EXPECT_EQ(layer.table.text("ent_id", 4), "--MD");
}

TEST(ReadCsv, MoneyWithoutUnitIsWanYuanAndSaid) {
    const Folder folder;
    Diagnostics diagnostics;
    auto s = spec("enterprises", folder.write("e.csv", "ent_id,tax,output\nE1,20000,3\n"));
    s.units["tax"] = "元";
    const auto layer = load({s}, diagnostics);
    EXPECT_DOUBLE_EQ(layer.table.number("tax", 0), 2);
    EXPECT_DOUBLE_EQ(layer.table.number("output", 0), 3);
    const auto notes = with_code(diagnostics, "unit_assumed");
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].field, "output");
    EXPECT_NE(notes[0].message.find("--unit enterprises.output="), std::string::npos);
}

TEST(ReadCsv, SharesInPercent) {
    const Folder folder;
    Diagnostics diagnostics;
    const auto a =
        load({spec("links", folder.write("a.csv", "ent_id,parcel_id,占比(%)\nE1,P1,40\nE2,P1,60%\n"))}, diagnostics);
    EXPECT_DOUBLE_EQ(a.table.number("share", 0), 0.4);
    EXPECT_DOUBLE_EQ(a.table.number("share", 1), 0.6);
    const auto b =
        load({spec("links", folder.write("b.csv", "ent_id,parcel_id,占比\nE1,P1,40\nE2,P1,60\n"))}, diagnostics);
    EXPECT_DOUBLE_EQ(b.table.number("share", 1), 0.6);
    EXPECT_EQ(with_code(diagnostics, "percent_assumed").size(), 1U);
    const auto c =
        load({spec("links", folder.write("c.csv", "ent_id,parcel_id,占比\nE1,P1,0.4\nE2,P1,0.6\n"))}, diagnostics);
    EXPECT_DOUBLE_EQ(c.table.number("share", 1), 0.6);
    // A cell that says % itself is not divided again where the others make the column percent.
    const auto d = load({spec("links", folder.write("d.csv",
                                                    "ent_id,parcel_id,占比\nE1,P1,40\nE2,P1,60%\nE3,P2,1\n"
                                                    "E4,P2,99\n"))},
                        diagnostics);
    EXPECT_DOUBLE_EQ(d.table.number("share", 0), 0.4);
    EXPECT_DOUBLE_EQ(d.table.number("share", 1), 0.6);
    EXPECT_DOUBLE_EQ(d.table.number("share", 2), 0.01);
}

/// A square for each regulatory unit with its limit.
std::string regulatory_csv(const std::vector<std::string>& limits, const std::string& column = "容积率上限") {
    std::string out = "WKT,地块编码," + column + "\n";
    for (std::size_t i = 0; i < limits.size(); ++i) {
        const std::string x = std::to_string(500000 + 100 * i), x2 = std::to_string(500080 + 100 * i);
        out += "\"POLYGON((" + x + " 3350000," + x2 + " 3350000," + x2 + " 3350080," + x + " 3350080," + x +
               " 3350000))\",R" + std::to_string(i + 1) + "," + limits[i] + "\n";
    }
    return out;
}

table::Layer regulatory(const Folder& folder, const std::string& text, Diagnostics& diagnostics,
                        const std::string& unit = "") {
    auto s = spec("regulatory", folder.write("kg.csv", text));
    s.crs = "EPSG:4549";
    if (!unit.empty()) s.units["far_max"] = unit;
    return load({s}, diagnostics);
}

TEST(ReadCsv, FloorAreaRatiosInPercent) {
    const Folder folder;
    Diagnostics diagnostics;
    const auto whole = regulatory(folder, regulatory_csv({"200", "150", "80%"}), diagnostics);
    EXPECT_DOUBLE_EQ(whole.table.number("far_max", 0), 2);
    EXPECT_DOUBLE_EQ(whole.table.number("far_max", 1), 1.5);
    EXPECT_DOUBLE_EQ(whole.table.number("far_max", 2), 0.8);
    const auto notes = with_code(diagnostics, "percent_assumed");
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].field, "far_max");
    EXPECT_NE(notes[0].message.find("--unit regulatory.far_max=1"), std::string::npos) << notes[0].message;
    ASSERT_FALSE(whole.sources.empty());
    const auto& said = whole.sources[0].assumptions;  // what the manifest lists
    EXPECT_NE(std::find(said.begin(), said.end(), notes[0].message), said.end());

    Diagnostics named;
    const auto header = regulatory(folder, regulatory_csv({"200", "15", "80"}, "容积率上限(%)"), named);
    EXPECT_DOUBLE_EQ(header.table.number("far_max", 1), 0.15);
    EXPECT_TRUE(with_code(named, "percent_assumed").empty());
    EXPECT_TRUE(with_code(named, "ratio_implausible").empty());
}

TEST(ReadCsv, OneFloorAreaRatioThatIsNone) {
    const Folder folder;
    Diagnostics diagnostics;
    const auto layer = regulatory(folder, regulatory_csv({"2", "200", "1.8", "-1"}), diagnostics);
    EXPECT_DOUBLE_EQ(layer.table.number("far_max", 0), 2);
    EXPECT_TRUE(std::isnan(layer.table.number("far_max", 1)));  // unknown, never FAR 200
    EXPECT_TRUE(std::isnan(layer.table.number("far_max", 3)));
    const auto found = with_code(diagnostics, "ratio_implausible");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].row, 1U);
    EXPECT_EQ(found[0].field, "far_max");
    EXPECT_NE(found[0].file.find("kg.csv"), std::string::npos);
    EXPECT_NE(found[0].message.find("row 2: 200"), std::string::npos) << found[0].message;
    EXPECT_NE(found[0].message.find("--unit regulatory.far_max="), std::string::npos);

    Diagnostics named;
    const auto kept = regulatory(folder, regulatory_csv({"2", "25", "1.8"}), named, "1");
    EXPECT_DOUBLE_EQ(kept.table.number("far_max", 1), 25);
    EXPECT_EQ(with_code(named, "ratio_implausible").size(), 1U);
    Diagnostics wild;  // what the cell says is told, not what became of it
    EXPECT_TRUE(std::isnan(regulatory(folder, regulatory_csv({"200", "5000"}), wild).table.number("far_max", 1)));
    ASSERT_EQ(with_code(wild, "ratio_implausible").size(), 1U);
    EXPECT_NE(with_code(wild, "ratio_implausible")[0].message.find("row 2: 5000"), std::string::npos);
    Diagnostics percent;
    EXPECT_DOUBLE_EQ(regulatory(folder, regulatory_csv({"2", "25"}), percent, "%").table.number("far_max", 1), 0.25);
}

TEST(ReadCsv, UnionOfFilesWithPlatformAndYear) {
    const Folder folder;
    auto a = spec("enterprises", folder.write("a.csv", "ent_id,tax_wan\nE1,1\n"));
    auto b = spec("enterprises", folder.write("b.csv", "ent_id,产值（万元）\nE2,7\nE3,8\n"));
    a.year = 2023;
    b.platform = "P9";
    Diagnostics diagnostics;
    const auto layer = load({a, b}, diagnostics);
    ASSERT_EQ(layer.rows(), 3U);
    EXPECT_DOUBLE_EQ(layer.table.number("tax", 0), 1);
    EXPECT_TRUE(std::isnan(layer.table.number("tax", 2)));
    EXPECT_TRUE(std::isnan(layer.table.number("output", 0)));
    EXPECT_DOUBLE_EQ(layer.table.number("output", 2), 8);
    EXPECT_DOUBLE_EQ(layer.table.number("source_year", 0), 2023);
    EXPECT_TRUE(std::isnan(layer.table.number("source_year", 1)));
    EXPECT_EQ(layer.table.text("source_platform", 2), "P9");
    EXPECT_EQ(layer.source[2], 1);
    EXPECT_EQ(layer.source_row[2], 1U);
    EXPECT_EQ(layer.file_of(2), "b.csv");
}

/// Larger than one piece, with line breaks and quotes inside cells: every row must come once, for any threads.
TEST(ReadCsv, ManyPiecesGiveTheSameRows) {
    const Folder folder;
    std::string text = "ent_id,name,tax_wan,备注\n";
    const int rows = 260'000;
    text.reserve(rows * 100);
    for (int i = 0; i < rows; ++i) {
        if (i % 3 == 0)
            text += fmt::format("E{0},\"公司 \"\"{0}\"\"\n有限, 第二行\",{1}.25,填充填充填充填充填充填充填充\n", i,
                                i % 1000);
        else
            text += fmt::format("E{0},公司{0},{1}.25,填充填充填充填充填充填充填充填充填充填充填充\n", i, i % 1000);
    }
    const auto path = folder.write("big.csv", text);
    ASSERT_GT(text.size(), 17U << 20);
    Diagnostics diagnostics;
    const auto one = load({spec("enterprises", path)}, diagnostics, 1);
    const auto two = load({spec("enterprises", path)}, diagnostics, 3);
    ASSERT_EQ(one.rows(), static_cast<Row>(rows));
    ASSERT_EQ(two.rows(), one.rows());
    for (Row r = 0; r < one.rows(); ++r) {
        const std::string name = r % 3 == 0 ? fmt::format("公司 \"{}\"\n有限, 第二行", r) : fmt::format("公司{}", r);
        ASSERT_EQ(two.table.text("ent_id", r), fmt::format("E{}", r));
        ASSERT_EQ(two.table.text("name", r), name);
        ASSERT_EQ(two.table.number("tax", r), r % 1000 + 0.25);
        ASSERT_EQ(two.source_row[r], r);
        ASSERT_EQ(one.table.text("name", r), two.table.text("name", r));
    }
    EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
}

TEST(ReadCsv, NumbersEqualTheFullParser) {
    const Folder folder;
    std::string text = "ent_id,tax_wan\n";
    std::vector<std::string> numbers{"0.1", "-0.3", "123456789.123456", "9.95", ".5", "7.",
                                     "1e3", "+2.5", "99999999999999.9"};
    for (std::size_t i = 0; i < numbers.size(); ++i) text += fmt::format("E{},{}\n", i, numbers[i]);
    Diagnostics diagnostics;
    const auto layer = load({spec("enterprises", folder.write("n.csv", text))}, diagnostics);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        EXPECT_EQ(layer.table.number("tax", static_cast<Row>(i)), std::strtod(numbers[i].c_str(), nullptr))
            << numbers[i];
}

TEST(ReadCsv, GbkIsDetectedAndAnOptionOverrides) {
    const Folder folder;
    std::string line = "企业编号,企业名称,税收（元）\n";
    for (int i = 0; i < 20; ++i) line += fmt::format("E{}", i) + ",杭州钱塘智能制造有限公司,10000\n";
    // UTF-8 → GBK by GDAL, an independent path from the reader's own decoder.
    char* gbk = CPLRecode(line.c_str(), "UTF-8", "GBK");
    const auto path = folder.write("g.csv", gbk);
    CPLFree(gbk);
    Diagnostics diagnostics;
    const auto layer = load({spec("enterprises", path)}, diagnostics);
    EXPECT_EQ(layer.sources[0].encoding, "GBK");
    EXPECT_EQ(layer.table.text("name", 19), "杭州钱塘智能制造有限公司");
    EXPECT_DOUBLE_EQ(layer.table.number("tax", 3), 1);
    EXPECT_EQ(with_code(diagnostics, "encoding_guessed").size(), 1U);
    auto told = spec("enterprises", path);
    told.encoding = "gb18030";
    EXPECT_EQ(load({told}, diagnostics).sources[0].encoding_reason, "option");
}

}  // namespace
}  // namespace mulens::read
