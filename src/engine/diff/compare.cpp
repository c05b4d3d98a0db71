#include "diff/compare.hpp"

#include "base/error.hpp"
#include "diff/exchange.hpp"

#include <cmath>

namespace mulens::diff {
namespace {

bool same_rules(const Side& a, const Side& b) {
    const auto equal = [](const config::Scheme* x, const config::Scheme* y) {
        if (x == y) return true;
        return x != nullptr && y != nullptr && x->id == y->id &&
               config::flatten_scheme(*x) == config::flatten_scheme(*y);
    };
    return equal(a.scheme, b.scheme) && equal(a.cut_from, b.cut_from);
}

/// Grade and score of every plot and firm after one step; rows are A's for the first three, then B's.
struct Stage {
    const std::vector<char>* parcel_grade;
    const std::vector<double>* parcel_score;
    const std::vector<char>* firm_grade;
    const std::vector<double>* firm_score;

    explicit Stage(const Judged& j)
        : parcel_grade(&j.parcels.grade),
          parcel_score(&j.parcels.score),
          firm_grade(&j.firms.grade),
          firm_score(&j.firms.score) {}
};

std::int64_t key_of(double score) { return std::isnan(score) ? rules::no_key : rules::score_key(score); }

Unit unit_of(Row a, Row b, const std::vector<Stage>& stages, bool parcel) {
    Unit out;
    out.a = a;
    out.b = b;
    for (std::size_t k = 0; k < stages.size(); ++k) {
        const Row row = k < 3 ? a : b;
        const bool there = a != no_row && b != no_row ? true
                           : k == 0                   ? a != no_row
                                                      : k + 1 == stages.size() && b != no_row;
        if (!there) continue;
        out.steps.grade[k] = (parcel ? *stages[k].parcel_grade : *stages[k].firm_grade)[row];
        out.steps.score[k] = key_of((parcel ? *stages[k].parcel_score : *stages[k].firm_score)[row]);
    }
    out.split = split(out.steps);
    return out;
}

std::vector<Unit> units_of(const Pairs& pairs, const std::vector<Stage>& stages, bool parcel,
                           const std::vector<std::uint8_t>& a_counts, const std::vector<std::uint8_t>& b_counts) {
    std::vector<Unit> out;
    const auto counts = [](const std::vector<std::uint8_t>& mask, Row row) { return mask.empty() || mask[row] != 0; };
    for (Row b = 0; b < pairs.a_of_b.size(); ++b)
        if (pairs.a_of_b[b] != no_row || counts(b_counts, b))
            out.push_back(unit_of(pairs.a_of_b[b], b, stages, parcel));
    for (Row a = 0; a < pairs.b_of_a.size(); ++a)
        if (pairs.b_of_a[a] == no_row && counts(a_counts, a)) out.push_back(unit_of(a, no_row, stages, parcel));
    return out;
}

}  // namespace

Difference compare(const Side& a, const Side& b, Pairs parcels, Pairs firms, Progress& progress) {
    if (parcels.both() == 0 && firms.both() == 0)
        throw Error(ExitCode::usage,
                    "the two have no parcel and no enterprise in common: nothing can be compared; are they the same "
                    "district, with the same codes?");
    Difference out;
    progress.stage("diff", 6);
    const auto done = [&](Judged judged) {
        progress.advance(1);
        return judged;
    };
    out.same_scheme = same_rules(a, b);
    out.before = done(judge(a, nullptr, progress));
    const rules::FirmGrades& line = out.before.firms;
    const auto step = [&](bool areas) {
        const Exchanged exchanged(a, b, parcels, firms, areas);
        return done(judge(exchanged.side(), &line, progress));
    };
    const Judged data = step(false);
    const Judged area = step(true);
    Side linked = b;  // everything of its own as in B, judged as A judges
    linked.scheme = a.scheme;
    linked.cut_from = a.cut_from;
    const Judged link = done(judge(linked, &line, progress));
    Judged scheme;
    out.between = line.cuts;
    if (!out.same_scheme) {
        Side ruled = a;
        ruled.scheme = b.scheme;
        ruled.cut_from = b.cut_from;
        const Judged between = judge(ruled, nullptr, progress);
        scheme = judge(b, &between.firms, progress);
        out.between = between.firms.cuts;
    }
    progress.advance(1);
    out.after = done(judge(b, nullptr, progress));
    const std::vector<Stage> stages{
        Stage(out.before), Stage(data), Stage(area), Stage(link), Stage(out.same_scheme ? link : scheme),
        Stage(out.after)};
    out.parcels = units_of(parcels, stages, true, {}, {});
    out.firms = units_of(firms, stages, false, out.before.counted, out.after.counted);
    out.parcel_pairs = std::move(parcels);
    out.firm_pairs = std::move(firms);
    return out;
}

}  // namespace mulens::diff
