#include "base/error.hpp"
#include "rules/firms.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

namespace mulens::rules {
namespace {

using table::Column;

const double none = table::none;

std::string scheme_text(const std::string& rest) {
    return "id = \"t\"\nzh = \"试\"\nen = \"test\"\nyear = 2024\n" + rest +
           "\n[scope]\n[[scope.system]]\nname = \"s\"\ncodes = [\"0601 工业用地\"]\n";
}
config::Scheme one_indicator(const std::string& fields, const std::string& rest = "") {
    return config::parse_scheme(
        scheme_text("[[class]]\nid = \"规上\"\n[[class.indicator]]\nmetric = \"tax_per_mu\"\nweight = 100\n" + fields +
                    "\n" + rest),
        "test");
}
/// Firms of 10 亩 each with the given taxes (万元).
table::Table firms_of(const std::vector<double>& tax) {
    const auto n = static_cast<Row>(tax.size());
    table::Table t(n);
    t.set("scale_class", Column::texts(std::vector<std::string>(n, "规上")));
    t.set("area_assessed_mu", Column::numbers(std::vector<double>(n, 10)));
    t.set("tax", Column::numbers(tax));
    return t;
}
FirmGrades grade(const config::Scheme& scheme, const table::Table& firms, unsigned threads = 1) {
    FirmsInput input;
    input.scheme = &scheme;
    input.firms = &firms;
    input.threads = threads;
    return grade_firms(input);
}
std::string letters(const FirmGrades& g) { return {g.grade.begin(), g.grade.end()}; }

TEST(Huangyan, FormulaOnHandMadeFirms) {
    const auto scheme = config::load_scheme("huangyan-2022");
    table::Table t(4);
    t.set("scale_class", Column::texts({"规上", "规上", "规上", "规下"}));
    t.set("area_assessed_mu", Column::numbers({100, 50, 20, 10}));
    t.set("tax", Column::numbers({4819.4, 602.425, 0, 57.966}));       // 48.194, 12.0485, 0, 5.7966 万元/亩
    t.set("value_added", Column::numbers({13616, 3404, -200, none}));  // 136.16, 68.08, −10 万元/亩
    t.set("energy_tce", Column::numbers({13616 / 2.694, 3404 / 5.388, 10, none}));  // 2.694, 5.388, −20
    t.set("emissions_t", Column::numbers({13616 / 4929.81, none, 0, none}));        // 4929.81, none, none (÷ 0)
    t.set("employees", Column::numbers({13616 / 9.07, 3404 / 18.14, 10, none}));    // 9.07, 18.14, −20
    t.set("rd", Column::numbers({302, 0, none, none}));
    t.set("revenue", Column::numbers({10000, 5000, 100, none}));  // 0.0302, 0, none
    t.set("electricity_wan_kwh", Column::numbers({none, none, none, 57.966 / 0.1176}));
    const auto g = grade(scheme, t);
    // Emissions: only the first firm has them, 10 points; that is the class mean score, given to the two others.
    // 60 + 20 + 20 + 10 + 5 + 10
    EXPECT_NEAR(g.score[0], 125, 1e-9);
    // 15 + 10 + 40 + (10) + 10 + 0
    EXPECT_NEAR(g.score[1], 85, 1e-9);
    // 0 + negative → 0 + 0 + (10) + 0 + missing → 0
    EXPECT_NEAR(g.score[2], 10, 1e-9);
    // 规下: 25 + 25
    EXPECT_NEAR(g.score[3], 50, 1e-9);
    EXPECT_EQ(g.rank, (std::vector<double>{1, 2, 3, 1}));
    EXPECT_EQ(letters(g), "uuuu");
    EXPECT_EQ(g.reasons[g.reason[0]], "no_cut_published");
    EXPECT_EQ(g.cut_scheme, "");
}

TEST(Huangyan, CutLinesFromAnotherScheme) {
    const auto scheme = config::load_scheme("huangyan-2022");
    const auto huaian = config::load_scheme("huaian-2024");
    const auto t = firms_of({50, 40, 30, 20, 10});
    FirmsInput input;
    input.scheme = &scheme;
    input.cut_from = &huaian;
    input.firms = &t;
    const auto g = grade_firms(input);
    EXPECT_EQ(letters(g), "ABBCC");
    EXPECT_EQ(g.cut_scheme, "huaian-2024");
}

TEST(Score, MeanIsRatioOfSumsAndMeanOfRatiosIsAnotherMode) {
    table::Table t = firms_of({10, 90});
    t.set("area_assessed_mu", Column::numbers({1, 29}));  // 10 and 3.103…; Σ/Σ = 100/30, mean of ratios = 6.55…
    const auto sums = grade(one_indicator("benchmark = \"mean\""), t);
    EXPECT_NEAR(sums.score[0], 10 / (100.0 / 30) * 100, 1e-8);
    const auto ratios = grade(one_indicator("benchmark = \"mean_of_ratios\""), t);
    EXPECT_NEAR(ratios.score[0], 10 / ((10 + 90.0 / 29) / 2) * 100, 1e-8);
}

TEST(Score, LastYearsMeanIsNeededAndUsed) {
    const auto scheme = one_indicator("benchmark = \"last_year_mean\"\nfactor = 2");
    const auto now = firms_of({100, 300});
    EXPECT_THROW((void)grade(scheme, now), Error);
    const auto before = firms_of({50, 150});  // mean 10 万元/亩, base 20
    FirmsInput input;
    input.scheme = &scheme;
    input.firms = &now;
    input.last_year = &before;
    EXPECT_EQ(grade_firms(input).score, (std::vector<double>{50, 150}));
}

TEST(Score, MinMaxAsJingde) {
    const auto scheme = one_indicator("benchmark = \"min_max\"\nlow = 20\nhigh = 100");
    EXPECT_EQ(grade(scheme, firms_of({10, 20, 30})).score, (std::vector<double>{20, 60, 100}));
    EXPECT_EQ(grade(scheme, firms_of({10, 10})).score, (std::vector<double>{100, 100}));  // no span, no division by 0
}

TEST(Score, WithinTheIndustryGroup) {
    auto t = firms_of({10, 30, 100, 300});
    t.set("industry", Column::texts({"C1751", "17", "3612", "C36"}));
    const auto g = grade(one_indicator("within_group = true"), t);  // means: 2 for 17, 20 for 36
    EXPECT_EQ(g.score, (std::vector<double>{50, 150, 50, 150}));
}

TEST(Score, NegativeCapAndMissingRules) {
    const auto one = [](const std::string& fields, double tax) {
        const auto scheme = one_indicator("benchmark = \"value\"\nvalue = 10\n" + fields);
        Yardstick stick;
        stick.value = 10;
        return indicator_score(scheme.classes[0].indicators[0], tax, stick);
    };
    EXPECT_DOUBLE_EQ(one("", -5), 0);
    EXPECT_DOUBLE_EQ(one("negative = \"keep\"", -5), -50);
    EXPECT_DOUBLE_EQ(one("negative = \"floor\"\nfloor = -0.2", -5), -20);
    EXPECT_DOUBLE_EQ(one("cap = 1.5", 16), 150);
    EXPECT_DOUBLE_EQ(one("cap = 1.5", 14), 140);
    EXPECT_TRUE(std::isnan(one("", none)));

    const auto two = [](const char* rule) {
        return config::parse_scheme(
            scheme_text(std::string("[[class]]\nid = \"规上\"\n[[class.indicator]]\nmetric = \"tax_per_mu\"\nweight = "
                                    "60\nbenchmark = \"value\"\nvalue = 10\n[[class.indicator]]\nmetric = "
                                    "\"rd_share\"\nweight = 40\nbenchmark = \"value\"\nvalue = 0.02\nmissing = \"") +
                        rule + "\""),
            "test");
    };
    auto t = firms_of({100, 100});
    t.set("rd", Column::numbers({3, none}));
    t.set("revenue", Column::numbers({100, 100}));  // 0.03 ÷ 0.02 × 40 = 60
    EXPECT_DOUBLE_EQ(grade(two("zero"), t).score[1], 60);
    EXPECT_DOUBLE_EQ(grade(two("class_mean_score"), t).score[1], 120);
    EXPECT_DOUBLE_EQ(grade(two("drop_and_rescale"), t).score[1], 100);
    EXPECT_TRUE(std::isnan(grade(two("not_scored"), t).score[1]));
    EXPECT_DOUBLE_EQ(grade(two("not_scored"), t).score[0], 120);
}

TEST(Cut, QuotaPositionsAndTies) {
    EXPECT_EQ(quota_position(0.07, 100), 7U);  // not 8
    EXPECT_EQ(quota_position(0.2, 11), 3U);
    EXPECT_EQ(quota_position(0.95, 1), 1U);
    EXPECT_EQ(quota_position(0, 50), 0U);
    const std::string quota =
        "[cut]\nmode = \"quota\"\n[[cut.line]]\ngrade = \"A\"\ncumulative = 0.2\n[[cut.line]]\ngrade = "
        "\"B\"\ncumulative = 0.6\n[[cut.line]]\ngrade = \"C\"\ncumulative = 0.95\n";
    const auto scheme = one_indicator("benchmark = \"value\"\nvalue = 10", quota);
    // n = 10: places 2, 6, 10. The tie 90 = 90 lies over place 2, so both and the third are A.
    const auto g = grade(scheme, firms_of({100, 90, 90, 80, 70, 60, 50, 40, 30, 20}));
    EXPECT_EQ(letters(g), "AAABBBCCCC");
    EXPECT_EQ(g.rank, (std::vector<double>{1, 2, 2, 4, 5, 6, 7, 8, 9, 10}));
    EXPECT_DOUBLE_EQ(g.cuts[0].lines[0].score, 90);
    EXPECT_EQ(g.cuts[0].lines[1].position, 6U);
    EXPECT_EQ(g.in_class[0], 10U);
    // Scores that differ below 1e-9 are one score.
    const auto close = grade(scheme, firms_of({50, 40 + 1e-12, 40, 30, 20}));
    EXPECT_EQ(close.rank[1], close.rank[2]);
}

TEST(Cut, ThresholdsSayWhetherTheLineIsIn) {
    const auto with = [](const char* op) {
        return one_indicator("benchmark = \"value\"\nvalue = 10",
                             std::string("[cut]\nmode = \"threshold\"\n[[cut.line]]\ngrade = \"A\"\nop = \"") + op +
                                 "\"\nvalue = 80\n[[cut.line]]\ngrade = \"B\"\nop = \">=\"\nvalue = 60\n");
    };
    const auto t = firms_of({80, 80.000001, 79.999999, 60, 59.9});
    EXPECT_EQ(letters(grade(with(">="), t)), "AABBD");
    EXPECT_EQ(letters(grade(with(">"), t)), "BABBD");
}

TEST(Cut, RadixSortAgreesWithTheStableSort) {
    std::mt19937_64 rng(5);
    std::vector<Ranked> rows;
    for (Row i = 0; i < 20000; ++i)
        rows.push_back({static_cast<std::int64_t>(rng() % 5000) * 7'000'000 - 10'000'000'000, i});
    auto expected = rows;
    std::stable_sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) { return a.key > b.key; });
    sort_ranked(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) ASSERT_EQ(rows[i].row, expected[i].row);
}

TEST(Score, OneThreadAndManyGiveTheSameBits) {
    const auto scheme = config::load_scheme("demo");
    std::mt19937_64 rng(9);
    const Row n = 200000;
    table::Table t(n);
    std::vector<std::string> scale;
    for (Row i = 0; i < n; ++i) scale.emplace_back(rng() % 3 == 0 ? "规下" : "规上");
    t.set("scale_class", Column::texts(scale));
    for (const char* name :
         {"area_assessed_mu", "tax", "value_added", "employees", "energy_tce", "emissions_t", "rd", "revenue"}) {
        std::vector<double> v(n);
        for (auto& x : v) x = rng() % 50 == 0 ? none : 0.001 * static_cast<double>(rng() % 1000000) + 1;
        t.set(name, Column::numbers(v));
    }
    const auto a = grade(scheme, t, 1);
    const auto b = grade(scheme, t, 4);
    EXPECT_EQ(a.grade, b.grade);
    EXPECT_EQ(0, std::memcmp(a.score.data(), b.score.data(), n * sizeof(double)));
}

}  // namespace
}  // namespace mulens::rules
