#include "planning/find_question.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "planning/scenarios.hpp"
#include "query/filter.hpp"
#include "site/facts.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace mulens::planning {
namespace {

const table::Layer* layer_of(const pipeline::Run& run, const char* role) {
    const auto it = run.layers.find(role);
    return it == run.layers.end() || it->second.rows() == 0 ? nullptr : &it->second;
}

std::vector<double> numbers(const table::Table& parcels, const char* name) {
    const auto* column = parcels.find(name);
    if (column != nullptr && !column->is_text()) return column->values();
    return std::vector<double>(parcels.rows(), table::none);
}

std::vector<std::string> texts(const table::Table& parcels, const char* name) {
    std::vector<std::string> out(parcels.rows());
    for (Row row = 0; row < parcels.rows(); ++row) out[row] = parcels.text(name, row);
    return out;
}

bool idle_land(const table::Table& parcels, Row row) {
    const auto idle = parcels.text("idle_status", row);
    return idle == "not_started_1y" || idle == "not_started_2y" || idle == "suspended_1y";
}

/// The statuses of a plot as they are shown, and whether one of the wanted ones is among them.
class Statuses {
  public:
    Statuses(const table::Table& parcels, std::vector<std::string> wanted)
        : parcels_(parcels), wanted_(std::move(wanted)) {
        if (wanted_.empty()) wanted_ = {"low", "idle", "supply"};
    }
    [[nodiscard]] bool offered(Row row, bool supply, plan::WordList& shown) const {
        bool hit = false;
        const auto add = [&](bool is, const char* name, const Words& words) {
            if (!is) return;
            shown.add(words);
            hit = hit || std::find(wanted_.begin(), wanted_.end(), name) != wanted_.end();
        };
        const bool in_scope = parcels_.text("scope", row) != "out";
        const bool idle = idle_land(parcels_, row);
        const auto review = parcels_.text("review_status", row);
        const bool settled = review == "排除" || review == "已整治(销号)";
        add(in_scope && !settled && parcels_.number("low_efficiency", row) == 1, "low",
            {"疑似低效", "suspected low-efficient"});
        add(in_scope && !settled && idle, "idle", {"疑似闲置土地", "suspected idle land"});
        add(supply, "supply", {"供应台账", "supply ledger"});
        add(in_scope && !idle && parcels_.number("building_count", row) == 0, "bare", {"地上无建筑", "nothing built"});
        add(in_scope && parcels_.number("vacancy_share", row) >= 1.0 / 3, "vacant", {"闲置厂房", "vacant floor"});
        return hit || (in_scope && std::find(wanted_.begin(), wanted_.end(), "any") != wanted_.end());
    }

  private:
    const table::Table& parcels_;
    std::vector<std::string> wanted_;
};

/// Lead industry of the platform a plot belongs to, after what the supply ledger plans for it.
std::vector<std::string> industries_of(const pipeline::Run& run, const site::FindData& data) {
    std::vector<std::pair<std::string, std::string>> lead;
    if (const auto* platforms = layer_of(run, "platforms"))
        for (Row row = 0; row < platforms->rows(); ++row)
            lead.emplace_back(platforms->table.text("name", row), platforms->table.text("lead_industry", row));
    std::vector<std::string> out(data.parcels->rows());
    for (Row row = 0; row < out.size(); ++row) {
        if (data.supply != nullptr)
            for (const Row s : data.supply_of[row]) {
                const auto planned = data.supply->text("planned_industry", s);
                if (!planned.empty()) out[row] += (out[row].empty() ? "" : ";") + std::string(planned);
            }
        if (!out[row].empty()) continue;
        for (const auto& [name, industry] : lead)
            if (data.parcels->text("platform", row) == name) out[row] = industry;
    }
    return out;
}

struct Prepared {
    site::FindData data;
    site::Land land;
    site::Wish wish;
    std::vector<Row> unit_parcel;
};

Prepared prepare(const pipeline::Run& run, const FindQuestion& q) {
    Prepared out;
    const table::Table& parcels = run.parcels.table;
    const site::ParcelCodes codes(parcels);
    out.wish = q.wish;
    for (const auto& [code, metres] : q.near) {
        const Row plant = codes.find(code);
        if (plant == no_row) throw Error::make(ExitCode::usage, "--near {}: there is no such parcel", code);
        if (!run.shapes().has_geometry(plant))
            throw Error::make(ExitCode::usage, "--near {}: this parcel has no geometry to measure from", code);
        out.wish.near.push_back({plant, metres});
    }
    site::FindData& data = out.data;
    data.parcels = &parcels;
    data.geometry = &run.shapes();
    const auto* supply = layer_of(run, "supply");
    if (supply != nullptr) {
        data.supply = &supply->table;
        data.supply_of.resize(parcels.rows());
        const auto parcel = site::parcels_named(supply->table, codes);
        for (Row row = 0; row < parcel.size(); ++row)
            if (parcel[row] != no_row) data.supply_of[parcel[row]].push_back(row);
    }
    const auto* units = layer_of(run, "units");
    if (units != nullptr) {
        data.units = &units->table;
        out.unit_parcel = site::parcels_named(units->table, codes);
    }
    site::Land& land = out.land;
    land.geometry = data.geometry;
    land.has_supply = supply != nullptr;
    land.area_mu = numbers(parcels, "area_basis_mu");
    land.area_m2 = numbers(parcels, "area_m2");
    land.far = numbers(parcels, "far");
    land.far_limit = numbers(parcels, "far_limit");
    land.platform = texts(parcels, "platform");
    land.renewal = texts(parcels, "renewal_area");
    land.constraints = texts(parcels, "constraints");
    land.industry = industries_of(run, data);
    land.building_m2.assign(parcels.rows(), table::none);
    if (q.wish.building_m2)
        land.building_m2 = site::high_floor_m2(parcels, *data.geometry, layer_of(run, "buildings"), data.units,
                                               out.unit_parcel, q.wish.building_height_m);
    std::vector<std::uint8_t> where(parcels.rows(), q.where.empty() ? 1 : 0);
    if (!q.where.empty())
        for (const Row row : query::select(with_supply(run), q.where)) where[row] = 1;
    const Statuses statuses(parcels, q.statuses);
    land.offered.assign(parcels.rows(), 0);
    land.supply.resize(parcels.rows());
    data.status.resize(parcels.rows());
    for (Row row = 0; row < parcels.rows(); ++row) {
        if (data.supply != nullptr)
            for (const Row s : data.supply_of[row]) land.supply[row].emplace_back(data.supply->text("supply_kind", s));
        const bool offered = statuses.offered(row, !land.supply[row].empty(), data.status[row]);
        land.offered[row] = offered && where[row] != 0 && data.geometry->has_geometry(row) ? 1 : 0;
    }
    for (const site::Near& near : out.wish.near) land.offered[near.plant] = 0;  // the plant itself is no new site
    return out;
}

void check_words(const char* option, const std::vector<std::string>& asked, const std::vector<std::string>& known) {
    for (const auto& word : asked)
        if (std::none_of(known.begin(), known.end(),
                         [&](const auto& name) { return name.find(word) != std::string::npos; }))
            throw Error::make(ExitCode::usage, "{} {}: there is none; known: {}", option, word, fmt::join(known, ", "));
}

void check_names(const pipeline::Run& run, const Prepared& p) {
    check_words("--platform", p.wish.platforms, run.land.platform_names);
    std::vector<std::string> industries;
    for (const auto& of_plot : p.land.industry)
        for (const auto& industry : split(of_plot, ';'))
            if (!industry.empty() && std::find(industries.begin(), industries.end(), industry) == industries.end())
                industries.push_back(industry);
    if (!p.wish.industries.empty() && industries.empty())
        throw Error(ExitCode::usage,
                    "--industry: no plot has a planned industry and no platform a lead industry to hold it against");
    std::sort(industries.begin(), industries.end());
    check_words("--industry", p.wish.industries, industries);
    std::vector<std::string> kinds;
    for (const auto& of_plot : p.land.supply)
        for (const auto& kind : of_plot)
            if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
    if (!p.wish.supply.empty() && kinds.empty())
        throw Error(ExitCode::usage, "--supply: there is no supply ledger (role supply in the planning file)");
    std::sort(kinds.begin(), kinds.end());
    check_words("--supply", p.wish.supply, kinds);
}

}  // namespace

const std::vector<std::string>& land_statuses() {
    static const std::vector<std::string> names{"low", "idle", "supply", "bare", "vacant", "any"};
    return names;
}

std::vector<std::string> roles_for(const FindQuestion& question) {
    std::vector<std::string> roles{"supply", "units"};
    if (question.wish.building_m2) roles.emplace_back("buildings");
    return roles;
}

void check_question(const FindQuestion& q) {
    site::check_wish(q.wish);
    if (q.floor) site::check_floor(*q.floor);
    for (const auto& status : q.statuses)
        if (std::find(land_statuses().begin(), land_statuses().end(), status) == land_statuses().end())
            throw Error::make(ExitCode::usage, "--status {}: not one of {}", status, fmt::join(land_statuses(), ", "));
    if (!(q.limits.tolerance >= 0 && q.limits.tolerance <= 1))
        throw Error(ExitCode::usage, "--tolerance must lie between 0 and 1");
    for (const auto& [code, metres] : q.near)
        if (!(metres >= 0)) throw Error::make(ExitCode::usage, "--near {}: the distance must be 0 m or more", code);
    if (q.land && !q.floor && q.entry.empty() && !q.wish.any() && q.near.empty() && q.statuses.empty() &&
        q.where.empty())
        throw Error(ExitCode::usage, "say what is looked for: --min-mu, --near, --floor, --building, --supply …");
}

table::Report answer(const pipeline::Run& run, const FindQuestion& q, Progress& progress) {
    table::Report report;
    report.command = "find";
    report.title = {"一键找园", "Find a site"};
    Prepared p = prepare(run, q);
    check_names(run, p);
    if (q.land) {
        plan::Adjacency adjacency;
        if (p.wish.min_mu > 0 && q.limits.max_plots > 1) {
            plan::AdjacencyOptions near;
            near.border_m = q.border_m;
            near.road_gap_m = q.limits.contiguity.across_road_m;
            near.threads = q.threads;
            adjacency = plan::find_adjacency(run.shapes(), near, progress);
            p.land.adjacency = &adjacency;
        }
        const auto found = site::find_sites(p.land, p.wish, q.limits, progress);
        site::add_sites(report, p.data, p.wish, q.limits, found, q.border_m);
        if (q.statuses.empty())
            report.assumptions.emplace_back("可选地块为疑似低效、疑似闲置土地和供应台账中的地块 (--status 可另定)",
                                            "Plots to choose from: suspected low-efficient, suspected idle, or in the "
                                            "supply ledger (--status takes others)");
    }
    if (q.floor) {
        if (p.data.units == nullptr)
            throw Error(ExitCode::usage,
                        "--floor: there is no table of building units (role units in the planning file)");
        site::add_floor(report, p.data, p.wish, *q.floor,
                        site::find_floor(*p.data.units, p.unit_parcel, p.land, p.wish, *q.floor, q.limits));
    }
    if (!q.entry.empty()) {
        auto entry = site::parse_entry(q.entry);
        if (!entry.given.contains("mu") && q.wish.min_mu > 0) {
            entry.given["mu"] = q.wish.min_mu;
            report.assumptions.push_back(
                said("项目用地按所要的 {} 亩计算亩均指标 (--entry mu=… 可另定)",
                     "Per-mu figures of the project are over the {} mu wished (--entry mu=… gives it)", q.wish.min_mu));
        }
        site::add_entry(report, site::check_entry(entry, config::load_standards(q.standard)));
    }
    return report;
}

std::pair<std::string, double> parse_near(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const auto metres = colon == std::string::npos ? std::nullopt : parse_number(text.substr(colon + 1));
    if (!metres || colon == 0) throw Error::make(ExitCode::usage, "--near {}: write PARCEL:METRES", text);
    return {text.substr(0, colon), *metres};
}

std::vector<double> parse_figures(const std::string& option, const std::string& text, std::size_t most) {
    std::vector<double> out;
    for (const auto& part : split(text, ':')) {
        const auto value = parse_number(part);
        if (!value) throw Error::make(ExitCode::usage, "{} {}: {} is no number", option, text, part);
        out.push_back(*value);
    }
    if (out.empty() || out.size() > most)
        throw Error::make(ExitCode::usage, "{} {}: at most {} numbers with colons between", option, text, most);
    return out;
}

}  // namespace mulens::planning
