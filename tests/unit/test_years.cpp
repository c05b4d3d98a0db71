// Lineage, series, grade moves and the effect of a renewal by hand-worked cases.
#include "base/error.hpp"
#include "geom/area.hpp"
#include "years/report.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace mulens::years {
namespace {

struct Plot {
    const char* id;
    double x0, y0, x1, y1;
    const char* grade = "B";
    double tax = table::none;
    const char* platform = "甲";
};

YearPlots year_of_plots(int year, const std::vector<Plot>& plots) {
    auto land = std::make_shared<table::Layer>();
    land->role = "parcels";
    land->sources.emplace_back();
    land->sources[0].path = fmt::format("{}.shp", year);
    std::vector<std::string> id, grade, platform;
    std::vector<double> m2, mu, tax, per_mu;
    for (const Plot& p : plots) {
        geom::add_rectangle(land->geometry, p.x0, p.y0, p.x1, p.y1);
        land->source.push_back(0);
        land->source_row.push_back(static_cast<Row>(id.size()));
        id.emplace_back(p.id);
        grade.emplace_back(p.grade);
        platform.emplace_back(p.platform);
        m2.push_back((p.x1 - p.x0) * (p.y1 - p.y0));
        mu.push_back(m2.back() * 15 / 10000);
        tax.push_back(p.tax);
        per_mu.push_back(p.tax / mu.back());
    }
    land->table = table::Table(static_cast<Row>(plots.size()));
    land->table.set("parcel_id", table::Column::texts(id));
    YearPlots out{year, land, land->table, {}};
    out.plots.set("grade", table::Column::texts(grade));
    out.plots.set("platform", table::Column::texts(platform));
    out.plots.set("area_basis_m2", table::Column::numbers(m2));
    out.plots.set("area_basis_mu", table::Column::numbers(mu));
    out.plots.set("tax", table::Column::numbers(tax));
    out.plots.set("tax_per_mu", table::Column::numbers(per_mu));
    return out;
}

Lineage trace_of(const YearPlots& a, const YearPlots& b, LineageOptions options = {}) {
    Diagnostics diagnostics;
    Progress progress;
    return trace(*a.land, *b.land, options, diagnostics, progress);
}

History history_of(std::vector<YearPlots> years) {
    History out;
    out.years = std::move(years);
    for (std::size_t i = 0; i + 1 < out.years.size(); ++i)
        out.steps.push_back(trace_of(out.years[i], out.years[i + 1]));
    return out;
}

std::string text_of(const YearPlots& a, const YearPlots& b, const Lineage& lineage) {
    std::string out;
    for (const Link& l : lineage.links)
        out += fmt::format("{} {}>{}\n", name_of(l.kind), l.before == no_row ? "-" : a.id(l.before),
                           l.after == no_row ? "-" : b.id(l.after));
    return out;
}

const YearPlots before = year_of_plots(2022, {{"S", 0, 0, 100, 100, "D", 15},       // splits into S and S2, 60 : 40
                                              {"M1", 200, 0, 230, 100, "C", 3},     // merges into M
                                              {"M2", 230, 0, 300, 100, "D", 7},     //
                                              {"R1", 400, 0, 500, 100, "D", 10},    // border moves by 20 m
                                              {"R2", 500, 0, 600, 100, "A", 30},    //
                                              {"K", 700, 0, 800, 100, "B", 9},      // same land, another code
                                              {"U", 900, 0, 1000, 100, "D", 1.5},   // another survey: centimetres
                                              {"G", 1100, 0, 1200, 100, "D", 2}});  // gone
const YearPlots after = year_of_plots(2023, {{"S", 0, 0, 60, 100, "D", 12},
                                             {"S2", 60, 0, 100, 100, "C", 6},
                                             {"M", 200, 0, 300, 100, "D", 11},
                                             {"R1", 400, 0, 480, 100, "D", 9},
                                             {"R2", 480, 0, 600, 100, "A", 40},
                                             {"K9", 700, 0, 800, 100, "B", 10},
                                             {"U", 900.02, 0.03, 1000.01, 99.98, "D", 1.2},
                                             {"N", 1300, 0, 1400, 100, "not_evaluated"}});

TEST(YearsLineage, EveryKindOfChangeIsNamed) {
    const Lineage lineage = trace_of(before, after);
    EXPECT_EQ(text_of(before, after, lineage),
              "split S>S\nsplit S>S2\nmerged M1>M\nmerged M2>M\nredrawn R1>R1\nredrawn R1>R2\nredrawn R2>R2\n"
              "recoded K>K9\nsame U>U\ngone G>-\nnew ->N\n");
    const std::array<std::uint64_t, kind_count> events{1, 1, 1, 1, 1, 1, 1};
    EXPECT_EQ(lineage.events, events);
    EXPECT_NEAR(lineage.links[0].share_of_before, 0.6, 1e-12);
    EXPECT_NEAR(lineage.links[0].share_of_after, 1, 1e-12);
    EXPECT_NEAR(lineage.links[3].share_of_after, 0.7, 1e-12);
    EXPECT_NEAR(lineage.links[5].share_of_before, 0.2, 1e-12);
    EXPECT_NEAR(lineage.links[5].share_of_after, 2000.0 / 12000, 1e-12);
    const auto& b = lineage.balance;
    EXPECT_NEAR(b.in.value(), 7 * 10000, 1e-6);
    EXPECT_NEAR(b.outside.value(), 10000 + 10000 - 99.98 * 99.95, 0.5);  // G, and centimetres of U
    EXPECT_LT(b.lost_share(), 1e-9);
    EXPECT_EQ(b.failed, 0U);
}

TEST(YearsLineage, ThresholdsDecideWhatCounts) {
    const auto one = year_of_plots(2022, {{"P", 0, 0, 100, 100}, {"Q", 100, 0, 200, 100}});
    const auto two = year_of_plots(2023, {{"P", 0, 0, 101, 100}, {"Q", 101, 0, 200, 100}});  // 1 % moved
    EXPECT_EQ(text_of(one, two, trace_of(one, two)), "same P>P\nsame Q>Q\n");
    EXPECT_EQ(text_of(one, two, trace_of(one, two, {0.005, 0.95, 1})), "redrawn P>P\nredrawn Q>P\nredrawn Q>Q\n");
    const auto shrunk = year_of_plots(2023, {{"P", 0, 0, 90, 100}, {"Q", 100, 0, 200, 100}});
    EXPECT_EQ(text_of(one, shrunk, trace_of(one, shrunk)), "redrawn P>P\nsame Q>Q\n");
    EXPECT_THROW((void)trace_of(one, two, {0.5, 0.4, 1}), Error);
    EXPECT_THROW((void)trace_of(one, two, {0.02, 1.5, 1}), Error);
}

TEST(YearsLineage, AGridCutAgainGivesTheSameForAnyNumberOfThreads) {
    std::vector<std::string> names;
    std::vector<Plot> old_plots, new_plots;
    for (int i = 0; i < 300; ++i) names.push_back(fmt::format("P{}", i));
    for (int i = 0; i < 300; ++i) old_plots.push_back({names[i].c_str(), i * 50.0, 0, i * 50.0 + 50, 80});
    for (int i = 0; i < 300; ++i) {
        const double moved = i % 7 == 0 ? 9 : 0, next = (i + 1) % 7 == 0 ? 9 : 0;
        new_plots.push_back({names[i].c_str(), i * 50.0 + moved, 0, i * 50.0 + 50 + next, 80});
    }
    const auto a = year_of_plots(2022, old_plots), b = year_of_plots(2023, new_plots);
    const auto one = trace_of(a, b, {0.02, 0.95, 1}), four = trace_of(a, b, {0.02, 0.95, 4});
    ASSERT_EQ(one.links.size(), four.links.size());
    for (std::size_t i = 0; i < one.links.size(); ++i) EXPECT_EQ(one.links[i].area_m2, four.links[i].area_m2);
    double shared = 0;  // brute force: intervals on a line
    for (const auto& x : old_plots)
        for (const auto& y : new_plots) shared += std::max(0.0, std::min(x.x1, y.x1) - std::max(x.x0, y.x0)) * 80;
    double found = 0;
    for (const Link& l : one.links)
        if (l.before != no_row && l.after != no_row) found += l.area_m2;
    EXPECT_NEAR(found, shared, 1e-6);
}

TEST(YearsSeries, MoneyFollowsTheLandToTheCent) {
    const auto history = history_of({before, after});
    const auto series = series_of(history);
    const auto& then = series.years[0];
    EXPECT_NEAR(then.tax[0], 9, 1e-9);  // 60 % of S
    EXPECT_NEAR(then.tax[1], 6, 1e-9);
    EXPECT_NEAR(then.tax[2], 10, 1e-9);
    EXPECT_NEAR(then.tax[3], 8, 1e-9);       // 80 % of R1
    EXPECT_NEAR(then.tax[4], 30 + 2, 1e-9);  // R2 and a fifth of R1
    EXPECT_TRUE(std::isnan(then.tax[7]));
    EXPECT_NEAR(then.mu[4], 12000 * 15 / 10000.0, 1e-9);
    std::int64_t carried = then.tax_lost_fen;
    for (const double tax : then.tax)
        if (std::isfinite(tax)) carried += fen_from_wan(tax);
    EXPECT_EQ(carried, then.tax_fen);
    EXPECT_EQ(then.tax_lost_fen, fen_from_wan(2));  // G is gone
    EXPECT_EQ(history.former_codes(0, 4), "R1;R2");
    EXPECT_EQ(history.ancestor(0, 4), 4U);
    EXPECT_EQ(history.ancestor(0, 7), no_row);
}

TEST(YearsFlow, PlotsCountOnceAndLandByShare) {
    const auto history = history_of({before, after});
    std::map<std::string, FlowCell> cells;
    std::uint64_t plots = 0;
    double mu = 0;
    for (const auto& c : grade_flow(history, 0)) {
        if (!c.platform.empty()) continue;
        cells[c.before + c.after] = c;
        if (c.after == "gone") continue;
        plots += c.plots;
        mu += c.mu;
    }
    EXPECT_EQ(plots, 8U);
    double all = 0;
    for (Row row = 0; row < 8; ++row) all += after.plots.number("area_basis_mu", row);
    EXPECT_NEAR(mu, all, 1e-6);
    EXPECT_EQ(cells["DC"].plots, 1U);                  // S2
    EXPECT_EQ(cells["DD"].plots, 4U);                  // S, M (mostly M2), R1, U
    EXPECT_NEAR(cells["CD"].mu, 3000 * 0.0015, 1e-9);  // M1's part of M
    EXPECT_EQ(cells["CD"].plots, 0U);
    EXPECT_NEAR(cells["DA"].mu, 2000 * 0.0015, 1e-9);  // what R1 gave to R2
    EXPECT_EQ(cells["newnot_evaluated"].plots, 1U);
    EXPECT_EQ(cells["Dgone"].plots, 1U);
}

TEST(YearsFlow, DAgainNeedsHalfTheLand) {
    const auto again = d_again(history_of({before, after}));
    std::string ids;
    for (const auto& a : again) ids += std::string(after.id(a.plot)) + " ";
    EXPECT_EQ(ids, "S M R1 U ");
    EXPECT_NEAR(again[1].share_before, 0.7, 1e-9);
    const auto first = year_of_plots(2021, {{"U", 900, 0, 1000, 100, "D"}, {"R1", 400, 0, 500, 100, "C"}});
    const auto three = d_again(history_of({first, before, after}));
    EXPECT_EQ(three[3].years, 3);
    EXPECT_EQ(three[2].years, 2);
}

// Two platforms; treated plots of 甲 go from 10 to 16 万元/亩 in sum, those left alone from 12 to 15: 6 − 3 = 3.
TEST(YearsEffect, DifferenceInDifferencesByHand) {
    const auto plots = [](int year, std::vector<double> tax) {
        const std::vector<const char*> ids{"T1", "T2", "C1", "C2", "T3", "C3", "X"};
        std::vector<Plot> out;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            // 1 亩 each, but T2 and C2 of 3 亩
            const double width = i == 1 || i == 3 ? 3 : 1;
            const double x = 100 * static_cast<double>(i);
            out.push_back({ids[i], x, 0, x + width * 20, 100.0 / 3, "B", tax[i], i < 4 ? "甲" : "乙"});
        }
        auto y = year_of_plots(year, out);
        y.industry = {"36", "36", "36", "36", "27", "39", "27"};
        return y;
    };
    // T: (10 + 30) / 4 = 10 → (20 + 44) / 4 = 16.  C: (18 + 30) / 4 = 12 → (12 + 48) / 4 = 15
    const auto history = history_of({plots(2021, {10, 30, 18, 30, 5, 7, 9}), plots(2022, {1, 1, 1, 1, 1, 1, 1}),
                                     plots(2024, {20, 44, 12, 48, 9, 8, 4})});
    table::Table stages(6);
    stages.set("parcel_id", table::Column::texts({"T1", "T1", "T2", "T3", "X", "nowhere"}));
    stages.set("stage", table::Column::texts({"摸排", "销号", "销号", "销号", "摸排", "销号"}));
    stages.set("year", table::Column::numbers({2022, 2022, 2022, 2022, 2024, 2022}));
    const auto series = series_of(history);
    const auto effect = renewal_effect(history, series, stages, {});
    ASSERT_TRUE(effect.has_value());
    EXPECT_EQ(effect->renewal, 2022);
    EXPECT_EQ(effect->before, 2021);
    EXPECT_EQ(effect->after, 2024);
    EXPECT_EQ(effect->finished, 4U);
    EXPECT_EQ(effect->not_found, 1U);
    EXPECT_EQ(effect->not_compared, 1U);  // T3: 乙 has no 27 left alone (X is in the stages table)
    EXPECT_EQ(effect->whole.treated, 2U);
    EXPECT_EQ(effect->whole.alone, 2U);
    EXPECT_NEAR(effect->whole.treated_before, 10, 1e-9);
    EXPECT_NEAR(effect->whole.treated_after, 16, 1e-9);
    EXPECT_NEAR(effect->whole.alone_before, 12, 1e-9);
    EXPECT_NEAR(effect->whole.alone_after, 15, 1e-9);
    EXPECT_NEAR(effect->whole.difference(), 3, 1e-9);
    EXPECT_THROW((void)renewal_effect(history, series, stages, {2023, {}, {}}), Error);
    EXPECT_THROW((void)renewal_effect(history, series, stages, {2022, 2022, 2024}), Error);
    EXPECT_THROW((void)renewal_effect(history, series, stages, {2022, 2020, {}}), Error);
    EXPECT_FALSE(renewal_effect(history, series, table::Table(0), {}).has_value());
}

}  // namespace
}  // namespace mulens::years
