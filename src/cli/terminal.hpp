// What the program shows while it works, and how signals end it.
#pragma once

#include "base/progress.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace mulens::cli {

/// A line on standard error with stage, count, rate and time left; silent unless standard error is a terminal.
class TerminalProgress : public Progress {
  public:
    explicit TerminalProgress(bool quiet);
    ~TerminalProgress() override;
    void stage(std::string_view name, std::uint64_t total) override;
    void advance(std::uint64_t units) override;
    /// Removes the line, so that other text can follow.
    void clear();

  private:
    void draw();

    bool shown_;
    bool on_line_ = false;
    std::mutex mutex_;
    std::string name_;
    std::uint64_t total_ = 0;
    std::atomic<std::uint64_t> done_{0};
    std::chrono::steady_clock::time_point start_;
    std::atomic<std::int64_t> next_draw_ms_{0};
};

/// While it lives SIGINT and SIGTERM ask `progress` to stop; a second one ends the program at once.
class SignalGuard {
  public:
    explicit SignalGuard(Progress& progress);
    ~SignalGuard();
    SignalGuard(const SignalGuard&) = delete;
    SignalGuard& operator=(const SignalGuard&) = delete;
    /// 0, SIGINT or SIGTERM.
    [[nodiscard]] static int caught();
};

/// Says that nothing is being written while it lives. A library call that cannot be asked to stop (GDAL opening a large
/// workbook) may then be left alone: 0.8 s after the signal the program ends with the signal's exit code.
class OnlyReading {
  public:
    OnlyReading();
    ~OnlyReading();
    OnlyReading(const OnlyReading&) = delete;
    OnlyReading& operator=(const OnlyReading&) = delete;
};

}  // namespace mulens::cli
