// The real window on a display of its own, driven by mouse and keyboard like by a person. What came of it is read from
// the session that the program keeps, from files, the clipboard and the pixels of the screen.
#pragma once

#include "app/app.hpp"
#include "support/csv.hpp"
#include "support/desktop.hpp"
#include "support/shared_sample.hpp"
#include "ui/layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::test {

using test_support::eventually;

inline constexpr int width = 1280, height = 800;

/// session.txt: the arguments by verb; a verb that comes twice counts as it was last.
using Session = std::map<std::string, std::vector<std::string>>;

inline Session read_session(const test_support::fs::path& path) {
    Session out;
    std::istringstream lines(test_support::bytes_of(path));
    for (std::string line; std::getline(lines, line);) {
        const auto one = app::parse_command(line);
        if (one.verb.empty()) continue;
        const bool of_many = (one.verb == "resize" || one.verb == "panel") && !one.args.empty();
        out[of_many ? one.verb + " " + one.args[0] : one.verb] = one.args;
    }
    return out;
}

inline bool says(const Session& session, const std::string& verb, const std::vector<std::string>& args) {
    const auto it = session.find(verb);
    return it != session.end() && it->second == args;
}

inline double metres_a_pixel(const Session& session) {
    const auto it = session.find("camera");
    return it == session.end() || it->second.size() != 3 ? NAN : std::stod(it->second[2]);
}

struct Act {
    std::string what;
    std::function<void()> act;
    std::function<bool(const Session&)> done;
};

class DrivenSession : public testing::Test {
  protected:
    /// Does each in turn, then waits for the session to say so. What a busy machine did not hear is done again.
    void drive(const std::vector<Act>& acts) const {
        for (int round = 0; round < 4; ++round) {
            for (const auto& one : acts)
                if (!one.done(session())) one.act();
            const auto all = [&] {
                const Session now = session();
                return std::all_of(acts.begin(), acts.end(), [&](const Act& one) { return one.done(now); });
            };
            if (eventually(9, all)) return;
        }
        for (const auto& one : acts)
            EXPECT_TRUE(one.done(session())) << one.what << "; the session:\n" << words_of_session();
    }
    /// A session that selects thousands would hide what failed.
    [[nodiscard]] std::string words_of_session() const {
        std::istringstream lines(test_support::bytes_of(session_file));
        std::string out;
        for (std::string line; std::getline(lines, line);) out += line.substr(0, 160) + '\n';
        return out;
    }
    [[nodiscard]] Session session() const { return read_session(session_file); }

    /// Runs `mulens view` and waits until everything is read and drawn: then it writes the picture it is asked for.
    std::unique_ptr<test_support::Process> start(const std::string& name, std::vector<std::string> arguments) const {
        const auto mark = folder / (name + ".png");
        std::vector<std::string> words{"view", "--size", "1280x800", "--threads", "2", "--screenshot", mark.string()};
        words.insert(words.end(), arguments.begin(), arguments.end());
        auto out = std::make_unique<test_support::Process>(words, [&] {
            ::setenv("DISPLAY", desktop.display().c_str(), 1);
            ::setenv("HOME", folder.path().c_str(), 1);
            ::setenv("XDG_STATE_HOME", (folder / "state").c_str(), 1);
            ::unsetenv("WAYLAND_DISPLAY");
        });
        const bool there = eventually(60, [&] { return test_support::fs::exists(mark) || !out->running(); });
        if (!there || !out->running()) {
            out->send(SIGKILL);
            throw std::runtime_error("mulens view shows no window: " + out->wait().err);
        }
        return out;
    }

    /// Opens the palette, types a line and presses Enter. `again`: what was lost may have left it open.
    void command(const std::string& line, bool again = false) const {
        if (again) desktop.press("Escape");
        desktop.hands({"key", "ctrl+k", "sleep", "0.4", "type", "--delay", "15", line});
        desktop.press("Return");
    }

    test_support::Scratch folder;
    test_support::Desktop desktop{width, height};
    test_support::fs::path session_file = folder / "state" / "mulens" / "session.txt";
    ui::Layout layout = ui::lay_out(width, height, 1, app::Session());
};

}  // namespace mulens::test
