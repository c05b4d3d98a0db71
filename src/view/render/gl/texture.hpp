// A 2D texture without mipmaps, clamped at its edges.
#pragma once

#include "render/gl/handle.hpp"

namespace mulens::render::gl {

struct TextureTraits {
    static GLuint make() {
        GLuint id = 0;
        glGenTextures(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteTextures(1, &id); }
};

/// How texels are stored and handed over.
struct TexelFormat {
    GLint internal;
    GLenum format;
    GLenum type;
    bool operator==(const TexelFormat&) const = default;
};
inline constexpr TexelFormat ids_format{GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT};
inline constexpr TexelFormat mask_format{GL_R8, GL_RED, GL_UNSIGNED_BYTE};
inline constexpr TexelFormat colour_format{GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE};
inline constexpr TexelFormat float_format{GL_RGBA32F, GL_RGBA, GL_FLOAT};

class Texture {
  public:
    /// Makes room for width × height texels; keeps the texture where size and format are the same already.
    void resize(const TexelFormat& format, int width, int height, GLint filter = GL_NEAREST);
    /// Whole rows from `first_row` on; 4-byte aligned or tightly packed as `alignment` says.
    void upload(int first_row, int rows, const void* texels, int alignment = 4) const;
    void upload(int x, int y, int width, int height, const void* texels, int alignment) const;
    void bind(GLuint unit) const;
    void reset();

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] GLuint id() const { return handle_.id(); }
    explicit operator bool() const { return static_cast<bool>(handle_); }

  private:
    Handle<TextureTraits> handle_;
    TexelFormat format_{};
    int width_ = 0, height_ = 0;
};

}  // namespace mulens::render::gl
