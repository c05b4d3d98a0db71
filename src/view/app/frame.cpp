// State → Frame: what the picture shows. Blocks are made again only when what they depend on changed.
#include "app/scenery.hpp"
#include "base/error.hpp"
#include "pipeline/inputs.hpp"
#include "read/raster.hpp"
#include "read/reader.hpp"
#include "scene/furniture.hpp"
#include "scene/pick.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::app {

namespace {

constexpr double buildings_from_scale = 15000;  // drawn at 1:15,000 and closer

geom::Box grown(const geom::Box& box, double share) {
    const double dx = (box.max_x - box.min_x) * share, dy = (box.max_y - box.min_y) * share;
    return {box.min_x - dx, box.min_y - dy, box.max_x + dx, box.max_y + dy};
}

scene::LineStyle line_style(const std::string& role, const style::Theme& theme, double scale) {
    if (role == "platforms") return scene::platform_line(theme, scale);
    if (role == "streets") return scene::street_line(theme, scale);
    if (role == "constraints") return scene::constraint_line(scale);
    return scene::renewal_line(scale);
}

}  // namespace

float App::Inside::Scenery::measure(const std::string& text, float size, bool bold) {
    if (!atlas) atlas = std::make_unique<text::GlyphAtlas>();
    return atlas->width(text, size, bold);
}

void App::Inside::new_scenery() {
    scenery = std::make_shared<Scenery>();
    auto& s = *scenery;
    s.data_version = versions.data;
    s.data = data;
    s.versions = versions.data * 1000000;
    if (!data) return;
    try {
        s.to_lonlat = std::make_unique<crs::Transform>(data->run.settings.working_crs, "EPSG:4490");
    } catch (const Error&) {
        s.to_lonlat = nullptr;  // a local grid: plane coordinates alone
    }
    s.highlighter = std::make_unique<scene::Highlighter>(data->shapes(), options.threads);
    for (const char* role : {"streets", "constraints", "renewal", "platforms"}) {
        const auto it = data->run.layers.find(role);
        if (it == data->run.layers.end() || !it->second.spatial()) continue;
        ZoneScene zone;
        zone.layer = &it->second;
        zone.anchors = std::make_unique<scene::ZoneAnchors>(it->second.geometry);
        s.zones.emplace(role, std::move(zone));
    }
}

void App::Inside::zone_lines(scene::Frame& f, const style::Theme& theme) {
    auto& s = *scenery;
    const auto& camera = f.camera;
    for (const char* role : {"constraints", "renewal", "streets", "platforms"}) {
        const auto it = s.zones.find(role);
        if (it == s.zones.end() || !doc().layers.at(role)) continue;
        ZoneScene& zone = it->second;
        const bool stale = !zone.lines || !zone.view.contains(camera.box()) || camera.m_per_px > zone.m_per_px * 2 ||
                           camera.m_per_px < zone.m_per_px / 2 || zone.dark != theme.dark ||
                           zone.ui_scale != camera.ui_scale;
        if (stale) {
            zone.view = grown(camera.box(), 1.0);
            zone.m_per_px = camera.m_per_px;
            zone.dark = theme.dark;
            zone.ui_scale = camera.ui_scale;
            zone.lines = {
                std::make_shared<const scene::LineBatch>(scene::border_lines(
                    zone.layer->geometry, line_style(role, theme, camera.ui_scale), zone.view, camera.m_per_px)),
                ++s.versions};
        }
        f.lines.push_back(zone.lines);
    }
}

void App::Inside::place_names(const scene::Frame& f, const style::Theme& theme, const geom::Box& card) {
    auto& s = *scenery;
    std::vector<scene::LabelCandidate> names;
    const auto add_zones = [&](const char* role, auto&& label) {
        const auto it = s.zones.find(role);
        if (it == s.zones.end() || !doc().layers.at(role)) return;
        const auto& zones = it->second.layer->table;
        for (Row row = 0; row < zones.rows(); ++row) {
            const auto at = it->second.anchors->at(row, f.camera);
            const std::string text = data->places.in(lang(), zones.text("name", row));
            if (!std::isnan(at.x) && !text.empty()) names.push_back(label(at, text, theme, f.camera.ui_scale));
        }
    };
    if (doc().layers.at("labels")) {
        add_zones("platforms", scene::platform_label);
        add_zones("streets", scene::street_label);
        const auto parcels = scene::parcel_labels(
            data->shapes(), *data->index, [this](Row row) { return std::string(data->id_of(row)); }, f.camera, theme);
        names.insert(names.end(), parcels.begin(), parcels.end());
    }
    std::vector<geom::Box> taken = covered;
    if (!card.empty()) taken.push_back(card);
    s.labels = scene::place_labels(
        names, f.camera, [&s](const std::string& text, float size, bool bold) { return s.measure(text, size, bold); },
        taken);
}

namespace {

/// The buildings that meet the box, chunk after chunk: a province's never lie in memory whole.
geom::Polygons buildings_inside(const std::vector<config::LayerSpec>& specs, const read::ReadOptions& how,
                                const geom::Box& box, Progress& progress) {
    constexpr Row chunk = 65'536;
    Diagnostics unused;
    read::FeatureStream stream(specs, how, unused);
    geom::Polygons out;
    table::Layer part;
    for (Row first = 0; first < stream.rows(); first += chunk) {
        progress.check();
        stream.read(first, std::min(chunk, stream.rows() - first), 0, part);
        for (Row row = 0; row < part.geometry.size(); ++row)
            if (box.meets(part.geometry.box(row))) out.add_feature(part.geometry, row);
    }
    return out;
}

}  // namespace

void App::Inside::want_buildings() {
    auto& s = *scenery;
    if (!data->complete || jobs.busy("buildings")) return;
    const auto specs = pipeline::specs_of(data->run.settings.project, "buildings", data->run.settings.year);
    std::uint64_t count = 0;
    for (const auto& source : data->run.sources)
        if (source.role == "buildings") count += source.rows;
    const geom::Box seen = state.session.camera.box();
    const bool all = count <= options.most_buildings;
    if (specs.empty() || (s.buildings_asked && (all || s.buildings_of.contains(seen)))) return;
    s.buildings_asked = true;
    geom::Box wanted_box;
    if (!all) {
        const double dx = seen.max_x - seen.min_x, dy = seen.max_y - seen.min_y;
        wanted_box.add(seen.min_x - dx, seen.min_y - dy);
        wanted_box.add(seen.max_x + dx, seen.max_y + dy);
    }
    const auto wanted = data->generation;
    jobs.start("buildings", tr(lang(), "job_buildings"),
               [this, specs, wanted, wanted_box, all, crs = data->run.settings.working_crs,
                threads = options.threads](JobProgress& progress) -> Finish {
                   Diagnostics unused;
                   read::ReadOptions how;
                   how.working_crs = crs;
                   how.threads = threads;
                   how.hash = false;
                   how.only = {"building_id"};
                   const geom::Polygons shapes = all ? read::read_layer(specs, how, unused, progress).geometry
                                                     : buildings_inside(specs, how, wanted_box, progress);
                   scene::MeshOptions mesh_options;
                   mesh_options.threads = threads;
                   mesh_options.coarse = mesh_options.overview = false;
                   auto built = std::make_shared<const scene::Mesh>(scene::build_mesh(shapes, mesh_options, progress));
                   return [this, built, wanted, wanted_box] {
                       if (!data || data->generation != wanted || !scenery) return;
                       scenery->buildings = {built, ++scenery->versions};
                       scenery->buildings_of = wanted_box;
                       changed = true;
                   };
               });
}

void App::Inside::want_basemap(const scene::Camera& camera) {
    auto& s = *scenery;
    const bool same_file = s.basemap_key == doc().basemap;
    const bool good = same_file && s.basemap_view.contains(camera.box()) &&
                      camera.m_per_px > s.basemap_m_per_px / 2.5 && camera.m_per_px < s.basemap_m_per_px * 2.5;
    if (good || jobs.busy("basemap")) return;
    if (!same_file) s.basemap = {};
    s.basemap_key = doc().basemap;
    s.basemap_view = grown(camera.box(), 0.5);
    s.basemap_m_per_px = camera.m_per_px;
    const int width = std::min(4096, camera.width * 2), height = std::min(4096, camera.height * 2);
    jobs.start("basemap", tr(lang(), "job_basemap"),
               [this, path = doc().basemap, crs = data->run.settings.working_crs, box = s.basemap_view, width,
                height](JobProgress& progress) -> Finish {
                   auto part = read::read_raster(path, crs, box, width, height, progress);
                   auto image = std::make_shared<scene::Image>();
                   image->box = part.box;
                   image->width = part.width;
                   image->height = part.height;
                   image->rgba = std::move(part.rgba);
                   return [this, image] {
                       if (!scenery || image->width == 0) return;
                       scenery->basemap = {image, ++scenery->versions};
                       changed = true;
                   };
               });
}

const scene::Frame& App::frame() {
    auto& in = *inside_;
    auto& f = in.frame;
    const Document& doc = in.doc();
    const Session& session = in.state.session;
    const auto& theme = session.dark ? style::dark_theme() : style::light_theme();
    f.camera = session.camera;
    f.background = theme.paper;
    f.lines.clear();
    f.over.items.clear();
    f.images.clear();
    if (!in.data || f.camera.width <= 0) {
        f.parcels = {};
        f.words = f.right_words = {};
        f.buildings = {};
        return f;
    }
    if (!in.scenery || in.scenery->data_version != in.versions.data) in.new_scenery();
    auto& s = *in.scenery;
    f.parcels = doc.layers.at("parcels") ? in.mesh : scene::Block<scene::Mesh>{};
    const auto& words = in.words_now();
    if (in.words_last != in.words.value) ++in.words_version;
    in.words_last = in.words.value;
    f.words = {in.words.value, in.words_version};
    f.palette = in.paint_now().palette;
    f.hovered = in.state.moment.hovered == no_row ? 0 : in.state.moment.hovered + 1;
    f.hover_colour = theme.text;
    f.hatch = theme.dark ? style::Colour{255, 255, 255, 60} : style::Colour{0, 0, 0, 70};
    in.swipe_words(f);
    f.supersample = in.state.moment.moving || in.state.moment.dragging ? 1 : 2;

    const bool close_by = f.camera.scale_denominator() <= buildings_from_scale;
    if (doc.layers.at("buildings") && close_by) in.want_buildings();
    f.buildings = doc.layers.at("buildings") && close_by ? s.buildings : scene::Block<scene::Mesh>{};

    if (doc.layers.at("basemap") && !doc.basemap.empty()) {
        in.want_basemap(f.camera);
        if (s.basemap) f.images.push_back(s.basemap);
    }
    in.zone_lines(f, theme);
    const std::array<std::uint64_t, 6> marks{in.versions.camera, in.words_version, in.versions.lang,
                                             in.state.moment.hovered};
    if (s.highlights_key != marks) {
        s.highlights_key = marks;
        auto made = s.highlighter->make({words, f.camera, theme, in.state.moment.hovered});
        s.highlights = {std::make_shared<const scene::LineBatch>(std::move(made.lines)), ++s.versions};
        s.symbols = std::move(made.symbols);
    }
    f.lines.push_back(s.highlights);
    scene::Furniture furniture;
    if (!in.bare) furniture = in.furniture(f, theme);
    // Figures of the card change with the pointer: its right edge in steps, so that names stay where they are.
    geom::Box card = furniture.card;
    if (!card.empty()) card.max_x = std::ceil(card.max_x / 32) * 32;
    const std::array<std::uint64_t, 6> labels{in.versions.camera,
                                              in.versions.lang,
                                              in.versions.style,
                                              in.covered_version,
                                              card.empty() ? 0 : static_cast<std::uint64_t>(card.max_x),
                                              card.empty() ? 0 : static_cast<std::uint64_t>(card.min_y)};
    if (s.labels_key != labels) {
        s.labels_key = labels;
        in.place_names(f, theme, card);
    }
    f.over.append(s.symbols);
    f.over.append(s.labels);
    f.over.append(furniture.drawing);
    return f;
}

void App::picture_is_shown() {
    auto& in = *inside_;
    if (in.first_picture && in.data && in.data->generation == in.generation) in.first_picture->open();
}

void App::mesh_is_drawn() {
    auto& in = *inside_;
    const auto drawn = [](scene::Block<scene::Mesh>& block, scene::Block<scene::Mesh>& in_frame) {
        if (!in_frame || in_frame.version != block.version || !block || block.data->indices.empty()) return;
        block.data = std::make_shared<const scene::Mesh>(scene::outline_of(*block.data));
        in_frame = block;
    };
    drawn(in.mesh, in.frame.parcels);
    if (in.scenery) drawn(in.scenery->buildings, in.frame.buildings);
}

scene::Furniture App::Inside::furniture(const scene::Frame& f, const style::Theme& theme) {
    auto& s = *scenery;
    scene::FurnitureSpec spec;
    spec.camera = f.camera;
    spec.theme = theme;
    spec.chinese = lang() == Lang::zh;
    const geom::Point at = state.moment.cursor.value_or(geom::Point{f.camera.x, f.camera.y});
    spec.grid = fmt::format("X {:.0f}  Y {:.0f}", at.y, at.x);
    if (s.to_lonlat) {
        double xy[2] = {at.x, at.y};
        try {
            s.to_lonlat->apply(xy, 1);
            if (std::isfinite(xy[0])) spec.lonlat = fmt::format("E {:.5f}°  N {:.5f}°", xy[0], xy[1]);
        } catch (const Error&) {
            spec.lonlat.clear();  // outside the projection's area
        }
    }
    return scene::map_furniture(
        spec, [&s](const std::string& text, float size, bool bold) { return s.measure(text, size, bold); });
}

void App::Inside::swipe_words(scene::Frame& f) {
    f.swipe_px = -1;
    f.right_words = {};
    f.right_palette.clear();
    const bool years = state.session.swipe == Swipe::year;
    const bool plans = state.session.swipe == Swipe::plan;
    if (state.session.swipe == Swipe::off || !saved || !judged) return;
    if (years && (!other_year || other_year->year != state.session.swipe_year)) {
        want_year(state.session.swipe_year);
        return;
    }
    // Left of the line: the saved scheme or the other year; right: what is shown now. The legend is one.
    const auto& left = years ? other_year->judged : plans ? judged : saved;
    const auto kind = static_cast<std::uint64_t>(years ? state.session.swipe_year : plans ? 2 : 1);
    (void)swipe.get({versions.data, versions.judged, versions.style, versions.lang, versions.pass, kind}, [&] {
        const Paint colours =
            plans ? before_plan()
                  : paint_parcels(doc(), years ? other_year->rows : data->table(), *left, lang(), state.session.dark);
        swipe_palette = colours.palette;
        const auto& marks = flags_now();
        WordInput in;
        in.paint = &colours;
        in.judged = left.get();
        in.pass = &pass;
        in.idle = &marks.idle;
        in.confirmed = &marks.confirmed;
        // A plan stands alone on its side too: outlines of all suspected plots would hide it.
        in.low = doc().show_low && !plans;
        in.idle_shown = doc().show_idle && !plans;
        in.hatch_d = doc().hatch_d;
        in.threads = options.threads;
        return std::make_shared<const std::vector<scene::Word>>(make_words(in));
    });
    f.right_words = f.words;
    f.words = {swipe.value, swipe_version(swipe.value)};
    // Grades beside a plan have colours of their own.
    f.right_palette = f.palette;
    f.palette = swipe_palette;
    f.swipe_px = state.session.swipe_at * static_cast<float>(f.camera.width);
}

std::uint64_t App::Inside::swipe_version(const std::shared_ptr<const std::vector<scene::Word>>& block) {
    if (block != swipe_last) {
        swipe_last = block;
        ++swipe_count;
    }
    return (std::uint64_t{1} << 40U) + swipe_count;
}

Row App::row_at(double px, double py, int nth) const {
    auto& in = *inside_;
    if (!in.data) return no_row;
    const auto at = in.state.session.camera.to_world(px, py);
    return scene::row_at(in.data->shapes(), *in.data->index, at, static_cast<std::size_t>(std::max(nth, 0)));
}

}  // namespace mulens::app
