// The viewer's window: GLFW, ImGui's backends, the frame loop. One window a process; runs on the main thread.
//
// Draws only when something changed: input, a finished job, an animation, a picture that can still become finer.
#pragma once

#include "app/app.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mulens::shell {

struct ViewOptions {
    std::vector<std::string> files;
    std::string script;      ///< file of commands, played once the window is there
    std::string screenshot;  ///< PNG of the window once everything is read, judged and drawn finely
    bool exit = false;       ///< leave after script and screenshot
    int width = 1440, height = 900;
    double scale = 0;             ///< 0: of the screen
    std::string language, theme;  ///< "" = as last time
    std::string session_folder;   ///< "" = nothing is kept
    unsigned threads = 1;
    /// Writes the sample district and returns its project file; runs in a thread of its own.
    std::function<std::string()> make_sample;
    // For benchmarks: parcels are on the screen for the first time; everything is read, judged and drawn finely.
    std::function<void(const app::App&)> first_picture, settled;
};

/// Returns when the window is closed. Throws Error: no display, no usable OpenGL, a script that fails.
void run_view(const ViewOptions& options);

}  // namespace mulens::shell
