// One sample and its results for all test processes of a build: made by whoever comes first, kept until the binary
// changes. Tests only read there; what they change they copy first.
#pragma once

#include "support/program.hpp"

#include <sys/file.h>

#include <stdexcept>

namespace test_support {

/// MULENS_BINARY_DIR/test_data/<name>, made by `make` (which gets a folder to fill) with the binary of today.
inline fs::path shared_folder(const std::string& name, const std::function<void(const fs::path&)>& make) {
    const fs::path base = fs::path(MULENS_BINARY_DIR) / "test_data";
    fs::create_directories(base);
    // Let go also where `make` throws: the next test would wait for its own process for ever.
    struct Lock {
        int fd;
        ~Lock() { ::close(fd); }
    } const lock{::open((base / (name + ".lock")).c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)};
    if (lock.fd < 0 || ::flock(lock.fd, LOCK_EX) != 0) throw std::runtime_error("cannot lock " + base.string());
    const auto built = fs::last_write_time(MULENS_BINARY).time_since_epoch().count();
    const std::string stamp = std::to_string(built) + " " + std::to_string(fs::file_size(MULENS_BINARY));
    const fs::path folder = base / name;
    const fs::path mark = base / (name + ".stamp");
    if (bytes_of(mark) != stamp || !fs::exists(folder)) {
        fs::remove(mark);
        fs::remove_all(folder);
        make(folder);
        put_bytes(mark, stamp);
    }
    return folder;
}

inline void need(const Outcome& outcome, const char* what) {
    if (outcome.code != 0)
        throw std::runtime_error(std::string(what) + " ended with " + std::to_string(outcome.code) + ": " +
                                 outcome.err);
}

/// The sample of the default scale, or a small one of 0.05.
inline fs::path sample_folder(bool small = false) {
    return shared_folder(small ? "sample_small" : "sample", [&](const fs::path& folder) {
        need(mulens({"sample", "--out", folder.string(), "--scale", small ? "0.05" : "1"}), "mulens sample");
    });
}

inline std::string sample_project(bool small = false) { return (sample_folder(small) / "qiantang.toml").string(); }

/// The results of the default sample in the default formats, scored on one thread.
inline fs::path sample_results() {
    const std::string project = sample_project();
    return shared_folder("results", [&](const fs::path& folder) {
        need(mulens({"score", project, "--out", folder.string(), "--threads", "1"}), "mulens score");
    });
}

}  // namespace test_support
