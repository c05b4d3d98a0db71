#include "overlay/columns.hpp"

#include "config/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

namespace mulens::overlay {
namespace {

using table::Column;
using table::Status;

constexpr double least_share = 0.01;  // method §2.5: below this a block platform does not claim a parcel
constexpr double low_share = 0.5;     // method §2.5: a declared platform with less is a finding

std::string name_of(const table::Layer& layer, Row row) {
    for (const char* field : {"name", "unit_id", "area_id", "constraint_id", "street_id", "constraint_kind"})
        if (const auto text = layer.table.text(field, row); !text.empty()) return std::string(text);
    return fmt::format("{}#{}", layer.role, row + 1);
}

class Platforms {
  public:
    Platforms(table::Layer& parcels, const PlatformCatalogue& platforms, const ZoneOverlay* zones,
              Diagnostics& diagnostics)
        : parcels_(parcels), platforms_(platforms), zones_(zones), diagnostics_(diagnostics) {
        for (const auto& source : parcels.sources) of_file_.push_back(platforms.find_file(source.path));
    }
    void add();

  private:
    struct Declared {
        std::string text;
        std::optional<Row> platform;
    };
    [[nodiscard]] Declared declared(Row row) const;
    [[nodiscard]] const Membership* best(Row row) const;
    [[nodiscard]] double share(Row row, Row platform) const;
    [[nodiscard]] std::string all_shares(Row row) const;
    void report(std::string_view code, Row row, const std::string& detail, double value) const;

    table::Layer& parcels_;
    const PlatformCatalogue& platforms_;
    const ZoneOverlay* zones_;
    Diagnostics& diagnostics_;
    std::vector<std::optional<Row>> of_file_;
};

Platforms::Declared Platforms::declared(Row row) const {
    for (const char* field : {"platform", "source_platform"}) {
        const std::string_view text = parcels_.table.text(field, row);
        if (!text.empty()) return {std::string(text), platforms_.find(text)};
    }
    const auto& platform = of_file_[parcels_.source[row]];
    return platform ? Declared{platforms_.name(*platform), platform} : Declared{};
}

// The block platform with the largest share; a district-wide one only where no block hits.
const Membership* Platforms::best(Row row) const {
    const Membership* block = nullptr;
    const Membership* wide = nullptr;
    for (const Membership& m : zones_->of(row)) {
        if (m.share < least_share) continue;
        const Membership*& slot = platforms_.district_wide(m.zone) ? wide : block;
        if (slot == nullptr || m.share > slot->share) slot = &m;
    }
    return block != nullptr ? block : wide;
}

double Platforms::share(Row row, Row platform) const {
    for (const Membership& m : zones_->of(row))
        if (m.zone == platform) return m.share;
    return 0;
}

std::string Platforms::all_shares(Row row) const {
    std::string text;
    for (const Membership& m : zones_->of(row)) {
        if (!text.empty()) text += ';';
        fmt::format_to(std::back_inserter(text), "{}:{:.4f}", platforms_.name(m.zone), m.share);
    }
    return text;
}

void Platforms::report(std::string_view code, Row row, const std::string& detail, double value) const {
    Finding finding = config::make_finding(code, "parcels", parcels_.file_of(row), parcels_.source_row[row],
                                           std::string(parcels_.table.text("parcel_id", row)), detail);
    finding.field = "platform";
    finding.value = value;
    diagnostics_.add(std::move(finding));
}

bool same_memberships(std::span<const Membership> a, std::span<const Membership> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Membership& x, const Membership& y) { return x.zone == y.zone && x.share == y.share; });
}

void Platforms::add() {
    const Row rows = parcels_.rows();
    table::TextStore names;
    table::TextStore all;
    std::span<const Membership> last;
    std::string last_text;
    std::vector<double> shares(rows, table::none);
    std::vector<Status> status(rows, Status::no_data);
    for (Row row = 0; row < rows; ++row) {
        const bool measured = zones_ != nullptr && parcels_.geometry.has_geometry(row);
        Declared given = declared(row);
        const bool is_declared = !given.text.empty();
        if (is_declared && !given.platform && !platforms_.empty())
            report("unknown_platform", row, given.text, table::none);
        if (!is_declared && measured)
            if (const Membership* m = best(row)) given = {platforms_.name(m->zone), m->zone};
        names.push(given.platform ? platforms_.name(*given.platform) : given.text);
        // Neighbours often lie in the same platforms with the same shares: their text is made once.
        if (!measured) {
            all.push({});
        } else if (row == 0 || last_text.empty() || !same_memberships(zones_->of(row), last)) {
            last = zones_->of(row);
            last_text = all_shares(row);
            all.push(last_text);
        } else {
            all.push(last_text);
        }
        if (!measured) status[row] = zones_ != nullptr ? Status::invalid_geometry : Status::no_data;
        if (!measured || !given.platform) continue;
        shares[row] = share(row, *given.platform);
        status[row] = Status::ok;
        if (is_declared && shares[row] < low_share)
            report("platform_share_low", row, fmt::format("{:.1f} % of it lies in {}", 100 * shares[row], given.text),
                   shares[row]);
    }
    parcels_.table.set("platform", Column::texts(std::move(names)));
    parcels_.table.set("platform_share", Column::numbers(std::move(shares), std::move(status)));
    if (zones_ != nullptr) parcels_.table.set("platforms", Column::texts(std::move(all)));
}

// The name of the zone with the largest share, else what the table said before.
void add_largest(table::Layer& parcels, const table::Layer& zones, const ZoneOverlay& overlay, const char* column) {
    std::vector<std::string> names;
    for (Row zone = 0; zone < zones.rows(); ++zone) names.push_back(name_of(zones, zone));
    table::TextStore store;
    for (Row row = 0; row < parcels.rows(); ++row) {
        const Membership* m = overlay.largest(row);
        store.push(m != nullptr ? std::string_view(names[m->zone]) : parcels.table.text(column, row));
    }
    parcels.table.set(column, Column::texts(std::move(store)));
}

}  // namespace

void add_platform_columns(table::Layer& parcels, const PlatformCatalogue& platforms, const ZoneOverlay* zones,
                          Diagnostics& diagnostics) {
    Platforms(parcels, platforms, zones, diagnostics).add();
}

void add_street_column(table::Layer& parcels, const table::Layer& streets, const ZoneOverlay& zones) {
    add_largest(parcels, streets, zones, "street");
}

void add_renewal_column(table::Layer& parcels, const table::Layer& renewal, const ZoneOverlay& zones) {
    add_largest(parcels, renewal, zones, "renewal_area");
}

void add_constraint_column(table::Layer& parcels, const table::Layer& constraints, const ZoneOverlay& zones) {
    table::TextStore store;
    std::vector<std::string> names;
    for (Row zone = 0; zone < constraints.rows(); ++zone) names.push_back(name_of(constraints, zone));
    std::vector<std::string_view> seen;
    for (Row row = 0; row < parcels.rows(); ++row) {
        seen.clear();
        std::string text;
        for (const Membership& m : zones.of(row)) {
            const std::string& name = names[m.zone];
            if (std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
            seen.emplace_back(name);
            text.append(text.empty() ? "" : ";").append(name);
        }
        store.push(text);
    }
    parcels.table.set("constraints", Column::texts(std::move(store)));
}

void add_regulatory_columns(table::Layer& parcels, const table::Layer& regulatory, const ZoneOverlay& zones) {
    std::vector<double> limit(parcels.rows());
    for (Row row = 0; row < parcels.rows(); ++row) {
        const Membership* m = zones.largest(row);
        const double planned = m != nullptr ? regulatory.table.number("far_max", m->zone) : table::none;
        limit[row] = std::isnan(planned) ? parcels.table.number("far_limit", row) : planned;
    }
    add_largest(parcels, regulatory, zones, "regulatory_unit");
    parcels.table.set("far_limit", Column::numbers(std::move(limit)));
}

void add_building_columns(table::Layer& parcels, const BuildingResult& buildings) {
    const Row rows = parcels.rows();
    const auto column = [&](auto&& value) {
        std::vector<double> values(rows, table::none);
        std::vector<Status> status(rows, Status::ok);
        for (Row row = 0; row < rows; ++row) {
            if (!parcels.geometry.has_geometry(row)) {
                status[row] = Status::invalid_geometry;
                continue;
            }
            values[row] = value(row);
            if (std::isnan(values[row])) status[row] = Status::no_data;
        }
        return Column::numbers(std::move(values), std::move(status));
    };
    const Column* area = parcels.table.find("area_m2");
    const auto per_area = [&](double value, Row row) {
        const double a = area == nullptr ? table::none : area->number(row);
        return a > 0 ? value / a : table::none;
    };
    table::Table& table = parcels.table;
    Column far = column([&](Row row) { return per_area(buildings.far_area_m2[row], row); });
    Column density = column([&](Row row) { return per_area(buildings.footprint_m2[row], row); });
    table.set("building_count", column([&](Row row) { return static_cast<double>(buildings.count[row]); }));
    table.set("footprint_m2", column([&](Row row) { return buildings.footprint_m2[row]; }));
    table.set("gfa_m2", column([&](Row row) { return buildings.gfa_m2[row]; }));
    table.set("far_area_m2", column([&](Row row) { return buildings.far_area_m2[row]; }));
    table.set("far", std::move(far));
    table.set("building_density", std::move(density));
    table.set("building_overlap_m2", column([&](Row row) { return buildings.overlap_m2[row]; }));
}

}  // namespace mulens::overlay
