// Each rule of the ledger on cases worked by hand; the arithmetic stands in the comments.
#include "base/date.hpp"
#include "ledger/ledger.hpp"
#include "ledger/year.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace mulens::ledger {
namespace {

using table::Column;
using table::none;
using Texts = std::vector<std::string>;
using Numbers = std::vector<double>;

struct Case {
    table::Layer parcels, enterprises, links;
    LedgerInput input;
    Diagnostics diagnostics;

    Case(const Texts& parcel_ids, const Numbers& area_m2, const Texts& enterprise_ids) {
        parcels.role = "parcels";
        parcels.table.set("parcel_id", Column::texts(parcel_ids, table::TextStore::Mode::unique));
        parcels.table.set("area_basis_m2", Column::numbers(area_m2));
        enterprises.role = "enterprises";
        enterprises.table.set("ent_id", Column::texts(enterprise_ids, table::TextStore::Mode::unique));
        enterprises.table.set("name", Column::texts(enterprise_ids));
        links.role = "links";
        input.parcels = &parcels;
        input.enterprises = &enterprises;
        input.options.year = 2024;
    }
    Case& firm(const char* name, const Numbers& values) {
        enterprises.table.set(name, Column::numbers(values));
        return *this;
    }
    Case& firm(const char* name, const Texts& values) {
        enterprises.table.set(name, Column::texts(values));
        return *this;
    }
    Case& link(const Texts& ents, const Texts& parcel_ids) {
        links.table.set("ent_id", Column::texts(ents));
        links.table.set("parcel_id", Column::texts(parcel_ids));
        input.links = &links;
        return *this;
    }
    LedgerResult run() { return build_ledger(input, diagnostics); }
};

const Share& share_of(const LedgerResult& r, Row enterprise, Row parcel) {
    for (const Share& s : r.shares)
        if (s.enterprise == enterprise && s.parcel == parcel) return s;
    throw std::runtime_error("no such share");
}

void expect_balanced(const LedgerResult& r) {
    for (const Balance& b : r.balances) EXPECT_TRUE(b.gap_fen() == 0) << b.column;
    EXPECT_TRUE(r.land.gap() == 0);
}

TEST(LedgerRules, OneFirmOnTwoParcelsSplitsByArea) {
    // 10 000 分 over 20 000 and 10 000 m²: 6666.67 and 3333.33 分, largest remainder .67 → 6667 + 3333.
    Case c({"P1", "P2"}, {20000, 10000}, {"E1"});
    c.firm("tax_paid", Numbers{0.01}).firm("employees", Numbers{10});
    const auto r = c.link({"E1", "E1"}, {"P1", "P2"}).run();
    EXPECT_EQ(fen_from_wan(r.parcels.number("tax", 0)), 6667);
    EXPECT_EQ(fen_from_wan(r.parcels.number("tax", 1)), 3333);
    EXPECT_EQ(r.parcels.number("employees", 0) + r.parcels.number("employees", 1), 10.0);
    EXPECT_DOUBLE_EQ(r.enterprises.number("land_m2", 0), 30000);
    EXPECT_DOUBLE_EQ(r.enterprises.number("area_assessed_mu", 0), 45);  // 30 000 m² · 15 / 10 000
    EXPECT_EQ(r.enterprises.text("main_parcel", 0), "P1");
    EXPECT_EQ(r.parcels.text("tax_source", 0), "single");
    EXPECT_EQ(r.parcels.text("owner", 0), "");
    expect_balanced(r);
}

TEST(LedgerRules, TiesGoToTheLowerParcelId) {
    // 1 分 over two equal parcels: the part goes to "A", though "B" is the first row.
    Case c({"B", "A"}, {100, 100}, {"E1"});
    const auto r = c.firm("tax_paid", Numbers{1e-6}).link({"E1", "E1"}, {"B", "A"}).run();
    EXPECT_EQ(r.parcels.number("tax", 0), 0.0);
    EXPECT_EQ(r.parcels.number("tax", 1), 1e-6);
}

TEST(LedgerRules, LinkSharesThenFloorThenEqual) {
    // P1: all links have a share (0.75/0.25). P2: one share is missing, all have floor area 300/100.
    // P3: one floor area is missing too: equal.
    Case c({"P1", "P2", "P3"}, {1000, 1000, 1000}, {"E1", "E2"});
    c.firm("tax_paid", Numbers{8, 4});
    c.link({"E1", "E2", "E1", "E2", "E1", "E2"}, {"P1", "P1", "P2", "P2", "P3", "P3"});
    c.links.table.set("share", Column::numbers({0.75, 0.25, 0.5, none, none, none}));
    c.links.table.set("floor_area_m2", Column::numbers({none, none, 300, 100, 300, none}));
    const auto r = c.run();
    EXPECT_EQ(r.parcels.text("tax_source", 0), "link_share");
    EXPECT_EQ(r.parcels.text("tax_source", 1), "floor");
    EXPECT_EQ(r.parcels.text("tax_source", 2), "equal");
    EXPECT_DOUBLE_EQ(share_of(r, 0, 0).share, 0.75);
    EXPECT_DOUBLE_EQ(share_of(r, 0, 1).share, 0.75);
    EXPECT_DOUBLE_EQ(share_of(r, 0, 2).share, 0.5);
    // E1: land 750 + 750 + 500 = 2000; its tax 8 万元 → 3, 3, 2. E2: 250 + 250 + 500; 4 → 1, 1, 2.
    EXPECT_DOUBLE_EQ(r.enterprises.number("land_m2", 0), 2000);
    EXPECT_DOUBLE_EQ(r.parcels.number("tax", 0), 4);
    EXPECT_DOUBLE_EQ(r.parcels.number("tax", 2), 4);
    expect_balanced(r);
    EXPECT_EQ(c.diagnostics.size(), 0U);
}

TEST(LedgerRules, ShareSumIsReportedAndScaled) {
    Case c({"P1", "P2"}, {900, 900}, {"E1", "E2", "E3"});
    c.firm("tax_paid", Numbers{1, 1, 1}).link({"E1", "E2", "E3"}, {"P1", "P1", "P2"});
    c.links.table.set("share", Column::numbers({0.6, 0.6, 0.9995}));
    const auto r = c.run();
    ASSERT_EQ(c.diagnostics.count("share_sum"), 1U);  // 1.2; 0.9995 is within 0.001
    EXPECT_EQ(c.diagnostics.sorted()[0].subject, "P1");
    EXPECT_DOUBLE_EQ(share_of(r, 0, 0).share, 0.5);
    EXPECT_DOUBLE_EQ(share_of(r, 2, 1).share, 1.0);
}

TEST(LedgerRules, FirstWayThatHitsWins) {
    // E1 has a link (its own parcel code P2 is not looked at), E2 a parcel code, E3 a credit code on the parcel,
    // E4 a point, E5 nothing.
    Case c({"P1", "P2", "P3", "P4"}, {1, 1, 1, 1}, {"E1", "E2", "E3", "E4", "E5"});
    c.parcels.table.set("credit_code", Column::texts(Texts{"", "", "91350100M000100Y43", ""}));
    c.firm("tax_paid", Numbers{1, 2, 3, 4, 5}).firm("parcel_id", Texts{"P2", "P2", "", "", ""});
    c.firm("credit_code", Texts{"", "", "91350100M000100Y43", "", ""});
    c.input.point_parcel = {3, 3, 3, 3, no_row};
    const auto r = c.link({"E1"}, {"P1"}).run();
    EXPECT_EQ(r.parcels.number("tax", 0), 1);
    EXPECT_EQ(r.parcels.number("tax", 1), 2);
    EXPECT_EQ(r.parcels.number("tax", 2), 3);
    EXPECT_EQ(r.parcels.number("tax", 3), 4);
    EXPECT_EQ(r.parcels.text("tax_source", 2), "single");
    EXPECT_EQ(r.parcels.text("tax_source", 3), "point");
    EXPECT_EQ(share_of(r, 2, 2).relation, Relation::owner);
    EXPECT_EQ(r.enterprises.text("residual_reason", 4), "no_parcel");
    EXPECT_TRUE(std::isnan(r.enterprises.number("land_m2", 4)));
    EXPECT_DOUBLE_EQ(r.unmatched_count_share, 0.2);
    EXPECT_DOUBLE_EQ(r.unmatched_tax_share, 5.0 / 15.0);
    ASSERT_EQ(r.residual_sums.size(), 2U);  // tax_paid and tax of E5
    EXPECT_TRUE(r.residual_sums[0].fen == 5'000'000);
    expect_balanced(r);
}

TEST(LedgerRules, LinksCountInTheirYear) {
    Case c({"P1", "P2", "P3", "P4"}, {1, 1, 1, 1}, {"E1"});
    c.firm("tax_paid", Numbers{1}).link({"E1", "E1", "E1", "E1"}, {"P1", "P2", "P3", "P4"});
    const auto day = [](int y, unsigned m, unsigned d) { return day_number(make_date(y, m, d)); };
    c.links.table.set("from_date", Column::numbers({none, day(2025, 1, 1), none, day(2024, 12, 31)}));
    c.links.table.set("to_date", Column::numbers({day(2024, 1, 1), none, day(2023, 12, 31), none}));
    const auto r = c.run();
    EXPECT_EQ(r.links_used, 2U);
    EXPECT_EQ(r.links_other_time, 2U);
    EXPECT_EQ(r.parcels.number("enterprise_count", 0), 1);
    EXPECT_EQ(r.parcels.number("enterprise_count", 1), 0);
    EXPECT_EQ(r.parcels.number("enterprise_count", 3), 1);
    c.links.table.set("year", Column::numbers({2023, none, none, 2024}));
    EXPECT_EQ(c.run().links_used, 1U);
}

TEST(LedgerRules, DanglingLinksAreReported) {
    Case c({"P1"}, {100}, {"E1"});
    c.firm("tax_paid", Numbers{1}).link({"E1", "E9", "E1", "E8"}, {"P1", "P1", "P9", "P1"});
    table::Table other;
    other.set("ent_id", Column::texts(Texts{"E8"}));
    c.input.other_years = {&other};
    const auto r = c.run();
    EXPECT_EQ(c.diagnostics.count("dangling_link"), 2U);
    const auto findings = c.diagnostics.sorted();
    EXPECT_EQ(findings[0].row, 1U);
    EXPECT_EQ(findings[0].subject, "E9");
    EXPECT_EQ(findings[1].row, 2U);
    EXPECT_EQ(findings[1].subject, "P9");
    EXPECT_EQ(r.links_other_time, 1U);  // E8 is in another year's ledger
    EXPECT_EQ(r.parcels.number("tax", 0), 1);
}

TEST(LedgerRules, BlankIsNotZero) {
    // P1: two firms, one without tax. P2: a firm without tax. P3: no firm.
    Case c({"P1", "P2", "P3"}, {10, 10, 10}, {"E1", "E2", "E3"});
    c.firm("tax_paid", Numbers{5, none, none}).firm("output", Numbers{1, 2, 3});
    const auto r = c.link({"E1", "E2", "E3"}, {"P1", "P1", "P2"}).run();
    EXPECT_EQ(r.parcels.number("tax", 0), 5);
    EXPECT_EQ(r.parcels.number("tax_missing", 0), 1);
    EXPECT_TRUE(std::isnan(r.parcels.number("tax", 1)));
    EXPECT_EQ(r.parcels.at("tax").status(1), table::Status::no_data);
    EXPECT_EQ(r.parcels.number("tax_missing", 1), 1);
    EXPECT_EQ(r.parcels.number("output", 1), 3);
    EXPECT_TRUE(std::isnan(r.parcels.number("tax", 2)));
    EXPECT_EQ(r.parcels.text("tax_source", 2), "none");
    EXPECT_EQ(c.diagnostics.count("blank_tax"), 2U);
    // 有地无企: P3. 有地无税: P2.
    EXPECT_EQ(r.cross_checks.land_without_enterprise.rows, std::vector<Row>{2});
    EXPECT_EQ(r.cross_checks.land_without_tax.rows, std::vector<Row>{1});
    EXPECT_EQ(r.cross_checks.land_without_tax.area_m2.value(), 10);
    EXPECT_TRUE(r.balances[0].blank == 2);
}

TEST(LedgerRules, ResidualReasons) {
    // E1 on a quarantined parcel, E2 on one without area, E3 with a zero share beside E4, E5 names an unknown parcel.
    Case c({"Q", "N", "P"}, {100, none, 100}, {"E1", "E2", "E3", "E4", "E5"});
    c.parcels.table.set("geometry_status", Column::texts(Texts{"quarantined", "ok", "ok"}));
    c.firm("tax_paid", Numbers{1, 2, 3, 4, 5}).firm("parcel_id", Texts{"Q", "N", "", "", "X"});
    c.link({"E3", "E4"}, {"P", "P"});
    c.links.table.set("share", Column::numbers({0, 1}));
    const auto r = c.run();
    EXPECT_EQ(r.enterprises.text("residual_reason", 0), "quarantined");
    EXPECT_EQ(r.enterprises.text("residual_reason", 1), "no_area");
    EXPECT_EQ(r.enterprises.text("residual_reason", 2), "zero_weight");
    EXPECT_EQ(r.enterprises.text("residual_reason", 3), "");
    EXPECT_EQ(r.enterprises.text("residual_reason", 4), "parcel_not_found");
    EXPECT_EQ(r.residuals.size(), 4U);
    EXPECT_EQ(r.parcels.number("tax", 2), 4);
    EXPECT_TRUE(std::isnan(r.parcels.number("tax", 0)));
    EXPECT_TRUE(r.balances[0].residual_fen == 11'000'000);
    // 有企无地 lists all four; each has tax: 有税无地 too.
    EXPECT_EQ(r.cross_checks.enterprise_without_land.rows, (std::vector<Row>{0, 1, 2, 4}));
    EXPECT_TRUE(r.cross_checks.tax_without_land.tax_fen == 11'000'000);
    expect_balanced(r);
}

TEST(LedgerRules, DuplicatesCountOnce) {
    Case c({"P1"}, {100}, {"E1", "E1", "E2", "E2", ""});
    c.firm("tax_paid", Numbers{1, 1, 2, 3, 9}).firm("parcel_id", Texts{"P1", "P1", "P1", "P1", "P1"});
    const auto r = c.run();
    EXPECT_EQ(r.parcels.number("tax", 0), 12);  // 1 + 2 + 9
    EXPECT_EQ(r.counted, (std::vector<std::uint8_t>{1, 0, 1, 0, 1}));
    EXPECT_EQ(c.diagnostics.count("duplicate_enterprise"), 2U);
    EXPECT_EQ(c.diagnostics.count("missing_key"), 1U);
    EXPECT_EQ(r.enterprises.text("residual_reason", 3), "duplicate");
    expect_balanced(r);
}

TEST(LedgerRules, ValuesAreChecked) {
    Case c({"P1"}, {100}, {"E1", "E2"});
    c.firm("tax_paid", Numbers{-1, 2}).firm("parcel_id", Texts{"P1", "P1"});
    c.firm("credit_code", Texts{"91350100M000100Y43", "91350100M000100Y44"});
    const auto r = c.run();
    EXPECT_EQ(r.parcels.number("tax", 0), 1);  // kept
    EXPECT_EQ(c.diagnostics.count("negative_value"), 1U);
    EXPECT_EQ(c.diagnostics.count("bad_credit_code"), 1U);
}

TEST(LedgerRules, TaxFormulaAndTaxPlace) {
    // 评价税收 = tax_paid + 0.5 · tax_exempt_credit − tax_land_oneoff; a blank adjustment is zero.
    Case c({"P1", "P2"}, {100, 100}, {"E1", "E2", "E3"});
    c.firm("tax_paid", Numbers{10, 20, 0}).firm("tax_exempt_credit", Numbers{4, none, none});
    c.firm("tax_land_oneoff", Numbers{1, none, none}).firm("parcel_id", Texts{"P1", "P1", "P2"});
    c.firm("tax_place", Texts{"杭州市钱塘区税务局", "", "上海市"});
    c.input.options.tax.terms = {{"tax_paid", 1}, {"tax_exempt_credit", 0.5}, {"tax_land_oneoff", -1}};
    const auto r = c.run();
    EXPECT_DOUBLE_EQ(r.enterprises.number("tax", 0), 11);
    EXPECT_DOUBLE_EQ(r.enterprises.number("tax", 1), 20);
    EXPECT_TRUE(std::isnan(r.enterprises.number("tax", 2)));  // taxed elsewhere: blank, not zero
    EXPECT_EQ(r.parcels.number("tax_elsewhere", 0), 0);
    EXPECT_EQ(r.parcels.number("tax_elsewhere", 1), 1);
    EXPECT_TRUE(std::isnan(r.parcels.number("tax", 1)));
    EXPECT_EQ(r.parcels.number("tax_paid", 1), 0);
    EXPECT_EQ(c.diagnostics.count("blank_tax"), 0U);
    EXPECT_EQ(formula_text(c.input.options.tax), "tax_paid + 0.5 × tax_exempt_credit − tax_land_oneoff");
}

TEST(LedgerRules, TaxAsGivenIsSaid) {
    Case c({"P1"}, {100}, {"E1"});
    const auto r = c.firm("tax", Numbers{7}).firm("parcel_id", Texts{"P1"}).run();
    EXPECT_EQ(r.parcels.number("tax", 0), 7);
    ASSERT_EQ(r.assumptions.size(), 1U);
    EXPECT_NE(r.assumptions[0].find("no tax_paid"), std::string::npos);
}

TEST(LedgerRules, AssessedAreaStepByStep) {
    // P1 has 30 000 m² (45 亩) and FAR 1.5. Owner E1; tenant E2 rents 6000 m² of floor: 6000 / 1.5 = 4000 m² = 6 亩;
    // tenant E3 rents 2000 m² of land = 3 亩. Owner: 45 − 9 = 36 亩.
    Case c({"P1"}, {30000}, {"E1", "E2", "E3"});
    c.parcels.table.set("far", Column::numbers({1.5}));
    c.firm("tax_paid", Numbers{1, 1, 1}).link({"E1", "E2", "E3"}, {"P1", "P1", "P1"});
    c.links.table.set("relation", Column::texts(Texts{"自有", "承租", "租赁"}));
    c.links.table.set("floor_area_m2", Column::numbers({none, 6000, 3000}));
    c.links.table.set("land_area_m2", Column::numbers({none, none, 2000}));
    const auto r = c.run();
    EXPECT_DOUBLE_EQ(r.enterprises.number("area_registered_mu", 0), 45);
    EXPECT_DOUBLE_EQ(r.enterprises.number("area_rented_out_mu", 0), 9);
    EXPECT_DOUBLE_EQ(r.enterprises.number("area_assessed_mu", 0), 36);
    EXPECT_DOUBLE_EQ(r.enterprises.number("area_rented_in_mu", 1), 6);
    EXPECT_DOUBLE_EQ(r.enterprises.number("area_assessed_mu", 2), 3);
    EXPECT_EQ(r.steps[1].how, AreaHow::rented_floor_over_far);
    EXPECT_EQ(r.steps[1].floor_m2, 6000);
    EXPECT_EQ(r.steps[2].how, AreaHow::rented_land_area);
    EXPECT_EQ(r.parcels.text("owner", 0), "E1");
    EXPECT_EQ(r.parcels.text("tenant", 0), "E2;E3");
}

TEST(LedgerRules, TenantsNeverRentMoreThanTheParcel) {
    Case c({"P1"}, {1000}, {"E1", "E2", "E3"});
    c.firm("tax_paid", Numbers{1, 1, 1}).link({"E1", "E2", "E3"}, {"P1", "P1", "P1"});
    c.links.table.set("relation", Column::texts(Texts{"owner", "tenant", "tenant"}));
    c.links.table.set("land_area_m2", Column::numbers({none, 900, 600}));  // 1500 → 600 + 400
    const auto r = c.run();
    EXPECT_DOUBLE_EQ(r.enterprises.number("area_assessed_mu", 0), 0);
    EXPECT_NEAR(r.enterprises.number("area_assessed_mu", 1), 0.9, 1e-12);
    EXPECT_EQ(c.diagnostics.count("rented_over_parcel"), 1U);
    EXPECT_EQ(c.diagnostics.count(Severity::note), 1U);
}

TEST(LedgerRules, PartsOfOnePlotAreLinkedTogether) {
    // One deed over two polygons: check named the second P1#2. The link to P1 means both.
    Case c({"P1", "P1#2"}, {3000, 1000}, {"E1", "E2"});
    c.firm("tax_paid", Numbers{4, 8}).link({"E1", "E2"}, {"P1", "P1"});
    c.links.table.set("share", Column::numbers({0.5, 0.5}));
    const auto r = c.run();
    EXPECT_DOUBLE_EQ(r.enterprises.number("land_m2", 0), 2000);
    EXPECT_DOUBLE_EQ(r.parcels.number("tax", 0), 9);
    EXPECT_DOUBLE_EQ(r.parcels.number("tax", 1), 3);
    EXPECT_EQ(c.diagnostics.size(), 0U);
    c.input.options.link_all_parts = false;
    const auto first = c.run();
    EXPECT_EQ(first.parcels.number("enterprise_count", 1), 0);
}

TEST(LedgerRules, SeveralCodesInOneField) {
    Case c({"P1", "P2"}, {100, 300}, {"E1"});
    const auto r = c.firm("tax_paid", Numbers{4}).firm("parcel_id", Texts{"P1、P2"}).run();
    EXPECT_DOUBLE_EQ(r.parcels.number("tax", 0), 1);
    EXPECT_DOUBLE_EQ(r.parcels.number("tax", 1), 3);
}

TEST(LedgerRules, ScaleClassFromTextOrRevenue) {
    Case c({"P1"}, {1}, {"A", "B", "C", "D", "E", "F"});
    c.firm("tax_paid", Numbers(6, 1.0)).firm("parcel_id", Texts(6, "P1"));
    c.firm("scale_class", Texts{"规模以上", "规下", "", "", "", "否"});
    const auto r = c.firm("revenue", Numbers{1, 9999, 2000, 1999.99, none, 5000}).run();
    const Texts expected{"规上", "规下", "规上", "规下", "", "规下"};
    for (Row e = 0; e < 6; ++e) EXPECT_EQ(r.enterprises.text("scale_class", e), expected[e]) << e;
    EXPECT_NE(r.assumptions.back().find("2 enterprises"), std::string::npos);
}

TEST(LedgerRules, CreditCodesAloneAreEnough) {
    Case c({"P1"}, {100}, {"", ""});
    c.firm("tax_paid", Numbers{1, 2}).firm("credit_code", Texts{"91350100M000100Y43", "91350100M000100Y43"});
    c.links.table.set("credit_code", Column::texts(Texts{"91350100M000100Y43"}));
    c.links.table.set("parcel_id", Column::texts(Texts{"P1"}));
    c.input.links = &c.links;
    const auto r = c.run();
    EXPECT_EQ(r.parcels.number("tax", 0), 1);
    EXPECT_EQ(c.diagnostics.count("duplicate_enterprise"), 1U);
}

TEST(LedgerRules, NoEnterprisesAtAll) {
    Case c({"P1"}, {100}, {});
    const auto r = c.run();
    EXPECT_EQ(r.parcels.number("enterprise_count", 0), 0);
    EXPECT_EQ(r.cross_checks.land_without_enterprise.rows.size(), 1U);
    expect_balanced(r);
}

TEST(LedgerYear, TakesTheYearsRows) {
    table::Layer layer;
    layer.role = "enterprises";
    layer.table.set("ent_id", Column::texts(Texts{"A", "B", "C"}));
    layer.table.set("year", Column::numbers({2023, 2024, none}));
    layer.source = {0, 0, 0};
    layer.source_row = {0, 1, 2};
    const auto out = take_year(layer, 2024);
    ASSERT_EQ(out.rows(), 2U);
    EXPECT_EQ(out.table.text("ent_id", 0), "B");
    EXPECT_EQ(out.source_row[1], 2U);
    EXPECT_EQ(years_of(layer), (std::vector<int>{2023, 2024}));
}

}  // namespace
}  // namespace mulens::ledger
