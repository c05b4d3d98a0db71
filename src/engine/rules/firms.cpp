#include "rules/firms.hpp"

#include "rules/units.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace mulens::rules {
namespace {

/// Ranks, cut lines and grades of the units that count.
void rank_and_cut(const FirmsInput& input, const Subjects& subjects, const std::vector<double>& scores,
                  FirmGrades& out) {
    const auto& scheme = *input.scheme;
    const config::Scheme& cut_scheme = scheme_of_cut(scheme, input.cut_from);
    const config::Cut& cut = cut_scheme.cut;
    out.cut_scheme = cut.mode == config::CutMode::none ? "" : cut_scheme.id;
    for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
        std::vector<Ranked> ranked;
        for (Row row = 0; row < subjects.rows; ++row)
            if (subjects.counts[row] != 0 && subjects.scale_class[row] == c && !std::isnan(scores[row]))
                ranked.push_back({score_key(scores[row]), row});
        sort_ranked(ranked);
        const auto ranks = ranks_of(ranked);
        out.cuts.push_back(input.measured_by != nullptr ? input.measured_by->cuts[c]
                                                        : find_cut(cut, scheme.classes[c].id, ranked));
        for (std::size_t i = 0; i < ranked.size(); ++i) out.rank[ranked[i].row] = ranks[i];
    }
    // In row order: going by rank would miss the cache at every firm.
    for (Row row = 0; row < subjects.rows; ++row) {
        const std::uint8_t c = subjects.scale_class[row];
        if (c == no_class || subjects.counts[row] == 0 || std::isnan(scores[row])) continue;
        out.in_class[row] = static_cast<std::uint32_t>(out.cuts[c].n);
        out.grade_before_veto[row] = out.cuts[c].grade_of(scores[row]);
    }
}

/// What a firm shows: its unit's result, then vetoes; the standing decides where there is no own grade.
void show_grades(const FirmsInput& input, FirmGrades& out, std::vector<double>&& scores) {
    const Row rows = input.firms->rows();
    const auto limits = veto_limits(*input.scheme, *input.firms);
    const auto missing = reason_code(out, "score_missing");
    const auto no_scoring = reason_code(out, "no_scoring");
    const auto no_cut = reason_code(out, "no_cut_published");
    const auto scales = scales_of(*input.firms);
    const ClassTable class_of(*input.scheme);
    out.score = std::move(scores);
    for (Row row = 0; row < rows; ++row) {
        const Row unit = out.unit[row];
        if (unit != row) {
            out.score[row] = out.score[unit];
            out.rank[row] = out.rank[unit];
            out.in_class[row] = out.in_class[unit];
            out.grade_before_veto[row] = out.grade_before_veto[unit];
        }
        if (out.standing[row] == Standing::out) out.score[row] = table::none;
        if (out.standing[row] == Standing::ungraded) out.grade[row] = 'u';
        if (out.standing[row] != Standing::assessed) continue;
        const std::uint8_t c = class_of(scales[row]);
        if (c == no_class || !input.scheme->classes[c].scored()) {
            out.reason[row] = no_scoring;
        } else if (std::isnan(out.score[row])) {
            out.reason[row] = missing;
        } else if (out.grade_before_veto[row] == '-') {
            out.grade[row] = 'u';
            out.reason[row] = no_cut;
        } else {
            out.grade[row] = limited(out.grade_before_veto[row], limits[row]);
        }
    }
}

void follow_owners(const std::vector<Row>& owner, FirmGrades& out) {
    const auto code = reason_code(out, "owner_grade");
    for (Row row = 0; row < owner.size(); ++row) {
        if (owner[row] == no_row) continue;
        out.grade[row] = out.grade[owner[row]];
        out.reason[row] = code;
    }
}

/// co_located = both: the firms of one plot together, measured by the benchmarks and cut lines of the single firms.
void add_merged(const FirmsInput& input, const Subjects& firms, NumberColumns& columns, FirmGrades& out) {
    const auto units = merge_units(input, out.standing, true);
    const Subjects merged = merged_subjects(*input.scheme, firms, units, columns);
    const auto scores = score_rows(*input.scheme, merged, out.benchmarks, input.threads);
    out.score_merged.assign(firms.rows, table::none);
    out.grade_merged.assign(firms.rows, 'n');
    for (Row row = 0; row < firms.rows; ++row) {
        if (out.standing[row] != Standing::assessed) continue;
        const std::uint8_t c = merged.scale_class[units[row]];
        if (c == no_class) continue;
        out.score_merged[row] = scores[units[row]];
        const char grade = out.cuts[c].grade_of(scores[units[row]]);
        out.grade_merged[row] = grade == '-' ? 'u' : grade;
    }
}

}  // namespace

const config::Scheme& scheme_of_cut(const config::Scheme& scheme, const config::Scheme* cut_from) {
    return scheme.cut.mode == config::CutMode::none && cut_from != nullptr ? *cut_from : scheme;
}

Benchmarks benchmarks_of(const FirmsInput& input, const Subjects& subjects) {
    if (!input.scheme->needs_last_year() || input.last_year == nullptr || input.last_year->rows() == 0)
        return find_benchmarks(*input.scheme, subjects, nullptr, input.threads);
    NumberColumns columns(*input.last_year);
    const Subjects before = subjects_of(*input.scheme, *input.last_year, columns);
    return find_benchmarks(*input.scheme, subjects, &before, input.threads);
}

FirmGrades grade_firms(const FirmsInput& input) {
    const Row rows = input.firms->rows();
    FirmStage stage = stage_firms(input);
    FirmGrades out = std::move(stage.base);
    out.rank.assign(rows, table::none);
    out.in_class.assign(rows, 0);
    out.grade.assign(rows, 'n');
    out.grade_before_veto.assign(rows, 'n');
    out.benchmarks =
        input.measured_by != nullptr ? input.measured_by->benchmarks : benchmarks_of(input, stage.subjects);
    auto scores = score_rows(*input.scheme, stage.subjects, out.benchmarks, input.threads);
    rank_and_cut(input, stage.subjects, scores, out);
    show_grades(input, out, std::move(scores));
    if (!stage.owner.empty()) follow_owners(stage.owner, out);
    if (input.scheme->co_located.mode == config::CoLocated::both) add_merged(input, stage.firms, *stage.columns, out);
    return out;
}

table::Column grade_column(const std::vector<char>& grades) {
    static const std::vector<std::string> names{"", "A", "B", "C", "D", "ungraded", "not_evaluated"};
    std::vector<std::uint32_t> codes(grades.size());
    for (std::size_t i = 0; i < grades.size(); ++i) {
        const char g = grades[i];
        codes[i] = g >= 'A' && g <= 'D' ? static_cast<std::uint32_t>(g - 'A' + 1) : g == 'u' ? 5U : g == 'n' ? 6U : 0U;
    }
    return table::Column::texts(table::TextStore::coded(names, std::move(codes)));
}

void add_firm_columns(const FirmGrades& grades, table::Table& firms) {
    firms.set("score", table::Column::numbers(grades.score));
    firms.set("rank", table::Column::numbers(grades.rank));
    firms.set("grade", grade_column(grades.grade));
    std::vector<std::uint32_t> codes(grades.reason.begin(), grades.reason.end());
    firms.set("grade_reason", table::Column::texts(table::TextStore::coded(grades.reasons, std::move(codes))));
    if (grades.score_merged.empty()) return;
    firms.set("score_merged", table::Column::numbers(grades.score_merged));
    firms.set("grade_merged", grade_column(grades.grade_merged));
}

}  // namespace mulens::rules
