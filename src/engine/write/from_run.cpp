#include "write/from_run.hpp"

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "config/columns.hpp"
#include "pipeline/versions.hpp"
#include "write/lists.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace mulens::write {
namespace {

using pipeline::Run;
using table::Column;
using table::Table;

const char* name_of(config::AreaBasis basis) {
    switch (basis) {
        case config::AreaBasis::automatic:
            return "automatic";
        case config::AreaBasis::deed:
            return "deed";
        case config::AreaBasis::plane:
            return "plane";
        case config::AreaBasis::ellipsoid:
            return "ellipsoid";
    }
    return "?";
}

SchemeInfo scheme_info(const pipeline::Settings& settings) {
    SchemeInfo info;
    if (!settings.scheme) return info;
    const auto& scheme = *settings.scheme;
    info.name = scheme.id;
    info.title = scheme.zh;
    info.file = scheme.file;
    info.sha256 = sha256_of(scheme.raw);
    info.citation = scheme.source.citation;
    info.year = scheme.year == 0 ? std::string() : fmt::format("{}", scheme.year);
    info.caution = scheme.caution(settings.as_of);
    info.notice = scheme.notice;
    info.document = scheme.document;
    info.status = !scheme.repealed_by.empty() ? "repealed" : scheme.source.law ? "in force" : "no law";
    if (settings.cut_from) info.cut_from = settings.cut_from->id;
    return info;
}

Column texts_of(const std::vector<std::string>& values) { return Column::texts(values); }

/// Columns of `from` at the given rows, under the same names.
void gather(Table& out, const Table& from, const std::vector<Row>& rows, const std::vector<const char*>& names) {
    for (const char* name : names) {
        const Column* column = from.find(name);
        if (column == nullptr || out.has(name)) continue;
        Table one(from.rows());
        one.set(name, from.share(name));
        out.set(name, *table::take_rows(one, rows).share(name));
    }
}

std::vector<double> wan(const std::vector<std::int64_t>& fen) {
    std::vector<double> out(fen.size());
    for (std::size_t i = 0; i < fen.size(); ++i)
        out[i] = fen[i] == ledger::blank_fen ? table::none : wan_from_fen(fen[i]);
    return out;
}

Table ledger_rows(const Run& run) {
    const auto& shares = run.ledger.shares;
    std::vector<Row> parcels, firms;
    std::vector<double> share, land;
    std::vector<std::string> relation;
    for (const auto& s : shares) {
        parcels.push_back(s.parcel);
        firms.push_back(s.enterprise);
        share.push_back(s.share);
        land.push_back(static_cast<double>(s.land_nano) * 1e-9);
        relation.emplace_back(ledger::name_of(s.relation));
    }
    Table out(static_cast<Row>(shares.size()));
    gather(out, run.parcels.table, parcels, {"parcel_id"});
    gather(out, run.enterprises.table, firms, {"ent_id", "credit_code", "name"});
    out.set("relation", texts_of(relation));
    gather(out, run.parcels.table, parcels, {"tax_source"});
    out.set("share", Column::numbers(std::move(share)));
    out.set("land_m2", Column::numbers(std::move(land)));
    for (const auto& allocation : run.ledger.allocations)
        out.set(allocation.column, Column::numbers(wan(allocation.fen)));
    return out;
}

Table residual_rows(const Run& run) {
    std::vector<Row> firms;
    std::vector<std::string> reasons;
    for (const auto& residual : run.ledger.residuals) {
        firms.push_back(residual.enterprise);
        reasons.emplace_back(ledger::name_of(residual.reason));
    }
    Table out(static_cast<Row>(firms.size()));
    gather(out, run.enterprises.table, firms, {"ent_id", "credit_code", "name"});
    out.set("residual_reason", texts_of(reasons));
    for (const auto& balance : run.ledger.balances) {
        const char* name = balance.column.c_str();
        gather(out, run.enterprises.table, firms, {name});
    }
    return out;
}

/// Plots of the list before that no contract of this run holds: they are off the list, and say so.
Table gone_rows(const Run& run, const std::set<std::string_view>& shown) {
    std::vector<std::string> ids;
    for (const auto& id : run.idle_change.cleared)
        if (!shown.contains(id) && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    Table out(static_cast<Row>(ids.size()));
    out.set("parcel_id", texts_of(ids));
    out.set("idle_status", texts_of(std::vector<std::string>(ids.size(), "not_applicable")));
    out.set("change", texts_of(std::vector<std::string>(ids.size(), "cleared")));
    return out;
}

/// One row a contract phase that found its parcel, with the clock's verdict beside the contract's own columns.
Table idle_rows(const Run& run) {
    const auto& phases = run.rules.idle.phases;
    const auto contracts = run.layers.find("contracts");
    if (contracts == run.layers.end() || phases.empty()) return Table(0);
    std::vector<Row> rows, parcels;
    std::vector<std::string> status, missing, change;
    std::vector<double> from, recoverable, fee, start, days, area_share, invested_share;
    const auto date = [](const std::optional<Date>& d) { return d ? day_number(*d) : table::none; };
    for (const auto& phase : phases) {
        const auto& v = phase.verdict;
        rows.push_back(phase.contract);
        parcels.push_back(phase.parcel);
        status.emplace_back(rules::name_of(v.status));
        missing.push_back(fmt::format("{}", fmt::join(v.missing, ";")));
        from.push_back(date(v.idle_from));
        recoverable.push_back(date(v.recoverable_from));
        fee.push_back(v.fee);
        start.push_back(date(v.start));
        days.push_back(v.days_past);
        area_share.push_back(v.started_area_share);
        invested_share.push_back(v.invested_share);
    }
    std::map<Row, const rules::Deadline*> next;  // the earliest deadline of a contract row
    for (const auto& deadline : run.rules.deadlines) next.try_emplace(deadline.contract, &deadline);
    std::vector<double> deadline_date;
    std::vector<std::string> deadline_kind;
    for (const Row contract : rows) {
        const auto it = next.find(contract);
        deadline_date.push_back(it == next.end() ? table::none : day_number(it->second->date));
        deadline_kind.push_back(it == next.end() ? std::string() : it->second->kind);
    }
    Table out(static_cast<Row>(rows.size()));
    gather(out, run.parcels.table, parcels, {"parcel_id"});
    gather(out, contracts->second.table, rows, {"contract_no", "phase"});
    out.set("idle_status", texts_of(status));
    out.set("idle_start", Column::numbers(std::move(start), table::Kind::date));
    out.set("idle_from", Column::numbers(std::move(from), table::Kind::date));
    out.set("recoverable_from", Column::numbers(std::move(recoverable), table::Kind::date));
    out.set("idle_fee", Column::numbers(std::move(fee)));
    out.set("idle_missing", texts_of(missing));
    out.set("days_past", Column::numbers(std::move(days)));
    out.set("started_area_share", Column::numbers(std::move(area_share)));
    out.set("invested_share", Column::numbers(std::move(invested_share)));
    out.set("next_deadline", Column::numbers(std::move(deadline_date), table::Kind::date));
    out.set("next_deadline_kind", texts_of(deadline_kind));
    gather(out, run.parcels.table, parcels, {"idle_score", "idle_area_mu", "idle_tax_median"});
    gather(out, contracts->second.table, rows,
           {"contract_area_m2", "land_price", "approval_date", "hand_over", "agreed_start", "extended_start",
            "agreed_completion", "started", "actual_start", "area_due_m2", "started_area_m2", "invested_excl_land",
            "total_investment_excl_land", "suspended_since", "cause_code", "cause_document"});
    const std::set<std::string_view> cleared(run.idle_change.cleared.begin(), run.idle_change.cleared.end());
    std::set<std::string_view> shown;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string_view id = run.parcels.table.text("parcel_id", parcels[i]);
        shown.insert(id);
        const bool listed = rules::is_idle(status[i]) && !run.idle_change.now.empty();
        change.push_back(cleared.contains(id) ? "cleared" : listed ? run.idle_change.now[parcels[i]] : std::string());
    }
    out.set("change", texts_of(change));
    return stacked(out, gone_rows(run, shown));
}

double as_double(Int128 value) { return static_cast<double>(value); }

std::vector<Balance> balances_of(const Run& run) {
    std::vector<Balance> out;
    for (const auto& [name, zh, balance] : run.land.balances) {
        Balance b{"overlay_" + name, zh, "m²", {}, balance.lost_share() <= run.settings.project.gates.lost_area_share};
        b.entries = {{"in", balance.in.value()},
                     {"counted_twice", balance.counted_twice.value()},
                     {"pairs", balance.pairs.value()},
                     {"outside", balance.outside.value()},
                     {"sliver", balance.sliver.value()},
                     {"lost", balance.lost_m2()},
                     {"failed", static_cast<double>(balance.failed)}};
        out.push_back(std::move(b));
    }
    for (const auto& money : run.ledger.balances) {
        Balance b{"money_" + money.column,
                  config::column_catalogue().describe("ledger", money.column).zh + "平衡",
                  "分",
                  {},
                  money.gap_fen() == 0};
        b.entries = {{"input", as_double(money.input_fen)},
                     {"allocated", as_double(money.allocated_fen)},
                     {"residual", as_double(money.residual_fen)},
                     {"blank_enterprises", static_cast<double>(money.blank)}};
        out.push_back(std::move(b));
    }
    const auto& land = run.ledger.land;
    Balance b{"land", "土地平衡", "m²", {}, land.gap() == 0};
    b.entries = {{"basis", as_double(land.basis) * 1e-9},
                 {"allocated", as_double(land.allocated) * 1e-9},
                 {"without_enterprise", as_double(land.without_enterprise) * 1e-9},
                 {"not_measurable", as_double(land.not_measurable) * 1e-9}};
    out.push_back(std::move(b));
    return out;
}

/// 未评价(无企业); exemptions by the words of their scheme.
std::string words_of(const rules::ReconciliationLine& line, const config::Scheme* scheme) {
    const auto& catalogue = config::column_catalogue();
    std::string words(catalogue.value_zh("step", line.step));
    if (line.reason.empty()) return words;
    std::string reason(catalogue.value_zh("grade_reason", line.reason));
    constexpr std::string_view exempt = "exempt:";
    if (scheme != nullptr && line.reason.starts_with(exempt))
        for (const auto& rule : scheme->exemptions)
            if (rule.code == line.reason.substr(exempt.size())) reason = rule.zh;
    return fmt::format("{}({})", words, reason);
}

void add_reconciliation(std::vector<ReconciliationLine>& out, const char* subject, const rules::Reconciliation& all,
                        const Table& table, const char* key, const config::Scheme* scheme, bool with_members) {
    for (std::uint32_t i = 0; i < all.lines.size(); ++i) {
        const auto& line = all.lines[i];
        ReconciliationLine row{subject,
                               line.reason.empty() ? line.step : line.step + ":" + line.reason,
                               words_of(line, scheme),
                               line.count,
                               line.area_mu,
                               line.tax,
                               {}};
        for (const Row member : with_members ? rules::members_of(all, i) : std::vector<Row>()) {
            std::string_view name = table.text(key, member);
            for (const char* other : {"ent_id", "name"})
                if (name.empty()) name = table.text(other, member);
            row.members.emplace_back(name);
        }
        out.push_back(std::move(row));
    }
}

void add_cross_check(std::vector<CrossCheck>& out, const ledger::CrossCheckList& list, const Run& run) {
    CrossCheck check{list.code, list.zh, {}};
    if (run.summaries_only) {  // the count is enough for the records
        check.hidden = list.rows.size();
        out.push_back(std::move(check));
        return;
    }
    const Table& table = list.of_parcels ? run.parcels.table : run.enterprises.table;
    for (const Row row : list.rows) {
        CrossCheckRow line;
        for (const char* name : {"parcel_id", "credit_code", "ent_id", "name"})
            if (line.key.empty() && (list.of_parcels == (std::string_view(name) == "parcel_id")))
                line.key = table.text(name, row);
        line.name = table.text(list.of_parcels ? "owner" : "name", row);
        line.platform = table.text("platform", row);
        line.area_mu = table.number(list.of_parcels ? "area_basis_mu" : "area_assessed_mu", row);
        line.tax = table.number("tax", row);
        line.output = table.number("output", row);
        const bool elsewhere = table.number("tax_elsewhere", row) == 1;
        if (list.code == "land_without_tax")
            line.note = elsewhere              ? "税收在区外缴纳,不等于零税收"
                        : std::isnan(line.tax) ? "税收为空"
                                               : "税收为零或为负";
        if (!list.of_parcels)
            line.note = config::column_catalogue().value_zh("residual_reason", table.text("residual_reason", row));
        check.rows.push_back(std::move(line));
    }
    out.push_back(std::move(check));
}

std::vector<CutScore> cut_scores_of(const rules::FirmGrades& firms) {
    std::vector<CutScore> out;
    for (const auto& cut : firms.cuts)
        for (const auto& line : cut.lines)
            if (std::isfinite(line.score))
                out.push_back({cut.scale_class, std::string(1, line.grade), line.score,
                               line.position > 0
                                   ? fmt::format("{} {} (企业第{}名/{}家)", config::text_of(line.op),
                                                 number_text(line.score), line.position, cut.n)
                                   : fmt::format("{} {}", config::text_of(line.op), number_text(line.score)),
                               line.op == config::Op::greater, line.cumulative});
    return out;
}

}  // namespace

ResultSet results_from(Run&& run, const Diagnostics& diagnostics,
                       std::vector<std::pair<std::string, std::string>> options, bool members) {
    ResultSet out;
    const auto& settings = run.settings;
    out.project = settings.project.name;
    out.project_file = settings.project.file;
    out.project_sha256 = settings.project.raw.empty() ? std::string() : sha256_of(settings.project.raw);
    out.year = settings.year;
    out.as_of = settings.as_of;
    out.crs = settings.working_crs;
    out.crs_reason = settings.crs_reason;
    out.area_basis = name_of(settings.project.area_basis);
    out.scheme = scheme_info(settings);
    out.made_up = settings.project.raw.find("虚构") != std::string::npos;
    if (!run.summaries_only) {
        out.ledger = ledger_rows(run);
        out.residuals = residual_rows(run);
        out.idle = idle_rows(run);
    }
    out.balances = balances_of(run);
    for (const auto& gate : run.gates) out.gates.push_back({gate.name, gate.value, gate.limit, gate.passed()});
    out.cut_scores = cut_scores_of(run.rules.firms);
    const config::Scheme* scheme = settings.scheme ? &*settings.scheme : nullptr;
    add_reconciliation(out.reconciliation, "parcels", run.rules.parcel_rows, run.parcels.table, "parcel_id", scheme,
                       members);
    add_reconciliation(out.reconciliation, "enterprises", run.rules.firm_rows, run.enterprises.table, "credit_code",
                       scheme, members);
    const auto& checks = run.ledger.cross_checks;
    for (const auto* list : {&checks.land_without_enterprise, &checks.enterprise_without_land, &checks.land_without_tax,
                             &checks.tax_without_land})
        add_cross_check(out.cross_checks, *list, run);
    if (const auto it = run.layers.find("decisions"); it != run.layers.end()) out.decisions = it->second.table;
    out.platforms = std::move(run.summaries.platforms);
    out.platforms_overlap = std::move(run.summaries.platforms_overlap);
    out.district = std::move(run.summaries.district_row);
    out.streets = std::move(run.summaries.streets);
    out.industries = std::move(run.summaries.industries);
    out.findings = diagnostics.sorted();
    out.sources = std::move(run.sources);
    out.assumptions = std::move(run.assumptions);
    out.options = std::move(options);
    out.versions = pipeline::library_versions();
    out.parcels = std::move(run.parcels.table);
    out.geometry = std::move(run.parcels.geometry);
    out.enterprises = std::move(run.enterprises.table);
    return out;
}

}  // namespace mulens::write
