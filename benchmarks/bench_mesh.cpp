// How long the meshes of a district take, and how much they hold: bench_mesh [parcels] [buildings] [threads].
// Then the highlights of a picture of all, 5 % being suspected low-efficient: what a threshold drag costs beside
// colours. Made-up plots of 13 corners, a third of them with a bay, and buildings of 4; the same bytes for the same
// arguments.
#include "base/parallel.hpp"
#include "scene/highlights.hpp"
#include "scene/mesh.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <numbers>
#include <string>

using namespace mulens;

namespace {

double random_unit(std::uint64_t seed) {
    seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBULL;
    return static_cast<double>((seed ^ (seed >> 31)) >> 11) * 0x1.0p-53;
}

constexpr double pitch = 110;

geom::Polygons make(Row count, int corners, double radius) {
    geom::Polygons out;
    const auto side = static_cast<Row>(std::ceil(std::sqrt(static_cast<double>(count))));
    for (Row row = 0; row < count; ++row) {
        const double x = 40520000 + (row % side) * pitch;
        const double y = 3350000 + (row / side) * pitch;
        const bool bay = corners > 4 && row % 3 == 0;
        const std::size_t start = out.xy.size();
        for (int i = 0; i < corners; ++i) {
            const double angle = 2 * std::numbers::pi * i / corners;
            const double wobble = random_unit((row * 64ULL + static_cast<unsigned>(i) + 1) * 0x9E3779B97F4A7C15ULL);
            const double r = radius * (bay && i % 4 == 1 ? 0.4 : 0.85 + 0.15 * wobble);
            out.add_point(x + r * std::cos(angle), y + r * std::sin(angle));
        }
        out.add_point(out.xy[start], out.xy[start + 1]);
        out.end_ring();
        out.end_polygon();
        out.end_feature();
    }
    return out;
}

double memory_mb(const char* which) {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(which)) return std::strtod(line.c_str() + std::string(which).size() + 1, nullptr) / 1024;
    return 0;
}

// So that the peak of one mesh is not that of the one before.
void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

void measure(const char* name, const geom::Polygons& polygons, const scene::MeshOptions& options) {
    Progress progress;
    const double before = memory_mb("VmRSS");
    forget_peak();
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t processor = std::clock();
    const scene::Mesh mesh = scene::build_mesh(polygons, options, progress);
    const double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const double own = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    fmt::print(
        "{:<10}{:>9} features {:>10} points: {:6.3f} s ({:.3f} s of processors), {:5.0f} MB held, {:5.0f} MB at most; "
        "{} chunks, {:.2f} "
        "triangles a feature, {:.2f} coarse, overview {} × {}\n",
        name, polygons.size(), polygons.point_count(), s, own, memory_mb("VmRSS") - before, memory_mb("VmHWM") - before,
        mesh.chunks.size(), static_cast<double>(mesh.indices.size()) / 3 / polygons.size(),
        static_cast<double>(mesh.coarse.size()) / 3 / polygons.size(), mesh.overview.width, mesh.overview.height);
}

void measure_highlights(const geom::Polygons& polygons, unsigned threads) {
    const scene::Highlighter highlighter(polygons, threads);
    std::vector<scene::Word> words(polygons.size());
    for (Row row = 0; row < words.size(); ++row)
        if (random_unit(row * 0x9E3779B97F4A7C15ULL) < 0.05) words[row] = scene::word::low;
    geom::Box box;
    for (Row row = 0; row < polygons.size(); row += 97) box.add(polygons.box(row));
    scene::Camera camera;
    camera.width = 1600;
    camera.height = 1000;
    camera.fit(box);
    for (const double closer : {1.0, 4.0, 16.0}) {
        camera.m_per_px /= closer;
        std::vector<double> ms;
        const std::clock_t processor = std::clock();
        scene::Highlights last;
        for (int i = 0; i < 100; ++i) {
            const auto start = std::chrono::steady_clock::now();
            last = highlighter.make({words, camera, style::light_theme(), no_row});
            ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
        const double own = 1000.0 * static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC / 100;
        std::sort(ms.begin(), ms.end());
        fmt::print(
            "highlights at {:7.2f} m a pixel: median {:5.2f} ms, 99th percentile {:5.2f} ms, processor {:5.2f} ms; {} "
            "outlined, {} in {} "
            "items\n",
            camera.m_per_px, ms[50], ms[98], own, last.outlined, last.gathered, last.symbols.items.size());
    }
}

}  // namespace

int main(int argc, char** argv) {
    const auto parcels = static_cast<Row>(argc > 1 ? std::atof(argv[1]) : 1e6);
    const auto buildings = static_cast<Row>(argc > 2 ? std::atof(argv[2]) : 3.8e6);
    scene::MeshOptions options;
    options.threads = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : default_threads();
    if (parcels > 0) {
        const geom::Polygons plots = make(parcels, 13, 55);
        measure("parcels", plots, options);
        measure_highlights(plots, options.threads);
    }
    options.coarse = false;
    options.overview = false;
    if (buildings > 0) measure("buildings", make(buildings, 4, 20), options);
}
