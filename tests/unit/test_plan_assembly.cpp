// Assembly against brute force over all subsets of small graphs, and what must hold on every graph.
#include "base/error.hpp"
#include "plan/subgroup.hpp"
#include "plan_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

using namespace mulens;
using namespace mulens::plan;
using mulens::test::GridCase;

namespace {

bool linked(const AssemblyInput& in, const AssemblyOptions& o, Row a, Row b) {
    const auto* n = in.adjacency->find(a, b);
    return n != nullptr && contiguous(*n, o.contiguity) && (o.across_platforms || in.platform[a] == in.platform[b]);
}

bool connected(const AssemblyInput& in, const AssemblyOptions& o, const std::vector<Row>& rows) {
    std::vector<std::uint8_t> seen(rows.size(), 0);
    std::vector<std::size_t> stack{0};
    seen[0] = 1;
    std::size_t reached = 1;
    while (!stack.empty()) {
        const std::size_t i = stack.back();
        stack.pop_back();
        for (std::size_t k = 0; k < rows.size(); ++k)
            if (seen[k] == 0 && linked(in, o, rows[i], rows[k])) {
                seen[k] = 1;
                ++reached;
                stack.push_back(k);
            }
    }
    return reached == rows.size();
}

bool within(const Figures& f, std::size_t plots, const AssemblyOptions& o) {
    return f.mu >= o.min_mu && f.mu <= o.max_mu && plots >= o.min_plots &&
           (o.max_owners == 0 || f.owners <= o.max_owners);
}

/// Best score over all connected subsets of `rows` within the limits; negative where there is none.
double brute_force(const AssemblyInput& in, const AssemblyOptions& o, const std::vector<Row>& rows) {
    double best = -1;
    for (std::uint32_t mask = 1; mask < (1U << rows.size()); ++mask) {
        std::vector<Row> set;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if ((mask >> i & 1U) != 0) set.push_back(rows[i]);
        const Figures f = figures_of(in, o, set);
        if (f.score > best && within(f, set.size(), o) && connected(in, o, set)) best = f.score;
    }
    return best;
}

std::vector<std::vector<Row>> split(const AssemblyInput& in, const AssemblyOptions& o, std::vector<Row> rows) {
    std::vector<std::vector<Row>> out;
    while (!rows.empty()) {
        std::vector<Row> part{rows.front()};
        for (std::size_t i = 0; i < part.size(); ++i)
            for (const Row row : rows)
                if (std::find(part.begin(), part.end(), row) == part.end() && linked(in, o, part[i], row))
                    part.push_back(row);
        std::sort(part.begin(), part.end());
        std::vector<Row> rest;
        std::set_difference(rows.begin(), rows.end(), part.begin(), part.end(), std::back_inserter(rest));
        rows = rest;
        out.push_back(part);
    }
    return out;
}

std::vector<Row> candidates(const AssemblyInput& in) {
    std::vector<Row> rows;
    for (Row row = 0; row < in.candidate.size(); ++row)
        if (in.candidate[row] != 0) rows.push_back(row);
    return rows;
}

AssemblyOptions some_options(std::uint64_t seed) {
    AssemblyOptions o;
    o.min_mu = 20 + static_cast<double>(seed % 3) * 10;
    if (seed % 2 == 0) o.max_mu = o.min_mu + 30;
    if (seed % 3 != 0) o.max_owners = 1 + seed % 4;
    o.min_plots = 1 + seed % 2;
    o.across_platforms = seed % 5 == 0;
    o.tax_reference = seed % 4 == 0 ? 0 : 8;
    return o;
}

TEST(PlanAssembly, FirstGroupOfEachComponentIsTheBestOfAll) {
    Progress progress;
    std::size_t solved = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const GridCase grid(5, 4, seed, 0.6, 4, 2);
        const auto o = some_options(seed);
        const auto found = assemble(grid.input, o, progress);
        for (const auto& part : split(grid.input, o, candidates(grid.input))) {
            if (part.size() > 13) continue;
            double best = -1;
            for (const auto& group : found.groups)
                if (std::includes(part.begin(), part.end(), group.plots.begin(), group.plots.end())) {
                    EXPECT_NE(group.proof, Proof::search);
                    if (group.proof == Proof::whole && group.plots == part) best = 1e9;
                    best = std::max(best, group.figures.score);
                }
            const double brute = brute_force(grid.input, o, part);
            if (best == 1e9)
                EXPECT_TRUE(within(figures_of(grid.input, o, part), part.size(), o));
            else
                EXPECT_NEAR(best, brute, 1e-7) << "seed " << seed << ", " << part.size() << " plots";
            if (best > 0 && best < 1e9) ++solved;
        }
    }
    EXPECT_GT(solved, 20U);
}

TEST(PlanAssembly, GroupsKeepEveryLimit) {
    Progress progress;
    std::size_t groups = 0;
    for (std::uint64_t seed = 100; seed < 140; ++seed) {
        const GridCase grid(12, 10, seed, 0.55, 6, 3);
        const auto o = some_options(seed);
        const auto found = assemble(grid.input, o, progress);
        std::set<Row> used;
        double before = 101;
        for (const auto& group : found.groups) {
            ++groups;
            EXPECT_TRUE(std::is_sorted(group.plots.begin(), group.plots.end()));
            for (const Row row : group.plots) {
                EXPECT_NE(grid.input.candidate[row], 0);
                EXPECT_TRUE(used.insert(row).second) << "a plot in two groups";
            }
            EXPECT_TRUE(connected(grid.input, o, group.plots));
            const Figures f = figures_of(grid.input, o, group.plots);
            EXPECT_TRUE(within(f, group.plots.size(), o));
            EXPECT_NEAR(f.score, group.figures.score, 1e-9);
            EXPECT_LE(group.figures.score, before + 1e-9);
            EXPECT_LE(group.figures.score, group.bound + 1e-9);
            EXPECT_GE(group.gap, 0);
            before = group.figures.score;
        }
        // Nothing that is left could be a group: every rest component fails a limit, or has no group in it.
        std::vector<Row> rest;
        for (const Row row : candidates(grid.input))
            if (!used.contains(row)) rest.push_back(row);
        for (const auto& part : split(grid.input, o, rest))
            if (part.size() <= 12) {
                EXPECT_LT(brute_force(grid.input, o, part), 0);
            }
    }
    EXPECT_GT(groups, 100U);
}

TEST(PlanAssembly, SearchStatesAnHonestGap) {
    Progress progress;
    double worst = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const GridCase grid(6, 4, seed, 1.0, 5);
        AssemblyOptions o;
        o.min_mu = 60;
        o.max_mu = 110;
        o.tax_reference = 8;
        std::vector<Row> rows = candidates(grid.input);
        ASSERT_EQ(rows.size(), 24U);
        Component all(grid.input, o, rows);
        o.max_sets = 50'000'000;
        const Best exact = best_subgroup(all, o, progress);
        ASSERT_TRUE(exact.exact);
        o.max_sets = 0;
        const Best search = best_subgroup(all, o, progress);
        ASSERT_TRUE(search.found);
        EXPECT_FALSE(search.exact);
        EXPECT_LE(search.figures.score, exact.figures.score + 1e-7);
        EXPECT_LE(exact.figures.score, search.bound + 1e-7);
        worst = std::max(worst, 1 - search.figures.score / exact.figures.score);
    }
    EXPECT_LT(worst, 0.05);
}

TEST(PlanAssembly, KeyPlotsAreThoseOfTheDefinition) {
    Progress progress;
    std::size_t keys = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const GridCase grid(8, 6, seed, 0.35, 5, 2);
        const auto o = some_options(seed);
        const auto found = assemble(grid.input, o, progress);
        const auto parts = split(grid.input, o, candidates(grid.input));
        std::vector<std::pair<Row, double>> wanted;
        for (Row row = 0; row < grid.input.candidate.size(); ++row) {
            if (grid.input.candidate[row] != 0) continue;
            std::vector<Row> joined;
            double largest = 0;
            for (const auto& part : parts) {
                if (std::none_of(part.begin(), part.end(), [&](Row p) { return linked(grid.input, o, row, p); }))
                    continue;
                const double mu = figures_of(grid.input, o, part).mu;
                if (mu >= o.min_mu) largest = std::max(largest, mu);
                joined.insert(joined.end(), part.begin(), part.end());
            }
            if (joined.empty()) continue;
            const double land = figures_of(grid.input, o, joined).mu;
            joined.push_back(row);
            std::sort(joined.begin(), joined.end());
            if (within(figures_of(grid.input, o, joined), joined.size(), o) && land - largest > 1e-9)
                wanted.emplace_back(row, land - largest);
        }
        ASSERT_EQ(found.keys.size(), wanted.size()) << seed;
        for (const auto& key : found.keys) {
            const auto it =
                std::find_if(wanted.begin(), wanted.end(), [&](const auto& w) { return w.first == key.row; });
            ASSERT_NE(it, wanted.end());
            EXPECT_NEAR(it->second, key.gain_mu, 1e-9);
            ++keys;
        }
        for (std::size_t k = 1; k < found.keys.size(); ++k)
            EXPECT_GE(found.keys[k - 1].gain_mu + 1e-9, found.keys[k].gain_mu);
    }
    EXPECT_GT(keys, 40U);
}

TEST(PlanAssembly, SameForAnyThreads) {
    Progress progress;
    const GridCase grid(40, 30, 5, 0.6, 20, 2);
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        auto o = some_options(seed);
        const auto one = assemble(grid.input, o, progress);
        o.threads = 4;
        const auto four = assemble(grid.input, o, progress);
        ASSERT_EQ(one.groups.size(), four.groups.size());
        for (std::size_t g = 0; g < one.groups.size(); ++g) {
            EXPECT_EQ(one.groups[g].plots, four.groups[g].plots);
            EXPECT_EQ(one.groups[g].figures.score, four.groups[g].figures.score);
            EXPECT_EQ(one.groups[g].bound, four.groups[g].bound);
        }
        ASSERT_EQ(one.keys.size(), four.keys.size());
        for (std::size_t k = 0; k < one.keys.size(); ++k) EXPECT_EQ(one.keys[k].row, four.keys[k].row);
    }
}

TEST(PlanAssembly, ASquareIsCompactAndARoadIsNot) {
    Progress progress;
    std::mt19937_64 random(1);
    GridCase grid(2, 2, 1, 1.0, 1);
    grid.land = test::noisy_grid(2, 2, 100, 0, random);
    grid.adjacency = find_adjacency(grid.land, {}, progress);
    AssemblyOptions o;
    for (Row row = 0; row < 4; ++row) {
        grid.input.area_m2[row] = 10'000;
        grid.input.perimeter_m[row] = 400;
        grid.input.area_mu[row] = 15;
        grid.input.owner[row] = 0;
        grid.input.low[row] = 1;
        grid.input.tax[row] = std::nan("");
    }
    // Four squares make a square of 200 m; borders within 0.5 m count, so each is up to a metre longer than 100 m.
    const Figures all = figures_of(grid.input, o, {0, 1, 2, 3});
    EXPECT_NEAR(all.part_compact, 1, 0.01);
    EXPECT_NEAR(all.part_land, 60.0 / 110, 1e-12);
    EXPECT_EQ(all.owners, 1U);
    EXPECT_NEAR(all.score, 40 * 60.0 / 110 + 20 + 20 * all.part_compact + 10 + 10, 1e-9);
    // A row of two: 2 : 1, 16 · 20000 ÷ 600².
    EXPECT_NEAR(figures_of(grid.input, o, {0, 1}).part_compact, 8.0 / 9, 0.01);
    EXPECT_LT(figures_of(grid.input, o, {0, 3}).part_compact, 0.52);
}

TEST(PlanAssembly, ContradictionsAreOneSentence) {
    const auto refused = [](auto change) {
        AssemblyOptions o;
        change(o);
        try {
            check_options(o);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ExitCode::usage);
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_NE(refused([](auto& o) { o.max_mu = 40; }).find("--max-mu 40 is less than --min-mu 50"), std::string::npos);
    EXPECT_NE(refused([](auto& o) { o.min_mu = 0; }), "");
    EXPECT_NE(refused([](auto& o) { o.weights = {0, 0, 0, 0, 0}; }), "");
    EXPECT_NE(refused([](auto& o) { o.weights.tax = -1; }), "");
    EXPECT_NE(refused([](auto& o) { o.contiguity.across_road_m = -1; }), "");
    EXPECT_EQ(refused([](auto&) {}), "");
}

}  // namespace
