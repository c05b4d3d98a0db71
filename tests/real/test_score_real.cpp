// The program as a new user runs it, on data that nobody here made; figures are compared with SpatiaLite's.
#include "real/score_run.hpp"

namespace mulens::real {
namespace {

using Arguments = std::vector<std::string>;

class Cambridge : public Real {
  protected:
    void SetUp() override {
        Real::SetUp();
        parcels_ = at("cambridge_fy14/ASSESSING_ParcelsFY2014.topojson");
        tax_ = at("cambridge_fy14/TaxFY14.csv");
    }
    [[nodiscard]] Arguments land() const {
        return {"--parcels",    parcels_,
                "--map",        "parcels.parcel_id=ML",
                "--source-crs", "ASSESSING_ParcelsFY2014.topojson=EPSG:4326"};
    }
    [[nodiscard]] Arguments with_value() const {
        auto out = land();
        for (const char* word :
             {"--map", "enterprises.parcel_id=ML", "--map", "enterprises.tax=TotalAppraisedParcelValue", "--unit",
              "enterprises.tax=元", "--enterprises"})
            out.emplace_back(word);
        out.push_back(tax_);
        return out;
    }
    std::string parcels_, tax_;
};

TEST_F(Cambridge, TheCrsMustBeNamed) {
    const auto outcome = score({"--parcels", parcels_, "--map", "parcels.parcel_id=ML"});
    EXPECT_EQ(outcome.exit, 5);
    expect_one_sentence(outcome, "--source-crs", "no CRS");
    EXPECT_FALSE(fs::exists(made("out")));
}

TEST_F(Cambridge, ParcelsAloneAreMeasured) {
    const auto outcome = score(land());
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_NE(outcome.text.find("13,116 宗"), std::string::npos) << outcome.text;
    EXPECT_NE(outcome.text.find("all 13116 are measured"), std::string::npos) << outcome.text;
    EXPECT_NE(outcome.text.find("EPSG:32619"), std::string::npos);
    EXPECT_EQ(parcels("count(*)", "scope = 'in'"), 13116);
    EXPECT_EQ(findings("blank_land_use"), 1);
    EXPECT_EQ(findings("invalid_geometry"), 35);
    EXPECT_EQ(findings("empty_geometry"), 1);
    EXPECT_GE(findings("missing_parcel_id"), 58) << "--- is no code";
    EXPECT_NEAR(parcels("sum(area_mu)"), 26052.42, 0.02);
}

TEST_F(Cambridge, AssessedValueOfManyTaxRowsComesTogether) {
    auto arguments = with_value();
    for (const char* word : {"--map", "platforms.name=ZONE_TYPE", "--platforms"}) arguments.emplace_back(word);
    arguments.push_back(at("cambridge_fy14/CDD_ZoningDistricts.geojson"));
    const auto outcome = score(arguments);
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_NE(outcome.text.find("more in platforms.csv"), std::string::npos) << outcome.text;
    // Every row that finds a parcel: money by another program, in the ledger's own dollars.
    const double matched = parcels("sum(tax)");
    EXPECT_NEAR(matched, 3821177.314, 1e-3);
    EXPECT_EQ(findings("ledger_parcel_unknown"), 50);
    const double whole = sql(tax_, "SELECT sum(CAST(TotalAppraisedParcelValue AS REAL)) / 1e4 FROM TaxFY14");
    const double unmatched = 12130.5661;
    EXPECT_NEAR(matched + unmatched, whole, 1e-3);
    EXPECT_GT(parcels("max(enterprise_count)"), 100) << "a condominium has many rows";
    for (const auto& gate : manifest()["gates"]) EXPECT_TRUE(gate["passed"].get<bool>()) << gate;
}

TEST_F(Cambridge, AnOwnSchemeJudgesItsIndustrialUseCodes) {
    // The use code stands in the tax roll: joined to the parcels as an analyst would, with SQL.
    GDALAllRegister();
    std::ofstream(made("codes.toml")) << R"(id = "cambridge"
zh = "剑桥工业用地"
en = "Assessed value per mu in place of tax"
year = 2014
citation = "our own"
[scope]
[[scope.system]]
name = "DOR"
codes = ["316 Warehouse", "400 Manufacturing", "404 R&D", "406 High-tech", "440 Industrial development land"]
[[low_efficiency]]
code = "value_low"
kind = "money"
metric = "tax_per_mu"
op = "<"
value = 100
zh = "亩均评估价值{value}万元,低于{limit}万元"
)";
    const std::string join =
        "ogr2ogr -q -f SQLite " + shell_word(made("j.sqlite")) + " " + shell_word(parcels_) +
        " -nln p && ogr2ogr -q -f SQLite -update " + shell_word(made("j.sqlite")) + " " + shell_word(tax_) +
        " -nln tax && ogr2ogr -q -f GPKG -a_srs EPSG:4326 " + shell_word(made("joined.gpkg")) + " " +
        shell_word(made("j.sqlite")) +
        " -nln parcels -dialect sqlite -sql \"SELECT p.ML, t.codes AS use_code, geometry FROM p LEFT JOIN (SELECT ml, "
        "group_concat(usecode, '/') AS codes FROM (SELECT DISTINCT ml, usecode FROM tax WHERE ml <> '---') GROUP BY "
        "ml) t "
        "ON t.ml = p.ml\" 2>/dev/null";
    ASSERT_EQ(std::system(join.c_str()), 0) << "needs ogr2ogr (package gdal-bin)";
    auto arguments = with_value();
    arguments[1] = made("joined.gpkg");
    arguments.erase(arguments.begin() + 4, arguments.begin() + 6);
    for (const auto& word : {std::string("--scheme"), made("codes.toml"), std::string("--year"), std::string("2014"),
                             std::string("--formats"), std::string("gpkg,csv,geojson,fgb,shp,xlsx")})
        arguments.push_back(word);
    const auto outcome = score(arguments);
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_EQ(parcels("count(*)", "scope = 'in'"), 123);
    EXPECT_EQ(parcels("count(*)", "low_efficiency = 1"), 62);
    EXPECT_EQ(parcels("count(*)", "low_efficiency = 1 AND NOT tax_per_mu < 100"), 0);
    EXPECT_EQ(parcels("count(*)", "scope = 'in' AND tax_per_mu < 100 AND low_efficiency = 0"), 0);
    EXPECT_NEAR(parcels("sum(area_mu)", "low_efficiency = 1"), 239.37, 0.01);
    EXPECT_EQ(rows_in(made("out/renewal.geojson")), 62);
    for (const char* file : {"gpkg", "csv", "geojson", "shp", "xlsx"})
        EXPECT_EQ(rows_in(made(std::string("out/parcels.") + file)), 13116) << file;
    EXPECT_EQ(rows_in(made("out/parcels.fgb")), 13115) << "one row has no geometry";
    EXPECT_NE(outcome.text.find("办法不打分"), std::string::npos) << outcome.text;
}

TEST_F(Cambridge, ASelectionWithChineseHeaders) {
    auto arguments = with_value();
    arguments.insert(arguments.begin(), "export");
    for (const auto& word : {std::string("--where"), std::string("亩均税收 > 1000 AND area_mu > 5"),
                             std::string("--columns"), std::string("parcel_id,area_mu,tax_per_mu"),
                             std::string("--headers"), std::string("zh"), std::string("--out"), made("dear.csv")})
        arguments.push_back(word);
    const auto outcome = run(arguments);
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_EQ(rows_in(made("dear.csv")), 31);
    EXPECT_TRUE(text("dear.csv").starts_with("宗地代码,")) << text("dear.csv").substr(0, 100);
}

class RealSets : public Real {};

TEST_F(RealSets, TenerifeFootprintAndFloorArea) {
    // Records without floors are outlines of whole buildings here: the parts with floors are the buildings.
    const std::string parts = made("parts.gpkg");
    const std::string select = "ogr2ogr -q -f GPKG " + shell_word(parts) + " " + shell_word(at("tenerife/cons.gpkg")) +
                               " -where \"numberOfFloorsAboveGround > 0\" 2>/dev/null";
    ASSERT_EQ(std::system(select.c_str()), 0) << "needs ogr2ogr (package gdal-bin)";
    const auto outcome =
        score({"--parcels", at("tenerife/parcel.gpkg"), "--map", "parcels.parcel_id=nationalCadastralReference",
               "--map", "parcels.deed_area_m2=areaValue", "--buildings", parts, "--map",
               "buildings.floors=numberOfFloorsAboveGround"});
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_EQ(parcels("count(*)"), 186);
    EXPECT_EQ(findings("duplicate_geometry"), 78);
    EXPECT_EQ(findings("deed_area_gap"), 0);
    EXPECT_NEAR(parcels("sum(area_m2)"), 82105.7448766852, 1e-6);
    // Once each, as the records stand twice in the file.
    const std::string pairs =
        "FROM (SELECT DISTINCT nationalCadastralReference r, geom g FROM p) p, "
        "(SELECT DISTINCT localId, numberOfFloorsAboveGround f, geom g FROM b) b";
    const std::string both = made("both.sqlite");
    const std::string copy =
        "ogr2ogr -q -f SQLite -dsco SPATIALITE=YES " + shell_word(both) + " " + shell_word(at("tenerife/parcel.gpkg")) +
        " -nln p -nlt MULTIPOLYGON -lco GEOMETRY_NAME=geom 2>/dev/null && ogr2ogr -q -f SQLite -update " +
        shell_word(both) + " " + shell_word(parts) + " -nln b -nlt MULTIPOLYGON -lco GEOMETRY_NAME=geom 2>/dev/null";
    ASSERT_EQ(std::system(copy.c_str()), 0);
    const double gfa = sql(both, "SELECT sum(ST_Area(ST_Intersection(p.g, b.g)) * f) " + pairs, nullptr);
    const double footprint =
        sql(both,
            "SELECT sum(ST_Area(ST_Intersection(p.g, u.g))) FROM (SELECT DISTINCT nationalCadastralReference, geom g "
            "FROM p) p, (SELECT ST_Union(geom) g FROM b) u",
            nullptr);
    EXPECT_GT(gfa, 10000);
    EXPECT_NEAR(parcels("sum(gfa_m2)"), gfa, 1e-6 * gfa);
    EXPECT_NEAR(parcels("sum(footprint_m2)"), footprint, 1e-6 * footprint);
}

TEST_F(RealSets, WebMercatorIsNeverMeasuredIn) {
    const auto outcome = score({"--parcels", at("momepy/bubenec.gpkg") + "#plots", "--buildings",
                                at("momepy/bubenec.gpkg") + "#buildings", "--map", "parcels.parcel_id=ID"});
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_EQ(findings("crs_web_mercator"), 2);
    EXPECT_EQ(parcels("count(*)"), 407);
    EXPECT_NEAR(parcels("sum(area_m2)"), 278727.5795428, 1e-4);  // 677,216 m² in Web Mercator
    EXPECT_NEAR(parcels("sum(footprint_m2)"), 43115.6995, 1e-2);
    const auto forced = score(
        {"--parcels", at("momepy/bubenec.gpkg") + "#plots", "--map", "parcels.parcel_id=ID", "--crs", "EPSG:3857"},
        "forced");
    EXPECT_EQ(forced.exit, 5) << forced.text;
    expect_one_sentence(forced, "3857", "--crs");
    const auto four = score({"--parcels", at("momepy/bubenec.gpkg"), "--map", "parcels.parcel_id=ID"}, "four");
    EXPECT_EQ(four.exit, 2);
    expect_one_sentence(four, "tessellation, buildings, streets, plots", "four layers");
}

TEST_F(RealSets, TwoCrsMeetInOne) {
    const auto outcome = score({"--parcels", at("qgis_swellendam/farms_33S.shp"), "--buildings",
                                at("qgis_swellendam/buildings.gpkg"), "--map", "parcels.parcel_id=SG_CODE"});
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_EQ(parcels("count(*)"), 1973);
    EXPECT_EQ(findings("duplicate_geometry"), 35);
    EXPECT_EQ(findings("missing_parcel_id"), 5);
    EXPECT_NEAR(parcels("sum(area_m2)"), 6374201958.7, 0.0001 * 6374201958.7);  // 16 repaired polygons
    EXPECT_GT(parcels("sum(building_count)"), 150);
    const auto check =
        run({"check", "--parcels", at("qgis_swellendam/farms_33S.shp"), "--map", "parcels.parcel_id=SG_CODE"});
    EXPECT_EQ(check.exit, 0);
    EXPECT_NE(check.text.find("1705 more of this kind"), std::string::npos);
    EXPECT_LT(std::count(check.text.begin(), check.text.end(), '\n'), 100);
}

TEST_F(RealSets, InvalidPolygonsAreRepairedAndLayersNamed) {
    const auto outcome = score({"--parcels", at("geofileops/polygon-invalid.gpkg"), "--map", "parcels.parcel_id=OIDN",
                                "--map", "parcels.deed_area_m2=OPPERVL"});
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_EQ(findings("invalid_geometry"), 70);
    EXPECT_EQ(findings("deed_area_gap"), 0);
    EXPECT_EQ(outcome.text.find("PROJCRS["), std::string::npos) << "a CRS has a name";
    const auto two =
        score({"--parcels", at("geofileops/polygon-twolayers.gpkg"), "--map", "parcels.parcel_id=OIDN"}, "two");
    EXPECT_EQ(two.exit, 2);
    expect_one_sentence(two, "(parcels, zones); name one as FILE#layer", "two layers");
    const auto curve = score({"--parcels", at("geofileops/curvepolygon.gpkg")}, "curve");
    EXPECT_EQ(curve.exit, 2);
    expect_one_sentence(curve, "no attribute columns", "no column");
}

TEST_F(RealSets, EveryOddShapefileLoadsOrGivesOneSentence) {
    int loaded = 0;
    for (const auto& entry : fs::directory_iterator(at("gdal_shp"))) {
        const std::string name = entry.path().filename();
        if (entry.path().extension() != ".shp" && entry.path().extension() != ".dbf" &&
            entry.path().extension() != ".zip")
            continue;
        const auto attempt = [&](const std::string& id) {
            return score({"--parcels", entry.path(), "--source-crs", name + "=EPSG:4549", "--map",
                          "parcels.parcel_id=" + id, "--formats", "csv,geojson", "--quiet"});
        };
        auto outcome = attempt("no such column");
        if (const std::string mark = "the columns are: ";
            outcome.exit == 2 && outcome.text.find(mark) != std::string::npos) {
            const auto from = outcome.text.find(mark) + mark.size();
            const auto column = outcome.text.substr(from, outcome.text.find_first_of(",(", from) - from);
            outcome = attempt(column.substr(0, column.find_last_not_of(' ') + 1));
        }
        if (outcome.exit == 0 || outcome.exit == 3) {
            ++loaded;
            EXPECT_EQ(outcome.text, outcome.exit == 0 ? "" : outcome.text) << name;
            continue;
        }
        EXPECT_TRUE(outcome.exit == 2 || outcome.exit == 4) << name << " exit " << outcome.exit << ": " << outcome.text;
        expect_one_sentence(outcome, name, name);
    }
    EXPECT_GE(loaded, 20);
}

TEST_F(RealSets, OneSetInFiveEncodingsIsOneSet) {
    std::string first;
    for (const char* name : {"J0302.json", "derived_J0302_GBK.shp", "derived_J0302_GBK_nocpg.shp",
                             "derived_J0302_BIG5.shp", "derived_J0302_UTF-8.shp"}) {
        const auto outcome = score({"--parcels", at(std::string("no_licence_stated/tw_zoning_sample/") + name), "--map",
                                    "parcels.parcel_id=OBJECTID", "--map", "parcels.land_use=使用分", "--map",
                                    "parcels.far_limit=容積率", "--formats", "csv"});
        ASSERT_EQ(outcome.exit, 0) << name << outcome.text;
        EXPECT_NE(outcome.text.find("EPSG:4549"), std::string::npos) << name;
        EXPECT_EQ(findings("value_unreadable"), 0) << name << ": 200%, 不予規定 and - are understood";
        const std::string parcels = text("out/parcels.csv");
        EXPECT_NE(parcels.find("工業區"), std::string::npos) << name;
        if (first.empty()) first = parcels;
        EXPECT_EQ(parcels, first) << name;
    }
    EXPECT_EQ(std::count(first.begin(), first.end(), '\n'), 143);
}

TEST_F(RealSets, GbkWithoutPrjAsksForTheCrs) {
    const std::string file = at("no_licence_stated/gbk_shp/chinese_encoding.shp");
    const auto unknown =
        score({"--parcels", file, "--map", "parcels.parcel_id=COUNTY_ID", "--map", "parcels.location=NAME99"});
    if (unknown.exit == 5)
        expect_one_sentence(unknown, "--source-crs", "no .prj");
    else
        EXPECT_EQ(unknown.exit, 0) << unknown.text;
}

TEST_F(RealSets, AWebMapsBordersAreSuspected) {
    ASSERT_EQ(run({"sample", "--out", made("sample"), "--scale", "0.2"}).exit, 0);
    const std::string borders = at("no_licence_stated/hangzhou_boundary/hangzhou.geo.json");
    const std::string parcels = made("sample/parcels/5_临江高科园.shp");
    Arguments arguments{"--parcels", parcels, "--platforms", borders, "--formats", "none"};
    const auto outcome = score(arguments);
    ASSERT_EQ(outcome.exit, 0) << outcome.text;
    EXPECT_EQ(findings("crs_suspect_shift"), 1);
    arguments.insert(arguments.end(), {"--shift", "hangzhou.geo.json=GCJ-02"});
    ASSERT_EQ(score(arguments).exit, 0);
    EXPECT_EQ(findings("crs_suspect_shift"), 0);
}

}  // namespace
}  // namespace mulens::real
