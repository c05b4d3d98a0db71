// A block of GPU memory, sized when filled.
#pragma once

#include "render/gl/handle.hpp"

#include <cstddef>
#include <span>

namespace mulens::render::gl {

struct BufferTraits {
    static GLuint make() {
        GLuint id = 0;
        glGenBuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteBuffers(1, &id); }
};

class Buffer {
  public:
    /// Replaces the contents; `usage` is GL_STATIC_DRAW for what is uploaded once, GL_STREAM_DRAW for every frame.
    template <typename T>
    void fill(GLenum target, std::span<const T> data, GLenum usage) {
        if (!handle_) handle_ = Handle<BufferTraits>::make();
        glBindBuffer(target, handle_.id());
        bytes_ = data.size_bytes();
        glBufferData(target, static_cast<GLsizeiptr>(bytes_), data.data(), usage);
    }
    /// Room for `bytes`, to be written in parts.
    void reserve(GLenum target, std::size_t bytes, GLenum usage) {
        if (!handle_) handle_ = Handle<BufferTraits>::make();
        glBindBuffer(target, handle_.id());
        bytes_ = bytes;
        glBufferData(target, static_cast<GLsizeiptr>(bytes_), nullptr, usage);
    }
    /// Into the buffer bound to `target`; what lies at `offset` bytes is replaced.
    template <typename T>
    void write(GLenum target, std::size_t offset, std::span<const T> data) {
        glBufferSubData(target, static_cast<GLintptr>(offset), static_cast<GLsizeiptr>(data.size_bytes()), data.data());
    }
    void bind(GLenum target) const { glBindBuffer(target, handle_.id()); }
    /// What lies at `offset` bytes; no more than is there.
    template <typename T>
    void read(std::size_t offset, std::span<T> out) const {
        glBindBuffer(GL_ARRAY_BUFFER, handle_.id());
        glGetBufferSubData(GL_ARRAY_BUFFER, static_cast<GLintptr>(offset), static_cast<GLsizeiptr>(out.size_bytes()),
                           out.data());
    }
    void reset() {
        handle_.reset();
        bytes_ = 0;
    }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] GLuint id() const { return handle_.id(); }

  private:
    Handle<BufferTraits> handle_;
    std::size_t bytes_ = 0;
};

}  // namespace mulens::render::gl
