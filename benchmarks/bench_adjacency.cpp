// Neighbours of all parcels against the overlays of the same run: bench_adjacency PROJECT.toml [threads].
// Prints wall and processor seconds of both and their ratio; at most 1 is the aim.
#include "base/parallel.hpp"
#include "pipeline/run.hpp"
#include "plan/adjacency.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>

using namespace mulens;

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "bench_adjacency PROJECT.toml [threads]\n");
        return 2;
    }
    const unsigned threads = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : default_threads();
    Diagnostics diagnostics;
    Progress progress;
    pipeline::RunOptions options;
    options.threads = threads;
    options.hash = false;
    options.for_viewing = true;
    const auto run = pipeline::run_project(config::load_project(argv[1]), options, diagnostics, progress);
    double overlay_wall = 0;
    double overlay_cpu = 0;
    for (const auto& stage : run.stage_seconds)
        if (stage.name.find("overlay") != std::string::npos) {
            fmt::print("{:<28} {:>7.3f} s wall {:>7.3f} s cpu\n", stage.name, stage.wall_s, stage.cpu_s);
            overlay_wall += stage.wall_s;
            overlay_cpu += stage.cpu_s;
        }
    fmt::print("{:<28} {:>7.3f} s wall {:>7.3f} s cpu\n", "all overlays", overlay_wall, overlay_cpu);
    for (const double road : {0.0, 20.0, 40.0}) {
        plan::AdjacencyOptions adjacency;
        adjacency.road_gap_m = road;
        adjacency.threads = threads;
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t cpu_start = std::clock();
        const auto found = plan::find_adjacency(run.parcels.geometry, adjacency, progress);
        const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const double cpu = static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC;
        fmt::print(
            "adjacency, road gap {:>4.0f} m    {:>7.3f} s wall {:>7.3f} s cpu  {} parcels, {} pairs, "
            "ratio {:.2f} wall {:.2f} cpu\n",
            road, wall, cpu, found.rows(), found.neighbours.size() / 2, wall / overlay_wall, cpu / overlay_cpu);
    }
}
