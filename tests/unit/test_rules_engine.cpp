#include "rules/engine.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace mulens::rules {
namespace {

using table::Column;

const double none = table::none;
double d(const char* text) { return day_number(*parse_date(text)); }

TEST(Scope, CodesNamesPrefixesMixedAndBlank) {
    const auto scheme = config::load_scheme("demo");
    const auto in = [&](const char* use, double share = table::none) {
        return judge_scope(scheme.scope, use, share).in;
    };
    for (const char* use : {"0601", "0604", "1001", "100103", "110102", "M1", "M2", "M3", "M创", "W1", "工业用地",
                            "工业", "0601 工业用地", "M2(二类工业用地)", "０６０１"})
        EXPECT_TRUE(in(use)) << use;
    for (const char* use : {"1207", "S1", "R", "U", "A", "060", "0602", "10", "道路", "M9"})
        EXPECT_FALSE(in(use)) << use;
    EXPECT_EQ(judge_scope(scheme.scope, "  ", none).reason, "土地用途为空");
    EXPECT_FALSE(in("0601/0701"));
    EXPECT_TRUE(in("0601/0701", 0.5));
    EXPECT_FALSE(in("0601/0701", 0.49));
    EXPECT_TRUE(in("0601、0604"));
}

/// Six plots: good, low tax, bare second plot of the good firm, idle, road, plot without a firm.
struct District {
    table::Table parcels{6};
    table::Table firms{3};
    table::Table contracts{1};
    std::vector<Link> links;
    District() {
        parcels.set("parcel_id", Column::texts({"P1", "P2", "P3", "P4", "P5", "P6"}));
        parcels.set("platform", Column::texts(std::vector<std::string>(6, "甲")));
        parcels.set("land_use", Column::texts({"0601", "0601", "0601", "0601", "1207", "0601"}));
        parcels.set("area_basis_mu", Column::numbers({10, 20, 5, 8, 3, 7}));
        parcels.set("tax", Column::numbers({400, 100, 200, 8, none, none}));
        parcels.set("tax_per_mu", Column::numbers({40, 5, 40, 1, none, none}));
        parcels.set("building_count", Column::numbers({4, 3, 0, 0, 0, 2}));
        parcels.set("far", Column::numbers({1.2, 0.8, 0, 0, 0, 1}));
        parcels.set("building_density", Column::numbers({.4, .4, 0, 0, 0, .4}));
        firms.set("ent_id", Column::texts({"E1", "E2", "E3"}));
        firms.set("credit_code", Column::texts({"C1", "C2", "C3"}));
        firms.set("scale_class", Column::texts({"规上", "规上", "规下"}));
        firms.set("area_assessed_mu", Column::numbers({15, 20, 8}));
        firms.set("tax", Column::numbers({600, 100, 8}));
        firms.set("revenue", Column::numbers({6000, 1000, 80}));
        contracts.set("parcel_id", Column::texts({"P4"}));
        contracts.set("agreed_start", Column::numbers({d("2022-06-01")}, table::Kind::date));
        contracts.set("started", Column::numbers({0}, table::Kind::boolean));
        contracts.set("land_price", Column::numbers({500}));
        links = {{0, 0, 1, false}, {1, 1, 1, false}, {0, 2, 1, false}, {2, 3, 1, false}};
    }
    RulesResult run(const config::Scheme* scheme, Diagnostics& diagnostics, const table::Table* decisions = nullptr,
                    const table::Table* official = nullptr) const {
        RulesInput input;
        input.parcels = parcels;
        input.enterprises = firms;
        input.links = links;
        input.contracts = &contracts;
        input.decisions = decisions;
        input.official_grades = official;
        input.scheme = scheme;
        input.as_of = parse_date("2024-12-31");
        input.year = 2024;
        return apply_rules(std::move(input), diagnostics);
    }
};

TEST(Engine, SharedMoneyDoesNotHideBareLandAndIdleWins) {
    const District district;
    const auto scheme = config::load_scheme("demo");
    Diagnostics diagnostics;
    const auto r = district.run(&scheme, diagnostics);
    EXPECT_EQ(diagnostics.size(), 0U);
    const auto text = [&](const char* name, Row row) { return std::string(r.parcels.text(name, row)); };
    EXPECT_EQ(r.parcels.number("low_efficiency", 0), 0);
    EXPECT_EQ(text("reasons", 1).substr(0, 19), "tax_low_above_scale");
    EXPECT_DOUBLE_EQ(r.parcels.number("shortfall", 1), 3);
    EXPECT_NE(text("reasons_text", 1).find("亩均税收5万元,低于8万元"), std::string::npos);
    EXPECT_EQ(text("reasons", 2), "no_building;far_low;density_low");  // 40 万元/亩 by sharing, and bare
    EXPECT_EQ(text("idle_status", 3), "not_started_2y");
    EXPECT_EQ(r.parcels.number("low_efficiency", 3), 0);
    EXPECT_EQ(text("reasons", 3), "");
    EXPECT_NE(text("reasons_if_not_idle", 3).find("tax_low_below_scale"), std::string::npos);
    EXPECT_DOUBLE_EQ(r.parcels.number("idle_fee", 3), 100);
    EXPECT_EQ(text("scope", 4), "out");
    EXPECT_EQ(text("grade", 4), "");
    EXPECT_EQ(text("grade", 5), "not_evaluated");
    EXPECT_EQ(text("grade_reason", 5), "no_enterprise");
    EXPECT_EQ(text("review_status", 1), "疑似");
    EXPECT_EQ(text("review_status", 0), "");
    // The parcel's grade comes from the firms' cut scores: P1 and P3 score alike, as E1's land does.
    EXPECT_EQ(text("grade", 0), text("grade", 2));
    EXPECT_EQ(r.parcels.number("rank", 0), 1);
    EXPECT_EQ(r.parcels.number("rank", 2), 1);
    EXPECT_EQ(r.parcels.number("rank", 1), 3);
    EXPECT_EQ(text("scale_class", 3), "规下");
}

TEST(Engine, ReconciliationAddsUp) {
    const District district;
    const auto scheme = config::load_scheme("demo");
    Diagnostics diagnostics;
    const auto r = district.run(&scheme, diagnostics);
    std::uint64_t in_scope = 0;
    std::uint64_t parts = 0;
    double area = 0;
    double tax = 0;
    for (std::uint32_t i = 0; i < r.parcel_rows.lines.size(); ++i) {
        const auto& line = r.parcel_rows.lines[i];
        if (line.step == "in_scope") in_scope = line.count;
        if (line.step == "rows_in" || line.step == "in_scope") continue;
        EXPECT_EQ(members_of(r.parcel_rows, i).size(), line.count);
        area += line.area_mu;
        tax += line.tax;
        if (line.step != "out_of_scope") parts += line.count;
    }
    EXPECT_EQ(r.parcel_rows.lines[0].count, 6U);
    EXPECT_DOUBLE_EQ(r.parcel_rows.lines[0].area_mu, 53);
    EXPECT_DOUBLE_EQ(area, 53);
    EXPECT_DOUBLE_EQ(tax, 708);
    EXPECT_EQ(in_scope, 5U);
    EXPECT_EQ(parts, 5U);
    EXPECT_EQ(r.firm_rows.lines[0].count, 3U);
}

TEST(Engine, NoSchemeGivesNoGrades) {
    const District district;
    Diagnostics diagnostics;
    const auto r = district.run(nullptr, diagnostics);
    EXPECT_FALSE(r.parcels.has("grade"));
    EXPECT_FALSE(r.parcels.has("low_efficiency"));
    EXPECT_EQ(r.parcels.text("scope", 4), "out");
    EXPECT_EQ(r.parcels.text("idle_status", 3), "not_started_2y");
    EXPECT_NE(r.assumptions.at(0).find("huzhou-2021-low-efficiency"), std::string::npos);
}

TEST(Engine, LandWithoutAnyUseIsMeasuredWhereNobodyJudges) {
    RulesInput in;
    in.parcels = table::Table(2);
    in.parcels.set("parcel_id", Column::texts({"P1", "P2"}));
    in.parcels.set("area_basis_mu", Column::numbers({10, 20}));
    Diagnostics diagnostics;
    const auto r = apply_rules(in, diagnostics);
    EXPECT_EQ(r.scope.in, (std::vector<std::uint8_t>{1, 1}));
    ASSERT_FALSE(r.parcel_rows.lines.empty());
    EXPECT_EQ(r.parcel_rows.lines[0].count, 2U);
    EXPECT_DOUBLE_EQ(r.parcel_rows.lines[0].area_mu, 30);

    in.parcels.set("land_use", Column::texts({"316", "101"}));
    const auto other = apply_rules(in, diagnostics);
    EXPECT_EQ(other.scope.in, (std::vector<std::uint8_t>{0, 0}));
    EXPECT_TRUE(std::any_of(other.assumptions.begin(), other.assumptions.end(), [](const std::string& s) {
        return s.find("316, 101") != std::string::npos && s.find("[scope]") != std::string::npos;
    }));
}

TEST(Engine, HuzhouFindsLowLandAndGivesNoGrades) {
    const District district;
    const auto scheme = config::load_scheme("huzhou-2021-low-efficiency");
    Diagnostics diagnostics;
    const auto r = district.run(&scheme, diagnostics);
    EXPECT_EQ(r.parcels.text("grade", 0), "not_evaluated");
    EXPECT_EQ(r.parcels.text("grade_reason", 0), "no_scoring");
    EXPECT_EQ(r.parcels.text("reasons", 1), "low_contribution");
    EXPECT_EQ(r.parcels.text("reasons_if_not_idle", 3), "low_benefit");
}

table::Table decisions_of(const std::vector<std::vector<std::string>>& rows) {
    const auto column = [&](std::size_t i) {
        std::vector<std::string> out;
        for (const auto& row : rows) out.push_back(row[i]);
        return Column::texts(out);
    };
    table::Table t(static_cast<Row>(rows.size()));
    t.set("key", column(0));
    t.set("decision_kind", column(1));
    t.set("field", column(2));
    t.set("old_value", column(3));
    t.set("new_value", column(4));
    std::vector<double> dates;
    for (const auto& row : rows) dates.push_back(d(row[5].c_str()));
    t.set("date", Column::numbers(dates, table::Kind::date));
    return t;
}

TEST(Decisions, CorrectionsExclusionsAndReview) {
    District district;
    const auto scheme = config::load_scheme("demo");
    const auto decisions = decisions_of({
        {"P2", "核实", "", "", "", "2025-01-10"},
        {"P2", "认定", "", "", "", "2025-02-10"},
        {"P3", "排除", "low_efficiency", "", "", "2025-01-10"},
        {"C2", "更正", "tax", "100", "160", "2025-01-10"},
        {"P1", "更正", "area_basis_mu", "11", "12.5", "2025-01-10"},
        {"P99", "排除", "", "", "", "2025-01-10"},
        {"P6", "排除", "", "", "", "2025-01-11"},
    });
    Diagnostics diagnostics;
    const auto read = read_decisions(&decisions, 2024);
    const auto corrected = apply_corrections(district.parcels, district.firms, read, "decisions.csv", diagnostics);
    EXPECT_EQ(corrected.applied, 2U);
    EXPECT_DOUBLE_EQ(corrected.enterprises.number("tax", 1), 160);
    EXPECT_DOUBLE_EQ(corrected.enterprises.number("override_count", 1), 1);
    EXPECT_DOUBLE_EQ(corrected.parcels.number("area_basis_mu", 0), 12.5);
    EXPECT_EQ(diagnostics.count("decision_target_missing"), 1U);
    EXPECT_EQ(diagnostics.count("decision_value"), 1U);  // 11 when decided, 10 now
    district.parcels = corrected.parcels;
    district.firms = corrected.enterprises;
    const auto r = district.run(&scheme, diagnostics, &decisions);
    EXPECT_EQ(r.parcels.text("review_status", 1), "认定");
    EXPECT_EQ(r.parcels.text("review_status", 2), "排除");
    EXPECT_EQ(r.parcels.number("low_efficiency", 2), 0);
    EXPECT_EQ(r.parcels.text("grade_reason", 5), "excluded_by_decision");
    bool found = false;
    for (const auto& line : r.parcel_rows.lines)
        found |= line.step == "excluded_by_decision" && line.count == 1 && line.area_mu == 7;
    EXPECT_TRUE(found);
}

TEST(Decisions, ValidInTheirYearOnly) {
    auto decisions = decisions_of({{"P1", "排除", "", "", "", "2023-05-01"}, {"P1", "认定", "", "", "", "2022-05-01"}});
    decisions.set("valid_year", Column::numbers({2023, none}));
    const auto read = read_decisions(&decisions, 2024);
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].kind, DecisionKind::confirm);
}

TEST(Engine, OfficialGradesStandBesideAndGiveTheSecondYear) {
    const District district;
    const auto scheme = config::load_scheme("zhejiang-default");
    table::Table official(2);
    official.set("credit_code", Column::texts({"C2", "C1"}));
    official.set("year", Column::numbers({2023, 2023}));
    official.set("official_grade", Column::texts({"D", "A"}));
    official.set("document", Column::texts({"〔2024〕1号", "〔2024〕1号"}));
    Diagnostics diagnostics;
    const auto r = district.run(&scheme, diagnostics, nullptr, &official);
    EXPECT_EQ(r.parcels.text("official_grade", 1), "D");
    EXPECT_EQ(r.parcels.text("official_document", 0), "〔2024〕1号");
    EXPECT_EQ(r.enterprises.text("official_grade", 0), "A");
}

TEST(Low, MonthsAndShownValues) {
    EXPECT_EQ(whole_months(*parse_date("2023-12-31"), *parse_date("2024-12-30")), 11);
    EXPECT_EQ(whole_months(*parse_date("2023-12-31"), *parse_date("2024-12-31")), 12);
    EXPECT_EQ(whole_months(*parse_date("2024-01-31"), *parse_date("2024-02-29")), 1);
    EXPECT_EQ(whole_months(*parse_date("2024-01-31"), *parse_date("2024-02-28")), 0);
    config::LowTest test;
    test.metric = "tax_per_mu";
    test.value = 6;
    EXPECT_EQ(shown_value(test, 5.994), "5.99");
    EXPECT_EQ(shown_value(test, 5.9999), "5.9999");  // not "6", which would not be below 6
    test.metric = "vacancy_share";
    test.op = config::Op::greater_equal;
    test.value = 0.5;
    EXPECT_EQ(shown_value(test, 0.5), "50%");
}

}  // namespace
}  // namespace mulens::rules
