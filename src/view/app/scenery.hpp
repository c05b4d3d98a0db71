// What the picture keeps between frames: highlighter, borders of zones, anchors of names, buildings, basemap. One
// owner thread.
#pragma once

#include "app/inside.hpp"
#include "crs/transform.hpp"
#include "scene/highlights.hpp"
#include "scene/labels.hpp"
#include "scene/lines.hpp"
#include "text/atlas.hpp"

#include <map>
#include <memory>
#include <string>

namespace mulens::app {

/// A layer of zones with its border lines for the present view.
struct ZoneScene {
    const table::Layer* layer = nullptr;
    std::unique_ptr<scene::ZoneAnchors> anchors;
    scene::Block<scene::LineBatch> lines;
    geom::Box view;       ///< lines are good inside it …
    double m_per_px = 0;  ///< … and near this scale
    double ui_scale = 0;  ///< lines are so thick
    bool dark = false;
};

struct App::Inside::Scenery {
    std::uint64_t data_version = 0;
    std::shared_ptr<const Dataset> data;
    std::unique_ptr<scene::Highlighter> highlighter;
    std::map<std::string, ZoneScene> zones;
    scene::Block<scene::LineBatch> highlights;
    scene::DrawList symbols, labels;
    std::array<std::uint64_t, 6> highlights_key{}, labels_key{};
    scene::Block<scene::Mesh> buildings;
    bool buildings_asked = false;
    geom::Box buildings_of;  ///< they are read inside it; empty: all of them
    scene::Block<scene::Image> basemap;
    std::string basemap_key;  ///< file it was read from …
    geom::Box basemap_view;   ///< … and the view it is good for
    double basemap_m_per_px = 0;
    std::uint64_t versions = 0;
    std::unique_ptr<crs::Transform> to_lonlat;  ///< null: no way to degrees
    std::unique_ptr<text::GlyphAtlas> atlas;    ///< for widths alone

    [[nodiscard]] float measure(const std::string& text, float size, bool bold);
};

}  // namespace mulens::app
