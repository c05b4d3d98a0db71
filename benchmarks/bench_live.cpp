// How long an edit of the scheme takes until map and counts are right again, on a project.
//
//   bench_live big/qiantang.toml [threads] [edits]
//
// thresholds: one low-efficiency test moves. weights: one weight moves (with it every score, cut, grade). cuts: one
// quota moves. size limit: standings and benchmarks change too.
#include "base/error.hpp"
#include "config/project.hpp"
#include "pipeline/live.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>

namespace {

using namespace mulens;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

using Edit = std::function<void(config::Scheme&, int)>;

void time_edits(const char* what, rules::LiveSession& session, const config::Scheme& base, int edits,
                const Edit& edit) {
    std::vector<double> ms;
    for (int i = 0; i < edits + 2; ++i) {
        auto trial = std::make_shared<config::Scheme>(base);
        edit(*trial, i);
        const auto start = Clock::now();
        const auto result = session.evaluate(trial);
        if (i >= 2) ms.push_back(ms_since(start));  // the first ones take fresh memory
    }
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double share) {
        return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
    };
    fmt::print("{:<12} median {:>7.2f} ms  99th percentile {:>7.2f} ms  least {:>7.2f} ms\n", what, at(0.5), at(0.99),
               ms.front());
}

int bench(int argc, char** argv) {
    const unsigned threads = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    const int edits = argc > 3 ? std::atoi(argv[3]) : 100;
    Diagnostics diagnostics;
    Progress progress;
    pipeline::RunOptions options;
    options.threads = 2;
    options.hash = false;
    auto start = Clock::now();
    auto run = std::make_unique<pipeline::Run>(
        pipeline::run_project(config::load_project(argv[1]), options, diagnostics, progress));
    fmt::print("run of {} parcels, {} enterprises: {:.1f} s\n", run->parcels.rows(), run->enterprises.rows(),
               ms_since(start) / 1000);
    auto input = pipeline::live_input(*run, threads);
    const config::Scheme base = *input.scheme;
    run.reset();
    start = Clock::now();
    rules::LiveSession session(std::move(input));
    fmt::print("session made in {:.0f} ms, {} threads\n", ms_since(start), threads);
    time_edits("thresholds", session, base, edits,
               [](auto& s, int i) { s.low_tests[0].value *= 1 + 0.01 * (i % 50 + 1); });
    time_edits("weights", session, base, edits,
               [](auto& s, int i) { s.classes[0].indicators[0].weight += 0.1 * (i % 50 + 1); });
    time_edits("cuts", session, base, edits, [](auto& s, int i) { s.cut.lines[0].cumulative += 0.002 * (i % 50 + 1); });
    time_edits("size limit", session, base, std::min(edits, 10),
               [](auto& s, int i) { s.size_limit_mu = 0.5 + 0.1 * i; });
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: bench_live PROJECT.toml [threads] [edits]\n");
        return 2;
    }
    try {
        return bench(argc, argv);
    } catch (const mulens::Error& error) {
        fmt::print(stderr, "bench_live: {}\n", error.what());
        return static_cast<int>(error.code());
    }
}
