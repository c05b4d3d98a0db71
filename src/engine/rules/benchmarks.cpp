#include "base/error.hpp"
#include "base/parallel.hpp"
#include "rules/chunk_sum.hpp"
#include "rules/score.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::rules {
namespace {

constexpr std::uint64_t chunk_rows = 65536;

struct Tally {
    ChunkSum numerator, denominator, ratio;
    std::uint64_t ratios = 0;
    double minimum = std::numeric_limits<double>::infinity();
    double maximum = -std::numeric_limits<double>::infinity();

    void merge(const Tally& other) {
        numerator.add(other.numerator);
        denominator.add(other.denominator);
        ratio.add(other.ratio);
        ratios += other.ratios;
        minimum = std::min(minimum, other.minimum);
        maximum = std::max(maximum, other.maximum);
    }
};

/// Sums of one metric of one class by group; index 0 is the whole class.
std::vector<Tally> tally(const config::Indicator& indicator, std::uint8_t class_code, const Measure& measure,
                         const Subjects& subjects, std::size_t groups, unsigned threads) {
    const std::uint64_t chunks = (subjects.rows + chunk_rows - 1) / chunk_rows;
    const std::size_t wide = indicator.within_group ? groups : 1;
    std::vector<std::vector<Tally>> parts(chunks, std::vector<Tally>(wide));
    parallel_chunks(threads, subjects.rows, chunk_rows, [&](auto chunk, auto first, auto last, unsigned) {
        for (std::uint64_t row = first; row < last; ++row) {
            if (subjects.scale_class[row] != class_code || subjects.counts[row] == 0) continue;
            const double x = measure.ratio[row];
            if (std::isnan(x)) continue;
            Tally& into = parts[chunk][indicator.within_group ? subjects.group[row] : 0U];
            if (indicator.benchmark == config::Benchmark::min_max) {
                into.minimum = std::min(into.minimum, x);
                into.maximum = std::max(into.maximum, x);
            } else if (indicator.benchmark == config::Benchmark::mean_of_ratios) {
                into.ratio.add(x);
                ++into.ratios;
            } else {
                const double numerator = measure.numerator[row];
                const double denominator = measure.denominator[row];
                if (std::isnan(numerator) || std::isnan(denominator)) continue;
                into.numerator.add(numerator);
                into.denominator.add(denominator);
            }
        }
    });
    std::vector<Tally> out(wide);
    for (const auto& part : parts)
        for (std::size_t g = 0; g < wide; ++g) out[g].merge(part[g]);
    for (std::size_t g = 1; g < wide; ++g) out[0].merge(out[g]);
    return out;
}

Yardstick yardstick_of(const config::Indicator& indicator, const Tally& sums) {
    Yardstick out;
    if (indicator.benchmark == config::Benchmark::min_max) {
        if (sums.maximum >= sums.minimum) {
            out.minimum = sums.minimum;
            out.maximum = sums.maximum;
        }
        return out;
    }
    const double mean = indicator.benchmark == config::Benchmark::mean_of_ratios
                            ? ratio_of(sums.ratio.value(), static_cast<double>(sums.ratios))
                            : ratio_of(sums.numerator.value(), sums.denominator.value());
    out.value = mean * indicator.factor;
    return out;
}

bool known(const Yardstick& stick) { return !std::isnan(stick.value) || !std::isnan(stick.minimum); }

/// Mean score of the firms that have the indicator, for the missing rule class_mean_score.
double mean_score(const config::Indicator& indicator, std::uint8_t class_code, const Measure& measure,
                  const Subjects& subjects, const std::vector<Yardstick>& sticks) {
    ChunkSum sum;
    std::uint64_t count = 0;
    for (Row row = 0; row < subjects.rows; ++row) {
        if (subjects.scale_class[row] != class_code || subjects.counts[row] == 0) continue;
        const double score =
            indicator_score(indicator, measure.ratio[row], sticks[indicator.within_group ? subjects.group[row] : 0U]);
        if (std::isnan(score)) continue;
        sum.add(score);
        ++count;
    }
    return ratio_of(sum.value(), static_cast<double>(count));
}

}  // namespace

Benchmarks find_benchmarks(const config::Scheme& scheme, const Subjects& subjects, const Subjects* last_year,
                           unsigned threads) {
    if (scheme.needs_last_year() && last_year == nullptr)
        throw Error::make(ExitCode::usage,
                          "scheme {} takes last year's means as its benchmark, and there are no enterprises of the "
                          "year before; give that year's ledger, or choose another scheme",
                          scheme.id);
    const auto metrics = scheme_metrics(scheme);
    const std::size_t groups = group_count(scheme);
    Benchmarks out(scheme.classes.size());
    for (std::size_t c = 0; c < out.size(); ++c) {
        const auto& scale_class = scheme.classes[c];
        const auto code = static_cast<std::uint8_t>(c);
        for (const auto& indicator : scale_class.indicators) {
            const auto at =
                static_cast<std::size_t>(std::find(metrics.begin(), metrics.end(), indicator.metric) - metrics.begin());
            std::vector<Yardstick> sticks(indicator.within_group ? groups : 1);
            if (indicator.benchmark == config::Benchmark::value) {
                sticks[0].value = indicator.value * indicator.factor;
            } else if (scale_class.scored()) {
                const bool before = indicator.benchmark == config::Benchmark::last_year_mean;
                const Subjects& from = before ? *last_year : subjects;
                const auto sums = tally(indicator, code, from.measures[at], from, groups, threads);
                for (std::size_t g = 0; g < sticks.size(); ++g) sticks[g] = yardstick_of(indicator, sums[g]);
                // A group without firms is measured against the whole class.
                for (auto& stick : sticks)
                    if (!known(stick)) stick = sticks[0];
            }
            const bool needs_mean = scale_class.scored() && indicator.missing == config::MissingRule::class_mean_score;
            out[c].mean_score.push_back(
                needs_mean ? mean_score(indicator, code, subjects.measures[at], subjects, sticks) : config::not_given);
            out[c].indicators.push_back(std::move(sticks));
        }
    }
    return out;
}

}  // namespace mulens::rules
