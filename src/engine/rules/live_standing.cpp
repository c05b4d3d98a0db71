#include "rules/live_parts.hpp"
#include "rules/scope.hpp"

namespace mulens::rules {
namespace {

std::vector<ClassFigures> figures_of(const config::Scheme& scheme, const Subjects& subjects,
                                     const Benchmarks& benchmarks, const std::vector<std::uint8_t>& wanted,
                                     unsigned threads) {
    std::vector<ClassFigures> out;
    for (std::size_t c = 0; c < scheme.classes.size(); ++c)
        out.emplace_back(scheme, subjects, benchmarks[c], static_cast<std::uint8_t>(c), wanted, threads);
    return out;
}

}  // namespace

FirmsInput LiveSession::Parts::firms_input(const config::Scheme& scheme) const {
    FirmsInput out;
    out.scheme = &scheme;
    out.cut_from = in.cut_from.get();
    out.firms = &in.enterprises;
    out.last_year = in.enterprises_last_year.rows() > 0 ? &in.enterprises_last_year : nullptr;
    out.links = in.links;
    out.parcel_in_scope = &standing->in_scope;
    out.excluded = &firms_out.appraisal;
    out.as_of = in.as_of;
    out.threads = in.threads;
    return out;
}

void LiveSession::Parts::find_standing(const std::shared_ptr<const config::Scheme>& trial) {
    const config::Scheme& scheme = *trial;
    standing = std::make_shared<LiveStanding>();  // results may hold the one before
    if (scoped == nullptr || !same_scope(scheme, *scoped)) {
        in_scope = judge_scope(scheme.scope, in.parcels).in;
        scoped = trial;
    }
    standing->in_scope = in_scope;
    // All of it is made anew: the old beside the new would be the peak of memory.
    firms = {};
    merged = {};
    firm_figures = {};
    merged_figures = {};
    parcel_figures = {};
    const FirmsInput input = firms_input(scheme);
    firms = stage_firms(input);
    benchmarks = benchmarks_of(input, firms.subjects);
    const Row rows = in.enterprises.rows();

    // A firm that is out shows no score, and one that follows a lower row shows that row's.
    std::vector<std::uint8_t> wanted(rows, 1);
    followers.clear();
    const ClassTable class_of(scheme);
    const auto scales = scales_of(in.enterprises);
    shows.assign(rows, Shows::nothing);
    for (Row row = 0; row < rows; ++row) {
        const Standing stands = firms.base.standing[row];
        if (stands == Standing::out) wanted[row] = 0;
        if (firms.base.unit[row] != row) {
            wanted[row] = 0;
            followers.push_back(row);
        }
        if (stands == Standing::ungraded) shows[row] = Shows::ungraded;
        if (stands == Standing::follows) shows[row] = Shows::owner;
        const std::uint8_t c = class_of(scales[row]);
        if (stands == Standing::assessed && c != no_class && scheme.classes[c].scored()) shows[row] = Shows::grade;
    }
    veto = veto_limits(scheme, in.enterprises);
    firm_figures = figures_of(scheme, firms.subjects, benchmarks, wanted, in.threads);
    if (scheme.co_located.mode == config::CoLocated::both) {
        merged_unit = merge_units(input, firms.base.standing, true);
        merged = merged_subjects(scheme, firms.firms, merged_unit, *firms.columns);
        for (Row row = 0; row < rows; ++row) wanted[row] = merged_unit[row] == row ? 1 : 0;
        merged_figures = figures_of(scheme, merged, benchmarks, wanted, in.threads);
    }

    ParcelsInput parcels;
    parcels.scheme = &scheme;
    parcels.parcels = &in.parcels;
    parcels.links = in.links;
    parcels.firm_scale = &scales;
    parcels.firms = &firms.base;
    parcels.in_scope = &standing->in_scope;
    parcels.excluded = &land.appraisal;
    ParcelStage stage = stage_parcels(parcels);
    NumberColumns columns(in.parcels);
    const Subjects subjects = parcel_subjects(parcels, stage.base, columns);
    parcel_figures = figures_of(scheme, subjects, benchmarks, stage.base.judged, in.threads);
    base_grade = std::move(stage.base.grade);
    standing->judged = std::move(stage.base.judged);
    standing->scale = std::move(stage.base.scale);
    standing->main_firm = std::move(stage.base.main_firm);
    standing->standing = firms.base.standing;
    standing->unit = firms.base.unit;
    standing->reason = std::move(stage.base.reason);
    standing->firm_reason = firms.base.reason;
    standing->reasons = std::move(stage.base.reasons);
}

}  // namespace mulens::rules
