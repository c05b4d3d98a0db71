#include "pipeline/land.hpp"

#include "base/parallel.hpp"
#include "crs/transform.hpp"
#include "geom/ellipsoid.hpp"
#include "overlay/buildings.hpp"
#include "overlay/columns.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace mulens::pipeline {
namespace {

using table::Layer;

std::vector<std::string> names_of(const Layer* layer) {
    std::vector<std::string> out;
    for (Row row = 0; layer != nullptr && row < layer->rows(); ++row) {
        const std::string name(layer->table.text("name", row));
        if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
    return out;
}

/// Ellipsoid areas by worker thread: a transform is one thread's own.
std::function<double(const Layer&, Row)> ellipsoid_areas(const std::string& working_crs) {
    struct PerThread {
        std::mutex mutex;
        std::map<std::thread::id, std::unique_ptr<crs::Transform>> transforms;
    };
    auto shared = std::make_shared<PerThread>();
    return [shared, working_crs](const Layer& parcels, Row row) {
        const crs::Transform* transform = nullptr;
        {
            const std::lock_guard lock(shared->mutex);
            auto& own = shared->transforms[std::this_thread::get_id()];
            if (!own) own = std::make_unique<crs::Transform>(working_crs, "EPSG:4490");
            transform = own.get();
        }
        geom::Polygons one;
        one.add_feature(parcels.geometry, row);
        transform->apply(one.xy.data(), one.point_count());
        return geom::ellipsoid_area_m2(one, 0);
    };
}

overlay::BuildingResult stream_buildings(const Settings& settings, const Inputs& inputs, const Layer& parcels,
                                         const check::ParcelCheck& check, Diagnostics& diagnostics, Progress& progress,
                                         std::vector<table::SourceInfo>& sources) {
    read::ReadOptions options;
    options.working_crs = settings.working_crs;
    options.threads = settings.threads;
    options.hash = settings.hash;
    read::FeatureStream stream(inputs.buildings, options, diagnostics);
    overlay::BuildingOptions building_options;
    building_options.threads = settings.threads;
    building_options.parcel_overlaps = check.overlapping();
    overlay::BuildingOverlay buildings(parcels.geometry, check.index, building_options, diagnostics);
    constexpr Row chunk_rows = 16384;  // part of the result's last bits: keep it fixed
    progress.stage("buildings", stream.rows());
    std::vector<table::SourceInfo> names;  // findings name the file
    for (const auto& spec : inputs.buildings) {
        names.emplace_back();
        names.back().path = spec.shown_path.empty() ? spec.path : spec.shown_path;
    }
    const auto read = [&](Row first, Row count, unsigned worker, Layer& out) {
        stream.read(first, count, worker, out);
        out.sources = names;
    };
    std::vector<Layer> chunks(settings.threads);
    parallel_chunks(settings.threads, stream.rows(), chunk_rows, [&](auto, auto first, auto last, unsigned worker) {
        progress.check();
        Layer& chunk = chunks[worker];
        read(static_cast<Row>(first), static_cast<Row>(last - first), worker, chunk);
        buildings.add(static_cast<Row>(first), chunk, worker);
        progress.advance(last - first);
    });
    auto result = buildings.finish(read, progress);
    sources = stream.sources();
    return result;
}

}  // namespace

Land build_land(const Settings& settings, Inputs& inputs, const LandOptions& options, Diagnostics& diagnostics,
                Progress& progress, std::vector<table::SourceInfo>& building_sources, Stopwatch& watch) {
    Land land;
    Layer& parcels = inputs.layers.at("parcels");
    const auto layer_of = [&](const char* role) -> Layer* {
        const auto it = inputs.layers.find(role);
        return it == inputs.layers.end() || !it->second.spatial() ? nullptr : &it->second;
    };
    Layer* platforms = layer_of("platforms");
    land.platform_names = names_of(platforms);
    const overlay::PlatformCatalogue catalogue =
        platforms == nullptr ? overlay::PlatformCatalogue() : overlay::PlatformCatalogue(*platforms);
    land.street_names = names_of(layer_of("streets"));

    check::CheckOptions check_options;
    check_options.threads = settings.threads;
    check_options.area_basis = settings.project.area_basis;
    check_options.district_wide = overlay::district_wide_sources(parcels, catalogue);
    if (options.ellipsoid || settings.project.area_basis == config::AreaBasis::ellipsoid)
        check_options.ellipsoid_area = ellipsoid_areas(settings.working_crs);
    land.check = check::check_parcels(parcels, check_options, diagnostics, progress);
    watch.lap("check parcels");

    const auto lay_over = [&](const char* role, const char* zh, std::optional<overlay::ZoneOverlay>& out) {
        Layer* zones = layer_of(role);
        if (zones == nullptr) return;
        out = overlay::overlay_zones(parcels, *zones, settings.threads, diagnostics, progress);
        land.balances.push_back({role, zh, out->balance});
        watch.lap(std::string("overlay ") + role);
    };
    lay_over("platforms", "宗地×产业平台", land.platforms);
    lay_over("streets", "宗地×街道", land.streets);
    lay_over("constraints", "宗地×管控要素", land.constraints);
    lay_over("renewal", "宗地×更新片区", land.renewal);
    lay_over("regulatory", "宗地×控规地块", land.regulatory);

    std::optional<overlay::BuildingResult> buildings;
    if (!inputs.buildings.empty()) {
        buildings = stream_buildings(settings, inputs, parcels, land.check, diagnostics, progress, building_sources);
        land.balances.push_back({"buildings", "建筑×宗地", buildings->balance});
        watch.lap("read and overlay buildings");
    }
    overlay::add_platform_columns(parcels, catalogue, land.platforms ? &*land.platforms : nullptr, diagnostics);
    if (land.streets) overlay::add_street_column(parcels, *layer_of("streets"), *land.streets);
    if (land.constraints) overlay::add_constraint_column(parcels, *layer_of("constraints"), *land.constraints);
    if (land.renewal) overlay::add_renewal_column(parcels, *layer_of("renewal"), *land.renewal);
    if (land.regulatory) overlay::add_regulatory_columns(parcels, *layer_of("regulatory"), *land.regulatory);
    if (buildings) overlay::add_building_columns(parcels, *buildings);
    watch.lap("overlay columns");
    return land;
}

}  // namespace mulens::pipeline
