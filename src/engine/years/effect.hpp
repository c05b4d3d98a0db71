// What a past renewal did, measured against plots left alone: difference in differences (method §8.4).
//
// Treated: plots of today whose renewal of that year was finished (stage 销号). Left alone: plots that stand in no row
// of the stages table. Both need land and tax before and after. They are compared within the same platform and industry
// (division of the year before): Δ treated − Δ left alone, each a ratio of sums (Σ tax ÷ Σ 亩). The whole is the mean
// of these, weighted by treated land. Groups without a plot left alone cannot be compared and are counted apart. This
// is no proof of cause: plots are not chosen for renewal by lot.
#pragma once

#include "years/history.hpp"

#include <optional>

namespace mulens::years {

struct EffectOptions {
    std::optional<int> renewal;  ///< default: the newest year of the stages with a year before and a year after it
    std::optional<int> before;   ///< default: the newest year before the renewal
    std::optional<int> after;    ///< default: the last year
};

struct EffectGroup {
    std::string platform, industry;  ///< both "" for the whole
    std::uint64_t treated = 0, alone = 0;
    double treated_mu = 0;  ///< of the year after
    double alone_mu = 0;
    double treated_before = table::none, treated_after = table::none;  ///< 万元/亩
    double alone_before = table::none, alone_after = table::none;
    [[nodiscard]] double difference() const { return (treated_after - treated_before) - (alone_after - alone_before); }
};

struct Effect {
    int renewal = 0, before = 0, after = 0;
    std::uint64_t named = 0;         ///< plots of the stages table in that year
    std::uint64_t finished = 0;      ///< of them with stage 销号
    std::uint64_t not_found = 0;     ///< of the finished ones: codes that no year has
    std::uint64_t no_figures = 0;    ///< of the finished ones: no tax or no land before or after
    std::uint64_t not_compared = 0;  ///< of the finished ones: nothing left alone in platform and industry
    double treated_tax_before = 0;   ///< Σ 万元 of all treated plots with figures
    double treated_tax_after = 0;
    double treated_mu = 0;  ///< Σ 亩 of them, of the year after
    EffectGroup whole;
    std::vector<EffectGroup> groups;  ///< by platform, then industry; also those without a plot left alone
};

/// `stages`: parcel_id, stage, year, date. nullopt where there is no renewal with a year before and after it.
/// Throws Error(usage) where the years asked for are not there or out of order.
[[nodiscard]] std::optional<Effect> renewal_effect(const History& history, const Series& series,
                                                   const table::Table& stages, const EffectOptions& options);

}  // namespace mulens::years
