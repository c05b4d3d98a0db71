// A parallel loop over chunks. The body gets (chunk index, first, last, worker) and may write only what its chunk
// or its worker owns; so one thread and many give the same bytes. The first exception (lowest chunk) is rethrown.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

namespace mulens {

[[nodiscard]] inline unsigned default_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

template <typename Body>
void parallel_chunks(unsigned threads, std::uint64_t count, std::uint64_t chunk_size, Body&& body) {
    if (count == 0) return;
    const std::uint64_t chunks = (count + chunk_size - 1) / chunk_size;
    std::atomic<std::uint64_t> next{0};
    std::mutex mutex;
    std::exception_ptr error;
    std::uint64_t error_chunk = std::numeric_limits<std::uint64_t>::max();
    const auto work = [&](unsigned worker) {
        for (;;) {
            const std::uint64_t chunk = next.fetch_add(1);
            if (chunk >= chunks) return;
            try {
                const std::uint64_t first = chunk * chunk_size;
                body(chunk, first, std::min(count, first + chunk_size), worker);
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (chunk < error_chunk) {
                    error_chunk = chunk;
                    error = std::current_exception();
                }
                next.store(chunks);
            }
        }
    };
    const auto workers = static_cast<unsigned>(std::min<std::uint64_t>(std::max(1U, threads), chunks));
    std::vector<std::thread> pool;
    for (unsigned w = 1; w < workers; ++w) pool.emplace_back(work, w);
    work(0);
    for (auto& thread : pool) thread.join();
    if (error) std::rethrow_exception(error);
}

}  // namespace mulens
