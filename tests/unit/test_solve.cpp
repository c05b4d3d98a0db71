// The solver against brute force, its honesty about bounds, and its sameness.
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

}  // namespace
}  // namespace mulens::solve
