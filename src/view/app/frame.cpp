// State → Frame: what the picture shows. Blocks are made again only when what they depend on changed.
#include "app/inside.hpp"
#include "scene/pick.hpp"

namespace mulens::app {

struct App::Inside::Scenery {
    std::uint64_t words_key = 0;
};

const scene::Frame& App::frame() {
    auto& in = *inside_;
    auto& f = in.frame;
    const Document& doc = in.doc();
    const Session& session = in.state.session;
    const auto& theme = session.dark ? style::dark_theme() : style::light_theme();
    f.camera = session.camera;
    f.background = theme.paper;
    if (!in.data) {
        f.parcels = {};
        f.words = {};
        return f;
    }
    const bool parcels = doc.layers.at("parcels");
    f.parcels = parcels ? scene::Block<scene::Mesh>{in.data->parcels, in.versions.data} : scene::Block<scene::Mesh>{};
    (void)in.words_now();
    if (f.words.data != in.words.value) f.words = {in.words.value, f.words.version + 1};
    f.palette = in.paint_now().palette;
    f.hovered = in.state.moment.hovered == no_row ? 0 : in.state.moment.hovered + 1;
    f.hover_colour = theme.text;
    return f;
}

Row App::row_at(double px, double py, int nth) const {
    auto& in = *inside_;
    if (!in.data) return no_row;
    const auto at = in.state.session.camera.to_world(px, py);
    const auto rows = scene::rows_at(in.data->shapes(), in.data->index, at);
    if (rows.empty()) return no_row;
    return rows[static_cast<std::size_t>(nth) % rows.size()];
}

}  // namespace mulens::app
