// An OpenGL context without a window or a display (EGL surfaceless), for pictures made by commands and tests. Current
// on the thread that made it, until it goes. Without EGL or with an OpenGL below 3.3 core it throws an Error that says
// what to install or set. The window has its own context; there only `check_gl` is used.
#pragma once

#include <memory>
#include <string>

namespace mulens::render {

class Context {
  public:
    Context();
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    void make_current() const;

  private:
    struct Egl;
    std::unique_ptr<Egl> egl_;
};

/// Throws Error where the current context is older than OpenGL 3.3.
void check_gl();
/// e.g. "llvmpipe (LLVM 15.0.6, 256 bits), 4.5 (Core Profile) Mesa 22.3.6" of the current context.
[[nodiscard]] std::string describe_gl();

}  // namespace mulens::render
