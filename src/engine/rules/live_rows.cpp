#include "rules/live_parts.hpp"

namespace mulens::rules {
namespace {

bool scored_class(const config::Scheme& scheme, Scale scale) {
    const std::uint8_t c = class_index(scheme, scale);
    return c != no_class && scheme.classes[c].scored();
}

}  // namespace

double LiveSession::rank(const LiveResult& result, Row parcel) const {
    const auto& score = result.grades->score;
    if (std::isnan(score[parcel])) return table::none;
    const auto& scale = result.standing->scale;
    const std::int64_t own = score_key(score[parcel]);
    std::uint64_t better = 0;
    for (Row row = 0; row < score.size(); ++row)
        if (scale[row] == scale[parcel] && !std::isnan(score[row]) && nearest(score[row] * 1e9) > own) ++better;
    return static_cast<double>(better + 1);
}

std::uint64_t LiveSession::in_class(const LiveResult& result, Row parcel) const {
    const auto& score = result.grades->score;
    if (std::isnan(score[parcel])) return 0;
    const auto& scale = result.standing->scale;
    std::uint64_t n = 0;
    for (Row row = 0; row < score.size(); ++row)
        if (scale[row] == scale[parcel] && !std::isnan(score[row])) ++n;
    return n;
}

double LiveSession::firm_rank(const LiveResult& result, Row firm) const {
    const auto& standing = *result.standing;
    const auto& score = result.grades->firm_score;
    if (standing.standing[firm] != Standing::assessed || std::isnan(score[firm])) return table::none;
    const Row unit = standing.unit[firm];
    for (const auto& figures : parts_->firm_figures) {
        const auto& rows = figures.rows();
        const auto at = std::lower_bound(rows.begin(), rows.end(), unit);
        if (at == rows.end() || *at != unit) continue;
        const std::int64_t own = score_key(score[unit]);
        std::uint64_t better = 0;
        for (std::size_t k = 0; k < rows.size(); ++k)
            if (figures.counts()[k] != 0 && !std::isnan(score[rows[k]]) && nearest(score[rows[k]] * 1e9) > own)
                ++better;
        return static_cast<double>(better + 1);
    }
    return table::none;
}

std::string LiveSession::reason(const LiveResult& result, Row parcel) const {
    const auto& standing = *result.standing;
    if (standing.judged[parcel] == 0) return standing.reasons[standing.reason[parcel]];
    if (!scored_class(*result.scheme, standing.scale[parcel])) return "no_scoring";
    if (std::isnan(result.grades->score[parcel])) return "score_missing";
    return result.grades->grade[parcel] == 'u' ? "no_cut_published" : "";
}

std::string LiveSession::firm_reason(const LiveResult& result, Row firm) const {
    const auto& standing = *result.standing;
    if (standing.standing[firm] == Standing::follows) return "owner_grade";
    if (standing.standing[firm] == Standing::assessed) {
        if (!scored_class(*result.scheme, scale_of(parts_->in.enterprises.text("scale_class", firm))))
            return "no_scoring";
        if (std::isnan(result.grades->firm_score[firm])) return "score_missing";
        if (result.grades->firm_grade[firm] == 'u') return "no_cut_published";
    }
    return standing.reasons[standing.firm_reason[firm]];
}

std::string LiveSession::sentence(const LiveResult& result, Row parcel) const {
    if (result.low[parcel] == 0) return {};
    std::vector<LowHit> hits;
    for (std::size_t t = 0; t < result.scheme->low_tests.size(); ++t)
        if ((result.hit_mask[parcel] >> t & 1U) != 0)
            hits.push_back({static_cast<std::uint16_t>(t), parts_->low_mask.value(t, parcel)});
    return reasons_sentence(*result.scheme, hits);
}

WhatIf LiveSession::what_if(const LiveResult& result, Row firm, const std::string& field, double value) const {
    FirmGrades before;
    before.grade = result.grades->firm_grade;
    before.score = result.grades->firm_score;
    return what_if_corrected(parts_->firms_input(*result.scheme), before, firm, field, value);
}

std::vector<Row> LiveSession::changed(const LiveResult& result) const {
    std::vector<Row> out;
    const auto& before = *parts_->saved;
    for (Row row = 0; row < result.low.size(); ++row)
        if (result.low[row] != before.low[row] || result.grades->grade[row] != before.grades->grade[row])
            out.push_back(row);
    return out;
}

}  // namespace mulens::rules
