// Loading: parcels first, so that outlines show at once; then the whole run. Both are jobs.
#include "app/inside.hpp"
#include "app/search.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "config/project.hpp"
#include "pipeline/inputs.hpp"
#include "pipeline/live.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace mulens::app {
namespace {

namespace fs = std::filesystem;

/// A project file, or parcels files alone.
config::Project project_of(const std::vector<std::string>& files) {
    for (const auto& file : files)
        if (fs::path(file).extension() == ".toml") {
            if (files.size() > 1)
                throw Error::make(ExitCode::usage, "{}: open one project, or files without a project", file);
            auto project = config::load_project(file);
            (void)config::add_planning_layers(project, "");
            return project;
        }
    config::Project project;
    project.name = fs::path(files.front()).stem().string();
    for (const auto& file : files) {
        config::LayerSpec spec;
        spec.role = "parcels";
        spec.path = spec.shown_path = file;
        project.layers.push_back(std::move(spec));
    }
    return project;
}

bool same_shapes(const geom::Polygons& a, const geom::Polygons& b) {
    return a.feature_offsets == b.feature_offsets && a.polygon_offsets == b.polygon_offsets &&
           a.ring_offsets == b.ring_offsets && a.xy == b.xy;
}

/// Parcels with the triangles that show them.
struct Loaded {
    std::shared_ptr<Dataset> data;
    std::shared_ptr<const scene::Mesh> mesh;
};

void make_indexes(Loaded& loaded, unsigned threads, Progress& progress) {
    Dataset& data = *loaded.data;
    data.run.shared_shapes = std::make_shared<const geom::Polygons>(std::move(data.run.parcels.geometry));
    data.run.parcels.geometry = {};
    data.index = std::make_shared<const geom::BoxIndex>(data.shapes().boxes(), threads);
    scene::MeshOptions options;
    options.threads = threads;
    options.features_per_chunk = 512;  // small chunks are culled and sliced better
    loaded.mesh = std::make_shared<const scene::Mesh>(scene::build_mesh(data.shapes(), options, progress));
}

/// Parcels as they stand in the files: enough to draw outlines and to look around.
Loaded read_outlines(const config::Project& project, unsigned threads, Progress& progress) {
    Loaded loaded;
    loaded.data = std::make_shared<Dataset>();
    auto& data = *loaded.data;
    Diagnostics unused;  // the whole run reports them
    data.run.settings = pipeline::settle(project, threads, false);
    data.run.parcels = pipeline::read_parcels(data.run.settings, unused, progress);
    data.read_at = std::chrono::steady_clock::now();
    make_indexes(loaded, threads, progress);
    data.run.parcels.table.pack(threads);  // names and the order of codes come with the results
    return loaded;
}

/// The whole run. `outlines` are what is shown meanwhile; where checking changed the shapes (merged, repaired), new
/// ones take their place and go to `show`. The result shares shapes and index with them: they lie in memory once.
std::shared_ptr<Dataset> read_whole(const config::Project& project, unsigned threads,
                                    std::shared_ptr<const Dataset> outlines, const std::function<void(Loaded)>& show,
                                    Progress& progress) {
    auto data = std::make_shared<Dataset>();
    Diagnostics diagnostics;
    pipeline::RunOptions options;
    options.threads = threads;
    options.hash = false;
    options.for_viewing = true;
    options.also = {"supply", "parks", "units", "stages", "parcels_before"};
    options.measured = [&](table::Layer& parcels) {
        if (same_shapes(outlines->shapes(), parcels.geometry)) {
            parcels.geometry = {};
            return;
        }
        Loaded checked;
        checked.data = std::make_shared<Dataset>();
        checked.data->generation = outlines->generation;
        checked.data->read_at = outlines->read_at;
        checked.data->characters = outlines->characters;
        checked.data->run.settings = outlines->run.settings;
        checked.data->run.parcels.table = parcels.table;
        checked.data->run.parcels.geometry = std::move(parcels.geometry);
        parcels.geometry = {};
        make_indexes(checked, threads, progress);
        checked.data->index_ids();
        outlines = checked.data;
        show(std::move(checked));
    };
    data->run = pipeline::run_project(project, options, diagnostics, progress);
    data->findings = diagnostics.sorted();
    data->complete = true;
    data->made_up = data->run.settings.project.raw.find("虚构") != std::string::npos;
    data->read_at = outlines->read_at;
    data->run.shared_shapes = outlines->run.shared_shapes;
    data->index = outlines->index;
    data->index_ids();
    data->gather_characters();
    data->places = PlaceNames(data->run.layers);
    return data;
}

}  // namespace

void App::Inside::open(const std::vector<std::string>& paths) {
    const config::Project project = project_of(paths);
    const std::uint64_t wanted = ++generation;
    searcher = nullptr;
    other_year = nullptr;
    files = paths;
    const unsigned threads = options.threads;
    if (paths.size() == 1 && fs::path(paths.front()).extension() == ".toml") {
        const std::string full = fs::absolute(paths.front()).string();
        recent.erase(std::remove(recent.begin(), recent.end(), full), recent.end());
        recent.insert(recent.begin(), full);
        if (recent.size() > 10) recent.resize(10);
    }
    first_picture = options.draws ? std::make_shared<Gate>() : nullptr;
    auto load = [this, project, wanted, threads, gate = first_picture](JobProgress& progress) -> Finish {
        const auto show = [this, wanted, &progress](Loaded shown) {
            shown.data->generation = wanted;
            progress.deliver([this, wanted, shown = std::move(shown)] {
                if (wanted == generation) take(shown.data, shown.mesh);
            });
        };
        auto outlines = read_outlines(project, threads, progress);
        std::shared_ptr<const Dataset> first = outlines.data;
        show(std::move(outlines));
        // The processors belong to the first picture; whoever waits for the window should not wait for the run.
        if (gate) gate->wait(2, progress);
        auto whole = read_whole(project, threads, std::move(first), show, progress);
        whole->generation = wanted;
        const std::shared_ptr<const Dataset> all = std::move(whole);
        std::shared_ptr<rules::LiveSession> live;
        if (all->run.settings.scheme)
            live = std::make_shared<rules::LiveSession>(pipeline::live_input(all->run, threads, all));
        return [this, wanted, all, live] {
            if (wanted != generation) return;
            ruling = live;
            session_pass = 0;
            session_decisions.clear();
            take(all, nullptr);
            run_steps_after_load();
            jobs.start("search", tr(lang(), "job_search"), [this, wanted, all](JobProgress&) -> Finish {
                auto made = std::make_shared<const Searcher>(all);
                return [this, wanted, made] {
                    if (wanted == generation) searcher = made;
                };
            });
        };
    };
    steps_after_load.clear();
    jobs.start("load", tr(lang(), "job_load"), std::move(load));
}

void App::Inside::take(std::shared_ptr<const Dataset> loaded, std::shared_ptr<const scene::Mesh> shapes) {
    const bool first = !data || data->generation != loaded->generation;
    data = std::move(loaded);
    if (shapes) mesh = {std::move(shapes), versions.data + 1};
    if (first && !state.document.selection->empty())
        state.document.selection = std::make_shared<const std::vector<Row>>();
    if (first) {
        state.moment.inspected = state.moment.inspected_firm = state.moment.hovered = no_row;
        undo.clear();
        redo.clear();
    }
    ++versions.data;
    ++versions.selection;
    ++versions.inspected;
    filter_again();  // judges too
    if (first) fit_camera();
    changed = true;
}

void App::Inside::fit_camera() {
    auto& camera = state.session.camera;
    if (!data || camera.width == 0) return;
    if (mesh && !mesh.data->box.empty()) camera.fit(mesh.data->box);
    ++versions.camera;
}

}  // namespace mulens::app
