// Sheets of streets, constraints and renewal areas: what lies inside, from the overlay of the run.
#include "app/sheet.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "geom/area.hpp"
#include "geom/locate.hpp"
#include "geom/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::app {
namespace {

struct Kind {
    const char *role, *id, *kind;
};
/// In the order in which a click asks: the smaller areas first.
constexpr Kind kinds[] = {{"renewal", "area_id", "renewal_kind"},
                          {"constraints", "constraint_id", "constraint_kind"},
                          {"streets", "street_id", "street_kind"}};

const std::optional<overlay::ZoneOverlay>& overlay_of(const pipeline::Land& land, std::string_view role) {
    return role == "streets" ? land.streets : role == "constraints" ? land.constraints : land.renewal;
}

std::string key_of(const table::Table& zones, const Kind& kind, Row row) {
    const auto id = zones.text(kind.id, row);
    return id.empty() ? std::to_string(row + 1) : std::string(id);
}

struct Inside {
    std::uint64_t plots = 0, low = 0, idle = 0;
    double mu = 0, low_mu = 0, idle_mu = 0;      ///< by share
    double scope_mu = 0, tax = 0;                ///< in scope, by share
    std::vector<std::pair<double, Row>> listed;  ///< 亩 inside, parcel
};

Inside look_inside(App::Inside& in, const overlay::ZoneOverlay& overlay, Row zone) {
    Inside out;
    const auto& table = in.data->table();
    const auto* basis = table.find("area_basis_mu");
    const auto* taxes = table.find("tax");
    const auto known = [](const table::Column* column, Row row) {
        const double value = column == nullptr ? 0 : column->number(row);
        return std::isnan(value) ? 0 : value;
    };
    for (const auto& member : overlay.memberships) {
        if (member.zone != zone) continue;
        const double mu = known(basis, member.parcel) * member.share;
        ++out.plots;
        out.mu += mu;
        out.listed.emplace_back(mu, member.parcel);
        if (in.judged->low[member.parcel] != 0) {
            ++out.low;
            out.low_mu += mu;
        }
        if (in.flags_now().idle[member.parcel] != 0) {
            ++out.idle;
            out.idle_mu += mu;
        }
        if (in.judged->standing->in_scope[member.parcel] == 0) continue;
        out.scope_mu += mu;
        out.tax += known(taxes, member.parcel) * member.share;
    }
    std::sort(out.listed.begin(), out.listed.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    return out;
}

}  // namespace

std::unique_ptr<Sheet> zone_sheet(App::Inside& in) {
    const auto& moment = in.state.moment;
    const auto layer = in.data->run.layers.find(moment.zone_layer);
    if (layer == in.data->run.layers.end() || moment.zone >= layer->second.rows() || !in.judged) return nullptr;
    const Lang lang = in.lang();
    const auto& zones = layer->second.table;
    auto sheet = std::make_unique<Sheet>();
    sheet->zone = true;
    sheet->row = moment.zone;
    sheet->subtitle = tr(lang, "zone_" + moment.zone_layer);
    for (const auto& kind : kinds) {
        if (moment.zone_layer != kind.role) continue;
        sheet->key = key_of(zones, kind, moment.zone);
        const auto words = zones.text(kind.kind, moment.zone);
        if (!words.empty()) sheet->subtitle += " · " + shown(lang, kind.kind, words);
        if (!zones.text(kind.id, moment.zone).empty()) sheet->subtitle += " · " + sheet->key;
    }
    const auto name = in.data->places.in(lang, zones.text("name", moment.zone));
    sheet->title = name.empty() ? sheet->key : name;
    const auto line = [&](const char* key, std::string value, std::string unit, const char* tip = "zone_share_tip") {
        sheet->facts.push_back({tr(lang, key), std::move(value), std::move(unit), tr(lang, tip)});
    };
    const auto mu = [&](double value) { return shown(lang, "area_basis_mu", value); };
    const auto plots = [&](std::uint64_t count, double area) {
        return fmt::format(fmt::runtime(tr(lang, "zone_plots_words")), shown(lang, "rank", static_cast<double>(count)),
                           mu(area));
    };
    const std::string unit_mu = column_unit(lang, "area_basis_mu");
    const double m2 = geom::feature_area_m2(layer->second.geometry, moment.zone);
    line("zone_area", mu(geom::mu_from_m2(m2)), unit_mu, "zone_area_tip");
    const auto& overlay = overlay_of(in.data->run.land, moment.zone_layer);
    if (!overlay) return sheet;
    const Inside inside = look_inside(in, *overlay, moment.zone);
    line("zone_plots", plots(inside.plots, inside.mu), unit_mu);
    line("low_efficiency", plots(inside.low, inside.low_mu), unit_mu);
    line("idle", plots(inside.idle, inside.idle_mu), unit_mu);
    const double per_mu = inside.scope_mu > 0 ? inside.tax / inside.scope_mu : table::none;
    line("zone_tax_per_mu",
         in.state.session.meeting ? banded(lang, "tax_per_mu", per_mu) : shown(lang, "tax_per_mu", per_mu),
         std::isnan(per_mu) ? std::string() : column_unit(lang, "tax_per_mu"), "zone_tax_tip");
    constexpr std::size_t most = 40;
    for (std::size_t i = 0; i < std::min(inside.listed.size(), most); ++i) {
        const auto& [area, row] = inside.listed[i];
        SheetLine one{std::string(in.data->id_of(row)), mu(area), unit_mu, {}};
        one.key = one.name;
        if (in.judged->low[row] != 0) one.tooltip = tr(lang, "low_efficiency");
        sheet->plots.emplace_back(row, std::move(one));
    }
    return sheet;
}

void add_zones(Sheet& sheet, const App::Inside& in, Row row) {
    const Lang lang = in.lang();
    for (auto kind = std::rbegin(kinds); kind != std::rend(kinds); ++kind) {
        const auto layer = in.data->run.layers.find(kind->role);
        const auto& overlay = overlay_of(in.data->run.land, kind->role);
        if (layer == in.data->run.layers.end() || !overlay) continue;
        const auto& zones = layer->second.table;
        for (const auto& member : overlay->memberships) {
            if (member.parcel != row || member.zone >= zones.rows()) continue;
            const auto name = in.data->places.in(lang, zones.text("name", member.zone));
            SheetLine line;
            line.key = key_of(zones, *kind, member.zone);
            line.name = name.empty() ? line.key : name;
            line.value = shown(lang, "share_of_after", member.share);
            line.unit = "%";
            line.tooltip = tr(lang, std::string("zone_") + kind->role);
            line.role = kind->role;
            sheet.zones.push_back(std::move(line));
        }
    }
}

std::vector<std::string> App::zone_at(double px, double py) const {
    auto& in = *inside_;
    if (!complete()) return {};
    const auto at = in.state.session.camera.to_world(px, py);
    for (const auto& kind : kinds) {
        const auto layer = in.data->run.layers.find(kind.role);
        const auto on = in.doc().layers.find(kind.role);
        if (layer == in.data->run.layers.end() || !layer->second.spatial()) continue;
        if (on == in.doc().layers.end() || !on->second) continue;
        for (Row row = 0; row < layer->second.rows(); ++row)
            if (layer->second.geometry.box(row).contains(at.x, at.y) &&
                geom::locate(layer->second.geometry, row, at) != geom::Place::outside)
                return {kind.role, key_of(layer->second.table, kind, row)};
    }
    return {};
}

namespace verb {

void inspect_zone(App& app, const Args& args) {
    auto& in = app.inside();
    const auto& run = in.need_results().run;
    const auto& kind = kinds[choice(args[0], {kinds[0].role, kinds[1].role, kinds[2].role})];
    const auto layer = run.layers.find(args[0]);
    Row found = no_row;
    if (layer != run.layers.end()) {
        const auto& zones = layer->second.table;
        for (const char* column : {kind.id, "name"})
            for (Row row = 0; row < zones.rows() && found == no_row; ++row)
                if (zones.text(column, row) == args[1]) found = row;
        const auto number = parse_number(args[1]);
        if (found == no_row && number && *number >= 1 && *number <= zones.rows()) found = static_cast<Row>(*number) - 1;
    }
    if (found == no_row)
        throw Error::make(ExitCode::usage, "{}: nothing in {} has this code or name", args[1], args[0]);
    auto& moment = in.state.moment;
    moment.inspected = moment.inspected_firm = no_row;
    moment.zone_layer = args[0];
    moment.zone = found;
    in.state.session.right_open = true;
}

}  // namespace verb
}  // namespace mulens::app
