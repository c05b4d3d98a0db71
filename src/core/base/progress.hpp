// Progress of long work and the wish to stop it. Rooms report; the program decides how it looks.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

namespace mulens {

/// Thrown between chunks when the user asked to stop. Not an Error: nothing is wrong.
struct Stopped {};

/// The base class is the silent progress: all members may be called from any thread.
class Progress {
  public:
    Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    virtual ~Progress() = default;
    /// Begins a stage of `total` units (rows). Called from the coordinating thread only.
    virtual void stage(std::string_view /*name*/, std::uint64_t /*total*/) {}
    virtual void advance(std::uint64_t /*units*/) {}

    void request_stop() noexcept { stop_->store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool stop_requested() const noexcept { return stop_->load(std::memory_order_relaxed); }
    /// Throws Stopped once a stop was asked for. Call between chunks (at most ~100 ms of work apart).
    void check() const {
        if (stop_requested()) throw Stopped{};
    }

  protected:
    explicit Progress(std::atomic<bool>* stop) : stop_(stop) {}

  private:
    friend class ProgressLane;
    std::atomic<bool> own_{false};
    std::atomic<bool>* stop_ = &own_;
};

/// For work beside the stage that is shown: silent, and stops when `main` does. `main` must outlive it.
class ProgressLane : public Progress {
  public:
    explicit ProgressLane(Progress& main) : Progress(main.stop_) {}
};

}  // namespace mulens
