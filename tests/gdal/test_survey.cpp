#include "base/error.hpp"
#include "crs/transform.hpp"
#include "read/encoding.hpp"
#include "read/survey_txt.hpp"

#include <gtest/gtest.h>
#include <iconv.h>

#include <cmath>

namespace {

using mulens::Error;
using mulens::ExitCode;
using mulens::read::parse_survey_txt;
using mulens::read::SurveyFile;

std::string gbk(const std::string& utf8) {
    const iconv_t handle = iconv_open("GBK", "UTF-8");
    std::string out(utf8.size() * 2 + 8, '\0');
    char* in = const_cast<char*>(utf8.data());
    std::size_t left = utf8.size();
    char* to = out.data();
    std::size_t room = out.size();
    iconv(handle, &in, &left, &to, &room);
    iconv_close(handle);
    out.resize(out.size() - room);
    return out;
}

std::string head(const std::string& system = "2000国家大地坐标系", const std::string& width = "3",
                 const std::string& zone = "40") {
    return "[属性描述]\n格式版本号=1.01\n数据产生单位=某测绘院\n数据产生日期=2024-05-06\n坐标系=" + system +
           "\n几度分带=" + width + "\n投影类型=高斯克吕格\n计量单位=米\n带号=" + zone +
           "\n精度=0.001\n转换参数=,,,,,,\n[地块坐标]\n";
}

/// 200 m × 100 m = 2 公顷 with a hole of 20 m × 20 m, eastings with zone number.
const std::string parcel =
    "10,1.96,001,某某地块,面,H51G001001,工业用地,0601,@\n"
    "J1,1,3350000.000,40548000.000\nJ2,1,3350100.000,40548000.000\nJ3,1,3350100.000,40548200.000\n"
    "J4,1,3350000.000,40548200.000\nJ1,1,3350000.000,40548000.000\n"
    "J5,2,3350040.000,40548100.000\nJ6,2,3350060.000,40548100.000\nJ7,2,3350060.000,40548120.000\n"
    "J8,2,3350040.000,40548120.000\nJ5,2,3350040.000,40548100.000\n";

SurveyFile parse(const std::string& text) { return parse_survey_txt(text, "a.txt", ""); }

void expect_error(const std::string& text, const std::string& place, const std::string& part) {
    try {
        (void)parse(text);
        ADD_FAILURE() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ExitCode::unreadable);
        EXPECT_TRUE(std::string(e.what()).starts_with(place)) << e.what();
        EXPECT_NE(std::string(e.what()).find(part), std::string::npos) << e.what();
    }
}

TEST(Survey, parcel_with_a_hole_in_each_encoding_and_line_ending) {
    const std::string text = head() + parcel;
    std::string windows;
    for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    for (const std::string& bytes : {text, gbk(text), gbk(windows), "\xEF\xBB\xBF" + windows}) {
        const SurveyFile f = parse(bytes);
        EXPECT_EQ(f.crs, "EPSG:4528") << f.crs_reason;
        ASSERT_EQ(f.parcels.size(), 1u);
        EXPECT_EQ(f.parcels[0].id, "001");
        EXPECT_EQ(f.parcels[0].name, "某某地块");
        EXPECT_EQ(f.parcels[0].map_sheet, "H51G001001");
        EXPECT_EQ(f.parcels[0].use, "工业用地");
        EXPECT_EQ(f.parcels[0].land_use, "0601");
        EXPECT_EQ(f.parcels[0].area_unit, "公顷");
        EXPECT_NEAR(f.parcels[0].stated_area_m2, 19600, 1e-6);
        EXPECT_EQ(f.parcels[0].line, 13u);
        ASSERT_EQ(f.geometry.size(), 1u);
        EXPECT_EQ(f.geometry.ring_offsets.size(), 3u);
        EXPECT_EQ(f.geometry.polygon_offsets.size(), 2u);
        EXPECT_EQ(f.geometry.ring(0).x(0), 40548000) << "easting first";
        EXPECT_EQ(f.geometry.ring(0).y(0), 3350000);
        EXPECT_TRUE(f.findings.empty());
        EXPECT_EQ(f.attributes.size(), 10u);
    }
    EXPECT_EQ(parse(gbk(text)).encoding, "GBK");
    EXPECT_EQ(parse(text).encoding, "UTF-8");
}

TEST(Survey, zones_and_datums) {
    const auto point = [](double easting) {
        std::string text = "4,,1,,面,,,,@\n";
        for (const auto& [n, e] : {std::pair{0, 0}, {100, 0}, {100, 100}, {0, 0}})
            text += "J,1," + std::to_string(3350000 + n) + "," + std::to_string(easting + e) + "\n";
        return text;
    };
    EXPECT_EQ(parse(head() + point(548000)).crs, "EPSG:4549");
    EXPECT_EQ(parse(head() + point(40548000)).crs, "EPSG:4528");
    EXPECT_EQ(parse(head("CGCS2000", "3", "") + point(39548000)).crs, "EPSG:4527");
    EXPECT_EQ(parse(head("2000国家大地坐标系", "6", "21") + point(21248000)).crs, "EPSG:4499");
    EXPECT_EQ(parse(head("2000国家大地坐标系", "6", "21") + point(248000)).crs, "EPSG:4510");
    const SurveyFile old = parse(head("80国家大地坐标系") + point(40548000));
    EXPECT_EQ(old.crs, "EPSG:2364");
    ASSERT_EQ(old.findings.size(), 1u);
    EXPECT_EQ(old.findings[0].code, "survey_old_datum");
    EXPECT_EQ(parse(head("1954年北京坐标系") + point(548000)).crs, "EPSG:2437");
    const SurveyFile differs = parse(head("2000国家大地坐标系", "3", "39") + point(40548000));
    EXPECT_EQ(differs.crs, "EPSG:4528");
    ASSERT_EQ(differs.findings.size(), 1u);
    EXPECT_EQ(differs.findings[0].code, "survey_zone_differs");
    EXPECT_EQ(parse(head("杭州市独立坐标系") + point(548000)).crs, "");
    EXPECT_EQ(parse(head("2000国家大地坐标系", "3", "") + point(548000)).crs, "");
}

TEST(Survey, an_open_ring_is_closed_and_said) {
    std::string text = head() + parcel;
    text.erase(text.find("J1,1,3350000.000,40548000.000\nJ5"), std::string("J1,1,3350000.000,40548000.000\n").size());
    const SurveyFile f = parse(text);
    ASSERT_EQ(f.findings.size(), 2u);
    EXPECT_EQ(f.findings[0].code, "survey_point_count");
    EXPECT_NE(f.findings[0].message.find("a.txt:13:"), std::string::npos) << f.findings[0].message;
    EXPECT_EQ(f.findings[1].code, "survey_ring_open");
    EXPECT_NE(f.findings[1].message.find("a.txt:14:"), std::string::npos) << f.findings[1].message;
    EXPECT_EQ(f.findings[1].subject, "001");
    EXPECT_EQ(f.geometry.ring(0).size(), 5u);
}

TEST(Survey, stated_area_that_no_unit_explains) {
    std::string text = head() + parcel;
    text.replace(text.find("1.96"), 4, "3.50");
    const SurveyFile f = parse(text);
    ASSERT_EQ(f.findings.size(), 1u);
    EXPECT_EQ(f.findings[0].code, "survey_area_differs");
    EXPECT_NEAR(f.findings[0].value, 19600, 1e-6);
    EXPECT_TRUE(std::isnan(f.parcels[0].stated_area_m2));
    text.replace(text.find("3.50"), 4, "29.4");  // 亩
    EXPECT_EQ(parse(text).parcels[0].area_unit, "亩");
}

TEST(Survey, parts_and_several_parcels) {
    const std::string second =
        "8,,002,,面,,,,@\nJ1,1,0,500000\nJ2,1,10,500000\nJ3,1,10,500010\nJ1,1,0,500000\n"
        "J4,2,100,500000\nJ5,2,110,500000\nJ6,2,110,500010\nJ4,2,100,500000\n";
    const SurveyFile f = parse(head() + parcel + second);
    ASSERT_EQ(f.geometry.size(), 2u);
    EXPECT_EQ(f.geometry.end_polygon(1) - f.geometry.first_polygon(1), 2u) << "a ring outside the first is a part";
    EXPECT_EQ(f.parcels[1].id, "002");
    EXPECT_EQ(f.parcels[1].stated_points, 8);
    EXPECT_TRUE(std::isnan(f.parcels[1].stated_area));
}

TEST(Survey, the_position_is_right_on_the_ground) {
    SurveyFile f = parse(head() + parcel);
    mulens::crs::Transform(f.crs, "EPSG:4490").apply(f.geometry.xy.data(), f.geometry.point_count());
    EXPECT_NEAR(f.geometry.xy[0], 120.498826004, 1e-9);
    EXPECT_NEAR(f.geometry.xy[1], 30.268651455, 1e-9);
}

TEST(Survey, broken_lines_name_file_line_and_what_is_expected) {
    expect_error("hello\n", "a.txt:1:", "expected name=value");
    expect_error("[属性描述]\n坐标系=2000\n", "a.txt:2:", "[地块坐标] is missing");
    expect_error("[图层]\n", "a.txt:1:", "unknown section");
    expect_error(head(), "a.txt:12:", "no parcel");
    expect_error(head() + "J1,1,3350000,40548000\n", "a.txt:13:", "before any parcel header");
    expect_error(head() + "5,2,1,面,@\n", "a.txt:13:", "expected 9");
    expect_error(head() + "five,2,1,n,面,,,,@\n", "a.txt:13:", "no number of points");
    expect_error(head() + "5,2,1,n,线,,,,@\n", "a.txt:13:", "only 面");
    expect_error(head() + "5,2,1,n,面,,,,@\nJ1,1,3350000\n", "a.txt:14:", "expected \"J1,1,X,Y\"");
    expect_error(head() + "5,2,1,n,面,,,,@\nJ1,1,3350000,4o548000\n", "a.txt:14:", "easting Y");
    expect_error(head() + "5,2,1,n,面,,,,@\n6,2,2,n,面,,,,@\n", "a.txt:13:", "has no points");
    expect_error(head() + "2,2,1,n,面,,,,@\nJ1,1,0,0\nJ2,1,1,1\n", "a.txt:14:", "expected 3 at least");
}

TEST(Survey, is_recognised_by_its_sections) {
    using mulens::read::looks_like_survey_txt;
    EXPECT_TRUE(looks_like_survey_txt(head()));
    EXPECT_TRUE(looks_like_survey_txt(gbk(head())));
    EXPECT_FALSE(looks_like_survey_txt("id,tax\n1,2\n"));
}

TEST(Survey, a_missing_file_is_unreadable) {
    try {
        (void)mulens::read::read_survey_txt("/nowhere/a.txt", "");
        ADD_FAILURE();
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ExitCode::unreadable);
    }
    EXPECT_THROW((void)parse_survey_txt(head() + parcel, "a.txt", "martian"), Error);
    EXPECT_EQ(parse_survey_txt(gbk(head() + parcel), "a.txt", "cp936").encoding, "GBK");
}

}  // namespace
