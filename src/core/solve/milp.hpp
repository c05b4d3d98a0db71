// A small face on the mixed-integer solver (CBC): maximise gain · x under linear constraints.
//
// Guarantees: one thread, stopped by node count and gap and never by a clock, so the same problem gives the same
// answer on every machine. `bound` is proven: no better value than it exists. Solves run one at a time, whatever the
// number of calling threads (the library keeps global state); callers may be on any thread. Nothing is printed.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace mulens::solve {

inline constexpr double unlimited = std::numeric_limits<double>::infinity();

struct Constraint {
    std::vector<std::pair<std::uint32_t, double>> terms;  ///< (variable, coefficient), each variable once
    double lower = -unlimited;
    double upper = unlimited;
};

struct Problem {
    struct Variable {
        double gain = 0;
        double lower = 0;
        double upper = 1;
        bool integer = true;
    };
    std::vector<Variable> variables;
    std::vector<Constraint> constraints;
};

struct Limits {
    double gap = 1e-9;   ///< relative: stop where (bound − value) ≤ gap · |value|
    int nodes = 20'000;  ///< branch-and-bound nodes
};

enum class Outcome : std::uint8_t {
    optimal,     ///< proven within Limits::gap
    stopped,     ///< the node limit came first: `value` is feasible, `bound` tells how far off it can be
    infeasible,  ///< no x satisfies the constraints
    failed,      ///< the library gave no answer (unbounded, or no feasible x before the node limit)
};
[[nodiscard]] const char* name_of(Outcome outcome);

struct Solution {
    Outcome outcome = Outcome::failed;
    std::vector<double> x;  ///< integer variables are whole numbers; empty unless optimal or stopped
    double value = 0;
    double bound = 0;
    int nodes = 0;
    /// (bound − value) ÷ max(1, |value|), never negative.
    [[nodiscard]] double gap() const;
};

[[nodiscard]] Solution maximise(const Problem& problem, const Limits& limits = {});

/// "CBC 2.10": for the manifest.
[[nodiscard]] std::string version();

}  // namespace mulens::solve
