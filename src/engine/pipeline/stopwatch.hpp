// Wall and processor seconds a stage took, in the order of the stages: for people and benchmarks, never in outputs.
#pragma once

#include <unistd.h>
#include <chrono>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

namespace mulens::pipeline {

struct StageTime {
    std::string name;
    double wall_s = 0;
    double cpu_s = 0;      ///< of all threads
    double memory_mb = 0;  ///< resident at the end of the stage
};
using StageSeconds = std::vector<StageTime>;

class Stopwatch {
  public:
    explicit Stopwatch(StageSeconds& out) : out_(&out) {}
    /// Ends a stage: the time since the last one's end.
    void lap(const std::string& stage) {
        const auto now = std::chrono::steady_clock::now();
        const double cpu = cpu_seconds();
        out_->push_back({stage, std::chrono::duration<double>(now - last_).count(), cpu - last_cpu_, resident_mb()});
        last_ = now;
        last_cpu_ = cpu;
    }

  private:
    [[nodiscard]] static double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

    [[nodiscard]] static double resident_mb() {
        std::ifstream statm("/proc/self/statm");
        double total = 0;
        double resident = 0;
        statm >> total >> resident;
        return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
    }

    StageSeconds* out_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
    double last_cpu_ = cpu_seconds();
};

}  // namespace mulens::pipeline
