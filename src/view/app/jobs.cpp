#include "app/jobs.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace mulens::app {

void JobProgress::stage(std::string_view name, std::uint64_t total) {
    const std::lock_guard lock(mutex_);
    name_ = name;
    total_ = total;
    done_ = 0;
}

void Gate::open() {
    {
        const std::lock_guard lock(mutex_);
        open_ = true;
    }
    opened_.notify_all();
}

void Gate::wait(double most_s, const Progress& progress) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(most_s);
    std::unique_lock lock(mutex_);
    while (!open_ && std::chrono::steady_clock::now() < end) {
        progress.check();
        opened_.wait_for(lock, std::chrono::milliseconds(20));
    }
}

void JobProgress::deliver(Finish early) {
    const std::lock_guard lock(mutex_);
    delivered_.push_back(std::move(early));
}

std::vector<Finish> JobProgress::take_delivered() {
    const std::lock_guard lock(mutex_);
    return std::exchange(delivered_, {});
}

std::string JobProgress::stage_name() const {
    const std::lock_guard lock(mutex_);
    return name_;
}

double JobProgress::share() const {
    const auto total = total_.load(std::memory_order_relaxed);
    if (total == 0) return -1;
    const auto done = std::min(total, done_.load(std::memory_order_relaxed));
    return static_cast<double>(done) / static_cast<double>(total);
}

Jobs::~Jobs() {
    for (auto& job : jobs_) job->progress.request_stop();
    for (auto& job : jobs_) job->thread.join();
}

std::uint64_t Jobs::start(const std::string& lane, const std::string& title, Work work) {
    cancel_lane(lane);
    auto& job = *jobs_.emplace_back(std::make_unique<Job>());
    job.id = next_++;
    job.lane = lane;
    job.title = title;
    job.thread = std::thread([this, &job, work = std::move(work)] {
        try {
            job.finish = work(job.progress);
        } catch (const Stopped&) {
            job.stopped = true;
        } catch (...) {
            job.error = std::current_exception();
        }
        job.order = order_.fetch_add(1);
        job.done = true;
    });
    return job.id;
}

void Jobs::cancel(std::uint64_t id) {
    for (auto& job : jobs_)
        if (job->id == id) job->progress.request_stop();
}

void Jobs::cancel_lane(const std::string& lane) {
    if (lane.empty()) return;
    for (auto& job : jobs_)
        if (job->lane == lane) {
            job->progress.request_stop();
            job->dropped = true;
        }
}

std::vector<Jobs::Ended> Jobs::take_ended() {
    std::vector<std::pair<std::uint64_t, Ended>> ended;
    std::vector<Ended> out;
    for (auto& job : jobs_)
        for (auto& early : job->progress.take_delivered())
            if (!job->dropped) out.push_back({job->title, std::move(early), nullptr, false});
    for (auto it = jobs_.begin(); it != jobs_.end();) {
        Job& job = **it;
        if (!job.done) {
            ++it;
            continue;
        }
        job.thread.join();
        for (auto& early : job.progress.take_delivered())
            if (!job.dropped) out.push_back({job.title, std::move(early), nullptr, false});
        if (!job.dropped)
            ended.emplace_back(job.order, Ended{job.title, std::move(job.finish), job.error, job.stopped});
        it = jobs_.erase(it);
    }
    std::sort(ended.begin(), ended.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [order, one] : ended) out.push_back(std::move(one));
    return out;
}

bool Jobs::busy(const std::string& lane) const {
    return std::any_of(jobs_.begin(), jobs_.end(), [&](const auto& job) { return job->lane == lane && !job->dropped; });
}

std::vector<JobView> Jobs::view(double now_s) {
    std::vector<JobView> out;
    for (auto& job : jobs_) {
        if (job->dropped) continue;
        JobView view;
        view.id = job->id;
        view.title = job->title;
        view.stage = job->progress.stage_name();
        view.share = job->progress.share();
        if (view.stage != job->timed_stage) {
            job->timed_stage = view.stage;
            job->stage_since_s = now_s;
        }
        const double spent = now_s - job->stage_since_s;
        if (view.share > 0.05 && spent > 0.5) view.left_s = spent * (1 - view.share) / view.share;
        out.push_back(std::move(view));
    }
    return out;
}

}  // namespace mulens::app
