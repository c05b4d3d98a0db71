// Puts the GL state that drawing changes back as it was: framebuffers, viewport, scissor, blending, depth test,
// program, vertex array, active texture. A viewer draws its panels in the same context.
#pragma once

#include <epoxy/gl.h>

namespace mulens::render::gl {

class SavedState {
  public:
    SavedState();
    ~SavedState();
    SavedState(const SavedState&) = delete;
    SavedState& operator=(const SavedState&) = delete;

  private:
    GLint draw_framebuffer_ = 0, read_framebuffer_ = 0, program_ = 0, vertex_array_ = 0, active_texture_ = 0;
    GLint array_buffer_ = 0, texture_ = 0, depth_function_ = 0, unpack_alignment_ = 4, pack_alignment_ = 4;
    GLint viewport_[4] = {}, scissor_[4] = {};
    GLint blend_source_[2] = {}, blend_target_[2] = {}, blend_equation_[2] = {};
    GLboolean blend_ = GL_FALSE, scissor_test_ = GL_FALSE, depth_test_ = GL_FALSE, cull_ = GL_FALSE,
              depth_mask_ = GL_TRUE;
};

}  // namespace mulens::render::gl
