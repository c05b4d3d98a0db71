#include "solve/milp.hpp"

#include "base/error.hpp"

#include <coin/Cbc_C_Interface.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

namespace mulens::solve {
namespace {

struct Deleter {
    void operator()(Cbc_Model* model) const { Cbc_deleteModel(model); }
};
using Model = std::unique_ptr<Cbc_Model, Deleter>;

/// The constraint matrix by columns, as the library wants it.
struct Columns {
    std::vector<CoinBigIndex> start;
    std::vector<int> row;
    std::vector<double> value;
};

Columns by_columns(const Problem& problem) {
    Columns out;
    const std::size_t n = problem.variables.size();
    out.start.assign(n + 1, 0);
    for (const auto& constraint : problem.constraints)
        for (const auto& [variable, coefficient] : constraint.terms) ++out.start[variable + 1];
    for (std::size_t i = 0; i < n; ++i) out.start[i + 1] += out.start[i];
    out.row.resize(static_cast<std::size_t>(out.start[n]));
    out.value.resize(out.row.size());
    std::vector<CoinBigIndex> next(out.start.begin(), out.start.end() - 1);
    for (std::size_t r = 0; r < problem.constraints.size(); ++r)
        for (const auto& [variable, coefficient] : problem.constraints[r].terms) {
            const auto at = static_cast<std::size_t>(next[variable]++);
            out.row[at] = static_cast<int>(r);
            out.value[at] = coefficient;
        }
    return out;
}

Model load(const Problem& problem) {
    std::vector<double> lower, upper, gain, row_lower, row_upper;
    for (const auto& v : problem.variables) {
        lower.push_back(v.lower);
        upper.push_back(v.upper);
        gain.push_back(-v.gain);  // the library's own direction is to minimise
    }
    for (const auto& c : problem.constraints) {
        row_lower.push_back(c.lower);
        row_upper.push_back(c.upper);
    }
    Columns columns = by_columns(problem);
    // A problem without whole numbers goes another way in the library, which prints: give it one that is always 0.
    const auto whole = [](const auto& v) { return v.integer; };
    if (std::none_of(problem.variables.begin(), problem.variables.end(), whole)) {
        lower.push_back(0);
        upper.push_back(0);
        gain.push_back(0);
        columns.start.push_back(columns.start.back());
    }
    Model model(Cbc_newModel());
    Cbc_setParameter(model.get(), "logLevel", "0");
    Cbc_loadProblem(model.get(), static_cast<int>(gain.size()), static_cast<int>(row_lower.size()),
                    columns.start.data(), columns.row.data(), columns.value.data(), lower.data(), upper.data(),
                    gain.data(), row_lower.data(), row_upper.data());
    Cbc_setObjSense(model.get(), 1);
    for (std::size_t i = 0; i < gain.size(); ++i)
        if (i >= problem.variables.size() || problem.variables[i].integer)
            Cbc_setInteger(model.get(), static_cast<int>(i));
    return model;
}

/// Whether whole numbers that the library gave as 0.9999999 satisfy what was asked, within its own tolerance.
bool feasible(const Problem& problem, const std::vector<double>& x) {
    for (const auto& constraint : problem.constraints) {
        double sum = 0;
        double size = 1;
        for (const auto& [variable, coefficient] : constraint.terms) {
            sum += coefficient * x[variable];
            size = std::max(size, std::abs(coefficient * x[variable]));
        }
        const double slack = 1e-6 * size;
        if (sum < constraint.lower - slack || sum > constraint.upper + slack) return false;
    }
    return true;
}

/// Nothing to choose from: the library does not like an empty matrix.
Solution without_variables(const Problem& problem) {
    Solution out;
    out.outcome = feasible(problem, {}) ? Outcome::optimal : Outcome::infeasible;
    return out;
}

}  // namespace

const char* name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::optimal:
            return "optimal";
        case Outcome::stopped:
            return "stopped";
        case Outcome::infeasible:
            return "infeasible";
        case Outcome::failed:
            break;
    }
    return "failed";
}

double Solution::gap() const { return std::max(0.0, bound - value) / std::max(1.0, std::abs(value)); }

Solution maximise(const Problem& problem, const Limits& limits) {
    static std::mutex one_at_a_time;
    for (const auto& constraint : problem.constraints)
        for (const auto& [variable, coefficient] : constraint.terms)
            if (variable >= problem.variables.size() || !std::isfinite(coefficient))
                throw Error(ExitCode::failed, "a constraint names a variable that is not there, or no number");
    if (problem.variables.empty()) return without_variables(problem);
    const std::lock_guard lock(one_at_a_time);
    const Model model = load(problem);
    Cbc_setParameter(model.get(), "ratioGap", fmt::format("{}", limits.gap).c_str());
    Cbc_setParameter(model.get(), "maxNodes", fmt::format("{}", limits.nodes).c_str());
    Cbc_solve(model.get());

    Solution out;
    out.nodes = Cbc_getNodeCount(model.get());
    const double* x = Cbc_getColSolution(model.get());
    const bool optimal = Cbc_isProvenOptimal(model.get()) != 0;
    if (!optimal && Cbc_isProvenInfeasible(model.get()) != 0) {
        out.outcome = Outcome::infeasible;
        return out;
    }
    if (x == nullptr) return out;
    out.x.assign(x, x + problem.variables.size());
    for (std::size_t i = 0; i < out.x.size(); ++i)
        if (problem.variables[i].integer) out.x[i] = std::round(out.x[i]);
    if (!feasible(problem, out.x)) {
        out.x.clear();
        return out;
    }
    for (std::size_t i = 0; i < out.x.size(); ++i) out.value += problem.variables[i].gain * out.x[i];
    out.bound = std::max(out.value, -Cbc_getBestPossibleObjValue(model.get()));
    out.outcome = optimal ? Outcome::optimal : Outcome::stopped;
    return out;
}

std::string version() { return fmt::format("CBC {}", Cbc_getVersion()); }

}  // namespace mulens::solve
