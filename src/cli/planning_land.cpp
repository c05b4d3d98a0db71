#include "cli/planning_land.hpp"

#include "base/error.hpp"
#include "config/columns.hpp"
#include "query/filter.hpp"

#include <algorithm>

namespace mulens::cli {

std::vector<double> shares_of(const std::optional<overlay::ZoneOverlay>& zones, Row parcels) {
    std::vector<double> out;
    if (!zones) return out;
    out.assign(parcels, 0);
    for (const auto& membership : zones->memberships)
        out[membership.parcel] = std::min(1.0, out[membership.parcel] + membership.share);
    return out;
}

std::vector<Row> rows_where(const pipeline::Run& run, const std::string& option, const std::string& condition,
                            const Progress& progress) {
    query::Aliases aliases;
    for (const auto& name : run.parcels.table.names()) {
        const auto info = config::column_catalogue().describe("parcels", name);
        if (!info.zh.empty() && info.zh != name) aliases.emplace_back(info.zh, name);
    }
    try {
        return query::select(run.parcels.table, condition, {}, aliases, &progress);
    } catch (const Error& error) {
        throw error.with_context(option);
    }
}

}  // namespace mulens::cli
