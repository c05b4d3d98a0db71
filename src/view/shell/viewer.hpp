// The viewer in its window: one App, one Renderer, and what passes between them and the panels in a frame.
#pragma once

#include "render/renderer.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"
#include "ui/base/fonts.hpp"
#include "ui/window.hpp"

#include <atomic>
#include <mutex>
#include <thread>

namespace mulens::shell {

class Viewer {
  public:
    Viewer(const ViewOptions& options, Window& window);
    ~Viewer();
    Viewer(const Viewer&) = delete;
    Viewer& operator=(const Viewer&) = delete;

    /// Until the window closes.
    void loop();
    /// Draws until all jobs are done and the picture does not get better.
    void settle();
    void play_script(const std::string& path);
    void screenshot(const std::string& path);
    [[nodiscard]] const app::App& app() const { return app_; }

  private:
    void draw();  ///< one frame into the back buffer
    void show();  ///< … and onto the screen
    void take_input();
    void press(const std::string& key);
    bool nudge(const std::string& key);  ///< keys that move the map
    void try_sample();
    void take_sample();
    [[nodiscard]] float scale() const;

    const ViewOptions& options_;
    Window& window_;
    app::App app_;
    render::Renderer renderer_;
    ui::FontAtlas atlas_;
    ui::Outside outside_;
    ui::Memory memory_;
    bool parcels_shown_ = false;
    bool fine_ = false;  ///< the picture does not get better
    int frames_due_ = 3;
    double last_input_ = 0;
    std::thread sampler_;
    std::mutex sample_mutex_;
    std::string sample_file_, sample_error_;
    std::atomic<bool> sampling_{false};
};

}  // namespace mulens::shell
