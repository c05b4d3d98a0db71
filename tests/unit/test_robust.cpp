// Random numbers against what is known of their distributions; draws against the rules run by hand.
#include "base/error.hpp"
#include "base/text.hpp"
#include "config/scheme.hpp"
#include "robust/random.hpp"
#include "robust/report.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace mulens::robust {
namespace {

TEST(RobustRandom, NormalsHaveTheirMoments) {
    double sum = 0, squares = 0, fourth = 0;
    std::uint64_t below = 0;
    constexpr int n = 200'000;
    Stream stream(7, 3, 2, 1);
    for (int i = 0; i < n; ++i) {
        const double z = stream.normal();
        sum += z;
        squares += z * z;
        fourth += z * z * z * z;
        below += z < 1.6448536269514722 ? 1 : 0;
    }
    EXPECT_NEAR(sum / n, 0, 0.01);
    EXPECT_NEAR(squares / n, 1, 0.015);
    EXPECT_NEAR(fourth / n, 3, 0.1);
    EXPECT_NEAR(static_cast<double>(below) / n, 0.95, 0.002);
}

TEST(RobustRandom, NumbersDependOnTheirCountersAlone) {
    EXPECT_EQ(bits(1, 2, 3, 4), bits(1, 2, 3, 4));
    std::set<std::uint64_t> seen;
    for (std::uint64_t a = 0; a < 6; ++a)
        for (std::uint64_t b = 0; b < 6; ++b)
            for (std::uint64_t c = 0; c < 6; ++c)
                for (std::uint64_t d = 0; d < 6; ++d) seen.insert(bits(a, b, c, d));
    EXPECT_EQ(seen.size(), 6U * 6 * 6 * 6);
}

TEST(RobustRandom, DirichletHasTheWeightsAsMeanAndTheRightSpread) {
    const std::vector<double> weights{30, 20, 0, 50};
    std::vector<double> sum(4, 0), squares(4, 0);
    constexpr int n = 20'000;
    for (std::uint64_t i = 0; i < n; ++i) {
        Stream stream(1, i, 0, 0);
        const auto drawn = dirichlet(weights, 50, stream);
        EXPECT_NEAR(std::accumulate(drawn.begin(), drawn.end(), 0.0), 100, 1e-9);
        for (std::size_t k = 0; k < 4; ++k) {
            sum[k] += drawn[k];
            squares[k] += drawn[k] * drawn[k];
        }
    }
    for (std::size_t k = 0; k < 4; ++k) {
        const double w = weights[k] / 100, mean = sum[k] / n;
        EXPECT_NEAR(mean, weights[k], 0.2) << k;
        EXPECT_NEAR((squares[k] / n - mean * mean) / 1e4, w * (1 - w) / 51, 2e-4) << k;  // Var = w(1−w)/(α₀+1)
    }
}

/// n firms of one class, a plot each; plot n − 1 has the firms n − 1 and n.
rules::LiveInput district(Row n) {
    rules::LiveInput in;
    auto scheme = std::make_shared<config::Scheme>(config::load_scheme("demo"));
    in.scheme = scheme;
    in.as_of = make_date(2024, 12, 31);
    in.year = 2024;
    const Row firms = n + 1;
    std::vector<std::string> id, parcel, use(n, "0601"), scale(firms, "规下"), platform(n, "甲"), blank(firms, "");
    std::vector<double> m2(n, 10000), mu(n, 15), firm_mu(firms, 15), tax, revenue, plot_tax(n, 0), plot_revenue(n, 0);
    for (Row f = 0; f < firms; ++f) {
        id.push_back(fmt::format("E{:04}", f));
        tax.push_back(50 + 4.0 * ((f * 37) % firms));
        revenue.push_back(1000 + 10.0 * ((f * 53) % firms));
        const Row p = std::min(f, n - 1);
        in.links.push_back({f, p, f >= n - 1 ? 0.5 : 1.0, false});
        plot_tax[p] += tax[f];
        plot_revenue[p] += revenue[f];
    }
    for (Row p = 0; p < n; ++p) parcel.push_back(fmt::format("P{:04}", p));
    const auto ratio = [](const std::vector<double>& a, const std::vector<double>& b) {
        std::vector<double> out;
        for (std::size_t i = 0; i < a.size(); ++i) out.push_back(a[i] / b[i]);
        return out;
    };
    using table::Column;
    in.enterprises = table::Table(firms);
    in.enterprises.set("ent_id", Column::texts(id));
    in.enterprises.set("scale_class", Column::texts(scale));
    in.enterprises.set("area_assessed_mu", Column::numbers(firm_mu));
    in.enterprises.set("tax", Column::numbers(tax));
    in.enterprises.set("revenue", Column::numbers(revenue));
    in.enterprises.set("tax_per_mu", Column::numbers(ratio(tax, firm_mu)));
    in.enterprises.set("revenue_per_mu", Column::numbers(ratio(revenue, firm_mu)));
    in.parcels = table::Table(n);
    in.parcels.set("parcel_id", Column::texts(parcel));
    in.parcels.set("platform", Column::texts(platform));
    in.parcels.set("land_use", Column::texts(use));
    in.parcels.set("area_m2", Column::numbers(m2));
    in.parcels.set("area_basis_m2", Column::numbers(m2));
    in.parcels.set("area_basis_mu", Column::numbers(mu));
    in.parcels.set("tax", Column::numbers(plot_tax));
    in.parcels.set("revenue", Column::numbers(plot_revenue));
    in.parcels.set("tax_per_mu", Column::numbers(ratio(plot_tax, mu)));
    in.parcels.set("revenue_per_mu", Column::numbers(ratio(plot_revenue, mu)));
    in.idle.assign(n, rules::IdleStatus::none);
    in.under_construction.assign(n, 0);
    return in;
}

TEST(RobustDraws, WithoutErrorADrawIsTheRunItself) {
    const auto in = district(60);
    DrawOptions options;
    options.error = 1e-15;  // every figure goes through the whole way and stays
    options.concentration = 0;
    options.draws = 3;
    Progress progress;
    const auto draws = draw(in, options, progress);
    ASSERT_EQ(draws.columns, (std::vector<std::string>{"tax", "revenue"}));
    std::uint64_t d = 0;
    for (Row row = 0; row < 60; ++row) {
        const char grade = draws.saved->grades->grade[row];
        ASSERT_TRUE(grade >= 'A' && grade <= 'D') << row;
        EXPECT_EQ(draws.plots[row].grades[static_cast<std::size_t>(grade - 'A')], 3U) << row;
        EXPECT_EQ(draws.plots[row].low, draws.saved->low[row] != 0 ? 3U : 0U);
        EXPECT_EQ(draws.plots[row].rank_low, draws.rank[row]);
        EXPECT_EQ(draws.plots[row].rank_high, draws.rank[row]);
        d += grade == 'D' ? 1 : 0;
    }
    EXPECT_GT(d, 0U);
}

// A draw's plots carry what the firms on them bring: the error of a plot is the mean of its firms' by what they bring.
TEST(RobustDraws, APlotMovesWithItsFirms) {
    const auto in = district(40);
    DrawOptions options;
    const auto moved = with_error(in, options, 5);
    const auto factor = [&](const table::Table& a, const table::Table& b, const char* name, Row row) {
        return a.number(name, row) / b.number(name, row);
    };
    for (Row p = 0; p < 39; ++p) {
        const double f = factor(moved.enterprises, in.enterprises, "tax", p);
        EXPECT_NEAR(factor(moved.parcels, in.parcels, "tax", p), f, 1e-12);
        EXPECT_NEAR(factor(moved.parcels, in.parcels, "tax_per_mu", p), f, 1e-12);
        EXPECT_NEAR(factor(moved.enterprises, in.enterprises, "tax_per_mu", p), f, 1e-12);
        EXPECT_NE(f, 1.0);
    }
    const double both = moved.enterprises.number("tax", 39) + moved.enterprises.number("tax", 40);
    EXPECT_NEAR(moved.parcels.number("tax", 39), both, 1e-9);
    EXPECT_EQ(moved.parcels.number("area_basis_mu", 3), in.parcels.number("area_basis_mu", 3));
}

TEST(RobustDraws, SharesAddUpRanksAreOrderedAndThreadsDoNotShow) {
    const auto in = district(80);
    DrawOptions options;
    options.draws = 150;
    Progress progress;
    const auto one = draw(in, options, progress);
    options.threads = 4;
    const auto four = draw(in, options, progress);
    std::uint64_t d = 0;
    bool any_doubt = false;
    for (Row row = 0; row < 80; ++row) {
        const auto &p = one.plots[row], &q = four.plots[row];
        EXPECT_EQ(p.grades, q.grades);
        EXPECT_EQ(p.low, q.low);
        EXPECT_EQ(p.rank_low, q.rank_low);
        EXPECT_EQ(p.score_high, q.score_high);
        EXPECT_EQ(p.grades[0] + p.grades[1] + p.grades[2] + p.grades[3], 150U);
        EXPECT_LE(p.rank_low, p.rank_mid);
        EXPECT_LE(p.rank_mid, p.rank_high);
        d += p.grades[3];
        any_doubt = any_doubt || (p.grades[3] > 0 && p.grades[3] < 150);
    }
    EXPECT_TRUE(any_doubt);
    options.seed = 2;
    const auto other = draw(in, options, progress);
    bool differs = false;
    for (Row row = 0; row < 80; ++row) differs = differs || other.plots[row].grades != one.plots[row].grades;
    EXPECT_TRUE(differs);
}

// Brute force: a session of its own for every draw, counted here.
TEST(RobustDraws, CountsAreThoseOfTheSessions) {
    const auto in = district(50);
    DrawOptions options;
    options.draws = 40;
    options.concentration = 0;
    Progress progress;
    const auto draws = draw(in, options, progress);
    std::vector<std::uint32_t> d(50, 0);
    for (std::uint32_t i = 0; i < options.draws; ++i) {
        const rules::LiveSession session(with_error(in, options, i));
        for (Row row = 0; row < 50; ++row) d[row] += session.saved()->grades->grade[row] == 'D' ? 1 : 0;
    }
    for (Row row = 0; row < 50; ++row) EXPECT_EQ(draws.plots[row].grades[3], d[row]);
}

TEST(RobustDraws, OptionsThatMakeNoSenseGetOneSentence) {
    const auto in = district(20);
    Progress progress;
    const auto bad = [&](auto change) {
        DrawOptions options;
        change(options);
        EXPECT_THROW((void)draw(in, options, progress), Error);
    };
    bad([](DrawOptions& o) { o.draws = 0; });
    bad([](DrawOptions& o) { o.error = -1; });
    bad([](DrawOptions& o) { o.concentration = -1; });
    bad([](DrawOptions& o) { o.error = o.concentration = 0; });
}

TEST(RobustReport, SurenessHasFourSteps) {
    PlotDraws p;
    EXPECT_STREQ(sureness_of(p, 100), "");
    const auto of = [&](std::uint32_t d) {
        p.grades = {0, 0, 100 - d, d};
        return std::string(sureness_of(p, 100));
    };
    EXPECT_EQ(of(95), "sure_d");
    EXPECT_EQ(of(94), "likely_d");
    EXPECT_EQ(of(50), "likely_d");
    EXPECT_EQ(of(49), "unsure");
    EXPECT_EQ(of(5), "unsure");
    EXPECT_EQ(of(4), "sure_not");
}

TEST(RobustDraws, IntervalsTakeAsManyDrawsAsFit) {
    const auto in = district(60);
    DrawOptions options;
    options.draws = 30;
    Progress progress;
    const auto all = draw(in, options, progress);
    EXPECT_EQ(all.interval_draws, 30U);
    options.most_cells = 60 * 10;
    const auto some = draw(in, options, progress);
    EXPECT_EQ(some.interval_draws, 10U);
    options.draws = 10;
    options.most_cells = 1'000'000;
    const auto ten = draw(in, options, progress);
    for (Row row = 0; row < 60; ++row) {
        EXPECT_EQ(some.plots[row].grades, all.plots[row].grades);  // counts miss nothing
        EXPECT_EQ(some.plots[row].rank_low, ten.plots[row].rank_low);
        EXPECT_EQ(some.plots[row].score_high, ten.plots[row].score_high);
    }
}

TEST(RobustDraws, TheFirstDrawsAreShownWithTheirFigures) {
    const auto in = district(40);
    DrawOptions options;
    options.draws = 6;
    options.threads = 3;
    std::vector<table::Table> seen(4);
    std::vector<std::vector<char>> grades(4);
    Watch watch{4, [&](std::uint32_t d, const table::Table& parcels, const table::Table&, const auto& result) {
                    seen[d] = parcels_of_draw(parcels, result);
                    grades[d] = result.grades->grade;
                }};
    Progress progress;
    (void)draw(in, options, progress, watch);
    for (std::uint32_t d = 0; d < 4; ++d) {
        const auto moved = with_error(in, options, d);
        for (Row row = 0; row < 40; ++row) {
            EXPECT_EQ(seen[d].number("tax", row), moved.parcels.number("tax", row));
            EXPECT_EQ(seen[d].text("grade", row), std::string(1, grades[d][row]));
        }
    }
}

TEST(RobustPlans, EveryPlotIsCountedWithItsOptions) {
    PlanDraws plans;
    plans.table = config::load_renewal("default");
    plans.scenario.name = "甲";
    const auto one = [](std::vector<std::pair<Row, std::uint32_t>> plots, double gain) {
        PlanDraw out;
        out.solved = true;
        out.plots = std::move(plots);
        out.totals.tax_gain = gain;
        return out;
    };
    plans.now = one({{0, 1}, {2, 0}}, 100);
    plans.draws = {one({{0, 1}, {1, 2}}, 90), one({{0, 0}}, 110), one({{0, 1}, {2, 0}}, 100), PlanDraw{}};
    table::Table parcels(4);
    parcels.set("parcel_id", table::Column::texts({"P0", "P1", "P2", "P3"}));
    geom::Polygons shapes;
    for (int i = 0; i < 4; ++i) shapes.end_feature();
    table::Report report;
    add_plan_draws(report, plans, 10, parcels, shapes);
    const auto& t = report.tables.at(0).table;
    ASSERT_EQ(t.rows(), 3U);  // P3 is in no plan
    EXPECT_EQ(t.text("parcel_id", 0), "P0");
    EXPECT_EQ(t.number("plan_share", 0), 0.75);  // the draw without a plan counts
    EXPECT_EQ(t.text("plan_option", 0), plans.table.options[1].id);
    EXPECT_EQ(t.number("plan_option_share", 0), 0.5);
    EXPECT_EQ(t.text("sureness", 0), "likely_in");
    EXPECT_EQ(t.text("parcel_id", 1), "P2");  // of two in a quarter of the draws, the one in the plan now
    EXPECT_EQ(t.number("in_plan", 1), 1);
    EXPECT_EQ(t.text("parcel_id", 2), "P1");
    EXPECT_EQ(t.number("in_plan", 2), 0);
    EXPECT_EQ(t.text("option", 2), "");
    const auto& sums = report.tables.at(1).table;
    EXPECT_EQ(sums.number("tax_gain", 0), 100);
    EXPECT_EQ(sums.number("tax_gain", 1), 90);
    EXPECT_EQ(sums.number("tax_gain", 2), 100);
    EXPECT_EQ(sums.number("tax_gain", 3), 110);
    EXPECT_NE(report.assumptions.at(1).in(Lang::en).find("In 1 of 4 draws"), std::string::npos);
}

TEST(RobustPlans, SurenessHasFourSteps) {
    EXPECT_STREQ(plan_sureness_of(0.95), "sure_in");
    EXPECT_STREQ(plan_sureness_of(0.94), "likely_in");
    EXPECT_STREQ(plan_sureness_of(0.5), "likely_in");
    EXPECT_STREQ(plan_sureness_of(0.05), "unsure");
    EXPECT_STREQ(plan_sureness_of(0.04), "sure_out");
}

}  // namespace
}  // namespace mulens::robust
