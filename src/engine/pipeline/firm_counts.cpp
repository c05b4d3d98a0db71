#include "pipeline/firm_counts.hpp"

#include <algorithm>

namespace mulens::pipeline {
namespace {

constexpr double shown_share = 0.00005;  // the least share that the column `platforms` does not print as 0.0000

/// One bit a firm and group: no sorting of a million links. `groups_of(parcel, add)` calls add(group).
template <typename GroupsOf>
std::vector<std::uint64_t> count(const ledger::LedgerResult& ledger, std::size_t groups, GroupsOf&& groups_of) {
    std::vector<std::vector<bool>> seen(groups);
    for (const auto& share : ledger.shares) {
        if (ledger.counted[share.enterprise] == 0) continue;
        groups_of(share.parcel, [&](std::size_t group) {
            if (seen[group].empty()) seen[group].resize(ledger.counted.size());
            seen[group][share.enterprise] = true;
        });
    }
    std::vector<std::uint64_t> out(groups, 0);
    for (std::size_t i = 0; i < groups; ++i)
        out[i] = static_cast<std::uint64_t>(std::count(seen[i].begin(), seen[i].end(), true));
    return out;
}

FirmCounts named(const std::vector<std::string>& names, const std::vector<std::uint64_t>& counts) {
    FirmCounts out;
    for (std::size_t i = 0; i < names.size(); ++i) out[names[i]] += counts[i];
    return out;
}

/// A small code a text: `code("…")` numbers them in the order they come.
class Codes {
  public:
    std::uint32_t code(std::string_view name) {
        const auto it = known_.find(name);
        if (it != known_.end()) return it->second;
        known_.emplace(name, static_cast<std::uint32_t>(names.size()));
        names.emplace_back(name);
        return static_cast<std::uint32_t>(names.size() - 1);
    }
    std::vector<std::string> names;

  private:
    std::map<std::string, std::uint32_t, std::less<>> known_;
};

}  // namespace

FirmCounts firms_by(const table::Table& parcels, const ledger::LedgerResult& ledger, const std::string& column_name) {
    const table::Column* column = parcels.find(column_name);
    if (column == nullptr || !column->is_text()) return {{"", firms_with_land(ledger)}};
    Codes codes;
    std::vector<std::uint32_t> of_row(parcels.rows());
    const auto& store = column->store();
    if (store.mode() == table::TextStore::Mode::dictionary) {
        std::vector<std::uint32_t> of_entry;
        for (std::uint32_t i = 0; i < store.entries(); ++i) of_entry.push_back(codes.code(store.entry(i)));
        for (Row row = 0; row < parcels.rows(); ++row) of_row[row] = of_entry[store.code(row)];
    } else {
        for (Row row = 0; row < parcels.rows(); ++row) of_row[row] = codes.code(column->text(row));
    }
    return named(codes.names, count(ledger, codes.names.size(), [&](Row parcel, auto&& add) { add(of_row[parcel]); }));
}

FirmCounts firms_by(const overlay::ZoneOverlay& zones, const std::vector<std::string>& names,
                    const ledger::LedgerResult& ledger) {
    Codes codes;
    std::vector<std::uint32_t> of_zone;
    for (const auto& name : names) of_zone.push_back(codes.code(name));
    return named(codes.names, count(ledger, codes.names.size(), [&](Row parcel, auto&& add) {
                     for (const auto& m : zones.of(parcel))
                         if (m.share >= shown_share) add(of_zone[m.zone]);
                 }));
}

std::uint64_t firms_with_land(const ledger::LedgerResult& ledger) {
    return count(ledger, 1, [](Row, auto&& add) { add(0); }).front();
}

}  // namespace mulens::pipeline
