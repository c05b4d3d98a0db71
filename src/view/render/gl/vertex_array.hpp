// Which buffer feeds which attribute of a program.
#pragma once

#include "render/gl/handle.hpp"

#include <cstddef>

namespace mulens::render::gl {

struct VertexArrayTraits {
    static GLuint make() {
        GLuint id = 0;
        glGenVertexArrays(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteVertexArrays(1, &id); }
};

class VertexArray {
  public:
    void bind() {
        if (!handle_) handle_ = Handle<VertexArrayTraits>::make();
        glBindVertexArray(handle_.id());
    }
    void reset() { handle_.reset(); }

    // These read from the buffer bound to GL_ARRAY_BUFFER; offset and stride in bytes.
    static void floats(GLuint index, GLint count, GLsizei stride, std::size_t offset, GLuint divisor = 0) {
        glEnableVertexAttribArray(index);
        glVertexAttribPointer(index, count, GL_FLOAT, GL_FALSE, stride, reinterpret_cast<const void*>(offset));
        glVertexAttribDivisor(index, divisor);
    }
    static void bytes(GLuint index, GLsizei stride, std::size_t offset, GLuint divisor = 0) {
        glEnableVertexAttribArray(index);
        glVertexAttribPointer(index, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, reinterpret_cast<const void*>(offset));
        glVertexAttribDivisor(index, divisor);
    }
    static void integer(GLuint index, GLsizei stride, std::size_t offset, GLuint divisor = 0) {
        glEnableVertexAttribArray(index);
        glVertexAttribIPointer(index, 1, GL_UNSIGNED_INT, stride, reinterpret_cast<const void*>(offset));
        glVertexAttribDivisor(index, divisor);
    }

  private:
    Handle<VertexArrayTraits> handle_;
};

}  // namespace mulens::render::gl
