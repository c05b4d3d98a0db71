#include "rules/score.hpp"

#include "base/exact.hpp"
#include "base/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mulens::rules {
namespace {

constexpr std::uint64_t chunk_rows = 65536;
constexpr std::size_t most_indicators = 32;

}  // namespace

std::int64_t score_key(double score) { return nearest(score * 1e9); }

double rounded_score(double score) { return std::isnan(score) ? score : static_cast<double>(score_key(score)) / 1e9; }

double indicator_score(const config::Indicator& indicator, double x, const Yardstick& yardstick) {
    double score = config::not_given;
    if (indicator.benchmark == config::Benchmark::min_max) {
        const double span = yardstick.maximum - yardstick.minimum;
        // All firms alike: nobody is behind, so everybody stands at the top of the scale.
        const double place = span > 0 ? (x - yardstick.minimum) / span : x - x + 1;
        score = indicator.weight * (indicator.low + (indicator.high - indicator.low) * place) / 100;
    } else if (yardstick.value > 0) {
        score = x / yardstick.value * indicator.weight;
    }
    if (std::isnan(score)) return score;
    if (score < 0) {
        if (indicator.negative == config::NegativeRule::zero) score = 0;
        if (indicator.negative == config::NegativeRule::floor)
            score = std::max(score, indicator.floor * indicator.weight);
    }
    if (!std::isnan(indicator.cap)) score = std::min(score, indicator.cap * indicator.weight);
    return score;
}

double combine_scores(const config::ScoreClass& scale_class, const double* scores,
                      const std::vector<double>& mean_scores, double points) {
    double sum = 0;
    double weight_all = 0;
    double weight_there = 0;
    for (std::size_t i = 0; i < scale_class.indicators.size(); ++i) {
        const auto& indicator = scale_class.indicators[i];
        weight_all += indicator.weight;
        if (!std::isnan(scores[i])) {
            sum += scores[i];
            weight_there += indicator.weight;
            continue;
        }
        switch (indicator.missing) {
            case config::MissingRule::zero:
                weight_there += indicator.weight;
                break;
            case config::MissingRule::class_mean_score:
                if (!std::isnan(mean_scores[i])) sum += mean_scores[i];  // nobody has it: 0 for all, said as assumption
                weight_there += indicator.weight;
                break;
            case config::MissingRule::drop_and_rescale:
                break;
            case config::MissingRule::not_scored:
                return config::not_given;
        }
    }
    if (weight_there == 0) return config::not_given;
    if (weight_there != weight_all) sum *= weight_all / weight_there;
    return sum + points;
}

std::vector<double> score_rows(const config::Scheme& scheme, const Subjects& subjects, const Benchmarks& benchmarks,
                               unsigned threads) {
    const auto metrics = scheme_metrics(scheme);
    struct Plan {
        const config::ScoreClass* scale_class = nullptr;
        std::vector<table::NumberView> x;
    };
    std::vector<Plan> plans(scheme.classes.size());
    for (std::size_t c = 0; c < plans.size(); ++c) {
        if (!scheme.classes[c].scored() || scheme.classes[c].indicators.size() > most_indicators) continue;
        plans[c].scale_class = &scheme.classes[c];
        for (const auto& indicator : scheme.classes[c].indicators) {
            const auto at = std::find(metrics.begin(), metrics.end(), indicator.metric) - metrics.begin();
            plans[c].x.push_back(subjects.measures[static_cast<std::size_t>(at)].ratio);
        }
    }
    std::vector<double> out(subjects.rows, config::not_given);
    parallel_chunks(threads, subjects.rows, chunk_rows, [&](auto, std::uint64_t first, std::uint64_t last, unsigned) {
        std::array<double, most_indicators> scores{};
        for (std::uint64_t row = first; row < last; ++row) {
            const std::uint8_t c = subjects.scale_class[row];
            if (c == no_class || plans[c].scale_class == nullptr) continue;
            const Plan& plan = plans[c];
            bool any = false;  // a row with no indicator at all is not scored, whatever the missing rules
            for (std::size_t i = 0; i < plan.x.size(); ++i) {
                const auto& indicator = plan.scale_class->indicators[i];
                const auto& sticks = benchmarks[c].indicators[i];
                scores[i] = indicator_score(indicator, plan.x[i][row],
                                            sticks[indicator.within_group ? subjects.group[row] : 0U]);
                any |= !std::isnan(scores[i]);
            }
            if (!any) continue;
            out[row] = rounded_score(combine_scores(*plan.scale_class, scores.data(), benchmarks[c].mean_score,
                                                    subjects.points.empty() ? 0 : subjects.points[row]));
        }
    });
    return out;
}

std::vector<ScorePart> explain_score(const config::Scheme& scheme, const Subjects& subjects,
                                     const Benchmarks& benchmarks, Row row) {
    std::vector<ScorePart> out;
    const std::uint8_t c = subjects.scale_class[row];
    if (c == no_class || !scheme.classes[c].scored()) return out;
    const auto metrics = scheme_metrics(scheme);
    const auto& scale_class = scheme.classes[c];
    double weight_all = 0;
    double weight_there = 0;
    for (std::size_t i = 0; i < scale_class.indicators.size(); ++i) {
        const auto& indicator = scale_class.indicators[i];
        const auto at = std::find(metrics.begin(), metrics.end(), indicator.metric) - metrics.begin();
        const auto& stick = benchmarks[c].indicators[i][indicator.within_group ? subjects.group[row] : 0U];
        ScorePart part;
        part.metric = indicator.metric;
        part.x = subjects.measures[static_cast<std::size_t>(at)].ratio[row];
        part.benchmark = stick.value;
        part.weight = indicator.weight;
        part.score = indicator_score(indicator, part.x, stick);
        part.missing = std::isnan(part.score);
        part.capped = part.score >= indicator.cap * indicator.weight;
        weight_all += indicator.weight;
        if (part.missing && indicator.missing == config::MissingRule::zero) part.score = 0;
        if (part.missing && indicator.missing == config::MissingRule::class_mean_score)
            part.score = benchmarks[c].mean_score[i];
        if (!part.missing || indicator.missing != config::MissingRule::drop_and_rescale)
            weight_there += indicator.weight;
        out.push_back(part);
    }
    if (weight_there > 0 && weight_there != weight_all)
        for (auto& part : out) part.score *= weight_all / weight_there;
    return out;
}

}  // namespace mulens::rules
