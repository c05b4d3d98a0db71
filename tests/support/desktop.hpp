// A display of its own and hands on mouse and keyboard: Xvfb and xdotool, for tests that drive the real window.
#pragma once

#include "support/program.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace test_support {

/// Throws with a sentence that names the Debian package where the program is not on the PATH.
inline void need_program(const std::string& name, const std::string& package) {
    const char* path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((fs::path(folder) / name).c_str(), X_OK) == 0) return;
    throw std::runtime_error(name + " is not installed: the Debian package is " + package);
}

/// Asks every 50 ms until the answer is yes; false after so many seconds.
template <typename Question>
bool eventually(double seconds, const Question& question) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (!question()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
}

/// An X server without a screen, on a number that is free; ends with the object.
class Desktop {
  public:
    Desktop(int width, int height) {
        need_program("Xvfb", "xvfb");
        need_program("xdotool", "xdotool");
        std::array<int, 2> number{};
        if (::pipe(number.data()) != 0) throw std::runtime_error("no pipe");
        const std::string fd = std::to_string(number[1]);
        const std::string screen = std::to_string(width) + "x" + std::to_string(height) + "x24";
        server_ = start({"Xvfb", "-displayfd", fd, "-screen", "0", screen, "-nolisten", "tcp", "-fbdir",
                         pictures_.path().string()});
        ::close(number[1]);
        // The server writes its number once it listens; it closes the pipe if it fails.
        std::string text;
        for (char c = 0; ::read(number[0], &c, 1) == 1 && c != '\n';) text += c;
        ::close(number[0]);
        if (text.empty()) throw std::runtime_error("Xvfb does not start");
        display_ = ":" + text;
    }
    ~Desktop() {
        if (server_ <= 0) return;
        ::kill(server_, SIGTERM);
        ::waitpid(server_, nullptr, 0);
    }
    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;

    [[nodiscard]] const std::string& display() const { return display_; }

    /// What is on the screen now, as 0xRRGGBB: the server keeps its picture in a file of the XWD form.
    [[nodiscard]] std::vector<std::uint32_t> pixels(const std::vector<std::pair<int, int>>& places) const {
        const std::string bytes = bytes_of(pictures_ / "Xvfb_screen0");
        const auto number = [&](std::size_t at) {
            std::uint32_t out = 0;
            for (std::size_t i = 0; i < 4; ++i) out = out << 8U | static_cast<unsigned char>(bytes.at(at + i));
            return out;
        };
        const std::size_t data = number(0) + number(76) * std::size_t{12}, line = number(48);
        std::vector<std::uint32_t> out;
        for (const auto& [x, y] : places) {
            const std::size_t at = data + static_cast<std::size_t>(y) * line + static_cast<std::size_t>(x) * 4;
            out.push_back(0);
            for (const std::size_t i : {2U, 1U, 0U})  // blue first
                out.back() = out.back() << 8U | static_cast<unsigned char>(bytes.at(at + i));
        }
        return out;
    }
    [[nodiscard]] std::uint32_t pixel(int x, int y) const { return pixels({{x, y}})[0]; }

    /// The words of an xdotool command line. Waits until they are sent, not until they are heard.
    void hands(std::vector<std::string> words) const {
        words.insert(words.begin(), "xdotool");
        const pid_t pid = start(words);
        int status = 0;
        ::waitpid(pid, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("xdotool " + words[1] + " failed");
    }

    // Pauses let the window draw between two events; whether it heard them is for the caller to see.
    void click(int x, int y) const {
        hands({"mousemove", text(x), text(y), "sleep", "0.2", "mousedown", "1", "sleep", "0.15", "mouseup", "1",
               "sleep", "0.2"});
    }
    void double_click(int x, int y) const {
        hands({"mousemove", text(x), text(y),   "sleep",   "0.2",   "mousedown", "1",
               "sleep",     "0.05",  "mouseup", "1",       "sleep", "0.07",      "mousedown",
               "1",         "sleep", "0.05",    "mouseup", "1",     "sleep",     "0.2"});
    }
    void wheel(int x, int y, bool closer, int clicks) const {
        hands({"mousemove", text(x), text(y), "sleep", "0.2", "click", "--repeat", text(clicks), "--delay", "60",
               closer ? "4" : "5", "sleep", "0.4"});
    }
    void drag(const std::vector<std::pair<int, int>>& path) const {
        std::vector<std::string> words{
            "mousemove", text(path[0].first), text(path[0].second), "sleep", "0.2", "mousedown", "1"};
        for (const auto& [x, y] : path) words.insert(words.end(), {"sleep", "0.1", "mousemove", text(x), text(y)});
        words.insert(words.end(), {"sleep", "0.2", "mouseup", "1"});
        hands(std::move(words));
    }
    void keys(const std::string& name) const { hands({"key", name}); }
    /// Held for as long as a finger does: a key that is up again before the next frame may not be seen.
    void press(const std::string& key) const {
        hands({"sleep", "0.2", "keydown", key, "sleep", "0.2", "keyup", key, "sleep", "0.2"});
    }

  private:
    static std::string text(int number) { return std::to_string(number); }

    pid_t start(std::vector<std::string> words) const {
        std::vector<char*> argv;
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        const pid_t pid = ::fork();
        if (pid != 0) return pid;
        if (!display_.empty()) ::setenv("DISPLAY", display_.c_str(), 1);
        const int nowhere = ::open("/dev/null", O_RDWR);
        for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, fd);
        ::execvp(argv[0], argv.data());
        ::_exit(127);
    }

    std::string display_;
    Scratch pictures_;
    pid_t server_ = -1;
};

}  // namespace test_support
