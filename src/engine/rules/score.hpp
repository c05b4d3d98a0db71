// Scores: Σ indicator score + points, rounded to 1e-9. NaN = not scored.
// The same bytes for any number of threads: sums are exact (1e-9), rows are written by their own chunk only.
#pragma once

#include "rules/subjects.hpp"

#include <cstdint>
#include <vector>

namespace mulens::rules {

/// What an indicator is measured against; NaN = unknown.
struct Yardstick {
    double value = config::not_given;  ///< benchmark, factor included
    double minimum = config::not_given, maximum = config::not_given;
};
struct ClassBenchmarks {
    std::vector<std::vector<Yardstick>> indicators;  ///< [indicator][group]; group 0 = the whole class
    std::vector<double> mean_score;                  ///< [indicator]: mean score of the firms that have it
};
using Benchmarks = std::vector<ClassBenchmarks>;  ///< one for each of scheme.classes

/// Points of one indicator after the negative rule and the cap. NaN where x or its yardstick is missing.
[[nodiscard]] double indicator_score(const config::Indicator& indicator, double x, const Yardstick& yardstick);
/// The sum over a class's indicators by their missing rules; `scores` as indicator_score gives them.
[[nodiscard]] double combine_scores(const config::ScoreClass& scale_class, const double* scores,
                                    const std::vector<double>& mean_scores, double points);
/// A score as ranks and cuts see it: in units of 1e-9.
[[nodiscard]] std::int64_t score_key(double score);
[[nodiscard]] double rounded_score(double score);

/// Benchmarks of the rows that count. `last_year` is needed where the scheme takes last year's means:
/// Error(usage) that says so where it is null.
[[nodiscard]] Benchmarks find_benchmarks(const config::Scheme& scheme, const Subjects& subjects,
                                         const Subjects* last_year, unsigned threads);
/// One score a row; rows without a class, or whose class is not scored, are NaN.
[[nodiscard]] std::vector<double> score_rows(const config::Scheme& scheme, const Subjects& subjects,
                                             const Benchmarks& benchmarks, unsigned threads);

/// "Why this score": one line an indicator.
struct ScorePart {
    std::string metric;
    double x = config::not_given, benchmark = config::not_given, weight = 0;
    double score = config::not_given;  ///< as counted, the missing rule included
    bool capped = false, missing = false;
};
[[nodiscard]] std::vector<ScorePart> explain_score(const config::Scheme& scheme, const Subjects& subjects,
                                                   const Benchmarks& benchmarks, Row row);

}  // namespace mulens::rules
