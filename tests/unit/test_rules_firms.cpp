#include "base/error.hpp"
#include "rules/what_if.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace mulens::rules {
namespace {

using table::Column;

const double none = table::none;

config::Scheme quota_scheme(const std::string& rest) {
    return config::parse_scheme(
        "id = \"t\"\nzh = \"试\"\nen = \"test\"\nyear = 2024\n"
        "[scope]\n[[scope.system]]\nname = \"s\"\ncodes = [\"0601 工业用地\"]\n"
        "[[class]]\nid = \"规上\"\n[[class.indicator]]\nmetric = \"tax_per_mu\"\nweight = 80\nbenchmark = "
        "\"value\"\nvalue = 10\ncap = 1.5\n[[class.indicator]]\nmetric = \"labour_productivity\"\nweight = "
        "20\nbenchmark = \"value\"\nvalue = 20\n"
        "[[class]]\nid = \"规下\"\n[[class.indicator]]\nmetric = \"tax_per_mu\"\nweight = 100\nbenchmark = "
        "\"value\"\nvalue = 5\n"
        "[cut]\nmode = \"quota\"\n[[cut.line]]\ngrade = \"A\"\ncumulative = 0.2\n[[cut.line]]\ngrade = "
        "\"B\"\ncumulative = 0.6\n[[cut.line]]\ngrade = \"C\"\ncumulative = 0.8\n" +
            rest,
        "test");
}
table::Table firms_of(const std::vector<double>& tax) {
    const auto n = static_cast<Row>(tax.size());
    table::Table t(n);
    t.set("scale_class", Column::texts(std::vector<std::string>(n, "规上")));
    t.set("area_assessed_mu", Column::numbers(std::vector<double>(n, 10)));
    t.set("tax", Column::numbers(tax));
    t.set("value_added", Column::numbers(std::vector<double>(n, 400)));
    t.set("employees", Column::numbers(std::vector<double>(n, 20)));  // 20 万元/人: 20 points each
    return t;
}
std::string letters(const FirmGrades& g) { return {g.grade.begin(), g.grade.end()}; }
FirmsInput input_of(const config::Scheme& scheme, const table::Table& firms) {
    FirmsInput input;
    input.scheme = &scheme;
    input.firms = &firms;
    input.as_of = parse_date("2024-12-31");
    return input;
}
std::string why(const FirmGrades& g, Row row) { return g.reasons[g.reason[row]]; }

TEST(Firms, ExemptLeaveNAndVetoedStay) {
    const auto scheme = quota_scheme(
        "[[exemption]]\ncode = \"u\"\nzh = \"公用\"\nkind = \"out\"\ncolumn = \"exempt_kind\"\nvalues = [\"公用\"]\n"
        "[[exemption]]\ncode = \"c\"\nzh = \"在建\"\nkind = \"assessed_ungraded_as_B\"\ncolumn = "
        "\"exempt_kind\"\nvalues = [\"在建\"]\nfrom = \"exempt_from\"\nuntil = \"exempt_until\"\nre_enters_after = "
        "\"agreed_completion\"\n"
        "[[veto]]\ncode = \"v\"\nzh = \"环保\"\ncolumn = \"veto\"\nvalues = [\"环保\"]\nnot_above = \"D\"\n");
    auto t = firms_of({100, 90, 80, 70, 60, 50, 40});
    t.set("exempt_kind", Column::texts({"公用", "在建", "", "", "", "", "在建"}));
    const double end = day_number(*parse_date("2024-12-31"));
    t.set("agreed_completion", Column::numbers({none, end, none, none, none, none, end - 1}, table::Kind::date));
    t.set("veto", Column::texts({"", "", "安全;环保", "", "", "", ""}));
    const auto g = grade_firms(input_of(scheme, t));
    // n = 5 (80 70 60 50 40): A place 1, B place 3, C place 4. The vetoed first keeps its place, so 70 does not move
    // up. The last firm's agreed completion date is past: it is back in.
    EXPECT_EQ(letters(g), "nuDBBCD");
    EXPECT_EQ(g.grade_before_veto[2], 'A');
    EXPECT_EQ(g.cuts[0].n, 5U);
    EXPECT_EQ(why(g, 0), "exempt:u");
    EXPECT_EQ(why(g, 1), "exempt:c");
}

TEST(Firms, ExemptionDatesAreInclusive) {
    const auto scheme = quota_scheme(
        "[[exemption]]\ncode = \"n\"\nzh = \"新\"\nkind = \"assessed_ungraded_as_B\"\nsince = "
        "\"registered_date\"\nyears = 2\n");
    auto t = firms_of({1, 2, 3});
    const auto d = [](const char* text) { return day_number(*parse_date(text)); };
    t.set("registered_date", Column::numbers({d("2022-12-31"), d("2023-01-01"), d("2025-01-01")}, table::Kind::date));
    const auto g = grade_firms(input_of(scheme, t));
    EXPECT_EQ(g.standing[0], Standing::assessed);  // two years old today
    EXPECT_EQ(g.standing[1], Standing::ungraded);
    EXPECT_EQ(g.standing[2], Standing::assessed);  // a date after as_of says nothing
}

TEST(Firms, WhoIsNotEvaluatedAndWhy) {
    const auto scheme = quota_scheme("[size_limit]\nmu = 3\n");
    auto t = firms_of({10, 10, 10, 0, 10, none});
    t.set("area_assessed_mu", Column::numbers({2.999, 3, none, 10, 10, 10}));
    t.set("scale_class", Column::texts({"规上", "规上", "规上", "规上", "", "规下"}));
    t.set("tax_elsewhere", Column::numbers({0, 0, 0, 1, 0, 0}, table::Kind::boolean));
    const auto g = grade_firms(input_of(scheme, t));
    EXPECT_EQ(why(g, 0), "below_size_limit");
    EXPECT_EQ(g.grade[1], 'A');
    EXPECT_EQ(why(g, 2), "no_land");
    EXPECT_EQ(why(g, 3), "tax_elsewhere");
    EXPECT_EQ(why(g, 4), "scale_class_blank");
    EXPECT_EQ(why(g, 5), "score_missing");
    EXPECT_EQ(letters(g), "nAnnnn");
}

TEST(CoLocated, MergedFirmsShareOneScore) {
    const auto scheme = quota_scheme("[co_located]\nmode = \"merge_and_share\"\nstand_alone_mu = 20\n");
    auto t = firms_of({100, 20, 300, 60});
    t.set("area_assessed_mu", Column::numbers({10, 10, 20, 10}));
    t.set("park_kind", Column::texts({"", "", "", "小微园"}));
    const std::vector<Link> links{{0, 0, .25, false}, {1, 0, .25, true}, {2, 0, .4, true}, {3, 0, .1, true}};
    auto input = input_of(scheme, t);
    input.links = links;
    const auto g = grade_firms(input);
    EXPECT_EQ(g.unit, (std::vector<std::uint32_t>{0, 0, 2, 3}));
    // Together: (100 + 20) ÷ 20 亩 = 6 → 48 points, and 800 ÷ 40 = 20 万元/人 → 20 points.
    EXPECT_DOUBLE_EQ(g.score[0], 68);
    EXPECT_DOUBLE_EQ(g.score[1], 68);
    EXPECT_DOUBLE_EQ(g.score[2], 140);  // has 20 亩: stands alone, its 150 % capped at 120
    EXPECT_DOUBLE_EQ(g.score[3], 68);
    EXPECT_EQ(g.cuts[0].n, 3U);
}

TEST(CoLocated, TenantTakesTheOwnersGradeAndBothShowsTwo) {
    auto t = firms_of({100, 20, 50, 40});
    t.set("scale_class", Column::texts({"规上", "规下", "规上", "规上"}));
    const std::vector<Link> links{{0, 0, .5, false}, {1, 0, .5, true}, {2, 1, 1, false}, {3, 2, 1, false}};
    const auto owner = quota_scheme("[co_located]\nmode = \"owner_grade\"\n");
    auto input = input_of(owner, t);
    input.links = links;
    auto g = grade_firms(input);
    EXPECT_EQ(g.grade[1], g.grade[0]);
    EXPECT_EQ(why(g, 1), "owner_grade");
    EXPECT_EQ(g.cuts[1].n, 0U);
    const auto both = quota_scheme("[co_located]\nmode = \"both\"\n");
    input.scheme = &both;
    g = grade_firms(input);
    EXPECT_DOUBLE_EQ(g.score[0], 100);
    EXPECT_DOUBLE_EQ(g.score_merged[0], 68);
    EXPECT_DOUBLE_EQ(g.score_merged[1], 68);
    EXPECT_EQ(g.grade_merged.size(), 4U);
}

TEST(CoLocated, GroupsMergeOnlyByTheList) {
    const auto scheme = quota_scheme("[co_located]\nmerge_groups = [\"甲集团\"]\n");
    auto t = firms_of({100, 20, 100, 20});
    t.set("group_name", Column::texts({"甲集团", "甲集团", "乙集团", "乙集团"}));
    EXPECT_EQ(grade_firms(input_of(scheme, t)).unit, (std::vector<std::uint32_t>{0, 0, 2, 3}));
}

TEST(WhatIf, TheSmallestChangeAppliedLiftsTheGrade) {
    const auto scheme = quota_scheme("");
    std::vector<double> tax;
    for (int i = 0; i < 40; ++i) tax.push_back(5 + 2.37 * i);
    auto t = firms_of(tax);
    const auto input = input_of(scheme, t);
    const auto g = grade_firms(input);
    int lifted = 0;
    for (Row row = 0; row < t.rows(); ++row) {
        NumberColumns columns(t);
        const auto subjects = subjects_of(scheme, t, columns);
        const auto lift = smallest_lift(scheme, subjects, g.benchmarks, g.cuts, row);
        if (g.grade[row] == 'A') {
            EXPECT_FALSE(lift);
            continue;
        }
        ASSERT_TRUE(lift) << row;
        ++lifted;
        // Apply it: the indicator's own column, one step below must not be enough.
        const auto graded_with = [&](double value) {
            auto changed = t;
            NumberColumns fresh(changed);
            std::vector<double> ratio = flat_ratio(changed, lift->metric, fresh);
            ratio[row] = value;
            changed.set(lift->metric, Column::numbers(ratio));
            NumberColumns again(changed);
            const auto s = subjects_of(scheme, changed, again);
            return g.cuts[0].grade_of(score_rows(scheme, s, g.benchmarks, 1)[row]);
        };
        EXPECT_EQ(graded_with(lift->to), lift->grade_to) << row;
        EXPECT_EQ(graded_with(lift->from + (lift->to - lift->from) * (1 - 1e-6)), g.grade[row]) << row;
        EXPECT_LT(lift->grade_to, g.grade[row]);
    }
    EXPECT_EQ(lifted, 32);
}

TEST(WhatIf, AVetoOrACapStandsInTheWay) {
    const auto scheme = quota_scheme("");
    const auto t = firms_of({100, 90, 80, 70, 60});
    const auto g = grade_firms(input_of(scheme, t));
    NumberColumns columns(t);
    const auto subjects = subjects_of(scheme, t, columns);
    EXPECT_TRUE(smallest_lift(scheme, subjects, g.benchmarks, g.cuts, 1));
    EXPECT_FALSE(smallest_lift(scheme, subjects, g.benchmarks, g.cuts, 1, 'C'));
    // Tax is at its cap for both: only productivity can lift the second.
    auto capped = firms_of({200, 200, 80, 70, 60});
    capped.set("value_added", Column::numbers({600, 400, 400, 400, 400}));
    const auto h = grade_firms(input_of(scheme, capped));
    NumberColumns more(capped);
    const auto lift = smallest_lift(scheme, subjects_of(scheme, capped, more), h.benchmarks, h.cuts, 1);
    ASSERT_TRUE(lift);
    EXPECT_EQ(lift->metric, "labour_productivity");
    EXPECT_NEAR(lift->to, 30, 1e-6);
}

TEST(WhatIf, ACorrectionAlsoListsWhomTheQuotaMoves) {
    const auto scheme = quota_scheme("");
    const auto t = firms_of({50, 40, 30, 20, 10});  // A B B C D
    const auto input = input_of(scheme, t);
    const auto before = grade_firms(input);
    ASSERT_EQ(letters(before), "ABBCD");
    const auto result = what_if_corrected(input, before, 4, "tax", 60);
    EXPECT_EQ(letters(result.after), "BBCDA");
    std::vector<Row> moved;
    for (const auto& move : result.moved) moved.push_back(move.firm);
    EXPECT_EQ(moved, (std::vector<Row>{0, 2, 3, 4}));
    EXPECT_EQ(result.moved[0].before, 'A');
    EXPECT_EQ(result.moved[0].after, 'B');
    EXPECT_THROW((void)what_if_corrected(input, before, 0, "scale_class", 1), Error);
}

}  // namespace
}  // namespace mulens::rules
