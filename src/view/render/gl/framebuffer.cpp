#include "render/gl/framebuffer.hpp"

#include "base/error.hpp"

namespace mulens::render::gl {

void Canvas::resize(const TexelFormat& format, int width, int height, GLint filter) {
    const GLuint before = texture_.id();
    const bool same = texture_ && texture_.width() == width && texture_.height() == height;
    texture_.resize(format, width, height, filter);
    if (same && texture_.id() == before && framebuffer_) return;
    depth_.reset();
    framebuffer_ = Handle<FramebufferTraits>::make();
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.id(), 0);
    if (const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER); status != GL_FRAMEBUFFER_COMPLETE)
        throw Error::make(ExitCode::failed, "this OpenGL driver cannot draw into a texture of format {:#x} ({:#x})",
                          format.internal, status);
}

void Canvas::want_depth() {
    if (depth_) return;
    depth_ = Handle<RenderbufferTraits>::make();
    glBindRenderbuffer(GL_RENDERBUFFER, depth_.id());
    glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT32F, width(), height());
    glBindRenderbuffer(GL_RENDERBUFFER, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, depth_.id());
    if (const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER); status != GL_FRAMEBUFFER_COMPLETE)
        throw Error::make(ExitCode::failed, "this OpenGL driver cannot keep depth beside ids ({:#x})", status);
}

void Canvas::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glViewport(0, 0, width(), height());
}

void Canvas::bind_for_reading() const { glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.id()); }

void Canvas::reset() {
    framebuffer_.reset();
    depth_.reset();
    texture_.reset();
}

}  // namespace mulens::render::gl
