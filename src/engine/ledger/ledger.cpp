#include "ledger/ledger.hpp"

#include "base/parallel.hpp"
#include "ledger/allocate.hpp"
#include "ledger/columns.hpp"

#include <cmath>

namespace mulens::ledger {
namespace {

/// Firms that found no parcel; those on quarantined land are not counted as unmatched.
bool unmatched(ResidualReason reason) {
    return reason == ResidualReason::no_parcel || reason == ResidualReason::parcel_not_found;
}

void count_unmatched(const std::vector<ResidualReason>& reason, const std::vector<double>& tax, LedgerResult& out) {
    std::uint64_t firms = 0;
    std::uint64_t lost = 0;
    Int128 tax_all = 0;
    Int128 tax_lost = 0;
    for (Row e = 0; e < reason.size(); ++e) {
        if (out.counted[e] == 0) continue;
        const Int128 fen = tax[e] > 0 && tax[e] < 9e11 ? fen_from_wan(tax[e]) : 0;
        ++firms;
        tax_all += fen;
        if (!unmatched(reason[e])) continue;
        ++lost;
        tax_lost += fen;
    }
    if (firms > 0) out.unmatched_count_share = static_cast<double>(lost) / static_cast<double>(firms);
    if (tax_all > 0) out.unmatched_tax_share = static_cast<double>(tax_lost) / static_cast<double>(tax_all);
}

KeyIndex index_parcels(const LedgerInput& input) {
    const table::Column* ids = input.parcels->table.find("parcel_id");
    if (ids == nullptr || !ids->is_text()) return {};
    return KeyIndex(*ids, input.options.link_all_parts ? KeyIndex::Key::before_part : KeyIndex::Key::whole);
}

}  // namespace

LedgerResult build_ledger(const LedgerInput& input, Diagnostics& diagnostics, Progress& progress) {
    LedgerResult out;
    const unsigned threads = std::max(1U, input.options.threads);
    progress.stage("ledger", 5);
    const TaxColumns tax = evaluate_tax(input.enterprises->table, input.options.tax, threads);
    out.assumptions = tax.assumptions;
    check_enterprise_values(*input.enterprises, tax, threads, diagnostics);
    progress.check();
    progress.advance(1);

    Matches matches;
    {
        KeyIndex parcels;
        EnterpriseKeys keys;
        // Two tasks that build three indexes; on one thread they run one after the other.
        parallel_chunks(threads, 2, 1, [&](std::uint64_t task, std::uint64_t, std::uint64_t, unsigned) {
            if (task == 0) parcels = index_parcels(input);
            if (task == 1) keys = index_enterprises(*input.enterprises, std::max(1U, threads - 1), diagnostics);
        });
        progress.check();
        progress.advance(1);
        matches = match(input, keys, parcels, diagnostics);
        out.counted = std::move(keys.counted);
    }
    out.links_used = matches.links_used;
    out.links_other_time = matches.links_other_time;
    out.links_dangling = matches.links_dangling;
    progress.check();
    progress.advance(1);

    Divided divided = divide(input, matches, diagnostics);
    ByEnterprise index = by_enterprise(input, divided.shares);
    find_weightless(input, divided, index, matches.reason);
    progress.check();
    progress.advance(1);

    Allocated allocated = allocate({input, divided, index, matches.reason, tax.tax}, diagnostics);
    const ColumnInput columns{input, divided, index, matches.reason, tax};
    parallel_chunks(threads, 2, 1, [&](std::uint64_t task, std::uint64_t, std::uint64_t, unsigned) {
        if (task == 0) out.enterprises = enterprise_columns(columns, out.assumptions);
        if (task == 1) out.parcels = parcel_columns(columns, allocated);
    });
    for (Row e = 0; e < matches.reason.size(); ++e)
        if (matches.reason[e] != ResidualReason::none) out.residuals.push_back({e, matches.reason[e]});
    count_unmatched(matches.reason, tax.tax, out);
    out.land = divided.land;
    out.shares = std::move(divided.shares);
    out.steps = std::move(divided.steps);
    out.of_parcel = std::move(divided.of_parcel);
    out.of_enterprise = std::move(index.offsets);
    out.enterprise_shares = std::move(index.shares);
    out.allocations = std::move(allocated.allocations);
    out.balances = std::move(allocated.balances);
    out.residual_sums = std::move(allocated.residual_sums);
    out.cross_checks = cross_check(input, out);
    progress.advance(1);
    return out;
}

LedgerResult build_ledger(const LedgerInput& input, Diagnostics& diagnostics) {
    Progress silent;
    return build_ledger(input, diagnostics, silent);
}

void merge_columns(table::Table& table, const table::Table& additions) {
    for (const auto& name : additions.names()) table.set(name, additions.share(name));
}

}  // namespace mulens::ledger
