// How fast a whole run is, as a ratio to GDAL's bare read of the same shapefiles in the same minute.
//
//   mulens sample --scale 200 --out big && bench_score big/qiantang.toml [threads] [runs]
//
// floor = reading parcels, buildings and platforms feature by feature with GDAL on one thread, divided by two. The run
// reads the same files, enterprises and links, checks, overlays, allocates, grades and writes the summary set (as
// `score --formats none`), hashing its inputs. Each run is a process of its own, so that its peak memory is its own.
#include "base/error.hpp"
#include "config/project.hpp"
#include "pipeline/run.hpp"
#include "write/from_run.hpp"
#include "write/results.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace {

using namespace mulens;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Every feature with its geometry and fields, as GDAL hands them out.
double read_bare(const config::Project& project, std::uint64_t& features) {
    const auto start = Clock::now();
    features = 0;
    for (const auto& layer : project.layers) {
        if (layer.role != "parcels" && layer.role != "buildings" && layer.role != "platforms") continue;
        auto* data =
            static_cast<GDALDataset*>(GDALOpenEx(layer.path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
        if (data == nullptr) throw Error::make(ExitCode::unreadable, "{}: GDAL cannot open it", layer.path);
        OGRLayer* rows = data->GetLayer(0);
        while (OGRFeature* feature = rows->GetNextFeature()) {
            ++features;
            OGRFeature::DestroyFeature(feature);
        }
        GDALClose(data);
    }
    return seconds_since(start);
}

void score_once(const config::Project& project, unsigned threads, const std::string& out, bool show_stages) {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);  // as the program does
    mallopt(M_ARENA_MAX, 4);
    Diagnostics diagnostics;
    Progress progress;
    pipeline::RunOptions options;
    options.threads = threads;
    options.summaries_only = true;
    auto run = pipeline::run_project(project, options, diagnostics, progress);
    if (show_stages)
        for (const auto& stage : run.stage_seconds)
            if (stage.wall_s >= 0.01)
                fmt::print("  {:<28} {:>7.2f} s wall {:>7.2f} s processor {:>6.0f} MB\n", stage.name, stage.wall_s,
                           stage.cpu_s, stage.memory_mb);
    write::WriteOptions writing;
    writing.formats.clear();
    writing.threads = threads;
    const auto results = write::results_from(std::move(run), diagnostics, {});
    write::write_results(results, writing, out, true, progress);
}

struct Measured {
    double wall_s = 0;
    double cpu_s = 0;
    double peak_mb = 0;
};

Measured score_in_child(const config::Project& project, unsigned threads, const std::string& out, bool show_stages) {
    const auto start = Clock::now();
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        score_once(project, threads, out, show_stages);
        std::fflush(stdout);
        _exit(0);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw Error(ExitCode::failed, "the run failed");
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return {seconds_since(start), seconds(usage.ru_utime) + seconds(usage.ru_stime),
            static_cast<double>(usage.ru_maxrss) / 1024};
}

int bench(int argc, char** argv) {
    auto project = config::load_project(argv[1]);
    const unsigned threads = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 2;
    const int runs = argc > 3 ? std::atoi(argv[3]) : 3;
    std::erase_if(project.layers, [](const auto& layer) {
        return layer.role != "parcels" && layer.role != "buildings" && layer.role != "platforms" &&
               layer.role != "enterprises" && layer.role != "links";
    });
    const std::string out =
        (std::filesystem::temp_directory_path() / fmt::format("mulens_bench_{}", getpid())).string();
    std::vector<double> ratios;
    for (int i = 0; i < runs; ++i) {
        // The floor is read in a child too: GDAL's threads and caches stay out of the measured run.
        std::uint64_t features = 0;
        double floor = 0;
        int pipe_ends[2];
        if (pipe(pipe_ends) != 0) throw Error(ExitCode::failed, "no pipe");
        std::fflush(stdout);
        const pid_t child = fork();
        if (child == 0) {
            GDALAllRegister();
            double answer[2] = {read_bare(project, features), 0};
            answer[1] = static_cast<double>(features);
            _exit(::write(pipe_ends[1], answer, sizeof answer) == sizeof answer ? 0 : 1);
        }
        double answer[2] = {0, 0};
        if (::read(pipe_ends[0], answer, sizeof answer) != sizeof answer)
            throw Error(ExitCode::failed, "the bare read failed");
        waitpid(child, nullptr, 0);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        floor = answer[0] / 2;
        const Measured m = score_in_child(project, threads, out, i + 1 == runs);
        ratios.push_back(m.wall_s / floor);
        fmt::print(
            "run {}: bare read {:.2f} s of {:.0f} features, floor {:.2f} s; score {:.2f} s wall, {:.2f} s processor, "
            "peak {:.0f} MB; {:.2f} × floor\n",
            i + 1, answer[0], answer[1], floor, m.wall_s, m.cpu_s, m.peak_mb, ratios.back());
    }
    std::filesystem::remove_all(out);
    std::sort(ratios.begin(), ratios.end());
    fmt::print("median {:.2f} × floor (goal: at most 3), {} threads\n", ratios[ratios.size() / 2], threads);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: bench_score PROJECT.toml [threads] [runs]\n");
        return 2;
    }
    try {
        return bench(argc, argv);
    } catch (const mulens::Error& error) {
        fmt::print(stderr, "bench_score: {}\n", error.what());
        return static_cast<int>(error.code());
    }
}
