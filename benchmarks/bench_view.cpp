// How fast the map is drawn: first picture, threshold drags, panning and zooming, at 1600 × 1000, without a window.
//
//   mulens sample --scale 200 --out big && bench_view big/qiantang.toml [folder for pictures]
//
// Prints median and 99th percentile of every kind of frame. LIBGL_ALWAYS_SOFTWARE=1 measures the software renderer.
#include "base/error.hpp"
#include "config/project.hpp"
#include "pipeline/run.hpp"
#include "render/context.hpp"
#include "render/renderer.hpp"
#include "scene/mesh.hpp"
#include "style/colour.hpp"

#include <fmt/format.h>

#include <sys/resource.h>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <random>

namespace {

using namespace mulens;
using Clock = std::chrono::steady_clock;

constexpr unsigned threads = 2;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Stage {
    render::Renderer& renderer;
    scene::Frame frame;
    std::uint64_t version = 1;

    double draw() {
        const auto start = Clock::now();
        renderer.draw(frame);
        renderer.finish();
        return ms_since(start);
    }
    void settle(int supersample) {
        frame.supersample = supersample;
        while (!renderer.draw(frame)) {
        }
        renderer.finish();  // or the next frame is charged for it
    }
};

/// Wall time, and processor time of all threads: on a shared machine only the second means much.
void report(const std::string& name, int frames, const std::function<double(int)>& frame) {
    std::vector<double> ms, cpu;
    for (int i = 0; i < frames; ++i) {
        const std::clock_t before = std::clock();
        ms.push_back(frame(i));
        cpu.push_back(1e3 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
    }
    std::sort(ms.begin(), ms.end());
    std::sort(cpu.begin(), cpu.end());
    const std::size_t high = std::min(ms.size() - 1, ms.size() * 99 / 100);
    fmt::print("{:<42} median {:6.1f} ms, 99 % {:6.1f} ms   processor {:6.1f}, {:6.1f} ms\n", name, ms[ms.size() / 2],
               ms[high], cpu[cpu.size() / 2], cpu[high]);
    std::fflush(stdout);
}

std::vector<scene::Word> words_of(const pipeline::Run& run) {
    const auto& grade = run.parcels.table.at("grade");
    const auto& low = run.parcels.table.at("low_efficiency");
    std::vector<scene::Word> words(run.parcels.table.rows());
    for (Row row = 0; row < words.size(); ++row) {
        const auto text = grade.text(row);
        const auto at = std::string_view("ABCD").find(text.empty() ? ' ' : text[0]);
        words[row] = text.size() == 1 && at != std::string_view::npos ? static_cast<scene::Word>(at) : 4U;
        if (low.number(row) == 1) words[row] |= scene::word::low;
    }
    return words;
}

/// Frames as of one threshold drag: the low mark of more and more parcels.
void drag(Stage& stage, const std::vector<scene::Word>& words, const std::string& name) {
    std::mt19937 random(1);
    std::vector<std::uint32_t> value(words.size());
    for (auto& v : value) v = static_cast<std::uint32_t>(random() % 1000);
    report(name, 60, [&](int i) {
        auto next = std::make_shared<std::vector<scene::Word>>(words);
        for (std::size_t row = 0; row < words.size(); ++row)
            if (value[row] < static_cast<std::uint32_t>(5 * i)) (*next)[row] |= scene::word::low;
        stage.frame.words = {next, ++stage.version};
        return stage.draw();
    });
}

void save(Stage& stage, const std::string& folder, const std::string& name) {
    if (folder.empty()) return;
    stage.settle(2);
    render::write_png(folder + "/" + name + ".png", stage.renderer.read_pixels());
}

void bench(const std::string& path, const std::string& folder) {
    auto project = config::load_project(path);
    Diagnostics diagnostics;
    Progress progress;
    pipeline::RunOptions options;
    options.threads = threads;
    options.hash = false;
    options.for_viewing = true;
    const auto run = pipeline::run_project(project, options, diagnostics, progress);
    const auto& parcels = run.parcels.geometry;
    fmt::print("{} parcels\n", parcels.size());

    const auto meshing = Clock::now();
    auto mesh = std::make_shared<const scene::Mesh>(scene::build_mesh(parcels, {threads, true, true, 512}, progress));
    fmt::print("mesh: {:.0f} ms, {} vertices, {} triangles, {} coarse, {} chunks, overview {} × {}\n",
               ms_since(meshing), mesh->rows.size(), mesh->indices.size() / 3, mesh->coarse.size() / 3,
               mesh->chunks.size(), mesh->overview.width, mesh->overview.height);

    auto start = Clock::now();
    const render::Context context;
    render::Renderer renderer;
    fmt::print("{}\ncontext and shaders: {:.0f} ms\n", render::describe_gl(), ms_since(start));
    Stage stage{renderer, {}};
    scene::Frame& frame = stage.frame;
    frame.background = style::light_theme().paper;
    for (const char grade : {'A', 'B', 'C', 'D', 'n'}) frame.palette.push_back(style::grade_colour(grade));
    frame.camera.width = 1600;
    frame.camera.height = 1000;
    frame.camera.fit(mesh->box);
    frame.parcels = {mesh, 1};
    const auto words = words_of(run);
    frame.words = {std::make_shared<const std::vector<scene::Word>>(words), 1};
    fmt::print("first picture {:.1f} ms\n", stage.draw());
    stage.settle(1);
    const scene::Camera whole = frame.camera;

    report("nothing changed", 30, [&](int) { return stage.draw(); });
    drag(stage, words, "threshold drag, full extent");
    stage.settle(2);
    frame.supersample = 1;
    drag(stage, words, "threshold drag, full extent, after refining");
    frame.words = {std::make_shared<const std::vector<scene::Word>>(words), ++stage.version};
    save(stage, folder, "full");
    for (const double factor : {1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0}) {
        frame.camera = whole;
        frame.camera.m_per_px /= factor;
        stage.settle(1);
        report(fmt::format("pan, 1:{:.0f} (full / {})", frame.camera.scale_denominator(), factor), 40, [&](int i) {
            frame.camera.x += 7 * frame.camera.m_per_px;
            frame.camera.y += (i % 3) * frame.camera.m_per_px;
            return stage.draw();
        });
        report(fmt::format("  zoom in"), 20, [&](int) {
            frame.camera.m_per_px /= 1.035;
            return stage.draw();
        });
        report(fmt::format("  zoom out"), 20, [&](int) {
            frame.camera.m_per_px *= 1.035;
            return stage.draw();
        });
        drag(stage, words, "  threshold drag");
        const auto refining = Clock::now();
        stage.settle(2);
        fmt::print("  sharp after {:.0f} ms\n", ms_since(refining));
        save(stage, folder, fmt::format("zoom{:.0f}", factor));
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("peak memory {:.0f} MB\n", static_cast<double>(usage.ru_maxrss) / 1024);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: bench_view PROJECT.toml [folder for pictures]\n");
        return 2;
    }
    try {
        bench(argv[1], argc > 2 ? argv[2] : "");
        return 0;
    } catch (const mulens::Error& error) {
        fmt::print(stderr, "bench_view: {}\n", error.what());
        return static_cast<int>(error.code());
    }
}
