#include "crs/identify.hpp"
#include "crs/sniff.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using mulens::crs::choose_working;
using mulens::crs::Sniff;
using mulens::crs::sniff;
using mulens::geom::Box;

const Box with_zone{40510000, 3340000, 40570000, 3360000};
const Box without_zone{510000, 3340000, 570000, 3360000};
const Box degrees{120.2, 30.1, 120.8, 30.4};
const Box merged_web{13380600, 3524000, 13447400, 3558000};

Box turned(const Box& b) { return {b.min_y, b.min_x, b.max_y, b.max_x}; }

struct Case {
    const char* what;
    Box box;
    const char* declared;
    const char* crs;
    bool certain;
    bool swapped;
    bool corrected;
};
class Sniffed : public testing::TestWithParam<Case> {};

TEST_P(Sniffed, as_worked_by_hand) {
    const Case& c = GetParam();
    const Sniff s = sniff(c.box, c.declared);
    EXPECT_EQ(s.crs, c.crs) << s.reason;
    EXPECT_EQ(s.certain, c.certain) << s.reason;
    EXPECT_EQ(s.swapped, c.swapped) << s.reason;
    EXPECT_EQ(s.corrected, c.corrected) << s.reason;
    EXPECT_FALSE(s.reason.empty());
    if (s.crs.empty()) {
        EXPECT_NE(s.reason.find("--source-crs"), std::string::npos) << s.reason;
    }
    if (c.corrected) {
        EXPECT_NE(s.reason.find("declared, but"), std::string::npos) << s.reason;
    }
}

const Case cases[] = {
    // what is declared and fits
    {"declared 4528", with_zone, "EPSG:4528", "EPSG:4528", true, false, false},
    {"declared 4549", without_zone, "EPSG:4549", "EPSG:4549", true, false, false},
    {"declared 4490", degrees, "EPSG:4490", "EPSG:4490", true, false, false},
    {"declared 4326", degrees, "EPSG:4326", "EPSG:4326", true, false, false},
    {"declared Web Mercator", merged_web, "EPSG:3857", "EPSG:3857", true, false, false},
    {"neighbour zone's data in 4549", {660000, 3340000, 680000, 3360000}, "EPSG:4549", "EPSG:4549", true, false, false},
    {"UTM abroad", {340000, 3120000, 345000, 3130000}, "EPSG:32628", "EPSG:32628", true, false, false},
    {"Xian 80 stays Xian 80", without_zone, "EPSG:2385", "EPSG:2385", true, false, false},
    // lies
    {"4549 declared, zone number in the eastings", with_zone, "EPSG:4549", "EPSG:4528", false, false, true},
    {"4528 declared, no zone number", without_zone, "EPSG:4528", "EPSG:4549", false, false, true},
    {"another zone's number", {39410000, 3340000, 39440000, 3360000}, "EPSG:4528", "EPSG:4527", false, false, true},
    {"Xian 80 keeps its datum", with_zone, "EPSG:2385", "EPSG:2364", false, false, true},
    {"plane declared, degrees given", degrees, "EPSG:4549", "EPSG:4490", false, false, true},
    {"UTM 51 declared, degrees given", degrees, "EPSG:32651", "EPSG:4326", false, false, true},
    {"degrees declared, zone metres given", with_zone, "EPSG:4490", "EPSG:4528", false, false, true},
    {"degrees declared, plain metres given", without_zone, "EPSG:4326", "EPSG:4549", false, false, true},
    {"swapped degrees", turned(degrees), "EPSG:4326", "EPSG:4326", false, true, false},
    {"swapped degrees, CGCS2000", turned(degrees), "EPSG:4490", "EPSG:4490", false, true, false},
    {"swapped plane", turned(without_zone), "EPSG:4549", "EPSG:4549", false, true, false},
    {"swapped plane with zone", turned(with_zone), "EPSG:4528", "EPSG:4528", false, true, false},
    {"swapped and zone number", turned(with_zone), "EPSG:4549", "EPSG:4528", false, true, true},
    {"degrees declared, metres of nowhere", {1e7, 1e7, 2e7, 2e7}, "EPSG:4326", "", false, false, false},
    // undeclared
    {"zone 40", with_zone, "", "EPSG:4528", false, false, false},
    {"zone 38", {38410000, 3340000, 38440000, 3360000}, "", "EPSG:4526", false, false, false},
    {"6° zone 21", {21210000, 3340000, 21240000, 3360000}, "", "EPSG:4499", false, false, false},
    {"Hangzhou", without_zone, "", "EPSG:4549", false, false, false},
    {"elsewhere without zone", {510000, 4340000, 570000, 4360000}, "", "", false, false, false},
    {"degrees", degrees, "", "EPSG:4490", false, false, false},
    {"degrees abroad", {-71.2, 42.3, -71.0, 42.4}, "", "EPSG:4326", false, false, false},
    {"swapped zone 40", turned(with_zone), "", "EPSG:4528", false, true, false},
    {"swapped Hangzhou", turned(without_zone), "", "EPSG:4549", false, true, false},
    {"swapped degrees, none declared", turned(degrees), "", "EPSG:4490", false, true, false},
    {"zone 13 or Web Mercator", merged_web, "", "", false, false, false},
    {"Web Mercator in Xi'an", {12100000, 4050000, 12150000, 4080000}, "", "EPSG:3857", false, false, false},
    {"nothing known", {1, 2, 5000, 7000}, "", "", false, false, false},
};
INSTANTIATE_TEST_SUITE_P(Table, Sniffed, testing::ValuesIn(cases), [](const auto& one) {
    std::string name;
    for (const char c : std::string(one.param.what)) name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return name + "_" + std::to_string(one.index);
});

TEST(Sniff, without_coordinates_the_declaration_stands) {
    EXPECT_EQ(sniff(Box{}, "EPSG:4549").crs, "EPSG:4549");
    EXPECT_EQ(sniff(Box{}, "").crs, "");
    Box nan = degrees;
    nan.max_x = std::numeric_limits<double>::infinity();
    EXPECT_EQ(sniff(nan, "EPSG:4490").crs, "EPSG:4490");
}

TEST(Sniff, declared_as_wkt) {
    EXPECT_EQ(sniff(with_zone, mulens::crs::wkt_of("EPSG:4528", true)).crs, "EPSG:4528");
    EXPECT_EQ(sniff(with_zone, "LOCAL_CS[\"x\",UNIT[\"metre\",1]]").crs, "");
}

TEST(Identify, what_files_write) {
    using mulens::crs::identify;
    for (const char* id : {"EPSG:4549", "EPSG:4528", "EPSG:4490", "EPSG:4326", "EPSG:32651", "EPSG:3857", "EPSG:2385",
                           "EPSG:3826", "EPSG:4510", "EPSG:2437", "EPSG:4534", "EPSG:4554"}) {
        EXPECT_EQ(identify(mulens::crs::wkt_of(id, true)), id);
        EXPECT_EQ(identify(mulens::crs::wkt_of(id, false)), id);
    }
    EXPECT_EQ(identify("epsg:4528"), "EPSG:4528");
    EXPECT_EQ(identify("urn:ogc:def:crs:EPSG::4528"), "EPSG:4528");
    EXPECT_EQ(identify("urn:ogc:def:crs:OGC:1.3:CRS84"), "EPSG:4326");
    EXPECT_EQ(identify("\xEF\xBB\xBF" + mulens::crs::wkt_of("EPSG:4326", true) + "\r\n"), "EPSG:4326");
    EXPECT_EQ(identify(""), "");
    EXPECT_EQ(identify("nonsense"), "");
    EXPECT_EQ(identify("EPSG:1"), "");
}

/// Names as ArcGIS writes them, typed here and not made by PROJ.
TEST(Identify, arcgis_names) {
    const std::string base =
        "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,"
        "298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
    const auto zone = [&](const char* name, double easting) {
        return "PROJCS[\"" + std::string(name) + "\"," + base +
               ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\"," + std::to_string(easting) +
               "],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",120.0],PARAMETER[\"Scale_Factor\",1."
               "0],"
               "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
    };
    EXPECT_EQ(mulens::crs::identify(zone("CGCS2000_3_Degree_GK_CM_120E", 500000)), "EPSG:4549");
    EXPECT_EQ(mulens::crs::identify(zone("CGCS2000_3_Degree_GK_Zone_40", 40500000)), "EPSG:4528");
    EXPECT_EQ(mulens::crs::identify(zone("Hangzhou_2000", 500000)), "EPSG:4549") << "parameters count, not names";
    EXPECT_EQ(mulens::crs::identify(zone("CGCS2000_3_Degree_GK_CM_120E", 40500000)), "EPSG:4528") << "a lying name";
    EXPECT_EQ(mulens::crs::identify(zone("CGCS2000_3_Degree_GK_CM_120E", 450000)), "");
    EXPECT_EQ(mulens::crs::identify(base), "EPSG:4490");
}

TEST(Identify, kinds) {
    using namespace mulens::crs;
    EXPECT_TRUE(is_geographic("EPSG:4490"));
    EXPECT_FALSE(is_geographic("EPSG:4549"));
    EXPECT_TRUE(is_projected("EPSG:4549"));
    EXPECT_FALSE(is_projected("nonsense"));
    for (const char* id : {"EPSG:3857", "EPSG:3785", "EPSG:900913", "ESRI:102113", "ESRI:102100"})
        EXPECT_TRUE(web_mercator(id)) << id;
    EXPECT_TRUE(web_mercator(wkt_of("EPSG:3857", true)));
    for (const char* id : {"EPSG:4326", "EPSG:4549", "EPSG:3395", "EPSG:32651"}) EXPECT_FALSE(web_mercator(id)) << id;
    EXPECT_EQ(describe("EPSG:4549"), "EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E)");
    EXPECT_EQ(geographic_of("EPSG:4549"), "EPSG:4490");
    EXPECT_EQ(geographic_of("EPSG:32651"), "EPSG:4326");
    EXPECT_NEAR(areal_scale("EPSG:3857", {120.3, 30.3}), 1.3460, 0.001);
    EXPECT_NEAR(areal_scale("EPSG:4549", {120.3, 30.3}), 1.0000212, 1e-5);
    EXPECT_TRUE(metric_plane("EPSG:4549"));
    EXPECT_FALSE(metric_plane("EPSG:2263"));  // US survey feet
}

TEST(Working, places) {
    const auto at = [](double lon, double lat) { return Box{lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1}; };
    EXPECT_EQ(choose_working("EPSG:4528", at(120.5, 30.3)).crs, "EPSG:4549");
    EXPECT_EQ(choose_working("EPSG:3857", at(120.5, 30.3)).crs, "EPSG:4549");
    EXPECT_EQ(choose_working("EPSG:32651", at(120.5, 30.3)).crs, "EPSG:4549");
    EXPECT_EQ(choose_working("EPSG:4490", at(116.4, 39.9)).crs, "EPSG:4548");
    EXPECT_EQ(choose_working("EPSG:4527", at(118.4, 31.0)).crs, "EPSG:4548");
    EXPECT_EQ(choose_working("EPSG:4528", at(118.4, 31.0)).crs, "EPSG:4549") << "the data's own zone";
    EXPECT_EQ(choose_working("", at(87.6, 43.8)).crs, "EPSG:4538");   // Ürümqi, CM 87
    EXPECT_EQ(choose_working("", at(126.6, 45.8)).crs, "EPSG:4551");  // Harbin, CM 126
    EXPECT_EQ(choose_working("EPSG:4269", at(-71.1, 42.37)).crs, "EPSG:32619");
    EXPECT_EQ(choose_working("EPSG:32628", at(-16.5, 28.3)).crs, "EPSG:32628");
    EXPECT_EQ(choose_working("EPSG:3857", at(16.6, 49.2)).crs, "EPSG:32633");
    EXPECT_EQ(choose_working("EPSG:32733", at(20.4, -34.0)).crs, "EPSG:32733")
        << "its neighbour zone, still true to 1 %";
    EXPECT_EQ(choose_working("EPSG:2263", at(-74.0, 40.7)).crs, "EPSG:32618") << "feet";
    EXPECT_EQ(choose_working("EPSG:4326", at(127.0, 37.5)).crs, "EPSG:32652") << "Seoul is not in China";
    EXPECT_EQ(choose_working("EPSG:4326", at(121.0, 14.6)).crs, "EPSG:32651") << "Manila";
    EXPECT_EQ(choose_working("EPSG:4549", Box{}).crs, "EPSG:4549");
    EXPECT_EQ(choose_working("EPSG:3857", Box{}).crs, "");
    for (const Box& b : {at(120.5, 30.3), at(0, 51)}) EXPECT_FALSE(choose_working("EPSG:4326", b).reason.empty());
}

TEST(Working, china_in_outline) {
    using mulens::crs::in_china;
    for (const auto& [lon, lat] : {std::pair{116.4, 39.9},
                                   {121.5, 31.2},
                                   {113.9, 22.5},
                                   {110.3, 20.0},
                                   {91.1, 29.7},
                                   {76.0, 39.5},
                                   {87.6, 43.8},
                                   {126.6, 45.8},
                                   {122.5, 53.0},
                                   {102.7, 25.0},
                                   {118.1, 24.5},
                                   {121.5, 25.0},
                                   {109.5, 18.4}})
        EXPECT_TRUE(in_china({lon, lat})) << lon << " " << lat;
    for (const auto& [lon, lat] : {std::pair{106.9, 47.9},
                                   {127.0, 37.5},
                                   {139.7, 35.7},
                                   {77.2, 28.6},
                                   {105.8, 21.0},
                                   {76.9, 43.2},
                                   {121.0, 14.6},
                                   {85.3, 27.7},
                                   {131.9, 43.1}})
        EXPECT_FALSE(in_china({lon, lat})) << lon << " " << lat;
}

}  // namespace
