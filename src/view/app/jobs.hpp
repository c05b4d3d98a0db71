// Long work beside the window: each job has its own thread, a progress that can be read and stopped, and a last step
// that runs on the owner's thread. One thread owns the queue; the progress is safe from any.
#pragma once

#include "app/model.hpp"
#include "base/progress.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mulens::app {

/// One thread opens it, others wait for that; opened once and for all.
class Gate {
  public:
    void open();
    /// Until it is open, `most_s` seconds have passed, or `progress` wants to stop (throws Stopped).
    void wait(double most_s, const Progress& progress);

  private:
    std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = false;
};

/// What a job hands back: runs on the owner's thread.
using Finish = std::function<void()>;

class JobProgress : public Progress {
  public:
    /// Hands over a first result while the job goes on.
    void deliver(Finish early);
    [[nodiscard]] std::vector<Finish> take_delivered();
    void stage(std::string_view name, std::uint64_t total) override;
    void advance(std::uint64_t units) override { done_.fetch_add(units, std::memory_order_relaxed); }
    [[nodiscard]] std::string stage_name() const;
    /// 0…1 of the present stage, < 0 where its size is unknown.
    [[nodiscard]] double share() const;

  private:
    mutable std::mutex mutex_;
    std::string name_;
    std::vector<Finish> delivered_;
    std::atomic<std::uint64_t> total_{0}, done_{0};
};

using Work = std::function<Finish(JobProgress&)>;

class Jobs {
  public:
    Jobs() = default;
    ~Jobs();  ///< stops and waits for all
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    /// Starts at once. `lane`: a running job of the same lane is stopped and its result dropped ("" = none).
    std::uint64_t start(const std::string& lane, const std::string& title, Work work);
    void cancel(std::uint64_t id);
    void cancel_lane(const std::string& lane);
    struct Ended {
        std::string title;
        Finish finish;             ///< empty where it failed or was stopped
        std::exception_ptr error;  ///< not Stopped
        bool stopped = false;
    };
    /// Jobs that have ended since the last call, in the order they ended.
    [[nodiscard]] std::vector<Ended> take_ended();
    [[nodiscard]] bool busy() const { return !jobs_.empty(); }
    [[nodiscard]] bool busy(const std::string& lane) const;
    [[nodiscard]] std::vector<JobView> view(double now_s);

  private:
    struct Job {
        std::uint64_t id = 0;
        std::string lane, title;
        JobProgress progress;
        std::thread thread;
        std::atomic<bool> done{false};
        std::uint64_t order = 0;
        Finish finish;
        std::exception_ptr error;
        bool stopped = false, dropped = false;
        std::string timed_stage;
        double stage_since_s = 0;
    };
    std::list<std::unique_ptr<Job>> jobs_;
    std::atomic<std::uint64_t> order_{0};
    std::uint64_t next_ = 1;
};

}  // namespace mulens::app
