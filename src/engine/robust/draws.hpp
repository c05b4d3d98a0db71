// How sure grades are: the rules again for many draws of weights and data, counted plot by plot (method §8.4).
//
// A draw: weights of each class ~ Dirichlet(concentration · w); every figure of a firm that the scheme divides (tax,
// output, value added, employees …; never land) × exp(error · z), z ~ N(0, 1), one z a firm and column. A plot's
// figures move with the firms on it, by what each brings there. Benchmarks, quotas, cuts and low-efficiency tests are
// made anew in each draw by the live rules: with error 0 and weights unmoved every draw is the run itself.
//
// Grades are counted over all draws. Rank and score intervals need every value of every plot: they are taken from the
// first `interval_draws` draws, as many as fit in `most_cells` (all of them, unless there are very many plots).
//
// Same bytes for any number of threads: random numbers are counter-based and counts are whole numbers.
#pragma once

#include "base/progress.hpp"
#include "rules/live.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mulens::robust {

struct DrawOptions {
    std::uint32_t draws = 1000;
    double concentration = 50;  ///< 0: weights stay
    double error = 0.05;        ///< standard deviation of the logarithm; 0: data stay
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::uint64_t most_cells = 150'000'000;  ///< ranks and scores that are held: 8 bytes each
};
/// How many draws where nobody said: 1,000, or 100 of more than 300,000 plots.
[[nodiscard]] std::uint32_t usual_draws(Row plots);

struct PlotDraws {
    std::array<std::uint32_t, 4> grades{};  ///< A, B, C, D
    std::uint32_t low = 0;                  ///< 疑似低效
    // 5 %, 50 % and 95 % of the draws with a rank; NaN where there is none. A low rank is a good one.
    double rank_low = table::none, rank_mid = table::none, rank_high = table::none;
    double score_low = table::none, score_high = table::none;
};

struct Draws {
    DrawOptions options;
    std::vector<PlotDraws> plots;                    ///< per parcel
    std::shared_ptr<const rules::LiveResult> saved;  ///< the run itself
    std::vector<double> rank;                        ///< per parcel in the run; NaN = none
    std::vector<std::string> columns;                ///< that the error moves
    std::uint32_t interval_draws = 0;                ///< draws that the intervals are taken from
};

/// For those who look at more than grades in the first draws: called from any thread, in any order.
struct Watch {
    std::uint32_t draws = 0;
    std::function<void(std::uint32_t draw, const table::Table& parcels, const table::Table& firms,
                       const rules::LiveResult& result)>
        look;  ///< tables with the draw's figures; grades as in the run, those of the draw in `result`
};

/// Error(usage) for options that make no sense and as LiveSession. Throws Stopped.
[[nodiscard]] Draws draw(const rules::LiveInput& input, const DrawOptions& options, Progress& progress,
                         const Watch& watch = {});

/// The input with the data of one draw; for tests.
[[nodiscard]] rules::LiveInput with_error(const rules::LiveInput& input, const DrawOptions& options,
                                          std::uint32_t draw);

}  // namespace mulens::robust
