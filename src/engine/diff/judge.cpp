#include "diff/judge.hpp"

#include "metrics/metrics.hpp"
#include "rules/scope.hpp"

namespace mulens::diff {
namespace {

std::vector<double> numbers_of(const table::Table& table, const char* name) {
    const table::Column* column = table.find(name);
    return column == nullptr || column->is_text() ? std::vector<double>(table.rows(), table::none) : column->values();
}

void measure(const config::Scheme& scheme, metrics::Subject subject, unsigned threads, table::Table& table) {
    metrics::MetricOptions options;
    options.threads = threads;
    options.only = rules::scheme_metrics(scheme);
    if (!options.only.empty()) metrics::compute_metrics(table, subject, options);
}

}  // namespace

Judged judge(const Side& side, const rules::FirmGrades* measured_by, Progress& progress) {
    ledger::LedgerInput input;
    input.parcels = side.parcels;
    input.enterprises = side.enterprises;
    input.links = side.links;
    input.point_parcel = side.point_parcel;
    input.options.year = side.year;
    input.options.threads = side.threads;
    input.options.tax = ledger::formula_of(side.scheme);
    input.options.keep_allocations = false;
    input.options.names = false;
    input.options.main_parcels = false;
    Diagnostics said_before;  // the run of the side has told them
    Progress silent;
    const auto divided = ledger::build_ledger(input, said_before, silent);
    progress.check();
    table::Table parcels = side.parcels->table, firms = side.enterprises->table;
    ledger::merge_columns(parcels, divided.parcels);
    ledger::merge_columns(firms, divided.enterprises);
    measure(*side.scheme, metrics::Subject::parcel, side.threads, parcels);
    measure(*side.scheme, metrics::Subject::enterprise, side.threads, firms);
    std::vector<rules::Link> links;
    links.reserve(divided.shares.size());
    for (const auto& s : divided.shares)
        links.push_back({s.enterprise, s.parcel, s.share, s.relation == ledger::Relation::tenant});
    const auto scope = rules::judge_scope(side.scheme->scope, parcels);

    rules::FirmsInput of_firms;
    of_firms.scheme = side.scheme;
    of_firms.cut_from = side.cut_from;
    of_firms.firms = &firms;
    of_firms.last_year = side.last_year;
    of_firms.links = links;
    of_firms.parcel_in_scope = &scope.in;
    of_firms.excluded = side.firm_excluded.empty() ? nullptr : &side.firm_excluded;
    of_firms.as_of = side.as_of;
    of_firms.measured_by = measured_by;
    of_firms.threads = side.threads;
    Judged out;
    out.firms = rules::grade_firms(of_firms);

    const auto scales = rules::scales_of(firms);
    rules::ParcelsInput of_parcels;
    of_parcels.scheme = side.scheme;
    of_parcels.parcels = &parcels;
    of_parcels.links = links;
    of_parcels.firm_scale = &scales;
    of_parcels.firms = &out.firms;
    of_parcels.in_scope = &scope.in;
    of_parcels.excluded = side.parcel_excluded.empty() ? nullptr : &side.parcel_excluded;
    of_parcels.threads = side.threads;
    out.parcels = rules::grade_parcels(of_parcels);
    out.counted = divided.counted;
    out.firm_mu = numbers_of(firms, rules::area_column(firms));
    out.firm_tax = numbers_of(firms, "tax");
    out.parcel_mu = numbers_of(parcels, rules::area_column(parcels));
    out.parcel_tax = numbers_of(parcels, "tax");
    progress.check();
    return out;
}

}  // namespace mulens::diff
