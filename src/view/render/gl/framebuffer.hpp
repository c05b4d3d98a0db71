// Something to draw into: one colour texture and the framebuffer on it.
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

/// A texture with the framebuffer that draws into it.
class Canvas {
  public:
    void resize(const TexelFormat& format, int width, int height, GLint filter = GL_NEAREST);
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
};

}  // namespace mulens::render::gl
