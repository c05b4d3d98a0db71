#include "pipeline/inputs.hpp"

#include "base/error.hpp"
#include "config/catalogue.hpp"
#include "crs/identify.hpp"
#include "crs/sniff.hpp"
#include "crs/transform.hpp"
#include "read/shift.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mulens::pipeline {
namespace {

using table::Layer;

/// Roles whose rows, not files, carry the year.
bool dated_by_row(const std::string& role) {
    return role == "enterprises" || role == "links" || role == "contracts" || role == "official_grades" ||
           role == "decisions" || role == "projects" || role == "parcels_before" || role == "stages" ||
           role == "supply";
}

geom::Box lonlat_box(const read::Probe& probe) {
    geom::Box out;
    if (probe.box.empty()) return out;
    const crs::Transform transform(probe.crs, "EPSG:4326");
    double xy[] = {probe.box.min_x, probe.box.min_y, probe.box.max_x, probe.box.min_y,
                   probe.box.max_x, probe.box.max_y, probe.box.min_x, probe.box.max_y};
    transform.apply(xy, 4);
    for (int i = 0; i < 4; ++i)
        if (std::isfinite(xy[2 * i])) out.add(xy[2 * i], xy[2 * i + 1]);
    return out;
}

void choose_crs(Settings& s) {
    if (!s.project.crs.empty()) {
        const std::string id = crs::identify(s.project.crs);
        const std::string& named = id.empty() ? s.project.crs : id;
        if (crs::web_mercator(named) || !crs::metric_plane(named))
            throw Error::make(
                ExitCode::crs,
                "{} cannot be the working CRS: areas are measured in it, so it must be a plane one in metres "
                "and not Web Mercator; give --crs EPSG:4549 or leave it out",
                crs::describe(named));
        s.working_crs = s.project.crs;
        s.crs_reason = "given by the project or --crs";
        return;
    }
    const auto probes = read::probe(specs_of(s.project, "parcels", s.year));
    geom::Box box;
    for (const auto& probe : probes) box.add(lonlat_box(probe));
    const auto working = crs::choose_working(probes.empty() ? std::string() : probes.front().crs, box);
    if (working.crs.empty())
        throw Error::make(ExitCode::crs, "no working CRS can be chosen: {}; give --crs EPSG:n", working.reason);
    s.working_crs = working.crs;
    s.crs_reason = working.reason;
    s.assumptions.push_back("Working CRS " + crs::describe(working.crs) + ": " + working.reason + " (--crs overrides)");
}

std::optional<int> newest_year(const config::Project& project, const std::map<std::string, Layer>& layers) {
    std::optional<int> newest;
    const auto consider = [&](double year) {
        if (std::isfinite(year) && year > 1900 && year < 2200)
            newest = std::max(newest.value_or(0), static_cast<int>(year));
    };
    for (const auto& spec : project.layers)
        if (spec.year) consider(*spec.year);
    for (const char* role : {"enterprises", "links", "contracts", "parcels"}) {
        const auto it = layers.find(role);
        if (it == layers.end()) continue;
        for (const char* column : {"year", "source_year"})
            if (const auto* years = it->second.table.find(column); years != nullptr && !years->is_text())
                for (Row row = 0; row < years->size(); ++row) consider(years->number(row));
    }
    return newest;
}

void settle_dates(Settings& s, const std::map<std::string, Layer>& layers) {
    if (!s.year) {
        s.year = newest_year(s.project, layers);
        if (s.year) s.assumptions.push_back(fmt::format("Year {}: the newest in the data (--year overrides)", *s.year));
    }
    if (!s.as_of && s.year) {
        s.as_of = make_date(*s.year, 12, 31);
        s.assumptions.push_back(fmt::format("As of {}: 31 December of the year (--as-of overrides)", to_iso(*s.as_of)));
    }
    if (!s.year)
        s.assumptions.emplace_back(
            "No year anywhere: year and as-of stay blank and idle land is not judged (--year, --as-of)");
}

/// Plots that lie where a web map would show them: against the borders of platforms, else of streets, that are not
/// in doubt themselves.
void report_shifts(const Settings& s, const std::map<std::string, Layer>& layers, Diagnostics& diagnostics) {
    const geom::Polygons* reference = nullptr;
    for (const char* role : {"streets", "platforms"}) {
        const auto it = layers.find(role);
        if (it == layers.end() || !it->second.spatial()) continue;
        const auto& sources = it->second.sources;
        if (std::none_of(sources.begin(), sources.end(),
                         [](const auto& f) { return f.shift.empty() && crs::is_geographic(f.crs); }))
            reference = &it->second.geometry;
    }
    if (const auto it = layers.find("parcels"); it != layers.end())
        read::report_suspect_shifts(it->second, reference, s.working_crs, diagnostics);
}

}  // namespace

std::vector<config::LayerSpec> specs_of(const config::Project& project, const std::string& role,
                                        std::optional<int> year) {
    std::vector<config::LayerSpec> all;
    for (const auto& spec : project.layers)
        if (spec.role == role) all.push_back(spec);
    if (dated_by_row(role)) return all;
    std::optional<int> chosen;
    for (const auto& spec : all)
        if (spec.year && (!year || *spec.year <= *year)) chosen = std::max(chosen.value_or(*spec.year), *spec.year);
    std::erase_if(all, [&](const auto& spec) { return spec.year && spec.year != chosen; });
    return all;
}

Layer rows_of_year(Layer layer, int year) {
    const table::Column* years = layer.table.find("year");
    const table::Column* files = layer.table.find("source_year");
    if ((years == nullptr || years->is_text()) && files == nullptr) return layer;
    std::vector<Row> rows;
    for (Row row = 0; row < layer.rows(); ++row) {
        double own = years != nullptr && !years->is_text() ? years->number(row) : table::none;
        if (std::isnan(own) && files != nullptr) own = files->number(row);
        if (std::isnan(own) || static_cast<int>(own) == year) rows.push_back(row);
    }
    if (rows.size() == layer.rows()) return layer;
    Layer out;
    out.role = layer.role;
    out.sources = std::move(layer.sources);
    out.table = table::take_rows(layer.table, rows);
    for (const Row row : rows) {
        out.source.push_back(layer.source[row]);
        out.source_row.push_back(layer.source_row[row]);
    }
    return out;
}

Settings settle(config::Project project, unsigned threads, bool hash) {
    Settings s;
    s.project = std::move(project);
    s.threads = std::max(1U, threads);
    s.hash = hash;
    s.year = s.project.year;
    s.as_of = s.project.as_of;
    if (!s.year && s.as_of) s.year = year_of(*s.as_of);
    if (!s.project.scheme.empty()) s.scheme = config::load_scheme(s.project.scheme);
    if (!s.project.cut_from.empty()) s.cut_from = config::load_scheme(s.project.cut_from);
    choose_crs(s);
    return s;
}

table::Layer read_parcels(const Settings& s, Diagnostics& diagnostics, Progress& progress) {
    read::ReadOptions options;
    options.working_crs = s.working_crs;
    options.threads = s.threads;
    options.hash = false;
    return read::read_layer(specs_of(s.project, "parcels", s.year), options, diagnostics, progress);
}

namespace {

using Layers = std::map<std::string, Layer>;

/// Specs are taken by value: the settings may change while this runs.
Layers read_roles(const std::vector<std::vector<config::LayerSpec>>& roles, const read::ReadOptions& options,
                  Diagnostics& diagnostics, Progress& progress) {
    Layers out;
    for (const auto& specs : roles)
        if (!specs.empty()) out[specs.front().role] = read::read_layer(specs, options, diagnostics, progress);
    return out;
}

}  // namespace

Inputs read_inputs(Settings& s, Diagnostics& diagnostics, Progress& progress, Stopwatch& watch) {
    Inputs in;
    const auto options_for = [&](const std::string& role) {
        read::ReadOptions options;
        options.working_crs = config::catalogue(role).spatial() ? s.working_crs : std::string();
        options.threads = s.threads;
        options.hash = s.hash;
        return options;
    };
    const auto read_role = [&](const std::string& role, std::optional<int> year) {
        const auto specs = specs_of(s.project, role, year);
        if (specs.empty()) return;
        in.layers[role] = read::read_layer(specs, options_for(role), diagnostics, progress);
        watch.lap("read " + role);
    };
    const bool beside = s.threads > 1 && s.year;  // else the ledger may settle the year
    if (beside) {
        auto options = options_for("enterprises");
        options.threads = s.threads - 1;
        in.beside =
            std::async(std::launch::async,
                       [roles = std::vector{specs_of(s.project, "enterprises", {}), specs_of(s.project, "links", {})},
                        options, compact = s.compact, &diagnostics, &progress] {
                           ProgressLane lane(progress);
                           auto layers = read_roles(roles, options, diagnostics, lane);
                           for (auto& [role, layer] : layers)
                               if (compact) layer.table.pack(options.threads);
                           return layers;
                       });
    } else {
        read_role("enterprises", {});
        read_role("links", {});
    }
    try {
        for (const char* role : {"contracts", "official_grades", "projects", "decisions"}) read_role(role, {});
        // A file's year may settle the year before parcels are read; rows of parcels may still be newer.
        if (s.parcels)
            in.layers["parcels"] = *s.parcels;
        else
            read_role("parcels", s.year ? s.year : newest_year(s.project, in.layers));
        settle_dates(s, in.layers);
        for (const char* role : {"platforms", "streets", "constraints", "renewal", "regulatory"})
            read_role(role, s.year);
        for (const auto& role : s.also) read_role(role, s.year);
        report_shifts(s, in.layers, diagnostics);
    } catch (...) {
        if (in.beside.valid()) in.beside.get();  // what is wrong with a table is said first
        throw;
    }
    in.buildings = specs_of(s.project, "buildings", s.year);
    if (!beside) join_tables(s, in);
    return in;
}

void join_tables(const Settings& s, Inputs& in) {
    if (std::exchange(in.joined, true)) return;
    if (in.beside.valid())
        for (auto& [role, layer] : in.beside.get()) in.layers[role] = std::move(layer);
    auto it = in.layers.find("enterprises");
    if (it == in.layers.end() || !s.year) return;
    const bool benchmarks = s.scheme && s.scheme->needs_last_year();
    if (benchmarks) in.last_year = rows_of_year(it->second, *s.year - 1);
    it->second = rows_of_year(std::move(it->second), *s.year);
    if (it->second.rows() == 0)
        throw Error::make(ExitCode::usage, "{}: no enterprise of {}; choose another --year",
                          it->second.sources.empty() ? "enterprises" : it->second.sources.front().path, *s.year);
}

}  // namespace mulens::pipeline
