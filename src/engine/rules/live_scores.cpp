#include "base/parallel.hpp"
#include "rules/live_parts.hpp"

namespace mulens::rules {
namespace {

constexpr std::uint64_t chunk_rows = 16 * ClassFigures::block_rows;

/// Calls take(place in rows(), row, key) for every row of a class, by blocks on all threads.
template <typename Take>
void each_score(const ClassFigures& figures, const config::ScoreClass& scale_class, const ClassBenchmarks& benchmarks,
                unsigned threads, Take&& take) {
    const auto& rows = figures.rows();
    parallel_chunks(threads, rows.size(), chunk_rows, [&](auto, auto first, auto last, auto) {
        std::array<std::int64_t, ClassFigures::block_rows> keys;
        for (auto at = first; at < last; at += keys.size()) {
            const auto end = std::min<std::uint64_t>(last, at + keys.size());
            figures.score(scale_class, benchmarks.mean_score, at, end, keys.data());
            for (auto k = at; k < end; ++k) take(k, rows[k], keys[k - at]);
        }
    });
}

double score_of(std::int64_t key) { return key == no_key ? table::none : static_cast<double>(key) / 1e9; }

}  // namespace

void LiveSession::Parts::score_firms(const config::Scheme& scheme) {
    const auto& cut = scheme_of_cut(scheme, in.cut_from.get()).cut;
    grades->benchmarks = benchmarks;
    grades->cuts.clear();
    grades->firm_score.assign(in.enterprises.rows(), table::none);
    firm_keys.resize(scheme.classes.size());
    for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
        const auto& scale_class = scheme.classes[c];
        const auto& figures = firm_figures[c];
        auto& sticks = grades->benchmarks[c];
        for (std::size_t i = 0; i < scale_class.indicators.size(); ++i) {
            const auto& indicator = scale_class.indicators[i];
            const bool needs_mean = scale_class.scored() && indicator.missing == config::MissingRule::class_mean_score;
            sticks.mean_score[i] = needs_mean ? figures.mean_score(indicator, i, in.threads) : config::not_given;
        }
        auto& keys = firm_keys[c];
        keys.resize(figures.rows().size());
        each_score(figures, scale_class, sticks, in.threads, [&](auto k, Row row, std::int64_t key) {
            keys[k] = key;
            grades->firm_score[row] = score_of(key);
        });
        const KeyRanking ranking(keys, figures.counts());
        grades->cuts.push_back(
            find_cut(cut, scale_class.id, ranking.size(), [&](std::uint64_t place) { return ranking.key_at(place); }));
    }
}

/// What each firm shows: as show_grades() of a full run, from keys.
void LiveSession::Parts::show_firms(const config::Scheme& scheme) {
    auto& score = grades->firm_score;
    auto& grade = grades->firm_grade;
    const Row rows = in.enterprises.rows();
    grade.assign(rows, 'n');
    const auto shown = [&](Row row, char own) {
        if (shows[row] == Shows::grade && !std::isnan(score[row]))
            grade[row] = own == '-' ? 'u' : limited(own, veto[row]);
    };
    std::vector<KeyCut> cuts;
    for (const auto& cut : grades->cuts) cuts.emplace_back(cut);
    for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
        const auto& figures = firm_figures[c];
        const auto& keys = firm_keys[c];
        parallel_chunks(in.threads, keys.size(), chunk_rows, [&](auto, auto first, auto last, auto) {
            for (auto k = first; k < last; ++k)
                if (figures.counts()[k] != 0) shown(figures.rows()[k], cuts[c](keys[k]));
        });
    }
    for (const Row row : followers) {
        const Row unit = firms.base.unit[row];
        score[row] = score[unit];
        const std::uint8_t c = firms.subjects.scale_class[unit];
        if (c != no_class && !std::isnan(score[unit])) shown(row, cuts[c](score_key(score[unit])));
    }
    for (Row row = 0; row < rows; ++row)
        if (shows[row] == Shows::ungraded) grade[row] = 'u';
    for (Row row = 0; row < firms.owner.size(); ++row)
        if (firms.owner[row] != no_row) grade[row] = grade[firms.owner[row]];
}

void LiveSession::Parts::score_merged(const config::Scheme& scheme) {
    auto& score = grades->firm_score_merged;
    auto& grade = grades->firm_grade_merged;
    score.clear();
    grade.clear();
    if (merged.rows == 0) return;
    const Row rows = in.enterprises.rows();
    std::vector<double> of_unit(rows, table::none);
    for (std::size_t c = 0; c < scheme.classes.size(); ++c)
        each_score(merged_figures[c], scheme.classes[c], grades->benchmarks[c], in.threads,
                   [&](auto, Row row, std::int64_t key) { of_unit[row] = score_of(key); });
    score.assign(rows, table::none);
    grade.assign(rows, 'n');
    for (Row row = 0; row < rows; ++row) {
        if (firms.base.standing[row] != Standing::assessed) continue;
        const std::uint8_t c = merged.scale_class[merged_unit[row]];
        if (c == no_class) continue;
        score[row] = of_unit[merged_unit[row]];
        const char own = grades->cuts[c].grade_of(score[row]);
        grade[row] = own == '-' ? 'u' : own;
    }
}

void LiveSession::Parts::score_parcels(const config::Scheme& scheme) {
    grades->score.assign(in.parcels.rows(), table::none);
    grades->grade = base_grade;
    for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
        const KeyCut cut(grades->cuts[c]);
        each_score(parcel_figures[c], scheme.classes[c], grades->benchmarks[c], in.threads,
                   [&](auto, Row row, std::int64_t key) {
                       if (key == no_key) return;
                       grades->score[row] = score_of(key);
                       const char own = cut(key);
                       grades->grade[row] = own == '-' ? 'u' : own;
                   });
    }
}

void LiveSession::Parts::find_grades(const config::Scheme& scheme) {
    grades = spare_grades.take();
    score_firms(scheme);
    show_firms(scheme);
    score_merged(scheme);
    score_parcels(scheme);
}

}  // namespace mulens::rules
