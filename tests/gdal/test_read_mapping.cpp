#include "read/mapping.hpp"

#include "gdal/read_files.hpp"

namespace mulens::read {
namespace {

FieldMap map_of(const std::string& role, const std::vector<std::string>& names, config::LayerSpec s = {},
                bool cut = false) {
    s.role = role;
    s.path = s.shown_path = "台账.csv";
    std::vector<SourceColumn> columns;
    for (const auto& name : names) columns.push_back({name, cut});
    return map_fields(config::catalogue(role), s, columns);
}

std::string refusal(const std::string& role, const std::vector<std::string>& names, const config::LayerSpec& s = {}) {
    try {
        (void)map_of(role, names, s);
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ExitCode::usage);
        return e.what();
    }
    return {};
}

TEST(Catalogue, EveryRoleLoadsAndNoNameIsGivenTwice) {
    for (const auto& role : config::layer_roles()) {
        const auto& layer = config::catalogue(role);
        EXPECT_EQ(layer.role, role);
        std::map<std::string, std::string> seen;
        for (const auto& field : layer.fields) {
            for (const auto& alias : field.aliases) {
                const auto [it, added] = seen.emplace(alias, field.name);
                EXPECT_TRUE(added) << role << ": " << alias << " is " << it->second << " and " << field.name;
            }
        }
    }
    EXPECT_THROW((void)config::catalogue("nonsense"), Error);
    EXPECT_THROW((void)config::parse_catalogue("role = ", "x.toml"), Error);
}

TEST(Mapping, ExactBeatsAliasAndFoldingIsForgiving) {
    const auto map = map_of("parcels", {"宗地代码", "parcel_id", "ＤＬＢＭ", "归口 平台", "证载面积（亩）"});
    EXPECT_EQ(map.find("parcel_id")->source, "parcel_id");
    EXPECT_EQ(map.find("land_use")->source, "ＤＬＢＭ");
    EXPECT_EQ(map.find("platform")->source, "归口 平台");
    EXPECT_EQ(map.find("deed_area_m2")->unit.name, "亩");
    EXPECT_EQ(map.unmapped, std::vector<std::string>{"宗地代码"});
}

TEST(Mapping, UnitsInHeaders) {
    const auto map = map_of("enterprises", {"ent_id", "评价税收(元)", "output_wan", "增加值[亿元]", "营业收入",
                                            "用电量（千瓦时）", "综合能耗（吨标准煤）", "研发经费千元"});
    EXPECT_DOUBLE_EQ(converted(12345, map.find("tax")->unit), 1.2345);
    EXPECT_DOUBLE_EQ(converted(2, map.find("output")->unit), 2);
    EXPECT_DOUBLE_EQ(converted(2, map.find("value_added")->unit), 20000);
    EXPECT_TRUE(map.find("revenue")->unit_assumed);
    EXPECT_FALSE(map.find("tax")->unit_assumed);
    EXPECT_DOUBLE_EQ(converted(20000, map.find("electricity_wan_kwh")->unit), 2);
    EXPECT_DOUBLE_EQ(converted(7, map.find("energy_tce")->unit), 7);
    EXPECT_DOUBLE_EQ(converted(30, map.find("rd")->unit), 3);
    EXPECT_DOUBLE_EQ(converted(15, find_unit(Dimension::area, "亩").value()), 10000);
    EXPECT_DOUBLE_EQ(converted(2, find_unit(Dimension::area, "公顷").value()), 20000);
    EXPECT_DOUBLE_EQ(converted(35, find_unit(Dimension::share, "％").value()), 0.35);
    EXPECT_FALSE(find_unit(Dimension::money, "美元"));
}

TEST(Mapping, NamesCutByTheDbf) {
    const auto gbk = map_of("parcels", {"宗地代码", "统一社会信", "固定资产总", "规划容积率"}, {}, true);
    EXPECT_EQ(gbk.find("credit_code")->source, "统一社会信");
    EXPECT_EQ(gbk.find("fixed_investment_with_land")->source, "固定资产总");
    const auto ascii = map_of("buildings", {"storey_hei", "basement_f", "building_u"}, {}, true);
    EXPECT_EQ(ascii.find("storey_height_m")->source, "storey_hei");
    EXPECT_EQ(ascii.find("basement_floors")->source, "basement_f");
    EXPECT_EQ(ascii.find("building_use")->source, "building_u");
    // Two characters are too few, and a beginning of two fields says nothing.
    EXPECT_EQ(map_of("parcels", {"parcel_id", "证载"}, {}, true).find("deed_area_m2"), nullptr);
    // Not from a DBF: no cutting.
    EXPECT_EQ(map_of("parcels", {"parcel_id", "统一社会信"}).find("credit_code"), nullptr);
}

TEST(Mapping, RefusalsNameFileFieldAndOption) {
    std::string text = refusal("parcels", {"宗地代码", "宗地编号"});
    EXPECT_NE(text.find("台账.csv"), std::string::npos);
    EXPECT_NE(text.find("--map parcels.parcel_id=COLUMN"), std::string::npos) << text;
    text = refusal("parcels", {"name", "面积"});
    EXPECT_NE(text.find("name, 面积"), std::string::npos) << text;
    EXPECT_NE(text.find("--map parcels.parcel_id=COLUMN"), std::string::npos) << text;
    text = refusal("contracts", {"parcel_id", "投资额（万元）"});
    EXPECT_NE(text.find("--map contracts.total_investment_excl_land=投资额（万元）"), std::string::npos) << text;
    EXPECT_FALSE(refusal("enterprises", {"ent_id", "投资额"}).empty());
    EXPECT_FALSE(refusal("enterprises", {"tax"}).empty());
    config::LayerSpec s;
    s.fields["tax"] = "没有";
    EXPECT_NE(refusal("enterprises", {"ent_id"}, s).find("\"没有\""), std::string::npos);
    s.fields = {{"taxes", "x"}};
    EXPECT_NE(refusal("enterprises", {"ent_id"}, s).find("\"taxes\""), std::string::npos);
    s.fields = {};
    s.units["tax"] = "美元";
    EXPECT_NE(refusal("enterprises", {"ent_id", "tax"}, s).find("元, 千元, 万元"), std::string::npos);
}

TEST(Mapping, ExplicitMapDecidesInvestment) {
    config::LayerSpec s;
    s.fields["total_investment_excl_land"] = "投资额（万元）";
    const auto map = map_of("contracts", {"parcel_id", "投资额（万元）"}, s);
    EXPECT_EQ(map.find("total_investment_excl_land")->unit.name, "万元");
    EXPECT_EQ(map.find("invested_excl_land"), nullptr);
}

}  // namespace
}  // namespace mulens::read
