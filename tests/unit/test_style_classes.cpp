#include "style/classes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

using namespace mulens;

namespace {

const config::ColumnInfo& column(const char* name) { return *config::column_catalogue().find("parcels", name); }

std::vector<double> skewed(std::size_t n) {
    std::mt19937 random(3);
    std::lognormal_distribution<double> draw(2.5, 1.2);
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i) out.push_back(draw(random));
    return out;
}

void one_class_each(const style::Classes& classes, double value) {
    int holds = 0;
    for (std::uint16_t i = 0; i < classes.no_data(); ++i)
        if (value >= classes.classes[i].from && (value < classes.classes[i].to || i + 1 == classes.no_data())) {
            ++holds;
            EXPECT_EQ(classes.index_of(value), i) << value;
        }
    EXPECT_EQ(holds, 1) << value;
}

}  // namespace

TEST(StyleClasses, EveryNumberIsInExactlyOneClass) {
    const auto breaks = style::break_classes(column("tax_per_mu"), {0, 5, 20, 0.1, 5});
    EXPECT_EQ(breaks.classes.size(), 6U);
    const auto ramp = style::ramp_classes(column("tax_per_mu"), 0, 30);
    EXPECT_EQ(ramp.classes.size(), 257U);
    for (const auto* classes : {&breaks, &ramp}) {
        for (const double v : {-1e9, -0.0, 0.0, 0.1, 4.9999999, 5.0, 20.0, 29.99999, 30.0, 1e300})
            one_class_each(*classes, v);
        for (const auto& c : classes->classes)
            if (std::isfinite(c.from)) {
                one_class_each(*classes, c.from);
                one_class_each(*classes, std::nextafter(c.from, -1e9));
            }
        one_class_each(*classes, std::numeric_limits<double>::infinity());
        one_class_each(*classes, -std::numeric_limits<double>::infinity());
        EXPECT_EQ(classes->index_of(std::nan("")), classes->no_data());
    }
    EXPECT_TRUE(breaks.classes.back().hatched);
    EXPECT_EQ(breaks.palette().size(), breaks.classes.size());
}

TEST(StyleClasses, LabelsSayLimitsInTheUnitShown) {
    const auto tax = style::break_classes(column("tax_per_mu"), {5, 1000});
    EXPECT_EQ(tax.title(true), "亩均税收(万元/亩)");
    EXPECT_EQ(tax.classes[0].label(true), "< 5");
    EXPECT_EQ(tax.classes[1].label(true), "5 – 1,000");
    EXPECT_EQ(tax.classes[2].label(false), "≥ 1,000");
    EXPECT_EQ(tax.classes[1].code, "5");
    const auto density = style::break_classes(column("building_density"), {0.3, 0.45});
    EXPECT_EQ(density.unit, "%");
    EXPECT_EQ(density.classes[1].label(true), "30 – 45");
    EXPECT_EQ(density.index_of(0.3), 1);
}

TEST(StyleClasses, BreaksAreRoundAndUseful) {
    const auto values = skewed(5000);
    const auto breaks = style::nice_breaks(values);
    ASSERT_GE(breaks.size(), 4U);
    for (const double b : breaks) {
        const double first = b / std::pow(10, std::floor(std::log10(b) + 1e-9));
        EXPECT_TRUE(std::abs(first - 1) < 1e-9 || std::abs(first - 2) < 1e-9 || std::abs(first - 5) < 1e-9) << b;
    }
    const auto classes = style::break_classes(column("tax_per_mu"), breaks);
    std::vector<int> counts(classes.classes.size());
    for (const double v : values) ++counts[classes.index_of(v)];
    for (std::size_t i = 0; i + 1 < counts.size(); ++i) EXPECT_GT(counts[i], 50) << i;
}

TEST(StyleClasses, NarrowDataGetEqualRoundSteps) {
    std::vector<double> far;
    for (int i = 0; i < 1000; ++i) far.push_back(0.8 + 0.0007 * i);
    const auto breaks = style::nice_breaks(far);
    ASSERT_GE(breaks.size(), 3U);
    for (std::size_t i = 1; i < breaks.size(); ++i) EXPECT_NEAR(breaks[i] - breaks[i - 1], breaks[1] - breaks[0], 1e-9);
    EXPECT_EQ(breaks[0], 0.9);
    EXPECT_TRUE(style::nice_breaks(std::vector<double>(10, 3.0)).empty());
    EXPECT_TRUE(style::nice_breaks(std::vector<double>{}).empty());
    EXPECT_TRUE(style::nice_breaks(std::vector<double>(10, std::nan(""))).empty());
    std::vector<double> zeros(90, 0.0);
    for (int i = 0; i < 10; ++i) zeros.push_back(i);
    for (const double b : style::nice_breaks(zeros)) EXPECT_GT(b, 0);
}

TEST(StyleClasses, EndsAreRoundAndHoldNearlyAll) {
    const auto values = skewed(5000);
    const auto ends = style::nice_ends(values);
    EXPECT_EQ(ends.low, 0);
    std::size_t inside = 0;
    for (const double v : values) inside += v >= ends.low && v <= ends.high ? 1 : 0;
    EXPECT_GT(inside, 4850U);
    const auto both = style::nice_ends(std::vector<double>{-3, 8, 1, 0, -1}, true);
    EXPECT_EQ(both.low, -10);
    EXPECT_EQ(both.high, 10);
    const auto one = style::nice_ends(std::vector<double>{7, 7});
    EXPECT_LT(one.low, one.high);
    EXPECT_LT(style::ramp_classes(column("far"), 5, 5).low, style::ramp_classes(column("far"), 5, 5).high);
}

TEST(StyleClasses, DifferencesHaveANeutralMiddle) {
    const auto classes = style::break_classes(column("tax_per_mu"), {-10, -2, 2, 10}, "rdbu");
    EXPECT_EQ(classes.classes[2].colour, style::ramp("rdbu").at(0.5));
    EXPECT_GT(classes.classes[0].colour.r, classes.classes[0].colour.b);
    EXPECT_GT(classes.classes[4].colour.b, classes.classes[4].colour.r);
    const auto halves = style::break_classes(column("tax_per_mu"), {-5, 0, 5}, "rdbu");
    EXPECT_GT(halves.classes[1].colour.r, halves.classes[1].colour.b);
    EXPECT_GT(halves.classes[2].colour.b, halves.classes[2].colour.r);
}

TEST(StyleClasses, GradesSayTheSchemesOwnLines) {
    const std::vector<style::GradeCut> quota{{"规上",
                                              config::CutMode::quota,
                                              {{'A', config::Op::greater_equal, 76.42, 0.2},
                                               {'B', config::Op::greater_equal, 58.08, 0.7},
                                               {'C', config::Op::greater_equal, 33.0, 0.95}}}};
    const auto grades = style::grade_classes(quota);
    EXPECT_EQ(grades.classes[0].label(true), "A ≥ 76.4 分(企业前20%)");
    EXPECT_EQ(grades.classes[0].label(false), "A ≥ 76.4 points (top 20 %)");
    EXPECT_EQ(grades.classes[3].label(true), "D < 33.0 分");
    auto two = quota;
    two.push_back(two[0]);
    two[1].scale_class = "规下";
    two[1].lines[0].score = 80;
    EXPECT_EQ(style::grade_classes(two).classes[0].label(true), "A 规上 ≥ 76.4 分 · 规下 ≥ 80.0 分(企业前20%)");
    EXPECT_EQ(style::grade_classes(two).classes[1].label(true), "B ≥ 58.1 分(企业前70%)");
    const std::vector<style::GradeCut> threshold{
        {"规上", config::CutMode::threshold, {{'A', config::Op::greater_equal, 80}, {'B', config::Op::greater, 60}}},
        {"规下", config::CutMode::threshold, {{'A', config::Op::greater_equal, 80}, {'B', config::Op::greater, 50.5}}}};
    const auto published = style::grade_classes(threshold);
    EXPECT_EQ(published.classes[0].label(true), "A ≥ 80 分");
    EXPECT_EQ(published.classes[1].label(true), "B 规上 > 60 分 · 规下 > 50.5 分");
    EXPECT_EQ(published.classes[2].label(true), "C");
    EXPECT_EQ(published.classes[3].label(true), "D 规上 ≤ 60 分 · 规下 ≤ 50.5 分");
    EXPECT_EQ(style::grade_classes({}).classes[0].label(true), "A");
}

TEST(StyleClasses, GradeValuesAsTheColumnHasThem) {
    const auto grades = style::grade_classes({});
    for (const char* value : {"A", "B", "C", "D", "ungraded", "not_evaluated"})
        EXPECT_EQ(grades.classes[grades.index_of(value)].code, value);
    EXPECT_EQ(grades.classes[grades.index_of("")].code, "out");
    EXPECT_EQ(grades.index_of("E"), grades.no_data());
}
