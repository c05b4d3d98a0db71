#include "render/gl/texture.hpp"

#include "base/error.hpp"

namespace mulens::render::gl {

void Texture::resize(const TexelFormat& format, int width, int height, GLint filter) {
    if (handle_ && format == format_ && width == width_ && height == height_) return;
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    if (width > limit || height > limit)
        throw Error::make(ExitCode::failed,
                          "a picture of {} × {} texels is needed, but this OpenGL driver stops at {}; make it smaller",
                          width, height, limit);
    handle_ = Handle<TextureTraits>::make();
    format_ = format;
    width_ = width;
    height_ = height;
    glBindTexture(GL_TEXTURE_2D, handle_.id());
    // First: a driver that does not know yet that one level is all makes room for the smaller ones, a third more.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glTexImage2D(GL_TEXTURE_2D, 0, format.internal, width, height, 0, format.format, format.type, nullptr);
    if (glGetError() == GL_OUT_OF_MEMORY)
        throw Error::make(ExitCode::failed, "not enough graphics memory for a picture of {} × {} texels", width,
                          height);
}

void Texture::upload(int first_row, int rows, const void* texels, int alignment) const {
    upload(0, first_row, width_, rows, texels, alignment);
}

void Texture::upload(int x, int y, int width, int height, const void* texels, int alignment) const {
    glBindTexture(GL_TEXTURE_2D, handle_.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, alignment);
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width, height, format_.format, format_.type, texels);
}

void Texture::bind(GLuint unit) const {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, handle_.id());
}

void Texture::reset() {
    handle_.reset();
    width_ = height_ = 0;
}

}  // namespace mulens::render::gl
