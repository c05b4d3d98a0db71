#include "rules/idle.hpp"
#include "rules/idle_list.hpp"

#include <gtest/gtest.h>

namespace mulens::rules {
namespace {

Date day(const char* text) { return *parse_date(text); }
const config::IdleLaw& law() {
    static const auto loaded = config::load_idle_law();
    return loaded;
}
Phase not_started(const char* start) {
    Phase p;
    p.agreed_start = day(start);
    p.started = 0;
    p.land_price = 1000;
    return p;
}
IdleStatus status(const Phase& p, const char* as_of) { return judge_phase(law(), p, day(as_of)).status; }

TEST(IdleEdges, NotStartedDayBeforeOnAndAfter) {
    const Phase p = not_started("2023-06-30");
    EXPECT_EQ(status(p, "2023-03-31"), IdleStatus::none);      // 91 days before
    EXPECT_EQ(status(p, "2023-04-01"), IdleStatus::due_soon);  // 90 days before
    EXPECT_EQ(status(p, "2023-06-30"), IdleStatus::due_soon);  // the day itself: 0 days before
    EXPECT_EQ(status(p, "2023-07-01"), IdleStatus::late);
    EXPECT_EQ(status(p, "2024-06-29"), IdleStatus::late);
    EXPECT_EQ(status(p, "2024-06-30"), IdleStatus::not_started_1y);
    EXPECT_EQ(status(p, "2025-06-29"), IdleStatus::not_started_1y);
    EXPECT_EQ(status(p, "2025-06-30"), IdleStatus::not_started_2y);
}

TEST(IdleEdges, TwentyNinthOfFebruary) {
    const Phase p = not_started("2024-02-29");
    EXPECT_EQ(status(p, "2025-02-27"), IdleStatus::late);
    EXPECT_EQ(status(p, "2025-02-28"), IdleStatus::not_started_1y);  // 29 Feb → 28 Feb
    EXPECT_EQ(status(p, "2026-02-27"), IdleStatus::not_started_1y);
    EXPECT_EQ(status(p, "2026-02-28"), IdleStatus::not_started_2y);
    const Phase q = not_started("2023-02-28");
    EXPECT_EQ(status(q, "2024-02-27"), IdleStatus::late);
    EXPECT_EQ(status(q, "2024-02-28"), IdleStatus::not_started_1y);
}

TEST(IdleEdges, StartFallsBackInOrder) {
    Phase p;
    p.started = 0;
    p.approval = day("2020-01-10");
    EXPECT_EQ(to_iso(*judge_phase(law(), p, day("2020-06-01")).start), "2021-01-10");
    p.hand_over = day("2020-02-29");
    EXPECT_EQ(to_iso(*judge_phase(law(), p, day("2020-06-01")).start), "2021-02-28");
    p.agreed_start = day("2020-05-01");
    EXPECT_EQ(to_iso(*judge_phase(law(), p, day("2020-06-01")).start), "2020-05-01");
    p.extended_start = day("2021-05-01");
    EXPECT_EQ(to_iso(*judge_phase(law(), p, day("2020-06-01")).start), "2021-05-01");
}

TEST(IdleEdges, FeeAndTakingBackForTheUsersNotStartedLandOnly) {
    Phase p = not_started("2022-01-01");
    auto v = judge_phase(law(), p, day("2023-01-01"));
    EXPECT_DOUBLE_EQ(v.fee, 200);  // 20 % of 1000 万元
    EXPECT_EQ(to_iso(*v.idle_from), "2023-01-01");
    EXPECT_EQ(to_iso(*v.recoverable_from), "2024-01-01");
    p.land_price = config::not_given;
    v = judge_phase(law(), p, day("2023-01-01"));
    EXPECT_EQ(v.status, IdleStatus::not_started_1y);
    EXPECT_EQ(v.missing, std::vector<std::string>{"land_price"});
    EXPECT_TRUE(std::isnan(judge_phase(law(), not_started("2022-01-01"), day("2022-12-31")).fee));
}

TEST(IdleEdges, CausesNeedTheirDocument) {
    Phase p = not_started("2022-01-01");
    p.cause_code = "G2";
    auto v = judge_phase(law(), p, day("2024-06-01"));
    EXPECT_EQ(v.status, IdleStatus::evidence_missing);
    EXPECT_EQ(v.missing, std::vector<std::string>{"cause_document"});
    EXPECT_TRUE(std::isnan(v.fee));
    p.cause_document = "钱塘规资〔2023〕1号";
    v = judge_phase(law(), p, day("2024-06-01"));
    EXPECT_EQ(v.status, IdleStatus::government_caused);
    EXPECT_TRUE(std::isnan(v.fee));
    EXPECT_FALSE(v.recoverable_from);
    p.cause_code = "U1";  // the user's own
    EXPECT_EQ(status(p, "2024-06-01"), IdleStatus::not_started_2y);
    p.cause_code = "?";
    v = judge_phase(law(), p, day("2024-06-01"));
    EXPECT_EQ(v.status, IdleStatus::not_started_2y);
    EXPECT_EQ(v.missing, std::vector<std::string>{"cause_code"});
}

TEST(IdleEdges, ABlankStartProvesNothing) {
    Phase p = not_started("2020-01-01");
    p.started = config::not_given;
    const auto v = judge_phase(law(), p, day("2024-01-01"));
    EXPECT_EQ(v.status, IdleStatus::evidence_missing);
    EXPECT_EQ(v.missing, std::vector<std::string>{"started"});
    p.started = 0;
    p.actual_start = day("2020-06-01");  // contradicts
    EXPECT_EQ(status(p, "2024-01-01"), IdleStatus::evidence_missing);
    p.actual_start = day("2024-01-02");  // had not happened on that day
    EXPECT_EQ(status(p, "2024-01-01"), IdleStatus::not_started_2y);
    EXPECT_EQ(status(Phase{}, "2024-01-01"), IdleStatus::evidence_missing);
}

Phase stopped(const char* since, double area, double money) {
    Phase p;
    p.agreed_start = day("2020-01-01");
    p.started = 1;
    p.suspended_since = day(since);
    p.contract_area_m2 = 30000;
    p.started_area_m2 = area;
    p.total_investment = 4000;
    p.invested = money;
    return p;
}

TEST(IdleEdges, SuspendedOneYearAndLessThanAThirdOrAQuarter) {
    EXPECT_EQ(status(stopped("2023-02-28", 9999.99, 2000), "2024-02-27"), IdleStatus::none);
    EXPECT_EQ(status(stopped("2023-02-28", 9999.99, 2000), "2024-02-28"), IdleStatus::suspended_1y);
    EXPECT_EQ(status(stopped("2024-02-29", 9999.99, 2000), "2025-02-28"), IdleStatus::suspended_1y);
    EXPECT_EQ(status(stopped("2023-01-01", 10000, 1000), "2025-01-01"), IdleStatus::none);  // exactly ⅓ and 25 %
    EXPECT_EQ(status(stopped("2023-01-01", 10000, 999.99), "2025-01-01"), IdleStatus::suspended_1y);
    const auto v = judge_phase(law(), stopped("2023-01-01", 5000, 2000), day("2025-01-01"));
    EXPECT_TRUE(v.area_due_assumed);
    EXPECT_TRUE(std::isnan(v.fee));  // taking back and fee are for not-started land
    EXPECT_FALSE(v.recoverable_from);
    Phase p = stopped("2023-01-01", config::not_given, 2000);
    EXPECT_EQ(status(p, "2025-01-01"), IdleStatus::evidence_missing);
    p.area_due_m2 = 60000;
    p.started_area_m2 = 15000;  // half of the contract's area, a quarter of the area due
    EXPECT_EQ(status(p, "2025-01-01"), IdleStatus::suspended_1y);
}

table::Table three_parcels() {
    table::Table t(3);
    t.set("parcel_id", table::Column::texts({"P1", "P2", "P3"}));
    t.set("platform", table::Column::texts({"甲", "甲", "甲"}));
    t.set("area_basis_mu", table::Column::numbers({10, 20, 30}));
    t.set("tax_per_mu", table::Column::numbers({10, 30, table::none}));
    return t;
}
table::Table contracts() {
    const auto d = [](const char* text) { return day_number(day(text)); };
    table::Table t(4);
    t.set("parcel_id", table::Column::texts({"P1", "P1", "P9", "P2"}));
    t.set("agreed_start", table::Column::numbers({d("2023-07-01"), d("2024-12-01"), d("2020-01-01"), d("2025-03-01")},
                                                 table::Kind::date));
    t.set("started", table::Column::numbers({0, 0, 0, 0}, table::Kind::boolean));
    return t;
}

TEST(IdleTable, PhasesStandAloneAndTheWorstIsShown) {
    auto parcels = three_parcels();
    const auto rows = contracts();
    const auto idle = judge_idle(law(), parcels, &rows, day("2024-12-31"));
    EXPECT_EQ(idle.status(0), IdleStatus::not_started_1y);
    EXPECT_EQ(idle.status(1), IdleStatus::due_soon);
    EXPECT_EQ(idle.status(2), IdleStatus::not_applicable);
    EXPECT_EQ(idle.dangling, std::vector<Row>{2});
    EXPECT_EQ(idle.phases[1].verdict.status, IdleStatus::late);
    add_idle_columns(idle, &rows, parcels);
    EXPECT_EQ(parcels.text("idle_status", 0), "not_started_1y");
    EXPECT_EQ(parcels.text("idle_missing", 0), "land_price");
    EXPECT_DOUBLE_EQ(parcels.number("idle_from", 0), day_number(day("2024-07-01")));
    EXPECT_EQ(judge_idle(law(), parcels, &rows, std::nullopt).status(0), IdleStatus::not_applicable);

    // 10 亩 × 549 days ÷ 365 × median(10, 30) = 20 万元/亩
    const auto scores = score_idle(idle, parcels, {1, 1, 1});
    EXPECT_DOUBLE_EQ(scores.days_past[0], 549);
    EXPECT_DOUBLE_EQ(scores.score[0], 10.0 * 549 / 365 * 20);
    EXPECT_TRUE(std::isnan(scores.score[1]));

    const auto deadlines = next_deadlines(idle, day("2024-12-31"));
    ASSERT_EQ(deadlines.size(), 3U);
    EXPECT_EQ(deadlines[0].kind, "start_due");
    EXPECT_EQ(to_iso(deadlines[0].date), "2025-03-01");
    EXPECT_EQ(deadlines[1].kind, "recoverable_2y");
    EXPECT_EQ(to_iso(deadlines[1].date), "2025-07-01");
    EXPECT_EQ(deadlines[2].kind, "idle_1y");
    EXPECT_EQ(to_iso(deadlines[2].date), "2025-12-01");
}

TEST(IdleTable, NewContinuingCleared) {
    const auto change = compare_idle({"a", "b", "c"}, {"not_started_1y", "suspended_1y", "late"}, {"b", "c", "d"},
                                     {"suspended_1y", "not_started_1y", "government_caused"});
    EXPECT_EQ(change.now, (std::vector<std::string>{"new", "continuing", ""}));
    EXPECT_EQ(change.cleared, (std::vector<std::string>{"c", "d"}));
}

}  // namespace
}  // namespace mulens::rules
