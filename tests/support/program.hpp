// Runs the built binary as a user would: arguments in, exit code and texts out. None of our libraries, only POSIX.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace test_support {

namespace fs = std::filesystem;

inline std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void put_bytes(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// A new folder that goes away with the object.
class Scratch {
  public:
    Scratch() {
        static std::atomic<int> number{0};
        path_ =
            fs::temp_directory_path() / ("mulens_e2e_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }

  private:
    fs::path path_;
};

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

/// A running program; `before` runs in the child before it becomes the program.
class Process {
  public:
    explicit Process(const std::vector<std::string>& arguments, const std::function<void()>& before = {}) {
        std::vector<std::string> words{MULENS_BINARY};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char*> argv;
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        const std::string out = (folder_ / "out").string(), err = (folder_ / "err").string();
        pid_ = ::fork();
        if (pid_ != 0) return;
        for (const auto& [file, to] : {std::pair{out, STDOUT_FILENO}, std::pair{err, STDERR_FILENO}})
            ::dup2(::open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_APPEND, 0600), to);
        ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
        if (before) before();
        ::execv(argv[0], argv.data());
        ::_exit(99);
    }
    ~Process() {
        if (pid_ > 0 && !done_) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void send(int signal) const { ::kill(pid_, signal); }
    [[nodiscard]] bool running() { return !done_ && !collect(WNOHANG); }
    Outcome wait() {
        if (!done_) collect(0);
        return {code_, bytes_of(folder_ / "out"), bytes_of(folder_ / "err")};
    }

  private:
    bool collect(int options) {
        int status = 0;
        if (::waitpid(pid_, &status, options) != pid_) return false;
        done_ = true;
        code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return true;
    }
    Scratch folder_;
    pid_t pid_ = -1;
    int code_ = -1;
    bool done_ = false;
};

inline Outcome mulens(const std::vector<std::string>& arguments, const std::function<void()>& before = {}) {
    return Process(arguments, before).wait();
}

}  // namespace test_support
