// One context and renderer for the tests of a program, and small layers to draw.
#pragma once

#include "geom/polygons.hpp"
#include "render/context.hpp"
#include "render/renderer.hpp"
#include "scene/mesh.hpp"
#include "style/colour.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace mulens::test {

inline render::Renderer& renderer() {
    static const render::Context context;
    static render::Renderer one;
    return one;
}

inline std::uint64_t next_version() {
    static std::uint64_t version = 0;
    return ++version;
}

/// `side` × `side` crooked plots of about 100 m with roads between blocks of four, at an easting of 40 540 000.
inline geom::Polygons plots(int side, unsigned seed = 7) {
    std::mt19937 random(seed);
    const auto shift = [&] { return static_cast<double>(random() % 1000) / 1000 * 24 - 12; };
    std::vector<geom::Point> corners;
    for (int y = 0; y <= side; ++y)
        for (int x = 0; x <= side; ++x)
            corners.push_back({40'540'000 + 100 * x + shift() + 30 * (x / 4), 3'350'000 + 100 * y + shift()});
    const auto at = [&](int x, int y) { return corners[static_cast<std::size_t>(y) * (side + 1) + x]; };
    geom::Polygons out;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const geom::Point a = at(x, y), b = at(x + 1, y), c = at(x + 1, y + 1), d = at(x, y + 1);
            // A dent in the northern side makes the plot concave.
            const geom::Point dent{(c.x + d.x) / 2, (c.y + d.y) / 2 - 20};
            for (const geom::Point p : {a, b, c, dent, d, a}) out.add_point(p.x, p.y);
            out.end_ring();
            out.end_polygon();
            out.end_feature();
        }
    return out;
}

inline scene::Block<scene::Mesh> mesh_of(const geom::Polygons& polygons, scene::MeshOptions options = {}) {
    Progress progress;
    return {std::make_shared<const scene::Mesh>(scene::build_mesh(polygons, options, progress)), next_version()};
}

inline scene::Block<std::vector<scene::Word>> words_of(std::vector<scene::Word> words) {
    return {std::make_shared<const std::vector<scene::Word>>(std::move(words)), next_version()};
}

/// The layer in grade colours, class = row % 5, exact.
inline scene::Frame frame_of(const geom::Polygons& polygons, int width = 400, int height = 300) {
    scene::Frame frame;
    frame.background = style::light_theme().paper;
    for (const char grade : {'A', 'B', 'C', 'D', 'n'}) frame.palette.push_back(style::grade_colour(grade));
    frame.parcels = mesh_of(polygons);
    std::vector<scene::Word> words(polygons.size());
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<scene::Word>(i % 5);
    frame.words = words_of(std::move(words));
    frame.camera.width = width;
    frame.camera.height = height;
    geom::Box box;
    for (Row row = 0; row < polygons.size(); ++row) box.add(polygons.box(row));
    if (box.empty()) box = {0, 0, 1, 1};
    frame.camera.fit(box);
    frame.fill_opacity = 1;
    frame.exact = true;
    return frame;
}

inline style::Colour colour_at(const render::Pixels& pixels, int x, int y) {
    const std::uint8_t* p = pixels.at(x, y);
    return {p[0], p[1], p[2], p[3]};
}

inline bool near(style::Colour a, style::Colour b, int tolerance = 2) {
    return std::abs(a.r - b.r) <= tolerance && std::abs(a.g - b.g) <= tolerance && std::abs(a.b - b.b) <= tolerance;
}

}  // namespace mulens::test
