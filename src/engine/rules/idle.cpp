#include "rules/idle.hpp"

#include "base/exact.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::rules {
namespace {

std::optional<Date> start_of(const config::IdleLaw& law, const Phase& phase) {
    if (phase.extended_start) return phase.extended_start;
    if (phase.agreed_start) return phase.agreed_start;
    if (phase.hand_over) return add_years(*phase.hand_over, law.start_after_hand_over_years);
    if (phase.approval) return add_years(*phase.approval, law.start_after_hand_over_years);
    return std::nullopt;
}

enum class Started : std::uint8_t { yes, no, unknown };

/// A blank actual start is no proof: only `started` says no. A start after as_of had not happened then.
Started has_started(const Phase& phase, Date as_of, PhaseVerdict& out) {
    if (phase.actual_start) {
        if (*phase.actual_start > as_of) return Started::no;
        if (phase.started == 0) {  // the record contradicts itself
            out.missing.insert(out.missing.end(), {"started", "actual_start"});
            return Started::unknown;
        }
        return Started::yes;
    }
    if (phase.started == 1) return Started::yes;
    if (phase.started == 0) return Started::no;
    out.missing.emplace_back("started");
    return Started::unknown;
}

/// Replaces an idle status by government_caused where a listed cause has its document; asks for what is missing.
void look_at_cause(const config::IdleLaw& law, const Phase& phase, PhaseVerdict& out) {
    if (phase.cause_code.empty() || !is_idle(out.status)) return;
    const auto* cause = law.find_cause(phase.cause_code);
    if (cause == nullptr) {
        out.missing.emplace_back("cause_code");
        return;
    }
    if (!cause->government) return;
    if (phase.cause_document.empty()) {
        out.missing.emplace_back("cause_document");
        out.status = IdleStatus::evidence_missing;
    } else {
        out.status = IdleStatus::government_caused;
    }
}

void judge_not_started(const config::IdleLaw& law, const Phase& phase, Date as_of, PhaseVerdict& out) {
    const Date start = *out.start;
    out.not_started = true;
    out.idle_from = add_years(start, law.not_started_years);
    out.recoverable_from = add_years(start, law.recover_years);
    if (as_of > start) out.days_past = static_cast<double>((as_of - start).count());
    if (as_of >= *out.recoverable_from)
        out.status = IdleStatus::not_started_2y;
    else if (as_of >= *out.idle_from)
        out.status = IdleStatus::not_started_1y;
    else
        out.status = IdleStatus::late;
    look_at_cause(law, phase, out);
    if (out.status == IdleStatus::government_caused || out.status == IdleStatus::evidence_missing) {
        out.recoverable_from.reset();
    } else if (is_idle(out.status)) {
        if (std::isnan(phase.land_price))
            out.missing.emplace_back("land_price");
        else
            out.fee = wan_from_fen(fen_from_wan(law.fee_share * phase.land_price));
    }
}

/// Started: idle only where work stopped for a year and too little was built or spent.
void judge_suspended(const config::IdleLaw& law, const Phase& phase, Date as_of, PhaseVerdict& out) {
    out.status = IdleStatus::none;
    double due = phase.area_due_m2;
    if (std::isnan(due)) {
        due = phase.contract_area_m2;
        out.area_due_assumed = !std::isnan(due) && !std::isnan(phase.started_area_m2);
    }
    if (due > 0) out.started_area_share = phase.started_area_m2 / due;
    if (phase.total_investment > 0) out.invested_share = phase.invested / phase.total_investment;
    if (!phase.suspended_since || *phase.suspended_since > as_of) return;
    out.idle_from = add_years(*phase.suspended_since, law.suspended_years);
    out.days_past = static_cast<double>((as_of - *phase.suspended_since).count());
    if (as_of < *out.idle_from) return;
    // In 分 (and mm²), as products: exactly one third or one quarter must not tip over by a unit's conversion.
    const auto short_of = [](double part, double parts, double whole) {
        return std::round(part * 1e6) * parts < std::round(whole * 1e6);
    };
    const bool area_known = due > 0 && !std::isnan(phase.started_area_m2);
    const bool money_known = phase.total_investment > 0 && !std::isnan(phase.invested);
    const bool area_short = area_known && short_of(phase.started_area_m2, law.started_area_parts, due);
    const bool money_short = money_known && short_of(phase.invested, law.invested_parts, phase.total_investment);
    if (area_short || money_short) {
        out.status = IdleStatus::suspended_1y;
        look_at_cause(law, phase, out);
        return;
    }
    if (area_known && money_known) return;
    out.status = IdleStatus::evidence_missing;
    if (!(due > 0)) out.missing.emplace_back("area_due_m2");
    if (std::isnan(phase.started_area_m2)) out.missing.emplace_back("started_area_m2");
    if (std::isnan(phase.invested)) out.missing.emplace_back("invested_excl_land");
    if (!(phase.total_investment > 0)) out.missing.emplace_back("total_investment_excl_land");
}

}  // namespace

const char* name_of(IdleStatus status) {
    switch (status) {
        case IdleStatus::not_applicable:
            return "not_applicable";
        case IdleStatus::none:
            return "none";
        case IdleStatus::due_soon:
            return "due_soon";
        case IdleStatus::late:
            return "late";
        case IdleStatus::evidence_missing:
            return "evidence_missing";
        case IdleStatus::government_caused:
            return "government_caused";
        case IdleStatus::suspended_1y:
            return "suspended_1y";
        case IdleStatus::not_started_1y:
            return "not_started_1y";
        case IdleStatus::not_started_2y:
            return "not_started_2y";
    }
    return "?";
}

PhaseVerdict judge_phase(const config::IdleLaw& law, const Phase& phase, Date as_of) {
    PhaseVerdict out;
    out.start = start_of(law, phase);
    const Started started = has_started(phase, as_of, out);
    if (started == Started::yes) {
        judge_suspended(law, phase, as_of, out);
        return out;
    }
    if (!out.start) {
        out.missing.insert(out.missing.begin(), "agreed_start");
        out.status = IdleStatus::evidence_missing;
        return out;
    }
    if (as_of <= *out.start) {  // the clock does not run yet
        const bool soon = *out.start - as_of <= std::chrono::days{law.due_soon_days};
        out.status = soon ? IdleStatus::due_soon : IdleStatus::none;
        out.not_started = started == Started::no;
        out.idle_from = add_years(*out.start, law.not_started_years);
        out.recoverable_from = add_years(*out.start, law.recover_years);
        return out;
    }
    if (started == Started::unknown) {
        out.status = IdleStatus::evidence_missing;
        return out;
    }
    judge_not_started(law, phase, as_of, out);
    return out;
}

}  // namespace mulens::rules
