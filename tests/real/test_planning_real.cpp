// Planning questions on parcels that nobody here made: real borders, thousands of them, none fitting exactly.
#include "real/score_run.hpp"

#include <map>
#include <set>

namespace mulens::real {
namespace {

class CambridgePlanning : public Real {
  protected:
    [[nodiscard]] Outcome ask(std::vector<std::string> words) const {
        const std::string command = words[0];
        words.erase(words.begin());
        std::vector<std::string> all{command,
                                     "--parcels",
                                     at("cambridge_fy14/ASSESSING_ParcelsFY2014.topojson"),
                                     "--map",
                                     "parcels.parcel_id=ML",
                                     "--source-crs",
                                     "ASSESSING_ParcelsFY2014.topojson=EPSG:4326",
                                     "--enterprises",
                                     at("cambridge_fy14/TaxFY14.csv"),
                                     "--map",
                                     "enterprises.parcel_id=ML",
                                     "--map",
                                     "enterprises.tax=TotalAppraisedParcelValue",
                                     "--unit",
                                     "enterprises.tax=元"};
        all.insert(all.end(), words.begin(), words.end());
        return run(all);
    }
};

TEST_F(CambridgePlanning, GroupsOfLowValueParcels) {
    const auto out = ask({"assemble", "--candidates", "tax_per_mu < 500 AND area_mu > 0.3", "--min-mu", "5", "--max-mu",
                          "60", "--out", made("out"), "--formats", "csv,gpkg"});
    ASSERT_EQ(out.exit, 0) << out.text;
    const std::string groups = made("out/groups.gpkg");
    const std::string plots = made("out/group_plots.gpkg");
    EXPECT_GT(rows_in(groups), 500);
    // SpatiaLite, not us: every group is as large as its plots, within the limits, and no plot is in two groups.
    EXPECT_EQ(sql(groups, "SELECT count(*) FROM groups WHERE area_basis_mu < 5 OR area_basis_mu > 60"), 0);
    EXPECT_EQ(sql(plots, "SELECT count(*) - count(DISTINCT parcel_id) FROM group_plots"), 0);
    EXPECT_EQ(sql(plots, "SELECT count(*) FROM group_plots WHERE tax_per_mu >= 500"), 0);
    EXPECT_EQ(sql(groups, "SELECT count(*) FROM groups WHERE ST_IsValid(geom) <> 1"), 0);
    const double outlines = sql(groups, "SELECT sum(ST_Area(geom)) FROM groups");
    const double parts = sql(plots, "SELECT sum(ST_Area(geom)) FROM group_plots");
    EXPECT_NEAR(outlines / parts, 1, 0.01) << "gaps closed, overlaps counted once";
    // Plots of a group lie together: its outline is one polygon, short of the rare slit that stays.
    EXPECT_GT(sql(groups, "SELECT avg(CASE WHEN ST_NumGeometries(geom) <= 1 THEN 1.0 ELSE 0 END) FROM groups"), 0.97);
}

TEST_F(CambridgePlanning, ParcelsNearAParcel) {
    const auto out = ask({"find", "--min-mu", "10", "--near", "7-18:300", "--status", "any", "--out", made("out"),
                          "--formats", "csv,gpkg"});
    ASSERT_EQ(out.exit, 0) << out.text;
    EXPECT_NE(out.text.find("距原址边界"), std::string::npos) << out.text;
    EXPECT_GT(rows_in(made("out/sites.gpkg")), 3);
    EXPECT_EQ(sql(made("out/sites.gpkg"),
                  "SELECT count(*) FROM sites WHERE meets_all = 1 AND (area_basis_mu < 10 OR near_m > 300)"),
              0);
}

TEST_F(CambridgePlanning, NothingIsLowWithoutAScheme) {
    const auto out = ask({"assemble"});
    EXPECT_EQ(out.exit, 2);
    expect_one_sentence(out, "--candidates", "no scheme");
}

// Assessed value stands in for tax; each price is set, so that SpatiaLite can reckon every figure again.
TEST_F(CambridgePlanning, APlanIsWhatItsPlotsSay) {
    const auto out = ask({"plan", "--candidates", "tax_per_mu < 300 AND area_mu > 1", "--budget", "20000", "--options",
                          "reserve", "--set", "reserve.realisation=1", "--set", "target_tax_per_mu=500", "--set",
                          "reserve.land_price_per_mu=50", "--set", "reserve.relocation_per_enterprise=0", "--out",
                          made("out"), "--formats", "csv,gpkg"});
    ASSERT_EQ(out.exit, 0) << out.text;
    const std::string sites = made("out/plan_sites.gpkg");
    EXPECT_GE(rows_in(sites), 3);
    EXPECT_LE(sql(sites, "SELECT sum(public_cost) FROM plan_sites"), 20'000 + 1e-6);
    EXPECT_EQ(sql(sites, "SELECT count(*) FROM plan_sites WHERE abs(public_cost - 50 * area_basis_mu) > 1e-6"), 0);
    EXPECT_EQ(sql(sites,
                  "SELECT count(*) FROM plan_sites WHERE abs(tax_gain - max(0, 500 * area_basis_mu - "
                  "tax_before)) > 1e-6"),
              0);
    EXPECT_NEAR(sql(sites, "SELECT sum(ST_Area(geom)) / sum(area_basis_mu) FROM plan_sites"), 10'000.0 / 15, 1);
    // The district's tax is that of the roll's rows that have a parcel; no other room of ours is asked.
    const std::string parcels = at("cambridge_fy14/ASSESSING_ParcelsFY2014.topojson");
    GDALAllRegister();
    const GDALDatasetUniquePtr data(GDALDataset::Open(parcels.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    ASSERT_TRUE(data);
    std::set<std::string> ids;
    for (const auto& feature : *data->GetLayer(0)) ids.insert(feature->GetFieldAsString("ML"));
    const GDALDatasetUniquePtr roll(
        GDALDataset::Open(at("cambridge_fy14/TaxFY14.csv").c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    ASSERT_TRUE(roll);
    double value = 0;
    for (const auto& feature : *roll->GetLayer(0))
        if (ids.contains(feature->GetFieldAsString("ML")))
            value += feature->GetFieldAsDouble("TotalAppraisedParcelValue");
    const double before = sql(made("out/plan_platforms.csv"),
                              "SELECT CAST(tax_before AS REAL) FROM plan_platforms WHERE platform = '全区'");
    EXPECT_NEAR(before, value / 10'000, 1e-6 * before);
}

TEST_F(CambridgePlanning, GroupsAndTheirPlotsAreNeverBothInAPlan) {
    const auto out = ask({"plan", "--candidates", "tax_per_mu < 300 AND area_mu > 1", "--budget", "20000", "--assemble",
                          "--group-min-mu", "10", "--group-max-mu", "60", "--set", "target_tax_per_mu=500", "--out",
                          made("out"), "--formats", "csv,gpkg"});
    ASSERT_EQ(out.exit, 0) << out.text;
    const std::string plots = made("out/plan_plots.gpkg");
    EXPECT_GT(rows_in(plots), 10);
    EXPECT_EQ(sql(plots, "SELECT count(*) - count(DISTINCT parcel_id) FROM plan_plots"), 0);
    EXPECT_EQ(sql(made("out/plan_sites.gpkg"),
                  "SELECT count(*) FROM plan_sites WHERE plot_count > 1 AND "
                  "(area_basis_mu < 10 OR area_basis_mu > 60)"),
              0);
    EXPECT_LE(sql(made("out/plan_sites.gpkg"), "SELECT sum(public_cost) FROM plan_sites"), 20'000 + 1e-6);
}

TEST_F(CambridgePlanning, EveryCandidateHasItsOptions) {
    const auto out = ask(
        {"options", "--candidates", "tax_per_mu < 300 AND area_mu > 1", "--out", made("out"), "--formats", "csv,gpkg"});
    ASSERT_EQ(out.exit, 0) << out.text;
    const std::string sites = made("out/site_decisions.gpkg");
    EXPECT_EQ(sql(sites, "SELECT count(*) FROM site_decisions"), 2368);
    EXPECT_EQ(sql(sites, "SELECT count(*) FROM site_decisions WHERE tax_per_mu >= 300 OR area_basis_mu <= 1"), 0);
    EXPECT_EQ(sql(made("out/site_options.csv"), "SELECT count(*) FROM site_options WHERE recommended = 1"), 2368);
}

TEST_F(CambridgePlanning, WhatIsMissingIsSaid) {
    const auto space = ask({"space"});
    EXPECT_EQ(space.exit, 0) << space.text;
    EXPECT_NE(space.text.find("规划容积率未知 13116 宗"), std::string::npos) << space.text;
    EXPECT_NE(space.text.find("企业台账没有行业代码"), std::string::npos) << space.text;
    EXPECT_EQ(space.text.find("-0.0"), std::string::npos);
    const auto robust = ask({"robust"});
    EXPECT_EQ(robust.exit, 2);
    expect_one_sentence(robust, "--scheme", "no scheme");
    const auto graded = ask({"robust", "--scheme", "demo", "--draws", "5", "--json"});
    EXPECT_EQ(graded.exit, 0) << graded.text;
    EXPECT_NE(graded.text.find("未抽样求解实施计划:"), std::string::npos) << graded.text;
    const auto projects = ask({"projects"});
    EXPECT_EQ(projects.exit, 2);
    expect_one_sentence(projects, "--as-of", "no day");
    const auto years = ask({"years"});
    EXPECT_EQ(years.exit, 2);
    expect_one_sentence(years, "parcels_before", "no earlier plots");
}

class OtherPlanning : public Real {
  protected:
    [[nodiscard]] Outcome tenerife(std::vector<std::string> words) const {
        words.insert(words.begin() + 1,
                     {"--parcels", at("tenerife/parcel.gpkg"), "--map", "parcels.parcel_id=nationalCadastralReference",
                      "--map", "parcels.deed_area_m2=areaValue", "--buildings", at("tenerife/cons.gpkg"), "--map",
                      "buildings.floors=numberOfFloorsAboveGround"});
        return run(words);
    }
    [[nodiscard]] Outcome swellendam(std::vector<std::string> words) const {
        words.insert(words.begin() + 1, {"--parcels", at("qgis_swellendam/farms_33S.shp"), "--buildings",
                                         at("qgis_swellendam/buildings.gpkg"), "--map", "parcels.parcel_id=SG_CODE"});
        return run(words);
    }
};

TEST_F(OtherPlanning, TenerifeFindsEveryParcelThatIsLargeEnough) {
    const auto out = tenerife(
        {"find", "--min-mu", "1", "--status", "any", "--results", "500", "--out", made("out"), "--formats", "gpkg"});
    ASSERT_EQ(out.exit, 0) << out.text;
    const double expected =
        sql(at("tenerife/parcel.gpkg"), "SELECT count(*) FROM parcel WHERE areaValue >= 2000.0 / 3", "");
    EXPECT_GT(expected, 20);
    EXPECT_EQ(sql(made("out/sites.gpkg"), "SELECT count(*) FROM sites WHERE meets_all = 1 AND plot_count = 1"),
              expected);
    const auto far = tenerife({"find", "--min-mu", "1", "--far-headroom", "1", "--status", "any"});
    EXPECT_EQ(far.exit, 0) << far.text;
    EXPECT_NE(far.text.find("完全满足要求的有 0 处"), std::string::npos) << far.text;
}

TEST_F(OtherPlanning, TenerifeWithoutTaxSaysSo) {
    const auto plan = tenerife({"plan", "--candidates", "area_mu > 0.2", "--budget", "500"});
    EXPECT_EQ(plan.exit, 0) << plan.text;
    EXPECT_NE(plan.text.find("没有一宗纳入范围的地块有税收数据"), std::string::npos) << plan.text;
    EXPECT_NE(plan.text.find("没有一处候选能增加目标值"), std::string::npos) << plan.text;
    const auto groups = tenerife({"assemble", "--candidates", "area_mu > 0.2", "--min-mu", "1"});
    EXPECT_EQ(groups.exit, 0) << groups.text;
    EXPECT_NE(groups.text.find("税收未知"), std::string::npos) << groups.text;
    const auto space = tenerife({"space"});
    EXPECT_EQ(space.exit, 0) << space.text;
    EXPECT_NE(space.text.find("没有企业台账"), std::string::npos) << space.text;
}

TEST_F(OtherPlanning, FarmsOfTwoThousandAreGroupedWithinTheirLimits) {
    const auto out = swellendam({"assemble", "--candidates", "area_mu > 0.2", "--min-mu", "1", "--max-mu", "5000",
                                 "--out", made("out"), "--formats", "gpkg"});
    ASSERT_EQ(out.exit, 0) << out.text;
    EXPECT_GT(rows_in(made("out/groups.gpkg")), 10);
    EXPECT_EQ(
        sql(made("out/groups.gpkg"), "SELECT count(*) FROM groups WHERE area_basis_mu < 1 OR area_basis_mu > 5000"), 0);
    const double groups = sql(made("out/groups.gpkg"), "SELECT sum(area_basis_mu) FROM groups");
    EXPECT_NEAR(sql(made("out/group_plots.gpkg"), "SELECT sum(area_basis_mu) FROM group_plots"), groups, 1e-6 * groups);
    EXPECT_EQ(sql(made("out/group_plots.gpkg"), "SELECT count(*) - count(DISTINCT parcel_id) FROM group_plots"), 0);
}

}  // namespace
}  // namespace mulens::real
