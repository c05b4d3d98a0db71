// How soon the viewer shows something, and what it needs: a fresh process with a real window.
//
//   xvfb-run -s "-screen 0 1920x1080x24" bench_start PROJECT.toml [SCRIPT]
//
// Prints the time and the processor time of all threads (on a shared machine that one means more) from the start of the
// program (and from the moment the parcels were read) to the first picture with parcels, the time until everything is
// read, judged and drawn finely, and the highest resident memory; the same after a script of commands, if one is given
// (long_session.txt: what somebody does in an afternoon).
#include "base/error.hpp"
#include "shell/shell.hpp"

#include <fmt/format.h>

#include <malloc.h>
#include <unistd.h>
#include <chrono>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>

namespace {

using namespace mulens;
using Clock = std::chrono::steady_clock;

/// Since the system started this process: what the loader did counts too. Exact to a clock tick (10 ms).
double process_age_ms() {
    std::ifstream file("/proc/self/stat");
    std::stringstream all;
    all << file.rdbuf();
    std::istringstream fields(all.str().substr(all.str().rfind(')') + 2));
    std::string field;
    for (int i = 3; i <= 22; ++i) fields >> field;
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return 1e3 * (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 -
                  std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK)));
}

double processor_ms() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double megabytes(const std::string& key) {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(key)) return std::stod(line.substr(key.size())) / 1024;
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);  // as the program does
    mallopt(M_ARENA_MAX, 4);
    const double before_main = process_age_ms();
    const auto start = Clock::now();
    if (argc < 2) {
        fmt::print(stderr, "usage: bench_start PROJECT.toml [SCRIPT]\n");
        return 2;
    }
    const auto age = [&] {
        return before_main + std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    };
    shell::ViewOptions options;
    options.files = {argv[1]};
    if (argc > 2) options.script = argv[2];
    options.threads = 2;
    options.width = 1600;
    options.height = 1000;
    options.exit = true;
    options.first_picture = [&](const app::App& app) {
        fmt::print(
            "first picture of {} parcels: {:.0f} ms after the program started (processor {:.0f} ms), {:.0f} ms "
            "after they were read\n",
            app.data()->rows(), age(), processor_ms(),
            std::chrono::duration<double, std::milli>(Clock::now() - app.data()->read_at).count());
        std::fflush(stdout);
    };
    options.settled = [&](const app::App&) {
        fmt::print("everything read, judged and drawn finely: {:.0f} ms (processor {:.0f} ms)\n", age(),
                   processor_ms());
        fmt::print("memory {:.0f} MB, at most {:.0f} MB\n", megabytes("VmRSS:"), megabytes("VmHWM:"));
    };
    try {
        shell::run_view(options);
        if (argc > 2) fmt::print("after the script: at most {:.0f} MB\n", megabytes("VmHWM:"));
        return 0;
    } catch (const Error& error) {
        fmt::print(stderr, "bench_start: {}\n", error.what());
        return static_cast<int>(error.code());
    }
}
