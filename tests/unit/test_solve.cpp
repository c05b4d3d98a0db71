// The solver against brute force, its honesty about bounds, and its sameness.
#include "solve/choice.hpp"
#include "solve/milp.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace mulens::solve {
namespace {

std::uint64_t mix(std::uint64_t& state) {
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/// A knapsack with two limits and pairs that exclude each other.
Problem knapsack(std::uint64_t seed, std::uint32_t items) {
    Problem p;
    Constraint money, land;
    for (std::uint32_t i = 0; i < items; ++i) {
        p.variables.push_back({1.0 + static_cast<double>(mix(seed) % 1000), 0, 1, true});
        money.terms.emplace_back(i, 1.0 + static_cast<double>(mix(seed) % 100));
        land.terms.emplace_back(i, 1.0 + static_cast<double>(mix(seed) % 50));
    }
    money.upper = 25.0 * items / 2;
    land.upper = 12.0 * items / 2;
    p.constraints = {money, land};
    for (std::uint32_t i = 0; i + 1 < items; i += 4) p.constraints.push_back({{{i, 1}, {i + 1, 1}}, -unlimited, 1});
    return p;
}

double brute_force(const Problem& p) {
    double best = -1;
    for (std::uint32_t set = 0; set < (1U << p.variables.size()); ++set) {
        bool fits = true;
        for (const auto& c : p.constraints) {
            double sum = 0;
            for (const auto& [v, k] : c.terms) sum += (set >> v & 1) != 0 ? k : 0;
            fits = fits && sum <= c.upper && sum >= c.lower;
        }
        if (!fits) continue;
        double gain = 0;
        for (std::uint32_t v = 0; v < p.variables.size(); ++v) gain += (set >> v & 1) != 0 ? p.variables[v].gain : 0;
        best = std::max(best, gain);
    }
    return best;
}

TEST(Milp, EqualsBruteForceOnSmallProblems) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const auto p = knapsack(seed, 4 + static_cast<std::uint32_t>(seed % 10));
        const auto solution = maximise(p);
        ASSERT_EQ(solution.outcome, Outcome::optimal) << seed;
        EXPECT_NEAR(solution.value, brute_force(p), 1e-6) << seed;
        EXPECT_LE(solution.gap(), 1e-6) << seed;
    }
}

TEST(Milp, SaysInfeasible) {
    Problem p;
    p.variables.push_back({1, 0, 1, true});
    p.constraints.push_back({{{0, 1}}, 2, unlimited});
    EXPECT_EQ(maximise(p).outcome, Outcome::infeasible);
    p.variables.clear();
    p.constraints = {{{}, 1, unlimited}};
    EXPECT_EQ(maximise(p).outcome, Outcome::infeasible);
    p.constraints = {{{}, 0, 5}};
    EXPECT_EQ(maximise(p).outcome, Outcome::optimal);
}

TEST(Milp, ABoundIsNeverBelowTheValueAndTheSameProblemGivesTheSameAnswer) {
    const auto p = knapsack(77, 300);
    const auto a = maximise(p, {1e-9, 5});
    const auto b = maximise(p, {1e-9, 5});
    ASSERT_FALSE(a.x.empty());
    EXPECT_GE(a.bound, a.value);
    EXPECT_EQ(a.x, b.x);
    EXPECT_EQ(a.bound, b.bound);
    const auto exact = maximise(p);
    EXPECT_EQ(exact.outcome, Outcome::optimal);
    EXPECT_LE(a.value, exact.value + 1e-6);
    EXPECT_GE(a.bound, exact.value - 1e-6);
}

TEST(Milp, ContinuousVariablesAreNotRounded) {
    Problem p;
    p.variables.push_back({1, 0, 10, false});
    p.constraints.push_back({{{0, 2}}, -unlimited, 3});
    const auto solution = maximise(p);
    ASSERT_EQ(solution.outcome, Outcome::optimal);
    EXPECT_NEAR(solution.x[0], 1.5, 1e-9);
}

/// Classes of 1 to 4 items, some of which cost nothing or bring in money; every third class must give one.
std::vector<Item> classes(std::uint64_t seed, std::uint32_t count) {
    std::vector<Item> out;
    for (std::uint32_t c = 0; c < count; ++c)
        for (std::uint64_t i = 0, n = 1 + mix(seed) % 4; i < n; ++i)
            out.push_back({c, static_cast<double>(mix(seed) % 120) - 20, static_cast<double>(mix(seed) % 100) - 5});
    return out;
}

/// Most gain from class `at` on; −1e9 where nothing fits.
double best_from(const std::vector<Item>& items, const std::vector<bool>& must, std::uint32_t at, double left) {
    if (at == must.size()) return left >= 0 ? 0 : -1e9;
    double best = must[at] ? -1e9 : best_from(items, must, at + 1, left);
    for (const Item& item : items)
        if (item.of == at) best = std::max(best, item.gain + best_from(items, must, at + 1, left - item.cost));
    return best;
}

TEST(ChooseItems, LiesBetweenItsBoundAndTheBestOneItemAway) {
    double missed = 0, all = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto count = static_cast<std::uint32_t>(3 + seed % 5);
        const auto items = classes(seed, count);
        std::vector<bool> must(count);
        for (std::uint32_t c = 0; c < count; ++c) must[c] = (c + seed) % 3 == 0;
        std::uint64_t state = seed;
        const double limit = static_cast<double>(mix(state) % 300) - 40;
        const double best = best_from(items, must, 0, limit);
        const auto choice = choose_items(items, must, limit);
        ASSERT_EQ(choice.feasible, best > -1e8) << seed;
        if (!choice.feasible) continue;
        EXPECT_LE(choice.value, best + 1e-9) << seed;
        EXPECT_GE(choice.bound, best - 1e-9) << seed;
        EXPECT_GE(choice.value, choice.bound - 100) << seed;  // no item gains more
        double value = 0, cost = 0;
        std::vector<int> taken(count, 0);
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (choice.take[i] == 0) continue;
            value += items[i].gain;
            cost += items[i].cost;
            ++taken[items[i].of];
        }
        EXPECT_NEAR(value, choice.value, 1e-9) << seed;
        EXPECT_LE(cost, limit + 1e-9) << seed;
        for (std::uint32_t c = 0; c < count; ++c) EXPECT_TRUE(taken[c] == 1 || (taken[c] == 0 && !must[c])) << seed;
        missed += best - choice.value;
        all += best;
    }
    EXPECT_LT(missed, 0.05 * all);
}

TEST(ChooseItems, WithoutALimitTheAnswerIsTheBest) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto items = classes(seed, 6);
        const std::vector<bool> must(6, seed % 2 == 0);
        const auto choice = choose_items(items, must, unlimited);
        EXPECT_NEAR(choice.value, best_from(items, must, 0, 1e9), 1e-9) << seed;
        EXPECT_NEAR(choice.bound, choice.value, 1e-9) << seed;
    }
}

TEST(ChooseItems, ManyItemsLeaveALittleGap) {
    const auto items = classes(3, 5000);
    const auto choice = choose_items(items, std::vector<bool>(5000, false), 20'000);
    EXPECT_GT(choice.value, 0);
    EXPECT_LT((choice.bound - choice.value) / choice.value, 1e-3);
}

}  // namespace
}  // namespace mulens::solve
