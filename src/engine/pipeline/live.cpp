#include "pipeline/live.hpp"

#include "base/error.hpp"

namespace mulens::pipeline {

rules::LiveInput live_input(const Run& run, unsigned threads, const std::shared_ptr<const void>& keeper) {
    if (run.summaries_only)
        throw Error(ExitCode::usage, "a run that kept summaries only cannot be regraded; run it with parcel files");
    if (!run.settings.scheme) throw Error(ExitCode::usage, rules::no_scheme_sentence());
    rules::LiveInput out;
    out.parcels = run.parcels.table;
    out.enterprises = run.enterprises.table;
    out.enterprises_last_year = run.last_year;
    if (const auto it = run.layers.find("decisions"); it != run.layers.end()) out.decisions = it->second.table;
    out.links = links_of(run.ledger);
    const Row rows = run.parcels.rows();
    out.idle.resize(rows);
    for (Row row = 0; row < rows; ++row) out.idle[row] = run.rules.idle.status(row);
    out.under_construction = run.rules.idle.under_construction;
    out.previous = run.rules.previous;
    static_assert(rules::LiveInput::no_fen == ledger::blank_fen);
    using Amounts = std::vector<std::int64_t>;
    const auto amounts = [&](const Amounts& fen) {
        return keeper ? std::shared_ptr<const Amounts>(keeper, &fen) : std::make_shared<const Amounts>(fen);
    };
    for (const auto& allocation : run.ledger.allocations) {
        if (allocation.column == "tax") out.share_tax_fen = amounts(allocation.fen);
        if (allocation.column == "output") out.share_output_fen = amounts(allocation.fen);
    }
    out.share_land_nano.reserve(run.ledger.shares.size());
    for (const auto& share : run.ledger.shares) out.share_land_nano.push_back(share.land_nano);
    out.platforms = run.land.platform_names;
    out.scheme = std::make_shared<const config::Scheme>(*run.settings.scheme);
    if (run.settings.cut_from) out.cut_from = std::make_shared<const config::Scheme>(*run.settings.cut_from);
    out.as_of = run.settings.as_of;
    out.year = run.settings.year;
    out.threads = threads;
    return out;
}

}  // namespace mulens::pipeline
