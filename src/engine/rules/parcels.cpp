#include "rules/parcels.hpp"

#include "rules/units.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::rules {
namespace {

struct Tenancy {
    std::vector<double> best_share;
    std::vector<Standing> standing;  ///< the best of the firms on the plot: assessed > follows > ungraded > out
};

Tenancy look_at_links(const ParcelsInput& input, ParcelGrades& out) {
    const Row rows = input.parcels->rows();
    Tenancy t;
    t.best_share.assign(rows, -1);
    t.standing.assign(rows, Standing::out);
    out.scale.assign(rows, Scale::none);
    out.main_firm.assign(rows, no_row);
    for (const Link& link : input.links) {
        const Row p = link.parcel;
        const Row e = link.enterprise;
        const Scale scale = (*input.firm_scale)[e];
        if (scale == Scale::above || out.scale[p] == Scale::none) out.scale[p] = scale;
        t.standing[p] = std::max(t.standing[p], input.firms->standing[e]);
        if (link.share > t.best_share[p] || (link.share == t.best_share[p] && e < out.main_firm[p])) {
            t.best_share[p] = link.share;
            out.main_firm[p] = e;
        }
    }
    return t;
}

void rank_parcels(const ParcelsInput& input, ParcelGrades& out) {
    const ClassTable class_of(*input.scheme);
    for (std::size_t c = 0; c < input.scheme->classes.size(); ++c) {
        std::vector<Ranked> ranked;
        for (Row row = 0; row < out.score.size(); ++row)
            if (!std::isnan(out.score[row]) && class_of(out.scale[row]) == c)
                ranked.push_back({score_key(out.score[row]), row});
        sort_ranked(ranked);
        const auto ranks = ranks_of(ranked);
        for (std::size_t i = 0; i < ranked.size(); ++i) out.rank[ranked[i].row] = ranks[i];
        out.in_class.push_back(ranked.size());
    }
}

}  // namespace

ParcelStage stage_parcels(const ParcelsInput& input) {
    const Row rows = input.parcels->rows();
    ParcelStage stage;
    ParcelGrades& out = stage.base;
    const Tenancy tenancy = look_at_links(input, out);
    out.reasons = input.firms->reasons;
    const auto code = [&](const std::string& name) {
        const auto it = std::find(out.reasons.begin(), out.reasons.end(), name);
        if (it != out.reasons.end()) return static_cast<std::uint16_t>(it - out.reasons.begin());
        out.reasons.push_back(name);
        return static_cast<std::uint16_t>(out.reasons.size() - 1);
    };
    const auto no_firm = code("no_enterprise");
    const auto excluded = code("excluded_by_decision");
    stage.missing = code("score_missing");
    stage.no_scoring = code("no_scoring");
    stage.no_cut = code("no_cut_published");
    out.judged.assign(rows, 0);
    out.grade.assign(rows, ' ');
    out.reason.assign(rows, 0);
    for (Row row = 0; row < rows; ++row) {
        if ((*input.in_scope)[row] == 0) continue;
        out.grade[row] = 'n';
        if (input.excluded != nullptr && (*input.excluded)[row] != 0) {
            out.reason[row] = excluded;
        } else if (out.main_firm[row] == no_row) {
            out.reason[row] = no_firm;
        } else if (tenancy.standing[row] >= Standing::follows) {
            out.judged[row] = 1;
        } else {
            if (tenancy.standing[row] == Standing::ungraded) out.grade[row] = 'u';
            out.reason[row] = input.firms->reason[out.main_firm[row]];
        }
    }
    return stage;
}

Subjects parcel_subjects(const ParcelsInput& input, const ParcelGrades& stage, NumberColumns& columns) {
    const ClassTable class_of(*input.scheme);
    Subjects subjects;
    subjects.rows = input.parcels->rows();
    subjects.scale_class.resize(subjects.rows);
    for (Row row = 0; row < subjects.rows; ++row)
        subjects.scale_class[row] = stage.judged[row] != 0 ? class_of(stage.scale[row]) : no_class;
    subjects.group.assign(subjects.rows, 0);  // several firms share a plot: the class-wide benchmark
    for (const auto& metric : scheme_metrics(*input.scheme))
        subjects.measures.push_back(measure_of(*input.parcels, metric, columns));
    return subjects;
}

ParcelGrades grade_parcels(const ParcelsInput& input) {
    ParcelStage stage = stage_parcels(input);
    ParcelGrades out = std::move(stage.base);
    const Row rows = input.parcels->rows();
    out.rank.assign(rows, table::none);
    NumberColumns columns(*input.parcels);
    out.score = score_rows(*input.scheme, parcel_subjects(input, out, columns), input.firms->benchmarks, input.threads);
    const ClassTable class_of(*input.scheme);
    for (Row row = 0; row < rows; ++row) {
        if (out.judged[row] == 0) continue;
        const std::uint8_t c = class_of(out.scale[row]);
        if (c == no_class || !input.scheme->classes[c].scored()) {
            out.reason[row] = stage.no_scoring;
        } else if (std::isnan(out.score[row])) {
            out.reason[row] = stage.missing;
        } else if (const char grade = input.firms->cuts[c].grade_of(out.score[row]); grade == '-') {
            out.grade[row] = 'u';
            out.reason[row] = stage.no_cut;
        } else {
            out.grade[row] = grade;
        }
    }
    rank_parcels(input, out);
    return out;
}

void add_parcel_columns(const ParcelGrades& grades, table::Table& parcels) {
    std::vector<std::uint32_t> scales(grades.scale.size());
    for (std::size_t i = 0; i < scales.size(); ++i) scales[i] = static_cast<std::uint32_t>(grades.scale[i]);
    parcels.set("scale_class", table::Column::texts(table::TextStore::coded({"", "规上", "规下"}, std::move(scales))));
    parcels.set("score", table::Column::numbers(grades.score));
    parcels.set("rank", table::Column::numbers(grades.rank));
    parcels.set("grade", grade_column(grades.grade));
    std::vector<std::uint32_t> codes(grades.reason.begin(), grades.reason.end());
    parcels.set("grade_reason", table::Column::texts(table::TextStore::coded(grades.reasons, std::move(codes))));
}

}  // namespace mulens::rules
