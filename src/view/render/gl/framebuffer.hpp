// Something to draw into: one colour texture and the framebuffer on it, with a depth buffer where it is asked for.
#pragma once

#include "render/gl/texture.hpp"

namespace mulens::render::gl {

struct FramebufferTraits {
    static GLuint make() {
        GLuint id = 0;
        glGenFramebuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteFramebuffers(1, &id); }
};

struct RenderbufferTraits {
    static GLuint make() {
        GLuint id = 0;
        glGenRenderbuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteRenderbuffers(1, &id); }
};

/// A texture with the framebuffer that draws into it.
class Canvas {
  public:
    void resize(const TexelFormat& format, int width, int height, GLint filter = GL_NEAREST);
    /// Gives it a depth buffer of 32-bit floats of its size, once.
    void want_depth();
    /// Draws go here from now on; the viewport is the whole texture.
    void bind() const;
    void bind_for_reading() const;
    void reset();

    [[nodiscard]] const Texture& texture() const { return texture_; }
    [[nodiscard]] int width() const { return texture_.width(); }
    [[nodiscard]] int height() const { return texture_.height(); }
    [[nodiscard]] GLuint id() const { return framebuffer_.id(); }
    explicit operator bool() const { return static_cast<bool>(texture_); }

  private:
    Texture texture_;
    Handle<FramebufferTraits> framebuffer_;
    Handle<RenderbufferTraits> depth_;
};

}  // namespace mulens::render::gl
