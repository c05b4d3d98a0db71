#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <sys/time.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <cstdio>

namespace mulens::cli {
namespace {

std::atomic<Progress*> watched{nullptr};
std::atomic<int> caught_signal{0};

std::atomic<bool> only_reading{false};
constexpr suseconds_t patience_us = 800'000;

void set_timer(suseconds_t us) {
    itimerval timer{};
    timer.it_value.tv_usec = us;
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

void on_signal(int signal) {
    if (caught_signal.exchange(signal) != 0) _exit(128 + signal);
    if (Progress* progress = watched.load()) progress->request_stop();
    if (only_reading) set_timer(patience_us);
}

void on_timer(int) {
    if (!only_reading) return;
    const int signal = caught_signal;
    const std::string_view text = signal == SIGTERM
                                      ? "mulens: terminated; nothing was written and old results are untouched\n"
                                      : "mulens: interrupted; nothing was written and old results are untouched\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    _exit(128 + signal);
}

std::string short_time(double seconds) {
    if (seconds < 60) return fmt::format("{:.0f} s", seconds);
    return fmt::format("{:.0f} min {:02.0f} s", std::floor(seconds / 60), std::fmod(seconds, 60));
}

}  // namespace

TerminalProgress::TerminalProgress(bool quiet) : shown_(!quiet && isatty(STDERR_FILENO) != 0) {}

TerminalProgress::~TerminalProgress() { clear(); }

void TerminalProgress::stage(std::string_view name, std::uint64_t total) {
    const std::lock_guard lock(mutex_);
    name_ = name;
    total_ = total;
    done_ = 0;
    start_ = std::chrono::steady_clock::now();
    next_draw_ms_ = 100;  // a stage shorter than that is not worth a flicker
}

void TerminalProgress::advance(std::uint64_t units) {
    done_ += units;
    if (!shown_) return;
    const auto elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start_).count();
    std::int64_t due = next_draw_ms_;
    if (elapsed < due || !next_draw_ms_.compare_exchange_strong(due, elapsed + 100)) return;
    draw();
}

void TerminalProgress::draw() {
    const std::lock_guard lock(mutex_);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    const auto done = static_cast<double>(done_.load());
    const double rate = done / std::max(seconds, 1e-3);
    std::string line = fmt::format("{}: {} rows, {:.0f}/s", name_, done_.load(), rate);
    if (total_ > 0) {
        const auto total = static_cast<double>(total_);
        line = fmt::format("{}: {} of {} ({:.0f} %), {:.0f}/s, {} left", name_, done_.load(), total_,
                           100 * done / total, rate, short_time(std::max(0.0, (total - done) / std::max(rate, 1e-3))));
    }
    fmt::print(stderr, "\r\033[K{}", line);
    std::fflush(stderr);
    on_line_ = true;
}

void TerminalProgress::clear() {
    const std::lock_guard lock(mutex_);
    if (on_line_) fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
    on_line_ = false;
}

SignalGuard::SignalGuard(Progress& progress) {
    caught_signal = 0;
    watched = &progress;
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
}

SignalGuard::~SignalGuard() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    watched = nullptr;
}

OnlyReading::OnlyReading() {
    std::signal(SIGALRM, on_timer);
    only_reading = true;
}

OnlyReading::~OnlyReading() {
    only_reading = false;
    set_timer(0);
}

int SignalGuard::caught() { return caught_signal; }

}  // namespace mulens::cli
