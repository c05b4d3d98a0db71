#include "rules/idle.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <unordered_map>

namespace mulens::rules {
namespace {

std::optional<Date> date_at(const table::Table& t, const char* name, Row row) {
    const double days = t.number(name, row);
    if (std::isnan(days)) return std::nullopt;
    return from_day_number(days);
}

Phase read_phase(const table::Table& c, Row row) {
    Phase p;
    p.extended_start = date_at(c, "extended_start", row);
    p.agreed_start = date_at(c, "agreed_start", row);
    p.hand_over = date_at(c, "hand_over", row);
    p.approval = date_at(c, "approval_date", row);
    p.actual_start = date_at(c, "actual_start", row);
    p.suspended_since = date_at(c, "suspended_since", row);
    p.agreed_completion = date_at(c, "agreed_completion", row);
    p.started = c.number("started", row);
    p.contract_area_m2 = c.number("contract_area_m2", row);
    p.area_due_m2 = c.number("area_due_m2", row);
    p.started_area_m2 = c.number("started_area_m2", row);
    p.invested = c.number("invested_excl_land", row);
    p.total_investment = c.number("total_investment_excl_land", row);
    p.land_price = c.number("land_price", row);
    p.cause_code = std::string(trimmed(c.text("cause_code", row)));
    p.cause_document = std::string(trimmed(c.text("cause_document", row)));
    return p;
}

bool worse(const IdlePhase& a, const IdlePhase& b) {
    if (a.verdict.status != b.verdict.status) return a.verdict.status > b.verdict.status;
    if (a.verdict.start && b.verdict.start && *a.verdict.start != *b.verdict.start)
        return *a.verdict.start < *b.verdict.start;
    return false;
}

double number_or_none(const std::optional<Date>& date) { return date ? day_number(*date) : table::none; }

}  // namespace

IdleResult judge_idle(const config::IdleLaw& law, const table::Table& parcels, const table::Table* contracts,
                      std::optional<Date> as_of) {
    IdleResult out;
    out.worst.assign(parcels.rows(), no_row);
    out.under_construction.assign(parcels.rows(), 0);
    const table::Column* id = parcels.find("parcel_id");
    const table::Column* key = contracts == nullptr ? nullptr : contracts->find("parcel_id");
    if (!as_of || id == nullptr || !id->is_text() || key == nullptr || !key->is_text()) return out;
    // Look up parcels by the contracts' keys: there are fewer contracts than parcels.
    std::unordered_map<std::string_view, Row> wanted;
    for (Row row = 0; row < contracts->rows(); ++row) wanted.try_emplace(key->text(row), no_row);
    for (Row row = 0; row < parcels.rows(); ++row) {
        const auto it = wanted.find(id->text(row));
        if (it != wanted.end() && it->second == no_row) it->second = row;
    }
    for (Row row = 0; row < contracts->rows(); ++row) {
        const Row parcel = wanted.at(key->text(row));
        if (parcel == no_row || key->text(row).empty()) {
            out.dangling.push_back(row);
            continue;
        }
        const Phase phase = read_phase(*contracts, row);
        out.phases.push_back({row, parcel, judge_phase(law, phase, *as_of)});
        const auto& verdict = out.phases.back().verdict;
        if (verdict.area_due_assumed) ++out.area_due_assumed;
        const bool building = (phase.agreed_completion && *phase.agreed_completion >= *as_of) ||
                              (verdict.start && *verdict.start >= *as_of);
        if (building) out.under_construction[parcel] = 1;
        auto& worst = out.worst[parcel];
        if (worst == no_row || worse(out.phases.back(), out.phases[worst]))
            worst = static_cast<std::uint32_t>(out.phases.size() - 1);
    }
    return out;
}

void add_idle_columns(const IdleResult& result, const table::Table* contracts, table::Table& parcels) {
    const Row rows = parcels.rows();
    std::vector<std::string> names;
    for (int s = 0; s <= static_cast<int>(IdleStatus::not_started_2y); ++s)
        names.emplace_back(name_of(static_cast<IdleStatus>(s)));
    std::vector<std::uint32_t> status(rows);
    if (result.phases.empty()) {  // one blank block for all
        using table::Column;
        const auto no_date =
            std::make_shared<const Column>(Column::numbers(std::vector<double>(rows, table::none), table::Kind::date));
        const auto no_number = std::make_shared<const Column>(Column::numbers(std::vector<double>(rows, table::none)));
        const auto no_text = std::make_shared<const Column>(
            Column::texts(table::TextStore::coded({""}, std::vector<std::uint32_t>(rows, 0))));
        parcels.set("idle_status", Column::texts(table::TextStore::coded(names, std::move(status))));
        for (const char* name : {"idle_from", "recoverable_from", "agreed_start", "actual_start", "suspended_since"})
            parcels.set(name, no_date);
        for (const char* name : {"idle_fee", "started_area_share", "invested_share"}) parcels.set(name, no_number);
        parcels.set("idle_missing", no_text);
        return;
    }
    std::vector<double> blank(rows, table::none);
    auto idle_from = blank, recoverable = blank, fee = blank, start = blank, area = blank, invested = blank,
         actual = blank, suspended = blank;
    table::TextStore missing;
    for (Row row = 0; row < rows; ++row) {
        status[row] = static_cast<std::uint32_t>(result.status(row));
        if (result.worst[row] == no_row) {
            missing.push("");
            continue;
        }
        const IdlePhase& phase = result.phases[result.worst[row]];
        idle_from[row] = number_or_none(phase.verdict.idle_from);
        recoverable[row] = number_or_none(phase.verdict.recoverable_from);
        fee[row] = phase.verdict.fee;
        start[row] = number_or_none(phase.verdict.start);
        area[row] = phase.verdict.started_area_share;
        invested[row] = phase.verdict.invested_share;
        actual[row] = contracts->number("actual_start", phase.contract);
        suspended[row] = contracts->number("suspended_since", phase.contract);
        missing.push(fmt::format("{}", fmt::join(phase.verdict.missing, ";")));
    }
    using table::Column;
    using table::Kind;
    parcels.set("idle_status", Column::texts(table::TextStore::coded(names, std::move(status))));
    parcels.set("idle_from", Column::numbers(std::move(idle_from), Kind::date));
    parcels.set("recoverable_from", Column::numbers(std::move(recoverable), Kind::date));
    parcels.set("idle_fee", Column::numbers(std::move(fee)));
    parcels.set("idle_missing", Column::texts(std::move(missing)));
    parcels.set("agreed_start", Column::numbers(std::move(start), Kind::date));
    parcels.set("actual_start", Column::numbers(std::move(actual), Kind::date));
    parcels.set("suspended_since", Column::numbers(std::move(suspended), Kind::date));
    parcels.set("started_area_share", Column::numbers(std::move(area)));
    parcels.set("invested_share", Column::numbers(std::move(invested)));
}

}  // namespace mulens::rules
