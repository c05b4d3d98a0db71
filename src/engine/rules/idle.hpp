// The idle-land clock (method §5): what a contract's dates and evidence say on a given day. It suspects; people decide.
// No clock is read: `as_of` is the only today. Money 万元, areas m², dates as day numbers, NaN = none.
#pragma once

#include "config/idle_law.hpp"
#include "table/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mulens::rules {

/// From harmless to worst: of several phases the worst is a parcel's.
enum class IdleStatus : std::uint8_t {
    not_applicable,
    none,
    due_soon,
    late,
    evidence_missing,
    government_caused,
    suspended_1y,
    not_started_1y,
    not_started_2y,
};
[[nodiscard]] const char* name_of(IdleStatus status);
/// Idle in the law's sense, whoever caused it: such land is not "low-efficient".
[[nodiscard]] constexpr bool is_idle(IdleStatus s) { return s >= IdleStatus::government_caused; }

/// One contract row or phase; blank dates are empty, blank numbers NaN.
struct Phase {
    std::optional<Date> extended_start, agreed_start, hand_over, approval, actual_start, suspended_since,
        agreed_completion;
    double started = config::not_given;  ///< 1 yes, 0 no, NaN unknown
    double contract_area_m2 = config::not_given, area_due_m2 = config::not_given, started_area_m2 = config::not_given;
    double invested = config::not_given, total_investment = config::not_given;  ///< both without land price
    double land_price = config::not_given;
    std::string cause_code, cause_document;
};

struct PhaseVerdict {
    IdleStatus status = IdleStatus::not_applicable;
    std::optional<Date> start;             ///< 约定动工日期 as the rules find it
    std::optional<Date> idle_from;         ///< when it is (or becomes) idle
    std::optional<Date> recoverable_from;  ///< not-started land only
    double fee = config::not_given;        ///< 土地闲置费测算, not-started land only
    double started_area_share = config::not_given, invested_share = config::not_given;
    double days_past = config::not_given;  ///< since the date that was missed (or the stop of work)
    std::vector<std::string> missing;      ///< canonical fields, in a fixed order
    bool area_due_assumed = false;         ///< the contract's area was taken as area due
    bool not_started = false;              ///< proved: `started` says no (or the start lies after as_of)
};

[[nodiscard]] PhaseVerdict judge_phase(const config::IdleLaw& law, const Phase& phase, Date as_of);

struct IdlePhase {
    Row contract = no_row;
    Row parcel = no_row;
    PhaseVerdict verdict;
};
struct IdleResult {
    std::vector<IdlePhase> phases;                 ///< contract rows that found their parcel, in row order
    std::vector<std::uint32_t> worst;              ///< per parcel: index into phases, or no_row
    std::vector<std::uint8_t> under_construction;  ///< per parcel: agreed start or completion not yet past
    std::vector<Row> dangling;                     ///< contract rows without a parcel
    std::uint64_t area_due_assumed = 0;            ///< phases judged on the contract's area (an assumption)
    [[nodiscard]] IdleStatus status(Row parcel) const {
        return worst[parcel] == no_row ? IdleStatus::not_applicable : phases[worst[parcel]].verdict.status;
    }
};
/// Phases each alone; a parcel shows its worst (equal: the earlier start, then the lower row). Without `as_of` every
/// status is not_applicable.
[[nodiscard]] IdleResult judge_idle(const config::IdleLaw& law, const table::Table& parcels,
                                    const table::Table* contracts, std::optional<Date> as_of);
/// Adds idle_status, idle_from, recoverable_from, idle_fee, idle_missing, agreed_start, actual_start, suspended_since,
/// started_area_share, invested_share.
void add_idle_columns(const IdleResult& result, const table::Table* contracts, table::Table& parcels);

}  // namespace mulens::rules
