// A GLFW window with an OpenGL 3.3 core context and the ImGui backends on it. Input is kept until taken.
#pragma once

#include "base/error.hpp"

#include <string>
#include <vector>

struct GLFWwindow;

namespace mulens::shell {

struct KeyPress {
    std::string name;  ///< "Ctrl+Shift+C", "F8", "Esc": as verbs write it
};

class Window {
  public:
    /// Throws Error(failed) that says what is missing and what to do.
    Window(int width, int height, const std::string& title);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] bool closing() const;
    void stay_open();
    /// Waits for input for at most so long; true where something came in.
    bool wait(double seconds);
    void wake() const;  ///< ends wait(); from any thread
    [[nodiscard]] std::vector<std::string> take_dropped();
    [[nodiscard]] std::vector<KeyPress> take_keys();
    [[nodiscard]] double content_scale() const;
    [[nodiscard]] int width() const;  ///< framebuffer
    [[nodiscard]] int height() const;
    [[nodiscard]] static double now();
    void begin_frame();
    void end_frame();  ///< draws ImGui's lists
    void show();       ///< swaps the buffers
    void new_fonts();  ///< uploads the atlas
    void set_title(const std::string& title);
    void copy(const std::string& text);

  private:
    GLFWwindow* window_ = nullptr;
    std::string title_;
};

}  // namespace mulens::shell
