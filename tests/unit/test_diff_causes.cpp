// What moved a grade: small cases worked by hand, each with one cause alone.
#include "base/error.hpp"
#include "unit/diff_world.hpp"

#include <gtest/gtest.h>

namespace mulens::diff {
namespace {

using Five = std::array<int, cause_count>;

// Ten 亩 each unless said; score = 10 × tax per 亩 (benchmark 10, weight 100), e.g. tax 80 on 10 亩 = 80 points.
const Numbers ten{10, 10, 10, 10, 10};
config::Scheme fixed() { return scheme_of(thresholds(80, 60, 40)); }

void expect_still(const Difference& d) {
    for (const auto* units : {&d.parcels, &d.firms})
        for (const Unit& u : *units) EXPECT_EQ(u.split.change, Change::same) << path(u);
}

TEST(DiffCauses, TheSameTwiceMovesNothing) {
    const World a(scheme_of(quota()), ten, {90, 70, 50, 30, 10});
    expect_still(compare(a, a));
    expect_still(compare(a, World(a)));
}

TEST(DiffCauses, DataAlone) {
    // E3 pays 85 instead of 50: C → A by its own figures. Lines are fixed, so nobody else moves.
    const World a(fixed(), ten, {90, 70, 50, 30, 10}), b(fixed(), ten, {90, 70, 85, 30, 10});
    const auto d = compare(a, b);
    for (const auto* units : {&d.parcels, &d.firms}) {
        EXPECT_EQ(path((*units)[2]), "CAAAAA");
        EXPECT_EQ((*units)[2].split.grades, (Five{2, 0, 0, 0, 0}));
        EXPECT_EQ((*units)[2].split.points[0], 35000000000);
        EXPECT_EQ((*units)[2].split.main, Cause::data);
        for (const std::size_t other : {0U, 1U, 3U, 4U}) EXPECT_EQ((*units)[other].split.change, Change::same);
    }
}

TEST(DiffCauses, QuotaMovesThoseWhoDidNothing) {
    // Of five: 1 A, 2 B, 1 C, 1 D. E4 (30 → 95) passes everybody; the line slides over the others.
    const World a(scheme_of(quota()), ten, {90, 70, 50, 30, 10}), b(scheme_of(quota()), ten, {90, 70, 50, 95, 10});
    const auto d = compare(a, b);
    EXPECT_EQ(path(d.firms[3]), "CAAAAA");  // over A's line of 90 by its own figures
    EXPECT_EQ(d.firms[3].split.grades, (Five{2, 0, 0, 0, 0}));
    EXPECT_EQ(path(d.firms[0]), "AAAAAB");  // only one A: the line is 95 now
    EXPECT_EQ(path(d.firms[1]), "BBBBBB");
    EXPECT_EQ(path(d.firms[2]), "BBBBBC");
    EXPECT_EQ(d.firms[2].split.grades, (Five{0, 0, 0, 0, -1}));
    EXPECT_EQ(d.firms[2].split.points, (std::array<std::int64_t, 5>{}));  // its score is what it was
    EXPECT_EQ(path(d.firms[4]), "DDDDDD");
    EXPECT_EQ(d.firms[0].split.main, Cause::quota);
}

TEST(DiffCauses, AMeanThatOthersMoveIsQuota) {
    // Benchmark = Σ tax ÷ Σ 亩 = 5 → 10 per 亩. E1 pays 50 as before: 100 points → 50 points.
    const auto mean = scheme_of(thresholds(80, 60, 40), "");
    const World a(mean, {10, 10}, {50, 50}), b(mean, {10, 10}, {50, 150});
    const auto d = compare(a, b);
    EXPECT_EQ(path(d.firms[0]), "AAAAAC");
    EXPECT_EQ(d.firms[0].split.points[4], -50000000000);
    // E2: by its own figures 300 points, by the mean it has itself moved 150.
    EXPECT_EQ(d.firms[1].split.points[0], 200000000000);
    EXPECT_EQ(d.firms[1].split.points[4], -150000000000);
}

TEST(DiffCauses, AreaAlone) {
    // P2 shrinks from 10 to 5 亩: 70 → 140 points.
    const World a(fixed(), ten, {90, 70, 50, 30, 10}), b(fixed(), {10, 5, 10, 10, 10}, {90, 70, 50, 30, 10});
    const auto d = compare(a, b);
    for (const auto* units : {&d.parcels, &d.firms}) {
        EXPECT_EQ(path((*units)[1]), "BBAAAA");
        EXPECT_EQ((*units)[1].split.grades, (Five{0, 1, 0, 0, 0}));
    }
}

TEST(DiffCauses, LinkAlone) {
    // E2 moves from P2 (10 亩) to P6 (20 亩): 70 → 35 points; P2 has no firm any more, P6 gets its first.
    World a(fixed(), {10, 10, 10, 10, 10, 20}, {90, 70, 50, 30, 10});
    World b = a;
    b.link({"E1", "E2", "E3", "E4", "E5"}, {"P1", "P6", "P3", "P4", "P5"});
    const auto d = compare(a, b);
    EXPECT_EQ(path(d.firms[1]), "BBBDDD");
    EXPECT_EQ(d.firms[1].split.grades, (Five{0, 0, -2, 0, 0}));
    EXPECT_EQ(path(d.parcels[1]), "BBBnnn");
    EXPECT_EQ(d.parcels[1].split.change, Change::left);
    EXPECT_EQ(d.parcels[1].split.main, Cause::link);
    EXPECT_EQ(path(d.parcels[5]), "nnnDDD");
    EXPECT_EQ(d.parcels[5].split.change, Change::entered);
}

TEST(DiffCauses, SchemeAlone) {
    const World a(fixed(), ten, {90, 70, 50, 30, 10}), b(scheme_of(thresholds(95, 60, 40)), ten, {90, 70, 50, 30, 10});
    const auto d = compare(a, b);
    EXPECT_FALSE(d.same_scheme);
    EXPECT_EQ(path(d.firms[0]), "AAAABB");
    EXPECT_EQ(d.firms[0].split.grades, (Five{0, 0, 0, -1, 0}));
    EXPECT_EQ(d.between[0].lines[0].score, 95);
}

TEST(DiffCauses, ASchemeOfQuotasIsSchemeOverTheFirmsOfA) {
    // From fixed lines to quotas with the same firms: all of it is the scheme, nothing is left for the others.
    const World a(fixed(), ten, {90, 70, 50, 30, 10}), b(scheme_of(quota()), ten, {90, 70, 50, 30, 10});
    const auto d = compare(a, b);
    EXPECT_EQ(path(d.firms[2]), "CCCCBB");
    EXPECT_EQ(path(d.firms[3]), "DDDDCC");
    for (const auto* units : {&d.parcels, &d.firms})
        for (const Unit& u : *units) EXPECT_EQ(u.split.grades[4], 0) << path(u);
}

TEST(DiffCauses, CausesThatCancelAreSaid) {
    // Twice the tax on twice the land: A by data, back to C by area.
    const World a(fixed(), ten, {90, 70, 50, 30, 10}), b(fixed(), {10, 10, 20, 10, 10}, {90, 70, 100, 30, 10});
    const auto d = compare(a, b);
    EXPECT_EQ(path(d.firms[2]), "CACCCC");
    EXPECT_EQ(d.firms[2].split.change, Change::cancelled);
    EXPECT_EQ(d.firms[2].split.grades, (Five{2, -2, 0, 0, 0}));
    EXPECT_EQ(d.firms[2].split.main, Cause::data);
}

TEST(DiffCauses, VetoIsDataWhereItFallsAndSchemeWhereItIsNew) {
    const auto with_veto = scheme_of(thresholds(80, 60, 40) +
                                     "[[veto]]\ncode = \"v\"\nzh = \"环保\"\ncolumn = \"veto\"\nvalues = "
                                     "[\"环保\"]\nnot_above = \"D\"\n");
    World a(with_veto, ten, {90, 70, 50, 30, 10}), b = a;
    a.firm("veto", {"", "", "", "", ""});
    b.firm("veto", {"环保", "", "", "", ""});
    EXPECT_EQ(path(compare(a, b).firms[0]), "ADDDDD");
    World no_rule = b;
    no_rule.scheme = fixed();
    EXPECT_EQ(path(compare(no_rule, b).firms[0]), "AAAADD");
}

TEST(DiffCauses, ExemptionExclusionAndScope) {
    const auto exempts = scheme_of(thresholds(80, 60, 40) +
                                   "[[exemption]]\ncode = \"c\"\nzh = \"在建\"\nkind = "
                                   "\"assessed_ungraded_as_B\"\ncolumn = \"exempt_kind\"\nvalues = [\"在建\"]\n");
    World a(exempts, ten, {90, 70, 50, 30, 10}), b = a;
    a.firm("exempt_kind", {"在建", "", "", "", ""});
    b.firm("exempt_kind", {"", "", "", "", ""});
    b.firm_excluded = {0, 1, 0, 0, 0};
    b.plot("land_use", {"0601", "0601", "0701", "0601", "0601"});
    const auto d = compare(a, b);
    EXPECT_EQ(path(d.firms[0]), "uAAAAA");
    EXPECT_EQ(d.firms[0].split.change, Change::entered);
    EXPECT_EQ(d.firms[0].split.main, Cause::data);
    EXPECT_EQ(path(d.firms[1]), "Bnnnnn");
    EXPECT_EQ(d.firms[1].split.change, Change::left);
    EXPECT_EQ(path(d.parcels[2]), "C     ");
    EXPECT_EQ(d.parcels[2].split.change, Change::left);
    EXPECT_EQ(d.parcels[2].split.main, Cause::data);
    World narrow = a;
    narrow.scheme = scheme_of(thresholds(80, 60, 40), "benchmark = \"value\"\nvalue = 10\n", "\"0602 采矿\"");
    EXPECT_EQ(path(compare(a, narrow).parcels[1]), "BBBB  ");
}

TEST(DiffCauses, ATaxFormulaIsTheScheme) {
    // tax = tax_paid → tax_paid + tax_refund: E4 gets 30 + 60.
    const auto formula = scheme_of(thresholds(80, 60, 40) +
                                   "[tax]\n[[tax.term]]\ncolumn = \"tax_paid\"\ncoefficient = 1\n[[tax.term]]\ncolumn "
                                   "= \"tax_refund\"\ncoefficient = 1\n");
    World a(fixed(), ten, {90, 70, 50, 30, 10});
    a.enterprises.table.set("tax_refund", Column::numbers({0, 0, 0, 60, 0}));
    World b = a;
    b.scheme = formula;
    const auto d = compare(a, b);
    EXPECT_EQ(path(d.firms[3]), "DDDDAA");
    EXPECT_EQ(path(d.parcels[3]), "DDDDAA");
    const auto back = compare(b, a);
    EXPECT_EQ(path(back.firms[3]), "AAAADD");
}

TEST(DiffCauses, UnitsOfOneSideStandAlone) {
    World a(fixed(), ten, {90, 70, 50, 30, 10}), b = a;
    b.plots({"P1", "P2", "P3", "P4", "P7"}, ten);
    b.firms({"E1", "E2", "E3", "E4", "E9"}, {90, 70, 50, 30, 65});
    b.link({"E1", "E2", "E3", "E4", "E9"}, {"P1", "P2", "P3", "P4", "P7"});
    const auto d = compare(a, b);
    ASSERT_EQ(d.firms.size(), 6U);
    EXPECT_EQ(path(d.firms[4]), "-----B");
    EXPECT_EQ(d.firms[4].split.change, Change::entered);
    EXPECT_EQ(d.firm_pairs.why_new[4], "new");
    EXPECT_EQ(path(d.firms[5]), "D-----");
    EXPECT_EQ(d.firms[5].split.change, Change::left);
    EXPECT_EQ(d.parcel_pairs.why_left[4], "gone");
    b.plots({"Q1", "Q2"}, {1, 1});
    b.firms({"F1"}, {1});
    EXPECT_THROW((void)compare(a, b), Error);
}

TEST(DiffCauses, LineageFindsNewCodesSplitsAndMerges) {
    table::Table a, b;
    a.set("parcel_id", Column::texts({"P1", "P2", "P3", "P4", "P5"}));
    b.set("parcel_id", Column::texts({"P1", "R2", "S1", "S2", "M"}));
    years::Lineage lineage;
    const auto link = [&](Row from, Row to, years::Kind kind) {
        years::Link l;
        l.before = from;
        l.after = to;
        l.kind = kind;
        lineage.links.push_back(l);
    };
    link(0, 0, years::Kind::same);
    link(1, 1, years::Kind::recoded);
    link(2, 2, years::Kind::split);
    link(2, 3, years::Kind::split);
    link(3, 4, years::Kind::merged);
    link(4, 4, years::Kind::merged);
    EXPECT_TRUE(codes_differ(a, b));
    const auto pairs = match_parcels(a, b, &lineage);
    EXPECT_EQ(pairs.b_of_a, (std::vector<Row>{0, 1, no_row, no_row, no_row}));
    EXPECT_EQ(pairs.why_left, (Texts{"", "", "split", "merged", "merged"}));
    EXPECT_EQ(pairs.why_new, (Texts{"", "", "split", "split", "merged"}));
    EXPECT_EQ(match_parcels(a, b, nullptr).why_left[1], "gone");
}

}  // namespace
}  // namespace mulens::diff
