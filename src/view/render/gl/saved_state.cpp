#include "render/gl/saved_state.hpp"

namespace mulens::render::gl {
namespace {

void enable(GLenum what, GLboolean on) {
    if (on == GL_TRUE)
        glEnable(what);
    else
        glDisable(what);
}

}  // namespace

SavedState::SavedState()
    : blend_(glIsEnabled(GL_BLEND)),
      scissor_test_(glIsEnabled(GL_SCISSOR_TEST)),
      depth_test_(glIsEnabled(GL_DEPTH_TEST)),
      cull_(glIsEnabled(GL_CULL_FACE)) {
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_framebuffer_);
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_framebuffer_);
    glGetIntegerv(GL_CURRENT_PROGRAM, &program_);
    glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &vertex_array_);
    glGetIntegerv(GL_ARRAY_BUFFER_BINDING, &array_buffer_);
    glGetIntegerv(GL_ACTIVE_TEXTURE, &active_texture_);
    glGetIntegerv(GL_UNPACK_ALIGNMENT, &unpack_alignment_);
    glGetIntegerv(GL_PACK_ALIGNMENT, &pack_alignment_);
    glGetIntegerv(GL_VIEWPORT, viewport_);
    glGetIntegerv(GL_SCISSOR_BOX, scissor_);
    glGetIntegerv(GL_BLEND_SRC_RGB, &blend_source_[0]);
    glGetIntegerv(GL_BLEND_SRC_ALPHA, &blend_source_[1]);
    glGetIntegerv(GL_BLEND_DST_RGB, &blend_target_[0]);
    glGetIntegerv(GL_BLEND_DST_ALPHA, &blend_target_[1]);
    glGetIntegerv(GL_BLEND_EQUATION_RGB, &blend_equation_[0]);
    glGetIntegerv(GL_BLEND_EQUATION_ALPHA, &blend_equation_[1]);
    glGetIntegerv(GL_DEPTH_FUNC, &depth_function_);
    glGetBooleanv(GL_DEPTH_WRITEMASK, &depth_mask_);
    glGetIntegerv(GL_TEXTURE_BINDING_2D, &texture_);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_BLEND);
}

SavedState::~SavedState() {
    const auto name = [](GLint value) { return static_cast<GLuint>(value); };
    const auto word = [](GLint value) { return static_cast<GLenum>(value); };
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, name(draw_framebuffer_));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, name(read_framebuffer_));
    glUseProgram(name(program_));
    glBindVertexArray(name(vertex_array_));
    glBindBuffer(GL_ARRAY_BUFFER, name(array_buffer_));
    glActiveTexture(word(active_texture_));
    glBindTexture(GL_TEXTURE_2D, name(texture_));
    glPixelStorei(GL_UNPACK_ALIGNMENT, unpack_alignment_);
    glPixelStorei(GL_PACK_ALIGNMENT, pack_alignment_);
    glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
    glScissor(scissor_[0], scissor_[1], scissor_[2], scissor_[3]);
    glBlendFuncSeparate(word(blend_source_[0]), word(blend_target_[0]), word(blend_source_[1]), word(blend_target_[1]));
    glBlendEquationSeparate(word(blend_equation_[0]), word(blend_equation_[1]));
    glDepthFunc(word(depth_function_));
    glDepthMask(depth_mask_);
    enable(GL_BLEND, blend_);
    enable(GL_SCISSOR_TEST, scissor_test_);
    enable(GL_DEPTH_TEST, depth_test_);
    enable(GL_CULL_FACE, cull_);
}

}  // namespace mulens::render::gl
