#include "app/picture.hpp"

#include "app/scenery.hpp"
#include "base/date.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace mulens::app {
namespace {

std::string area_text(Lang lang, double mu) {
    return shown(lang, "area_basis_mu", mu) + (lang == Lang::zh ? " 亩" : " mu");
}

scene::LegendSpec legend_spec(const App& app) {
    const Lang lang = app.state().session.lang;
    const Legend& legend = app.legend();
    scene::LegendSpec out;
    out.title = legend.title;
    if (!legend.unit.empty()) out.title += lang == Lang::zh ? "(" + legend.unit + ")" : " (" + legend.unit + ")";
    out.note = legend.note;
    const auto add = [&](const LegendRow& row, scene::LegendRow::Mark mark) {
        if (row.count == 0 && (row.code == "no_data" || row.code == "out" || row.code == "ungraded")) return;
        scene::LegendRow one;
        one.colour = row.colour;
        one.hatch = row.hatched || (row.code == "D" && app.state().document.hatch_d);
        one.mark = mark;
        const bool letter = row.code.size() == 1 && row.code[0] >= 'A' && row.code[0] <= 'D';
        one.label = letter ? row.code + "  " + row.label : row.label;
        one.count = shown(lang, "parcel_count", static_cast<double>(row.count)) + (lang == Lang::zh ? " 宗" : "");
        one.area = area_text(lang, row.area_mu);
        out.rows.push_back(std::move(one));
    };
    if (legend.continuous) {
        constexpr int swatches = 6;
        for (int i = 0; i < swatches; ++i) {
            const double share = static_cast<double>(i) / (swatches - 1);
            scene::LegendRow one;
            one.colour = legend.ramp[static_cast<std::size_t>(share * static_cast<double>(legend.ramp.size() - 1))];
            one.label = fmt::format("{}{:.4g}",
                                    i == 0              ? "≤ "
                                    : i + 1 == swatches ? "≥ "
                                                        : "",
                                    legend.low + share * (legend.high - legend.low));
            out.rows.push_back(std::move(one));
        }
    }
    for (const auto& row : legend.rows) add(row, scene::LegendRow::Mark::fill);
    const auto& document = app.state().document;
    for (const auto& row : legend.highlights)
        if (row.code == "low" ? document.show_low : document.show_idle)
            add(row, row.dashed ? scene::LegendRow::Mark::dashed : scene::LegendRow::Mark::outline);
    return out;
}

scene::PictureSpec picture_spec(App& app, const PictureOrder& order) {
    const auto& state = app.state();
    const Lang lang = state.session.lang;
    const auto& settings = app.data()->run.settings;
    scene::PictureSpec spec;
    spec.width = order.width;
    spec.height = order.height;
    spec.dpi = order.dpi;
    spec.chinese = lang == Lang::zh;
    spec.theme = state.session.dark ? style::dark_theme() : style::light_theme();
    spec.world = order.world.empty() ? state.session.camera.box() : order.world;
    spec.title = state.document.platform.empty() ? settings.project.name : app.looked_at();
    spec.subtitle = app.legend().title;
    if (settings.year) spec.subtitle += fmt::format(" · {}", *settings.year);
    if (!state.document.filter.empty()) spec.subtitle += " · " + tr(lang, "filtered_by") + " " + state.document.filter;
    if (const auto* scheme = app.scheme())
        spec.scheme =
            (lang == Lang::zh || scheme->en.empty() ? scheme->zh : scheme->en) + fmt::format(" ({})", scheme->year);
    if (settings.as_of) spec.as_of = to_iso(*settings.as_of);
    spec.source =
        app.data()->run.parcels.sources.empty()
            ? std::string()
            : std::filesystem::path(settings.project.file.empty() ? app.data()->run.parcels.sources.front().path
                                                                  : settings.project.file)
                  .filename()
                  .string();
    spec.trial = app.trial_differs();
    spec.made_up = app.data()->made_up;
    spec.legend = legend_spec(app);
    return spec;
}

}  // namespace

scene::Frame picture_frame(App& app, const PictureOrder& order) {
    auto& in = app.inside();
    (void)in.need_data();
    const auto kept = in.state.session.camera;
    const Row hovered = std::exchange(in.state.moment.hovered, no_row);
    if (!in.scenery) in.new_scenery();
    const auto measure = [&in](const std::string& text, float size, bool bold) {
        return in.scenery->measure(text, size, bold);
    };
    scene::DrawList above;
    scene::Camera camera;
    std::vector<geom::Box> covered;  // no names under legend, card and margins
    if (order.furniture) {
        auto layout = scene::layout_picture(picture_spec(app, order), measure);
        camera = layout.camera;
        above = std::move(layout.drawing);
        covered = std::move(layout.taken);
        const double width = order.width, height = order.height;
        const geom::Box& map = layout.map;
        for (const geom::Box& margin : {geom::Box{0, 0, width, map.min_y}, geom::Box{0, map.max_y, width, height},
                                        geom::Box{0, 0, map.min_x, height}, geom::Box{map.max_x, 0, width, height}})
            covered.push_back(margin);
    } else {
        camera.width = order.width;
        camera.height = order.height;
        camera.ui_scale = order.dpi / 96;
        camera.fit(order.world.empty() ? kept.box() : order.world, 0);
    }
    in.state.session.camera = camera;
    ++in.versions.camera;
    in.bare = true;
    auto kept_covered = in.covered;
    app.set_covered(std::move(covered));
    scene::Frame frame = app.frame();
    app.set_covered(std::move(kept_covered));
    in.bare = false;
    in.state.session.camera = kept;
    in.state.moment.hovered = hovered;
    ++in.versions.camera;
    frame.over.append(above);
    frame.exact = true;
    frame.supersample = 4;
    return frame;
}

}  // namespace mulens::app
