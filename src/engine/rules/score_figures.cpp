#include "rules/score_figures.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "rules/chunk_sum.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::rules {
namespace {

constexpr std::uint64_t chunk_rows = 65536;
constexpr double infinity = std::numeric_limits<double>::infinity();

double figure_of(const config::Indicator& indicator, double x, const Yardstick& stick) {
    if (indicator.benchmark == config::Benchmark::min_max) {
        const double span = stick.maximum - stick.minimum;
        return span > 0 ? (x - stick.minimum) / span : x - x + 1;
    }
    return stick.value > 0 ? x / stick.value : config::not_given;
}

/// From a figure to points, as indicator_score() does it from x.
class Weigher {
  public:
    explicit Weigher(const config::Indicator& i)
        : weight_(i.weight),
          lowest_(i.negative == config::NegativeRule::zero    ? 0
                  : i.negative == config::NegativeRule::floor ? i.floor * i.weight
                                                              : -infinity),
          highest_(std::isnan(i.cap) ? infinity : i.cap * i.weight),
          low_(i.low),
          span_(i.high - i.low),
          placed_(i.benchmark == config::Benchmark::min_max) {}

    template <typename Take>
    void each(const double* figures, std::size_t count, Take&& take) const {
        if (placed_)
            for (std::size_t k = 0; k < count; ++k) take(k, limited(weight_ * (low_ + span_ * figures[k]) / 100));
        else
            for (std::size_t k = 0; k < count; ++k) take(k, limited(figures[k] * weight_));
    }

  private:
    [[nodiscard]] double limited(double score) const {
        score = score < 0 ? (score < lowest_ ? lowest_ : score) : score;
        return highest_ < score ? highest_ : score;
    }
    double weight_, lowest_, highest_, low_, span_;
    bool placed_;
};

}  // namespace

ClassFigures::ClassFigures(const config::Scheme& scheme, const Subjects& subjects, const ClassBenchmarks& benchmarks,
                           std::uint8_t c, const std::vector<std::uint8_t>& wanted, unsigned threads) {
    const auto& scale_class = scheme.classes[c];
    if (!scale_class.scored()) return;
    for (Row row = 0; row < subjects.rows; ++row)
        if (subjects.scale_class[row] == c && wanted[row] != 0) rows_.push_back(row);
    const bool all_count = subjects.counts.empty();
    counts_.resize(rows_.size());
    for (std::size_t k = 0; k < rows_.size(); ++k) counts_[k] = all_count ? 1 : subjects.counts[rows_[k]];
    if (!subjects.points.empty()) {
        points_.resize(rows_.size());
        for (std::size_t k = 0; k < rows_.size(); ++k) points_[k] = subjects.points[rows_[k]];
    }
    const auto metrics = scheme_metrics(scheme);
    figures_.resize(scale_class.indicators.size());
    parallel_chunks(threads, figures_.size(), 1, [&](auto i, auto, auto, auto) {
        const auto& indicator = scale_class.indicators[i];
        const auto& sticks = benchmarks.indicators[i];
        const auto at = std::find(metrics.begin(), metrics.end(), indicator.metric) - metrics.begin();
        const table::NumberView x = subjects.measures[static_cast<std::size_t>(at)].ratio;
        auto& out = figures_[i];
        out.resize(rows_.size());
        for (std::size_t k = 0; k < rows_.size(); ++k)
            out[k] = figure_of(indicator, x[rows_[k]], sticks[indicator.within_group ? subjects.group[rows_[k]] : 0U]);
    });
}

double ClassFigures::mean_score(const config::Indicator& indicator, std::size_t index, unsigned threads) const {
    struct Part {
        ChunkSum sum;
        std::uint64_t count = 0;
    };
    const Weigher weigher(indicator);
    const auto& figures = figures_[index];
    std::vector<Part> parts((rows_.size() + chunk_rows - 1) / chunk_rows);
    parallel_chunks(threads, rows_.size(), chunk_rows, [&](auto chunk, auto first, auto last, auto) {
        Part part;
        weigher.each(figures.data() + first, last - first, [&](std::size_t k, double score) {
            if (std::isnan(score) || counts_[first + k] == 0) return;
            part.sum.add(score);
            ++part.count;
        });
        parts[chunk] = part;
    });
    Part all;
    for (const auto& part : parts) {
        all.sum.add(part.sum);
        all.count += part.count;
    }
    return ratio_of(all.sum.value(), static_cast<double>(all.count));
}

void ClassFigures::score(const config::ScoreClass& scale_class, const std::vector<double>& mean_scores,
                         std::size_t first, std::size_t last, std::int64_t* keys) const {
    const std::size_t count = last - first;
    std::array<double, block_rows> sum{};
    std::array<double, block_rows> given{};  // indicators that are there
    std::array<double, block_rows> there{};  // weight of those that count
    bool rescales = false;
    double weight_all = 0;
    for (std::size_t i = 0; i < figures_.size(); ++i) {
        const auto& indicator = scale_class.indicators[i];
        weight_all += indicator.weight;
        // Adding +0 to a sum that begins with +0 changes no bit: a missing indicator needs no branch.
        const bool dropped = indicator.missing == config::MissingRule::drop_and_rescale;
        const bool by_mean = indicator.missing == config::MissingRule::class_mean_score && !std::isnan(mean_scores[i]);
        const double fill = indicator.missing == config::MissingRule::not_scored ? -infinity
                            : by_mean                                            ? mean_scores[i]
                                                                                 : 0;
        const double weight_missing = dropped ? 0 : indicator.weight;
        rescales |= dropped;
        Weigher(indicator).each(figures_[i].data() + first, count, [&](std::size_t k, double score) {
            const bool missing = score != score;
            sum[k] += missing ? fill : score;
            given[k] += missing ? 0.0 : 1.0;
            there[k] += missing ? weight_missing : indicator.weight;
        });
    }
    for (std::size_t k = 0; k < count; ++k) {
        double total = sum[k];
        if (given[k] == 0 || there[k] == 0 || total == -infinity || total != total) {
            keys[k] = no_key;
            continue;
        }
        if (rescales && there[k] != weight_all) total *= weight_all / there[k];
        if (!points_.empty()) total += points_[first + k];
        keys[k] = nearest(total * 1e9);
    }
}

KeyRanking::KeyRanking(const std::vector<std::int64_t>& keys, const std::vector<std::uint8_t>& counts)
    : keys_(&keys), counts_(&counts) {
    std::int64_t highest = no_key;
    std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
    for (std::size_t k = 0; k < keys.size(); ++k) {
        if (counts[k] == 0 || keys[k] == no_key) continue;
        ++n_;
        highest = std::max(highest, keys[k]);
        lowest = std::min(lowest, keys[k]);
    }
    if (n_ == 0) return;
    highest_ = highest;
    constexpr std::uint64_t most_buckets = 16384;
    const auto range = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest);
    while ((range >> shift_) >= most_buckets) ++shift_;
    sizes_.assign((range >> shift_) + 1, 0);
    for (std::size_t k = 0; k < keys.size(); ++k)
        if (counts[k] != 0 && keys[k] != no_key) ++sizes_[bucket(keys[k])];
}

std::int64_t KeyRanking::key_at(std::uint64_t place) const {
    std::size_t wanted = 0;
    std::uint64_t before = 0;
    while (before + sizes_[wanted] < place) before += sizes_[wanted++];
    std::vector<std::int64_t> found;
    found.reserve(sizes_[wanted]);
    for (std::size_t k = 0; k < keys_->size(); ++k)
        if ((*counts_)[k] != 0 && (*keys_)[k] != no_key && bucket((*keys_)[k]) == wanted) found.push_back((*keys_)[k]);
    const auto at = found.begin() + static_cast<std::ptrdiff_t>(place - before - 1);
    std::nth_element(found.begin(), at, found.end(), std::greater<>());
    return *at;
}

KeyCut::KeyCut(const ClassCut& cut) : none_(cut.mode == config::CutMode::none) {
    for (const auto& line : cut.lines) {
        if (std::isinf(line.score)) continue;
        if (count_ == limits_.size()) throw Error::make(ExitCode::usage, "more than {} cut lines", limits_.size());
        limits_[count_++] = {score_key(line.score) + (line.op == config::Op::greater ? 1 : 0), line.grade};
    }
}

}  // namespace mulens::rules
