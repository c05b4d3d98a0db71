#include "rules/engine.hpp"

#include "base/text.hpp"
#include "rules/official.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::rules {
namespace {

constexpr const char* standard_codes = "zhejiang-default";  // its [scope] lists the codes of the three standards

/// The parcel's own published grade, else that of its main firm.
Official official_of_parcels(const RulesInput& input, const Official& firms, const std::vector<Row>& main_firm) {
    Official out = join_official(input.parcels, {"parcel_id"}, input.official_grades, input.year);
    if (out.grade.empty() || firms.grade.empty()) return out;
    for (Row row = 0; row < input.parcels.rows(); ++row) {
        if (!out.grade[row].empty() || main_firm[row] == no_row) continue;
        out.grade[row] = firms.grade[main_firm[row]];
        out.document[row] = firms.document[main_firm[row]];
        if (out.previous[row] == ' ') out.previous[row] = firms.previous[main_firm[row]];
    }
    return out;
}

void add_official_columns(const Official& official, table::Table& table) {
    if (official.grade.empty()) {
        for (const char* name : {"official_grade", "official_document"})
            table.set(name,
                      table::Column::texts(table::TextStore::coded({""}, std::vector<std::uint32_t>(table.rows(), 0))));
        return;
    }
    table.set("official_grade", table::Column::texts(official.grade));
    table.set("official_document", table::Column::texts(official.document));
}

/// Dates of a contract that cannot all be right; "" where they can.
std::string dates_that_contradict(const table::Table& contracts, Row row) {
    const auto date = [&](const char* name) { return contracts.number(name, row); };
    const double agreed = std::isnan(date("extended_start")) ? date("agreed_start") : date("extended_start");
    if (date("agreed_completion") < agreed) return "agreed_completion lies before the agreed start";
    if (date("suspended_since") < date("actual_start")) return "suspended_since lies before actual_start";
    if (date("extended_start") < date("agreed_start")) return "extended_start lies before agreed_start";
    if (date("started") == 0 && !std::isnan(date("actual_start"))) return "started says no and actual_start has a date";
    return {};
}

void report_dates(const RulesInput& input, Diagnostics& diagnostics) {
    for (Row row = 0; input.contracts != nullptr && row < input.contracts->rows(); ++row) {
        const std::string trouble = dates_that_contradict(*input.contracts, row);
        if (trouble.empty()) continue;
        Finding f;
        f.code = "contract_dates";
        f.layer = "contracts";
        f.file = input.contracts_file;
        f.row = row;
        f.subject = std::string(input.contracts->text("parcel_id", row));
        f.message = trouble + "; check the contract";
        diagnostics.add(std::move(f));
    }
}

void report_dangling(const RulesInput& input, const IdleResult& idle, Diagnostics& diagnostics) {
    for (const Row row : idle.dangling) {
        Finding f;
        f.code = "contract_dangling";
        f.layer = "contracts";
        f.file = input.contracts_file;
        f.row = row;
        f.subject = std::string(input.contracts->text("parcel_id", row));
        f.field = "parcel_id";
        f.message = fmt::format("no parcel has the code {} of this contract; correct the code or add the parcel",
                                f.subject.empty() ? "(blank)" : f.subject);
        diagnostics.add(std::move(f));
    }
}

std::vector<Row> main_firms(const RulesInput& input) {
    std::vector<Row> out(input.parcels.rows(), no_row);
    std::vector<double> share(input.parcels.rows(), -1);
    for (const Link& link : input.links) {
        if (link.share < share[link.parcel] || (link.share == share[link.parcel] && link.enterprise > out[link.parcel]))
            continue;
        share[link.parcel] = link.share;
        out[link.parcel] = link.enterprise;
    }
    return out;
}

/// Indicators that no firm of a class has: they add the same nothing to all. Where nobody could be scored for want of
/// a benchmark that is said, too.
void say_what_nobody_has(const config::Scheme& scheme, const table::Table& enterprises, const FirmGrades& firms,
                         std::vector<std::string>& out) {
    std::vector<Row> assessed(scheme.classes.size(), 0);
    const auto scales = scales_of(enterprises);
    const ClassTable class_of(scheme);
    for (Row row = 0; row < enterprises.rows(); ++row)
        if (const std::uint8_t c = class_of(scales[row]); c != no_class && firms.standing[row] == Standing::assessed)
            ++assessed[c];
    for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
        const auto& scale_class = scheme.classes[c];
        if (!scale_class.scored() || assessed[c] == 0) continue;
        std::vector<std::string> without;
        for (std::size_t i = 0; i < scale_class.indicators.size(); ++i) {
            const auto& indicator = scale_class.indicators[i];
            const auto& stick = firms.benchmarks[c].indicators[i][0];
            const bool no_stick = std::isnan(stick.value) && std::isnan(stick.minimum);
            const bool no_mean = indicator.missing == config::MissingRule::class_mean_score &&
                                 std::isnan(firms.benchmarks[c].mean_score[i]);
            if (no_stick || no_mean) without.push_back(indicator.metric);
        }
        if (firms.cuts[c].n == 0 && !without.empty())
            out.push_back(
                fmt::format("scheme {}: none of {} {} enterprises can be scored, for there is no benchmark "
                            "for {}; give the figures, or choose another scheme",
                            scheme.id, assessed[c], scale_class.id, fmt::join(without, ", ")));
        else
            for (const auto& metric : without)
                out.push_back(
                    fmt::format("no {} firm has {}: it adds no points to anybody's score", scale_class.id, metric));
    }
}

bool any_land_use(const table::Table& parcels) {
    for (Row row = 0; parcels.has("land_use") && row < parcels.rows(); ++row)
        if (!trimmed(parcels.text("land_use", row)).empty()) return true;
    const table::Column* share = parcels.find("industrial_share");
    for (Row row = 0; share != nullptr && !share->is_text() && row < share->size(); ++row)
        if (share->number(row) > 0) return true;
    return false;
}

/// Nobody judges here: land of the standards' industrial codes where there are codes, else all land is measured.
ScopeResult scope_without_scheme(const table::Table& parcels, std::vector<std::string>& assumptions) {
    if (any_land_use(parcels)) return judge_scope(config::load_scheme(standard_codes).scope, parcels);
    assumptions.push_back(
        fmt::format("No parcel has a land-use code: all {} are measured, whatever their use (--map "
                    "parcels.land_use=COLUMN names the column)",
                    parcels.rows()));
    ScopeResult all;
    all.in.assign(parcels.rows(), 1);
    all.code.assign(parcels.rows(), 0);
    all.texts = {"无地类代码,全部量算"};
    return all;
}

/// Why a run grades and sums nothing, as one sentence; "" where something is in scope.
std::string nothing_in_scope(const ScopeResult& scope, const table::Table& parcels) {
    if (scope.in.empty() || std::find(scope.in.begin(), scope.in.end(), 1) != scope.in.end()) return {};
    if (!any_land_use(parcels))
        return "No parcel is in scope: none has a land-use code; name the column with --map parcels.land_use=COLUMN";
    std::vector<std::string> seen;
    for (Row row = 0; row < parcels.rows() && seen.size() < 5; ++row) {
        const std::string use(trimmed(parcels.text("land_use", row)));
        if (!use.empty() && std::find(seen.begin(), seen.end(), use) == seen.end()) seen.push_back(use);
    }
    return fmt::format(
        "No parcel is in scope: its land-use codes ({} …) are none of the scheme's; list the industrial "
        "ones under [scope] of a scheme file of your own (--scheme FILE)",
        fmt::join(seen, ", "));
}

void apply_scheme(const RulesInput& input, const std::vector<Decision>& decisions, const Official& official,
                  const Exclusions& land, RulesResult& out) {
    const auto& scheme = *input.scheme;
    const auto firms_out = find_exclusions(input.enterprises, {"credit_code", "ent_id"}, decisions);
    FirmsInput firms;
    firms.scheme = input.scheme;
    firms.cut_from = input.cut_from;
    firms.firms = &input.enterprises;
    firms.last_year = input.enterprises_last_year;
    firms.links = input.links;
    firms.parcel_in_scope = &out.scope.in;
    firms.excluded = &firms_out.appraisal;
    firms.as_of = input.as_of;
    firms.threads = input.threads;
    out.firms = grade_firms(firms);
    add_firm_columns(out.firms, out.enterprises);
    if (input.compact) out.enterprises.pack(input.threads);

    const auto scales = scales_of(input.enterprises);
    ParcelsInput parcels;
    parcels.scheme = input.scheme;
    parcels.parcels = &input.parcels;
    parcels.links = input.links;
    parcels.firm_scale = &scales;
    parcels.firms = &out.firms;
    parcels.in_scope = &out.scope.in;
    parcels.excluded = &land.appraisal;
    parcels.threads = input.threads;
    out.grades = grade_parcels(parcels);
    add_parcel_columns(out.grades, out.parcels);
    if (input.compact) out.parcels.pack(input.threads);

    LowInput low;
    low.scheme = input.scheme;
    low.parcels = &input.parcels;
    low.in_scope = &out.scope.in;
    low.excluded = &land.low;
    low.scale = &out.grades.scale;
    low.judged = &out.grades.judged;
    low.grade = &out.grades.grade;
    low.previous = official.previous.empty() ? nullptr : &official.previous;
    low.idle = &out.idle;
    low.not_idle = &land.idle;
    low.as_of = input.as_of;
    low.threads = input.threads;
    out.low = find_low_efficiency(low);
    add_low_columns(scheme, out.low, input.sentences, out.parcels);
    out.parcel_rows = reconcile_parcels(out.parcels, out.scope.in, out.grades);
    out.firm_rows = reconcile_firms(out.enterprises, out.firms);
    say_what_nobody_has(scheme, input.enterprises, out.firms, out.assumptions);
    if (!scheme.notice.empty()) out.assumptions.push_back(fmt::format("scheme {}: {}", scheme.id, scheme.notice));
    if (const auto caution = scheme.caution(input.as_of); !caution.empty()) out.assumptions.push_back(caution);
    if (!out.firms.cut_scheme.empty() && out.firms.cut_scheme != scheme.id)
        out.assumptions.push_back(fmt::format("cut lines are taken from scheme {}", out.firms.cut_scheme));
    if (out.firms.cut_scheme.empty() && !scheme.classes.empty())
        out.assumptions.push_back(fmt::format("scheme {}: no cut published; scores and ranks only", scheme.id));
}

}  // namespace

RulesResult apply_rules(RulesInput input, Diagnostics& diagnostics) {
    RulesResult out;
    out.parcels = input.parcels;
    out.enterprises = input.enterprises;
    const auto decisions = read_decisions(input.decisions, input.year);
    if (input.scheme != nullptr) {
        out.scope = judge_scope(input.scheme->scope, input.parcels);
    } else {
        out.scope = scope_without_scheme(input.parcels, out.assumptions);
        out.assumptions.push_back(no_scheme_sentence());
    }
    if (const auto sentence = nothing_in_scope(out.scope, input.parcels); !sentence.empty())
        out.assumptions.push_back(sentence);
    add_scope_columns(out.scope, out.parcels);

    out.idle = judge_idle(config::load_idle_law(), input.parcels, input.contracts, input.as_of);
    report_dangling(input, out.idle, diagnostics);
    report_dates(input, diagnostics);
    add_idle_columns(out.idle, input.contracts, out.parcels);
    if (input.compact) out.parcels.pack(input.threads);
    if (input.contracts != nullptr) {
        add_idle_score_columns(score_idle(out.idle, input.parcels, out.scope.in), out.parcels);
        if (input.as_of) out.deadlines = next_deadlines(out.idle, *input.as_of);
    }
    if (out.idle.area_due_assumed > 0)
        out.assumptions.push_back(
            fmt::format("{} contract rows give no area due to be started: the contract's area was "
                        "taken",
                        out.idle.area_due_assumed));

    const auto land = find_exclusions(input.parcels, {"parcel_id"}, decisions);
    const auto firm_official =
        join_official(input.enterprises, {"credit_code", "ent_id"}, input.official_grades, input.year);
    const auto official =
        input.official_grades == nullptr ? Official{} : official_of_parcels(input, firm_official, main_firms(input));
    if (input.scheme != nullptr)
        apply_scheme(input, decisions, official, land, out);
    else
        out.parcel_rows = reconcile_scope(out.parcels, out.scope.in);
    add_official_columns(official, out.parcels);
    out.previous = official.previous;
    add_official_columns(firm_official, out.enterprises);

    std::vector<std::uint8_t> suspected(input.parcels.rows());
    for (Row row = 0; row < input.parcels.rows(); ++row) {
        const bool low = !out.low.low.empty() && out.low.low[row] != 0;
        suspected[row] = low || is_idle(out.idle.status(row)) ? 1 : 0;
    }
    out.parcels.set("review_status", review_status(input.parcels, {"parcel_id"}, decisions, suspected));
    const std::vector<std::uint8_t> nobody(input.enterprises.rows(), 0);
    out.enterprises.set("review_status",
                        review_status(input.enterprises, {"credit_code", "ent_id"}, decisions, nobody));
    return out;
}

std::string no_scheme_sentence() {
    return fmt::format("no scheme was named: metrics only, no grades and no low-efficiency; name one with --scheme: {}",
                       fmt::join(config::scheme_names(), ", "));
}

}  // namespace mulens::rules
