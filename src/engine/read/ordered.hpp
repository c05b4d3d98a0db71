// Pieces made by many threads and taken in order: at most one finished piece a thread waits.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace mulens::read {

/// make(piece, worker) on any thread fills what belongs to the worker; take(piece, worker) follows in order of the
/// pieces, one at a time, before that worker makes another. The first exception (lowest piece) is rethrown after all
/// threads ended.
template <typename Make, typename Take>
void in_order(unsigned threads, std::size_t pieces, Make&& make, Take&& take) {
    std::mutex mutex;
    std::condition_variable moved;
    std::size_t next = 0;
    std::size_t turn = 0;
    std::size_t failed_at = pieces;
    std::exception_ptr error;
    const auto fail = [&](std::size_t piece) {
        const std::lock_guard lock(mutex);
        if (piece < failed_at) {
            failed_at = piece;
            error = std::current_exception();
        }
        moved.notify_all();
    };
    const auto work = [&](unsigned worker) {
        for (;;) {
            std::size_t piece = 0;
            {
                const std::lock_guard lock(mutex);
                if (next >= failed_at) return;
                piece = next++;
            }
            try {
                make(piece, worker);
                {
                    std::unique_lock lock(mutex);
                    moved.wait(lock, [&] { return turn == piece || failed_at < piece; });
                    if (failed_at < piece) return;
                }
                take(piece, worker);
                const std::lock_guard lock(mutex);
                ++turn;
                moved.notify_all();
            } catch (...) {
                fail(piece);
                return;
            }
        }
    };
    std::vector<std::thread> pool;
    for (unsigned w = 1; w < threads && w < pieces; ++w) pool.emplace_back(work, w);
    work(0);
    for (auto& thread : pool) thread.join();
    if (error) std::rethrow_exception(error);
}

}  // namespace mulens::read
