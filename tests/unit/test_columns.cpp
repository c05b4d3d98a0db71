// The column catalogue against the project's term list, copied here pair by pair.
#include "base/error.hpp"
#include "config/columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace mulens::config {
namespace {

struct Term {
    const char* name;
    const char* zh;
    const char* unit;
};

const Term terms[] = {
    {"parcel_id", "宗地代码", ""},
    {"estate_unit_no", "不动产单元号", ""},
    {"supervision_no", "电子监管号", ""},
    {"platform", "归口平台", ""},
    {"platforms", "涉及平台", ""},
    {"platform_share", "平台内面积占比", "%"},
    {"street", "所属街道", ""},
    {"park", "所在园区", ""},
    {"land_use", "土地用途", "代码"},
    {"scope", "是否纳入评价", ""},
    {"area_m2", "图形面积(平面)", "平方米"},
    {"area_mu", "图形面积(平面)", "亩"},
    {"area_deed_mu", "证载面积", "亩"},
    {"area_ellipsoid_m2", "椭球面积", "平方米"},
    {"area_basis_mu", "计算用面积", "亩"},
    {"area_assessed_mu", "评价用地面积", "亩"},
    {"footprint_m2", "建筑基底面积", "平方米"},
    {"gfa_m2", "总建筑面积", "平方米"},
    {"far_area_m2", "计容建筑面积", "平方米"},
    {"far", "现状容积率", ""},
    {"far_limit", "规划容积率上限", ""},
    {"building_density", "建筑密度", "%"},
    {"enterprise_count", "企业数", "家"},
    {"owner", "土地使用权人(宗地主)", ""},
    {"tenant", "承租企业", ""},
    {"scale_class", "规上·规下·租赁", ""},
    {"industry", "国民经济行业", ""},
    {"tax", "评价税收", "万元"},
    {"tax_paid", "入库税收", "万元"},
    {"output", "工业总产值", "万元"},
    {"value_added", "工业增加值", "万元"},
    {"revenue", "营业收入", "万元"},
    {"employees", "年平均职工人数", "人"},
    {"tax_per_mu", "亩均税收", "万元/亩"},
    {"output_per_mu", "亩均产值", "万元/亩"},
    {"value_added_per_mu", "亩均增加值", "万元/亩"},
    {"revenue_per_mu", "亩均营业收入", "万元/亩"},
    {"labour_productivity", "全员劳动生产率", "万元/人"},
    {"rd_share", "R&D经费占营业收入比重", "%"},
    {"value_added_per_energy", "单位能耗增加值", "万元/吨标准煤"},
    {"value_added_per_emission", "单位排放增加值", "万元/吨"},
    {"investment_per_mu", "投资强度(含地价)", "万元/亩"},
    {"score", "综合得分", "分"},
    {"rank", "排名", "位次"},
    {"grade", "地块效益等级(测算)", ""},
    {"official_grade", "企业评价类别(公布)", ""},
    {"low_efficiency", "疑似低效", ""},
    {"reasons", "低效认定原因", ""},
    {"shortfall", "与标准差距", "万元/亩"},
    {"review_status", "核实状态", ""},
    {"idle_status", "疑似闲置", ""},
    {"agreed_start", "约定动工日期", ""},
    {"actual_start", "实际动工日期", ""},
    {"suspended_since", "中止开发日期", ""},
    {"started_area_share", "已动工面积占比", "%"},
    {"invested_share", "已投资额占比(不含地价)", "%"},
    {"idle_fee", "土地闲置费测算", "万元"},
    {"tax_source", "税收归集方式", ""},
    {"residual", "未落地金额", "万元"},
    {"balance", "平衡校核", "亩·万元"},
    {"as_of", "数据截止日", ""},
    {"scheme", "评价办法(年度)", ""},
    {"area_basis", "面积口径", ""},
};

TEST(Columns, EveryTermStandsAsInTheTermList) {
    for (const Term& term : terms) {
        const ColumnInfo* column = column_catalogue().find("parcels", term.name);
        ASSERT_NE(column, nullptr) << term.name;
        EXPECT_EQ(column->zh, term.zh) << term.name;
        EXPECT_EQ(shown_unit(*column), term.unit) << term.name;
    }
}

TEST(Columns, EnglishHeadersHaveEnglishUnits) {
    const auto header = [](const char* name) { return header_en(*column_catalogue().find("", name)); };
    EXPECT_EQ(header("area_mu"), "Plane area (mu)");
    EXPECT_EQ(header("tax_per_mu"), "Tax per mu (×10k CNY/mu)");
    EXPECT_EQ(header("days_past"), "Days past the date (days)");
    EXPECT_EQ(header("ungraded"), "Ungraded (plots)");
    EXPECT_EQ(header("parcel_count"), "Parcels");  // not "Parcels (plots)"
    EXPECT_EQ(header("enterprise_count"), "Enterprises");
    for (const auto& column : column_catalogue().all()) {
        const std::string unit = unit_en(shown_unit(column));
        EXPECT_TRUE(
            std::none_of(unit.begin(), unit.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; }))
            << column.name << ": no English for " << unit;
        EXPECT_EQ(header_zh(column).ends_with("(" + shown_unit(column) + ")"), !shown_unit(column).empty());
    }
}

TEST(Columns, ValuesReadAsInTheTermList) {
    const auto& catalogue = column_catalogue();
    EXPECT_EQ(catalogue.value_zh("scope", "out"), "不纳入评价");
    EXPECT_EQ(catalogue.value_zh("grade", "ungraded"), "参与评价不定等级");
    EXPECT_EQ(catalogue.value_zh("grade", "not_evaluated"), "未评价");
    EXPECT_EQ(catalogue.value_zh("idle_status", "not_started_1y"), "未动工满1年");
    EXPECT_EQ(catalogue.value_zh("idle_status", "suspended_1y"), "中止建设满1年");
    EXPECT_EQ(catalogue.value_zh("grade", "A"), "A");
}

TEST(Columns, AFirmsGradeHasItsOwnName) {
    EXPECT_EQ(column_catalogue().find("enterprises", "grade")->zh, "企业评价类别(测算)");
    EXPECT_EQ(column_catalogue().describe("parcels", "made_up").zh, "made_up");
}

TEST(Columns, EveryMoneyColumnOfARowIsInternal) {
    for (const auto& column : column_catalogue().all()) {
        const bool summary = column.table == "summary" || column.name.ends_with("_large") ||
                             column.name.ends_with("_assessed") || column.name.ends_with("_scope");
        if (column.kind == ColumnKind::money && !summary) {
            EXPECT_TRUE(column.internal) << column.name;
            EXPECT_NE(column.use, PublicUse::keep) << column.name;
        }
    }
}

TEST(Columns, ShapefileNamesDiffer) {
    std::set<std::string> seen;
    for (const auto& column : column_catalogue().all())
        EXPECT_TRUE(column.shapefile.empty() || seen.insert(column.shapefile).second) << column.shapefile;
}

TEST(Columns, NoWordThatMustNeverStand) {
    for (const auto& column : column_catalogue().all())
        for (const char* word : {"劣质", "垃圾", "僵尸", "罚款", "没收"})
            EXPECT_EQ(column.zh.find(word), std::string::npos) << column.name;
}

TEST(Columns, HeadersCarryUnits) {
    EXPECT_EQ(header_zh(*column_catalogue().find("parcels", "tax_per_mu")), "亩均税收(万元/亩)");
    EXPECT_EQ(header_zh(*column_catalogue().find("parcels", "building_density")), "建筑密度(%)");
    EXPECT_EQ(header_zh(*column_catalogue().find("parcels", "far")), "现状容积率");
}

TEST(Columns, BadEntriesNameTheirLine) {
    const auto message = [](const std::string& text) {
        try {
            (void)ColumnCatalogue::parse(text, "c.toml");
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ExitCode::usage);
            return std::string(error.what());
        }
        return std::string("no error");
    };
    EXPECT_EQ(message("column = [\n{name = \"a\", zh = \"甲\", en = \"A\", kind = \"odd\"}]"),
              "c.toml:2: unknown kind \"odd\"");
    EXPECT_EQ(message("column = [{name = \"a\", zh = \"甲\", en = \"A\", colour = \"red\"}]"),
              "c.toml:1: unknown key \"colour\"");
    EXPECT_NE(message("column = [").find("c.toml:1:"), std::string::npos);
    EXPECT_NE(message("column = [{name=\"a\",zh=\"甲\",en=\"A\"},\n{name=\"a\",zh=\"甲\",en=\"A\"}]").find("c.toml:2:"),
              std::string::npos);
}

}  // namespace
}  // namespace mulens::config
