#include "diff/exchange.hpp"

#include <algorithm>
#include <array>

namespace mulens::diff {
namespace {

using table::Column;

/// Links look at these; they stay A's until the links are exchanged.
constexpr std::array link_columns{"parcel_id", "ent_id", "credit_code", "x", "y", "year", "source_year"};
/// Land areas of firms come from the plots by way of the ledger, never from the other side.
constexpr std::array made_columns{"area_registered_mu", "area_rented_in_mu", "area_rented_out_mu",
                                  "area_assessed_mu",   "land_m2",           "parcel_count",
                                  "main_parcel",        "residual_reason"};
constexpr std::array area_columns{
    "area_m2",        "area_mu",       "area_deed_mu",      "deed_area_m2",        "area_basis",
    "area_basis_m2",  "area_basis_mu", "area_ellipsoid_m2", "footprint_m2",        "gfa_m2",
    "far_area_m2",    "far",           "building_density",  "building_overlap_m2", "building_count",
    "geometry_status"};

template <typename Names>
bool holds(const Names& names, std::string_view name) {
    return std::any_of(names.begin(), names.end(), [&](const char* n) { return name == n; });
}

/// Ratios that the metrics make again.
bool is_metric(std::string_view name) { return rules::find_measure(name) != nullptr; }

bool is_identity(const std::vector<Row>& other, Row rows) {
    if (other.size() != rows) return false;
    for (Row row = 0; row < rows; ++row)
        if (other[row] != row) return false;
    return true;
}

/// The other's value where there is a partner, else the own one; "" or NaN where a side lacks the column.
Column mixed(const Column* own, const Column* theirs, const std::vector<Row>& other) {
    const auto rows = static_cast<Row>(other.size());
    if ((theirs != nullptr ? theirs : own)->is_text()) {
        table::TextStore store(table::TextStore::Mode::dictionary);
        for (Row row = 0; row < rows; ++row) {
            const Column* from = other[row] != no_row ? theirs : own;
            const Row at = other[row] != no_row ? other[row] : row;
            store.push(from != nullptr && from->is_text() ? from->text(at) : std::string_view());
        }
        store.seal();
        return Column::texts(std::move(store));
    }
    std::vector<double> values(rows, table::none);
    for (Row row = 0; row < rows; ++row) {
        const Column* from = other[row] != no_row ? theirs : own;
        if (from != nullptr && !from->is_text()) values[row] = from->number(other[row] != no_row ? other[row] : row);
    }
    return Column::numbers(std::move(values), (theirs != nullptr ? theirs : own)->kind());
}

template <typename Takes>
table::Table exchange(const table::Table& own, const table::Table& theirs, const std::vector<Row>& other,
                      Takes&& takes) {
    table::Table out = own;
    const bool identity = is_identity(other, theirs.rows());
    std::vector<std::string> names = own.names();
    for (const auto& name : theirs.names())
        if (!own.has(name)) names.push_back(name);
    for (const auto& name : names) {
        if (!takes(name) || holds(link_columns, name) || is_metric(name)) continue;
        if (own.share(name) == theirs.share(name) && identity) continue;
        if (identity && theirs.has(name))
            out.set(name, theirs.share(name));
        else
            out.set(name, mixed(own.find(name), theirs.find(name), other));
    }
    return out;
}

/// Who is taken out by decision, as the other side decided of the units that both have.
std::vector<std::uint8_t> excluded(const std::vector<std::uint8_t>& own, const std::vector<std::uint8_t>& theirs,
                                   const std::vector<Row>& other) {
    if (own.empty() && theirs.empty()) return {};
    std::vector<std::uint8_t> out(other.size(), 0);
    for (std::size_t row = 0; row < other.size(); ++row) {
        const auto& from = other[row] != no_row ? theirs : own;
        if (!from.empty()) out[row] = from[other[row] != no_row ? other[row] : row];
    }
    return out;
}

/// Table and where its rows come from, without shapes.
table::Layer without_shapes(const table::Layer& from, table::Table table) {
    table::Layer out;
    out.role = from.role;
    out.table = std::move(table);
    out.source = from.source;
    out.source_row = from.source_row;
    out.sources = from.sources;
    return out;
}

}  // namespace

bool is_area_column(std::string_view name) { return holds(area_columns, name); }

Exchanged::Exchanged(const Side& a, const Side& b, const Pairs& parcels, const Pairs& firms, bool areas) : side_(a) {
    parcels_ = without_shapes(*a.parcels, exchange(a.parcels->table, b.parcels->table, parcels.b_of_a,
                                                   [&](const std::string& n) { return areas || !is_area_column(n); }));
    enterprises_ =
        without_shapes(*a.enterprises, exchange(a.enterprises->table, b.enterprises->table, firms.b_of_a,
                                                [](const std::string& n) { return !holds(made_columns, n); }));
    side_.parcels = &parcels_;
    side_.enterprises = &enterprises_;
    side_.parcel_excluded = excluded(a.parcel_excluded, b.parcel_excluded, parcels.b_of_a);
    side_.firm_excluded = excluded(a.firm_excluded, b.firm_excluded, firms.b_of_a);
    side_.as_of = b.as_of;
}

}  // namespace mulens::diff
