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

}  // namespace
}  // namespace mulens::real
