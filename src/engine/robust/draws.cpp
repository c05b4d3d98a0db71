#include "robust/draws.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "robust/data_error.hpp"
#include "robust/quantile.hpp"
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

/// Ranks and scores of the first draws, a row a plot that has a score in the run itself.
struct Kept {
    std::vector<Row> plots;
    std::uint32_t draws = 0;
    std::vector<std::uint32_t> rank;  ///< [plot][draw]
    std::vector<float> score;         ///< [plot][draw]

    void add(std::uint32_t draw, const rules::LiveResult& result) {
        if (draw >= draws) return;
        std::vector<std::uint32_t> ranks;
        ranks_of(result, ranks);
        for (std::size_t k = 0; k < plots.size(); ++k) {
            rank[k * draws + draw] = ranks[plots[k]];
            score[k * draws + draw] = static_cast<float>(result.grades->score[plots[k]]);
        }
    }
};

/// What one worker counts.
struct Count {
    std::array<std::uint32_t, 4> grades{};
    std::uint32_t low = 0;
};

void count(const rules::LiveResult& result, std::vector<Count>& counts) {
    for (Row row = 0; row < counts.size(); ++row) {
        const char grade = result.grades->grade[row];
        if (grade >= 'A' && grade <= 'D') ++counts[row].grades[static_cast<std::size_t>(grade - 'A')];
        counts[row].low += result.low[row];
    }
}

void summarise(const Kept& kept, unsigned threads, std::vector<PlotDraws>& out) {
    parallel_chunks(threads, kept.plots.size(), 64, [&](auto, auto first, auto last, auto) {
        std::vector<std::uint32_t> ranks;
        std::vector<float> scores;
        for (auto k = first; k < last; ++k) {
            ranks.clear();
            scores.clear();
            for (std::uint32_t d = 0; d < kept.draws; ++d) {
                if (kept.rank[k * kept.draws + d] == no_rank) continue;
                ranks.push_back(kept.rank[k * kept.draws + d]);
                scores.push_back(kept.score[k * kept.draws + d]);
            }
            if (ranks.empty()) continue;
            PlotDraws& plot = out[kept.plots[k]];
            const auto rank = quantiles(ranks, std::array{0.05, 0.5, 0.95});
            const auto score = quantiles(scores, std::array{0.05, 0.95});
            plot.rank_low = rank[0];
            plot.rank_mid = rank[1];
            plot.rank_high = rank[2];
            plot.score_low = score[0];
            plot.score_high = score[1];
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

std::uint32_t usual_draws(Row plots) { return plots > 300'000 ? 100 : 1000; }

Draws draw(const rules::LiveInput& input, const DrawOptions& options, Progress& progress, const Watch& watch) {
    check(options);
    Draws out;
    out.options = options;
    rules::LiveInput lean = input;  // only what grades and tests look at: counts are not asked for
    lean.counts = false;
    lean.share_land_nano.clear();
    lean.share_tax_fen = lean.share_output_fen = nullptr;
    unpack(lean.parcels);
    unpack(lean.enterprises);
    const DataError error(lean);
    out.columns = error.columns();
    const rules::LiveSession run(lean);
    out.saved = run.saved();
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
    const auto fit = std::max<std::uint64_t>(1, options.most_cells / std::max<std::size_t>(1, kept.plots.size()));
    kept.draws = out.interval_draws = static_cast<std::uint32_t>(std::min<std::uint64_t>(options.draws, fit));
    kept.rank.assign(kept.plots.size() * kept.draws, no_rank);
    kept.score.assign(kept.rank.size(), 0);

    progress.stage("draws", options.draws);
    const unsigned workers = std::max(1U, options.threads);
    std::vector<std::vector<Count>> counts(workers, std::vector<Count>(rows));
    parallel_chunks(workers, options.draws, 1, [&](auto, auto first, auto, unsigned worker) {
        progress.check();
        const auto d = static_cast<std::uint32_t>(first);
        rules::LiveInput drawn = error.apply(options, d);
        drawn.scheme = drawn_weights(*input.scheme, options, d);
        const bool looked = d < watch.draws && watch.look != nullptr;
        const table::Table parcels = drawn.parcels, firms = drawn.enterprises;  // shared columns
        const auto result = rules::LiveSession(std::move(drawn), run).saved();
        count(*result, counts[worker]);
        kept.add(d, *result);
        if (looked) watch.look(d, parcels, firms, *result);
        progress.advance(1);
    });
    out.plots.resize(rows);
    for (const auto& mine : counts)
        for (Row row = 0; row < rows; ++row) {
            for (std::size_t g = 0; g < 4; ++g) out.plots[row].grades[g] += mine[row].grades[g];
            out.plots[row].low += mine[row].low;
        }
    counts.clear();
    summarise(kept, workers, out.plots);
    return out;
}

}  // namespace mulens::robust
