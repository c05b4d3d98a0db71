#include "robust/draws.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "robust/data_error.hpp"
#include "robust/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mulens::robust {
namespace {

constexpr std::uint32_t no_rank = std::numeric_limits<std::uint32_t>::max();

void check(const DrawOptions& o) {
    if (o.draws == 0 || o.draws > 100'000)
        throw Error::make(ExitCode::usage, "{} draws: between 1 and 100,000 make sense", o.draws);
    if (!(o.concentration >= 0)) throw Error(ExitCode::usage, "the concentration of the weights cannot be negative");
    if (!(o.error >= 0 && o.error <= 1))
        throw Error::make(ExitCode::usage, "a data error of {:g} is no share between 0 and 1", o.error);
    if (o.error == 0 && o.concentration == 0)
        throw Error(ExitCode::usage, "nothing is drawn: weights stay (--concentration 0) and so do data (--error 0)");
}

std::shared_ptr<const config::Scheme> drawn_weights(const config::Scheme& scheme, const DrawOptions& o,
                                                    std::uint32_t draw) {
    auto out = std::make_shared<config::Scheme>(scheme);
    if (o.concentration == 0) return out;
    for (std::size_t c = 0; c < out->classes.size(); ++c) {
        auto& indicators = out->classes[c].indicators;
        if (!out->classes[c].scored()) continue;
        std::vector<double> weights;
        for (const auto& i : indicators) weights.push_back(i.weight);
        Stream stream(o.seed, draw, 0, c);
        const auto drawn = dirichlet(weights, o.concentration, stream);
        for (std::size_t i = 0; i < indicators.size(); ++i) indicators[i].weight = drawn[i];
    }
    return out;
}

/// 1 + number of assessed plots of the class with a higher score (1e-9).
void ranks_of(const rules::LiveResult& result, std::vector<std::uint32_t>& rank) {
    const auto& score = result.grades->score;
    rank.assign(score.size(), no_rank);
    for (const auto scale : {rules::Scale::above, rules::Scale::below}) {
        std::vector<std::pair<std::int64_t, Row>> rows;
        for (Row row = 0; row < score.size(); ++row)
            if (std::isfinite(score[row]) && result.standing->scale[row] == scale)
                rows.emplace_back(-std::llround(score[row] * 1e9), row);
        std::sort(rows.begin(), rows.end());
        std::uint32_t place = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i == 0 || rows[i].first != rows[i - 1].first) place = static_cast<std::uint32_t>(i + 1);
            rank[rows[i].second] = place;
        }
    }
}

/// Nearest-rank quantile of sorted values.
template <typename T>
double quantile(const std::vector<T>& sorted, double q) {
    const auto at = static_cast<std::size_t>(std::ceil(q * static_cast<double>(sorted.size()) - 1e-9));
    return static_cast<double>(sorted[at == 0 ? 0 : at - 1]);
}

/// What every draw leaves behind, a row a plot that has a score in the run itself.
struct Kept {
    std::vector<Row> plots;
    std::vector<std::uint32_t> rank;  ///< [plot][draw]
    std::vector<float> score;         ///< [plot][draw]
};

void summarise(const Kept& kept, std::uint32_t draws, unsigned threads, std::vector<PlotDraws>& out) {
    parallel_chunks(threads, kept.plots.size(), 64, [&](auto, auto first, auto last, auto) {
        std::vector<std::uint32_t> ranks;
        std::vector<float> scores;
        for (auto k = first; k < last; ++k) {
            ranks.clear();
            scores.clear();
            for (std::uint32_t d = 0; d < draws; ++d) {
                if (kept.rank[k * draws + d] == no_rank) continue;
                ranks.push_back(kept.rank[k * draws + d]);
                scores.push_back(kept.score[k * draws + d]);
            }
            if (ranks.empty()) continue;
            std::sort(ranks.begin(), ranks.end());
            std::sort(scores.begin(), scores.end());
            PlotDraws& plot = out[kept.plots[k]];
            plot.rank_low = quantile(ranks, 0.05);
            plot.rank_mid = quantile(ranks, 0.5);
            plot.rank_high = quantile(ranks, 0.95);
            plot.score_low = quantile(scores, 0.05);
            plot.score_high = quantile(scores, 0.95);
        }
    });
}

/// Numbers of every draw side by side: packed columns would be unpacked again and again.
void unpack(table::Table& table) {
    constexpr Row most = 300'000;  // beyond, memory matters more
    if (table.rows() > most) return;
    for (const std::string& name : std::vector<std::string>(table.names())) {
        const table::Column& column = table.at(name);
        if (!column.is_text()) table.set(name, table::Column::numbers(column.values(), column.kind()));
    }
}

}  // namespace

rules::LiveInput with_error(const rules::LiveInput& input, const DrawOptions& options, std::uint32_t draw) {
    return DataError(input).apply(options, draw);
}

Draws draw(const rules::LiveInput& input, const DrawOptions& options, Progress& progress) {
    check(options);
    Draws out;
    out.options = options;
    rules::LiveInput lean = input;  // only what grades and tests look at: counts are not asked for
    lean.share_land_nano.clear();
    lean.share_tax_fen.clear();
    lean.share_output_fen.clear();
    lean.platforms.clear();
    unpack(lean.parcels);
    unpack(lean.enterprises);
    const DataError error(lean);
    out.columns = error.columns();
    const rules::LiveSession base(lean);
    out.saved = base.saved();
    const Row rows = input.parcels.rows();
    std::vector<std::uint32_t> rank;
    ranks_of(*out.saved, rank);
    Kept kept;
    out.rank.assign(rows, table::none);
    for (Row row = 0; row < rows; ++row) {
        if (rank[row] == no_rank) continue;
        out.rank[row] = rank[row];
        kept.plots.push_back(row);
    }
    constexpr double most = 1.5e9;  // 12 GB
    if (static_cast<double>(kept.plots.size()) * options.draws > most)
        throw Error::make(ExitCode::usage, "{} draws of {} plots do not fit in memory; take at most {} (--draws)",
                          options.draws, kept.plots.size(),
                          static_cast<std::uint64_t>(most / static_cast<double>(kept.plots.size())));
    kept.rank.assign(kept.plots.size() * options.draws, no_rank);
    kept.score.assign(kept.rank.size(), 0);

    progress.stage("draws", options.draws);
    const unsigned workers = std::max(1U, options.threads);
    std::vector<std::vector<PlotDraws>> counts(workers, std::vector<PlotDraws>(rows));
    parallel_chunks(workers, options.draws, 1, [&](auto, auto first, auto, unsigned worker) {
        progress.check();
        const auto d = static_cast<std::uint32_t>(first);
        rules::LiveInput drawn = error.apply(options, d);
        drawn.scheme = drawn_weights(*input.scheme, options, d);
        const rules::LiveSession session(std::move(drawn));
        const auto& result = *session.saved();
        auto& mine = counts[worker];
        for (Row row = 0; row < rows; ++row) {
            const char grade = result.grades->grade[row];
            if (grade >= 'A' && grade <= 'D') ++mine[row].grades[static_cast<std::size_t>(grade - 'A')];
            mine[row].low += result.low[row];
        }
        std::vector<std::uint32_t> ranks;
        ranks_of(result, ranks);
        for (std::size_t k = 0; k < kept.plots.size(); ++k) {
            kept.rank[k * options.draws + d] = ranks[kept.plots[k]];
            kept.score[k * options.draws + d] = static_cast<float>(result.grades->score[kept.plots[k]]);
        }
        progress.advance(1);
    });
    out.plots = std::move(counts[0]);
    for (unsigned w = 1; w < workers; ++w)
        for (Row row = 0; row < rows; ++row) {
            for (std::size_t g = 0; g < 4; ++g) out.plots[row].grades[g] += counts[w][row].grades[g];
            out.plots[row].low += counts[w][row].low;
        }
    summarise(kept, options.draws, workers, out.plots);
    return out;
}

}  // namespace mulens::robust
